// One ES module out of a detector's sources, JavaScript or TypeScript, with the packages that they import. It does not evaluate them.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const LIBRARY = path.resolve(HERE, "../src");

/** The detector alone, for Node: what it exports, and the library's test kit beside it. */
export function forNode(entry) {
  return bundle(`
    export { guest } from ${JSON.stringify(entry)};
    export { run } from ${JSON.stringify(path.join(LIBRARY, "testing.js"))};
  `, path.dirname(entry), ["node:util"]);
}

/** The detector as the component's module: sealed, with the interfaces of the contract that it declares. */
export function forComponent(entry, interfaces, version) {
  const imports = interfaces.map((name) => `import ${name} from "hirewall:detector/${name}@${version}";`).join("\n");
  return bundle(`
    import ${JSON.stringify(path.join(HERE, "seal.js"))};
    ${imports}
    import { bind } from ${JSON.stringify(path.join(LIBRARY, "capabilities.js"))};
    export { guest } from ${JSON.stringify(entry)};
    bind({ ${interfaces.join(", ")} });
  `, path.dirname(entry), ["hirewall:detector/*"]);
}

async function bundle(contents, resolveDir, external) {
  const result = await build({
    stdin: { contents, resolveDir, sourcefile: "entry.js" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["import", "default"],
    target: "es2023",
    external,
    // The same library as the build's own, however the vendor's package reaches it: capabilities are bound in one place.
    alias: { "@hirewall/detector": path.join(LIBRARY, "index.js") },
    legalComments: "none",
    logLevel: "silent",
  });
  return result.outputFiles[0].text;
}
