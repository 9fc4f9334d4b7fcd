import assert from "node:assert/strict";
import { test } from "node:test";
import { customSections, importsOf, withCustomSection } from "../build/component.js";

const EMPTY = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]);

function section(id, ...body) {
  return Buffer.from([id, body.length, ...body]);
}

function named(text) {
  return [0x00, text.length, ...Buffer.from(text)];
}

test("a section is appended and found again, however long it is", () => {
  for (const length of [0, 1, 127, 128, 16_384, 300_000]) {
    const content = Buffer.alloc(length, 7);
    const component = withCustomSection(EMPTY, "hirewall-manifest", content);
    assert.deepEqual(customSections(component, "hirewall-manifest"), [content]);
    assert.deepEqual(customSections(component, "another"), []);
  }
});

test("imports of every kind are named", () => {
  const component = Buffer.concat([
    EMPTY,
    section(10, 2, ...named("module"), 0x00, 0x11, 0x00, ...named("func"), 0x01, 0x00),
    section(10, 4, ...named("value"), 0x02, 0x01, 0x73, ...named("eq"), 0x03, 0x00, 0x05, ...named("resource"), 0x03, 0x01, ...named("i"), 0x05, 0x80, 0x01),
  ]);
  assert.deepEqual(importsOf(component), ["module", "func", "value", "eq", "resource", "i"]);
});

for (const [why, bytes] of [
  ["nothing", Buffer.alloc(0)],
  ["a core module", Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00])],
  ["a section longer than the file", Buffer.concat([EMPTY, Buffer.from([10, 90, 0])])],
  ["a number without end", Buffer.concat([EMPTY, Buffer.from([10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])])],
  ["an import of an unknown kind", Buffer.concat([EMPTY, section(10, 1, ...named("x"), 0x09, 0x00)])],
]) {
  test(`${why} is refused`, () => assert.throws(() => importsOf(bytes), Error));
}
