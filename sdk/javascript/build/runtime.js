// The JavaScript engine that goes into a component, with everything that it imports from WASI defined inside it instead: nothing
// is open, the clock stands still, what cannot happen traps. The tool chain's own way of stubbing nests components, which hosts cannot
// snapshot: each record would wait for an engine that configures itself.

import fs from "node:fs";
import { createRequire } from "node:module";
import { leb, MODULE, Reader, section, sections } from "./wasm.js";

const CUSTOM = 0;
const TYPE = 1;
const IMPORT = 2;
const FUNCTION = 3;
const CODE = 10;
const LAST = 13;
const I32 = 0x7f;
const I64 = 0x7e;
const END = 0x0b;
const UNREACHABLE = 0x00;

/**
 * What stands in for the imports that the engine calls while it starts: bytes of zero written to where the result is expected. The
 * clock stands at 0, the seed is 0, there is no environment, no directory and no terminal.
 */
const EMPTY = {
  now: 16,
  "insecure-seed": 16,
  "get-environment": 8,
  "get-directories": 8,
  "get-terminal-stdin": 8,
  "get-terminal-stdout": 8,
  "get-terminal-stderr": 8,
};

/** The engine, sealed, out of the tool chain that is installed. */
export async function sealedRuntime() {
  await import("componentize-qjs");
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  const binding = loaded.find((file) => /componentize-qjs[^/\\]*\.node$/.test(file));
  const engines = binding === undefined ? [] : modulesIn(fs.readFileSync(binding)).filter(isEngine);
  // Two of them do without asynchronous calls. The smaller needs tail calls, which hosts refuse, and is half as fast.
  if (engines.length !== 2) {
    throw new Error("the engine was not found in `componentize-qjs`: install the version that this package names, with `npm ci`");
  }
  const [engine] = engines.toSorted((one, other) => sizeOf(other) - sizeOf(one));
  return seal(engine);
}

/** All WebAssembly modules inside of a file, as lists of sections. */
export function modulesIn(bytes) {
  const modules = [];
  for (let at = bytes.indexOf(MODULE); at >= 0; at = bytes.indexOf(MODULE, at + MODULE.length)) {
    modules.push(moduleAt(bytes.subarray(at + MODULE.length)));
  }
  return modules;
}

/** The sections up to the one that linkers write last, or to where something else begins. */
function moduleAt(bytes) {
  const found = [];
  try {
    for (const one of sections(bytes)) {
      if (one.id > LAST) break;
      const name = one.id === CUSTOM ? new Reader(one.body).text() : undefined;
      found.push(one);
      if (name === "target_features") break;
    }
  } catch {
    // What follows is not framed as sections are: the module was at its end, or it was none.
  }
  return found;
}

/** A library for the component, whose imported functions are all of the system's. */
function isEngine(module) {
  if (module[0]?.id !== CUSTOM || new Reader(module[0].body).text() !== "dylink.0") return false;
  const functions = functionImports(module);
  return functions.some(({ from }) => from === "local:init/module-loader") && functions.every(isSystem);
}

function sizeOf(module) {
  return module.reduce((sum, { body }) => sum + body.length, 0);
}

function isSystem({ from }) {
  return from.startsWith("wasi:") || from.startsWith("local:init/") || from === "wasi_snapshot_preview1";
}

/**
 * A module with functions of its own in the place of those that it imports. Imported functions come first in the order of
 * functions, so that as many at the front of its own keep every number as it was.
 */
export function seal(module) {
  const types = typesOf(module);
  const imported = functionImports(module);
  const rest = importEntries(module).filter(({ kind }) => kind !== 0);
  const bodies = imported.map((one) => bodyOf(one, types[one.type]));
  const front = {
    [FUNCTION]: imported.map(({ type }) => leb(type)),
    [CODE]: bodies.map((body) => Buffer.concat([leb(body.length), body])),
  };
  const sealed = module.map(({ id, body }) => {
    if (id === IMPORT) return section(id, Buffer.concat([leb(rest.length), ...rest.map(({ bytes }) => bytes)]));
    if (id !== FUNCTION && id !== CODE) return section(id, body);
    const reader = new Reader(body);
    const count = reader.number();
    return section(id, Buffer.concat([leb(count + front[id].length), ...front[id], reader.rest()]));
  });
  return Buffer.concat([MODULE, ...sealed]);
}

function bodyOf({ from, name }, { results, params }) {
  const locals = [0x00];
  if (name.startsWith("[resource-drop]") || name === "reset_adapter_state") return Buffer.from([...locals, END]);
  if (name === "now" && results[0] === I64) return Buffer.from([...locals, 0x42, 0x00, END]); // i64.const 0
  const zeros = EMPTY[name];
  if (zeros === undefined || params.length !== 1 || params[0] !== I32 || !from.startsWith("wasi:")) {
    return Buffer.from([...locals, UNREACHABLE, END]);
  }
  const stores = Array.from({ length: zeros / 8 }, (_, at) => {
    return [0x20, 0x00, 0x42, 0x00, 0x37, 0x00, at * 8]; // local.get 0, i64.const 0, i64.store align=1 offset
  });
  return Buffer.from([...locals, ...stores.flat(), END]);
}

function typesOf(module) {
  return entries(module, TYPE, (reader) => {
    if (reader.byte() !== 0x60) throw new Error("the engine has types that this version of the tool does not know");
    const params = [...reader.take(reader.number())];
    const results = [...reader.take(reader.number())];
    return { params, results };
  });
}

function functionImports(module) {
  return importEntries(module).filter(({ kind }) => kind === 0);
}

function importEntries(module) {
  return entries(module, IMPORT, (reader) => {
    const start = reader.at;
    const from = reader.text();
    const name = reader.text();
    const kind = reader.byte();
    let type;
    if (kind === 0) type = reader.number();
    if (kind === 1) reader.byte();
    if (kind === 1 || kind === 2) {
      const bounded = (reader.byte() & 1) === 1;
      reader.number();
      if (bounded) reader.number();
    }
    if (kind === 3) reader.take(2);
    if (kind > 3) throw new Error("the engine has imports that this version of the tool does not know");
    return { from, name, kind, type, bytes: reader.bytes.subarray(start, reader.at) };
  });
}

function entries(module, id, read) {
  const found = module.find((one) => one.id === id);
  if (found === undefined) return [];
  const reader = new Reader(found.body);
  return Array.from({ length: reader.number() }, () => read(reader));
}
