import assert from "node:assert/strict";
import { test } from "node:test";
import { modulesIn, seal } from "../build/runtime.js";
import { COMPONENT, custom, leb, MODULE, section, text } from "../build/wasm.js";

const I32 = 0x7f;
const I64 = 0x7e;

function vector(...items) {
  return Buffer.concat([leb(items.length), ...items]);
}

function imported(from, name, type) {
  return Buffer.concat([text(from), text(name), Buffer.from([0x00, type])]);
}

/** Types: 0 is () -> i64, 1 is (i32), 2 is (i32) -> i32. Exports what it imports and a function of its own that adds 1. */
function engine() {
  const type = (params, results) => Buffer.concat([Buffer.from([0x60]), vector(...params), vector(...results)]);
  const value = (kind) => Buffer.from([kind]);
  const exported = (name, at) => Buffer.concat([text(name), Buffer.from([0x00, at])]);
  return Buffer.concat([
    MODULE,
    section(1, vector(type([], [value(I64)]), type([value(I32)], []), type([value(I32)], [value(I32)]))),
    section(
      2,
      vector(
        imported("wasi:clocks/monotonic-clock@0.2.0", "now", 0),
        Buffer.concat([text("env"), text("memory"), Buffer.from([0x02, 0x00, 0x01])]),
        imported("wasi:clocks/wall-clock@0.2.0", "now", 1),
        imported("wasi:cli/environment@0.2.0", "get-environment", 1),
        imported("wasi:io/error@0.2.0", "[resource-drop]error", 1),
        imported("wasi:cli/exit@0.2.0", "exit", 1),
      ),
    ),
    section(3, vector(leb(2))),
    section(7, vector(exported("ticks", 0), exported("time", 1), exported("environment", 2), exported("drop", 3), exported("exit", 4), exported("next", 5))),
    section(10, vector(Buffer.from([7, 0x00, 0x20, 0x00, 0x41, 0x01, 0x6a, 0x0b]))),
    custom("target_features", Buffer.from([0])),
  ]);
}

test("what an engine imports is inside it afterwards, and its own functions keep their numbers", async () => {
  const [module] = modulesIn(engine());
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { instance } = await WebAssembly.instantiate(seal(module), { env: { memory } });
  const { ticks, time, environment, drop, exit, next } = instance.exports;
  assert.equal(next(41), 42);
  assert.equal(ticks(), 0n);
  drop(7);
  const bytes = new Uint8Array(memory.buffer);
  bytes.fill(0xff);
  time(16);
  environment(64);
  assert.ok(bytes.slice(16, 32).every((byte) => byte === 0) && bytes.slice(64, 72).every((byte) => byte === 0));
  assert.ok([...bytes.slice(0, 16), ...bytes.slice(32, 64), ...bytes.slice(72, 128)].every((byte) => byte === 0xff));
  assert.throws(() => exit(0), WebAssembly.RuntimeError);
});

test("modules are found inside of a file, whatever is around them", () => {
  const noise = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x02, 0x00, 0x09, 0x0b, 0xff, 0x00]);
  const modules = modulesIn(Buffer.concat([noise, engine(), Buffer.from([0x00, 0x05]), COMPONENT, engine(), noise]));
  assert.deepEqual(modules.map((sections) => sections.map(({ id }) => id)), [[1, 2, 3, 7, 10, 0], [1, 2, 3, 7, 10, 0]]);
});

test("a file without modules has none", () => assert.deepEqual(modulesIn(Buffer.from("no module here")), []));
