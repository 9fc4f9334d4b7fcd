// Builds components, where the tool chain is installed. What the components answer is tested with the host itself, in
// engine/detector/tests/other_languages.rs.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const KIT = path.resolve(HERE, "..");
const missing = await Promise.all([import("esbuild"), import("componentize-qjs")]).then(() => false, () => "`npm ci` was not run");
const options = { skip: missing };

let folder;
before(async () => (folder = await fs.mkdtemp(path.join(os.tmpdir(), "hirewall-test-"))));
after(() => fs.rm(folder, { recursive: true, force: true }));

async function plugin(name, files) {
  const root = path.join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await fs.writeFile(path.join(root, file), text);
  }
  return root;
}

function source({ capabilities = "{}", body = "() => ({ known: true })", first = "" } = {}) {
  return `${first}
    import { detector, lists, log, tables, http } from "@hirewall/detector";
    export const { guest } = detector({
      id: "built", version: "1.0.0", vendor: "Tests", description: "d", method: "rule", intendedUse: "u", knownLimitations: "k",
      inputs: { applicant: { email: "/basics/email" } },
      signals: { type: "object", properties: { known: { type: "boolean" } } },
      capabilities: ${capabilities},
      detect: ${body},
    });`;
}

const CASE = '{"name": "known", "kind": "applicant", "inputs": {"/basics/email": "a@b.example"}, "signals": {"known": true}, "canary": true}';

async function built(root) {
  const { buildDetector } = await import("../build/build.js");
  return buildDetector(root);
}

test("a component imports what its manifest declares, and carries manifest and canaries", options, async () => {
  const { customSections, importsOf } = await import("../build/component.js");
  const capabilities = '{ log: true, lists: ["free"], tables: ["codes"], http: ["https://api.example.com"] }';
  const body = '() => ({ known: false || true, ...(lists && log && tables && http ? {} : {}) })';
  const root = await plugin("all", { "detector.ts": source({ capabilities, body }), "cases/a.json": CASE });
  const { file, imports, canaries } = await built(root);
  assert.equal(path.basename(file), "built.wasm");
  assert.equal(canaries, 1);
  const interfaces = ["http", "lists", "log", "tables", "types"].map((name) => `hirewall:detector/${name}@1.0.0`);
  assert.deepEqual(imports.toSorted(), interfaces);
  const bytes = await fs.readFile(file);
  assert.deepEqual(importsOf(bytes), imports);
  const sections = customSections(bytes, "hirewall-manifest").map((section) => JSON.parse(section));
  assert.deepEqual(sections.map(({ id, examples }) => [id, examples]), [["built", [JSON.parse(CASE)]]]);
});

test("the committed components are what their sources build, byte for byte", options, async () => {
  const { buildDetector } = await import("../build/build.js");
  for (const [source, file] of [["example", "email_shape.wasm"], ["test/probe", "probe.wasm"]]) {
    const made = await buildDetector(path.join(KIT, source), { out: path.join(folder, "again") });
    const committed = await fs.readFile(path.join(KIT, source, file));
    assert.ok(committed.equals(await fs.readFile(made.file)), `${file} is not what its source builds: run \`npm run build\``);
  }
});

test("a component has no code in components inside, so that hosts can snapshot it", options, async () => {
  const { COMPONENT, sections } = await import("../build/wasm.js");
  const within = (bytes) => [...sections(bytes.subarray(COMPONENT.length))];
  const outer = within(await fs.readFile(path.join(KIT, "example/email_shape.wasm")));
  const nested = outer.filter(({ id }) => id === 4).flatMap(({ body }) => within(body));
  assert.ok(outer.some(({ id }) => id === 1) && nested.every(({ id }) => id !== 1));
});

for (const [why, files, says] of [
  ["a case that fails", { "detector.js": source({ body: "() => ({})" }), "cases/a.json": CASE }, /1 case\(s\) fail/],
  ["a case that is no JSON", { "detector.js": source(), "cases/a.json": "{" }, /`a\.json` is not JSON/],
  ["a case without a name", { "detector.js": source(), "cases/a.json": "[{}]" }, /case 1 of `a\.json` has no `name`/],
  ["two cases of one name", { "detector.js": source(), "cases/a.json": `[${CASE}, ${CASE}]` }, /two cases are named `known`/],
  ["a module of Node", { "detector.js": source({ first: 'import fs from "node:fs"; globalThis.x = fs;' }) }, /Could not resolve "node:fs"/],
  ["a module without a detector", { "index.js": "export const guest = {};" }, /exports no detector/],
  ["a folder without a module", { "README.md": "" }, /has no detector/],
  ["a faulty definition", { "detector.js": source({ capabilities: "{ clock: true }" }) }, /`capabilities\.clock`/],
  ["a clock that is read while the module loads", { "detector.js": source({ first: "const at = () => Date.now(); globalThis.process ?? at();" }) }, /a detector has no clock/],
]) {
  test(`${why} is refused`, options, async () => {
    const root = await plugin(why.replaceAll(" ", "-"), files);
    await assert.rejects(() => built(root), says);
  });
}
