// Sources to `<id>.wasm`: bundle, manifest, cases, component, check of its imports, manifest section. It does not sign and does not
// run the component: `hirewall plugin` does.

import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { forComponent, forNode } from "./bundle.js";
import { casesIn } from "./cases.js";
import { importsOf, withCustomSection } from "./component.js";
import { sealedRuntime } from "./runtime.js";
import { interfacesOf, versionOf, worldOf } from "./world.js";

const PACKAGE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const SECTION = "hirewall-manifest";
const MANIFEST_BYTES = 1 << 20;
const ENTRIES = ["detector.ts", "detector.js", "index.ts", "index.js"];

/**
 * The detector in a folder, evaluated in Node: its `guest`, its cases, and the result of each.
 *
 * @param {string} folder with `detector.js`, `detector.ts`, `index.js` or `index.ts`, and `cases/`
 */
export async function check(folder) {
  const entry = await entryIn(folder);
  const bundled = await forNode(entry);
  const { guest, run } = await import(`data:text/javascript;base64,${Buffer.from(bundled).toString("base64")}`);
  if (!guest?.manifest) {
    throw new Error(`\`${path.basename(entry)}\` exports no detector: write \`export const { guest } = detector({ … })\``);
  }
  const cases = await casesIn(path.join(folder, "cases"));
  return { entry, guest, cases: cases.map((example) => ({ example, ...run(guest, example) })) };
}

/**
 * Builds the detector in a folder.
 *
 * @param {string} folder
 * @param {{out?: string}} options `out`: the folder to write to, otherwise `folder`
 * @returns {Promise<{file: string, bytes: number, imports: string[], canaries: number}>}
 * @throws where a case fails, or the component would import what the contract does not have
 */
export async function buildDetector(folder, { out = folder } = {}) {
  const { entry, guest, cases } = await check(folder);
  const wrong = cases.filter(({ differences }) => differences.length > 0);
  if (wrong.length > 0) throw new Error(`${wrong.length} case(s) fail: run \`hirewall-detector test\``);
  const examples = cases.map(({ example }) => example).filter(({ canary }) => canary);
  const manifest = Buffer.from(JSON.stringify({ ...guest.manifest, examples }));
  if (manifest.length > MANIFEST_BYTES) {
    throw new Error(`the manifest has ${manifest.length} bytes, more than the limit of ${MANIFEST_BYTES}: mark fewer cases as canary`);
  }

  const wit = await contract();
  const interfaces = interfacesOf(guest.manifest.capabilities);
  const version = versionOf(wit);
  const source = await forComponent(entry, interfaces, version);
  const component = await componentOf(source, worldOf(wit, interfaces));
  const imports = importsOf(component);
  const allowed = ["types", ...interfaces].map((name) => `hirewall:detector/${name}@${version}`);
  const forbidden = imports.filter((name) => !allowed.includes(name));
  if (forbidden.length > 0) throw new Error(`the component imports ${forbidden.join(", ")}, which no host provides`);

  const file = path.join(out, `${guest.manifest.id}.wasm`);
  const bytes = withCustomSection(component, SECTION, manifest);
  await fs.mkdir(out, { recursive: true });
  await fs.writeFile(file, bytes);
  return { file, bytes: bytes.length, imports, canaries: examples.length };
}

async function componentOf(source, world) {
  const { componentize } = await import("componentize-qjs");
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "hirewall-detector-"));
  try {
    const witPath = path.join(folder, "detector.wit");
    await fs.writeFile(witPath, world);
    const { component } = await componentize({ witPath, jsSource: source, runtimeBytes: await sealedRuntime() });
    return component;
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function entryIn(folder) {
  for (const name of ENTRIES) {
    const entry = path.resolve(folder, name);
    if (await exists(entry)) return entry;
  }
  throw new Error(`\`${folder}\` has no detector: it needs one of ${ENTRIES.join(", ")}`);
}

/** A packed package carries the contract; in the repository it lies beside this folder. */
async function contract() {
  const packed = path.join(PACKAGE, "wit/detector.wit");
  return fs.readFile((await exists(packed)) ? packed : path.join(PACKAGE, "../wit/detector.wit"), "utf8");
}

async function exists(file) {
  return fs.access(file).then(() => true, () => false);
}
