import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { interfacesOf, versionOf, worldOf } from "../build/world.js";

const WIT = fs.readFileSync(new URL("../../wit/detector.wit", import.meta.url), "utf8");

test("a world imports what the manifest declares and nothing else", () => {
  assert.deepEqual(interfacesOf({}), []);
  assert.deepEqual(interfacesOf({ log: false, lists: [], http: ["https://a.example"] }), ["http"]);
  const world = worldOf(WIT, interfacesOf({ log: true, tables: ["area_codes"] }));
  assert.deepEqual(world.match(/^ {2}import .*$/gm), ["  import log;", "  import tables;"]);
  assert.ok(world.startsWith(WIT.slice(0, WIT.indexOf("/// A detector."))), "types are those of the contract");
});

test("the contract names its version", () => assert.equal(versionOf(WIT), "1.0.0"));

test("a text that is not the contract is refused", () => {
  assert.throws(() => worldOf("package a:b;", []), /no world/);
  assert.throws(() => versionOf("package a:b;"), /no version/);
});
