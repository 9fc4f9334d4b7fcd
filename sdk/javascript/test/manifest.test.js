import assert from "node:assert/strict";
import { test } from "node:test";
import { detector } from "../src/index.js";
import { definition } from "./definition.js";

test("the manifest is in the contract's words, its inputs in the order of the definition", () => {
  const { guest } = detector(definition({ limits: { timeMs: 20 }, capabilities: { lists: ["free_mail_domains"] } }));
  assert.deepEqual(JSON.parse(JSON.stringify(guest.manifest)), {
    id: "sample",
    version: "1.2.0",
    vendor: "Tests",
    description: "Answers what it is told.",
    method: "rule",
    intended_use: "Tests.",
    known_limitations: "All of them.",
    records: { applicant: [{ path: "/basics/location/country_code" }, { path: "/phones", only: ["raw"] }] },
    config: { type: "object", additionalProperties: false },
    signals: definition().signals,
    capabilities: { lists: ["free_mail_domains"] },
    limits: { time_ms: 20 },
  });
});

for (const [changes, says] of [
  [{ id: "Sample" }, "`id`"],
  [{ version: "1.2" }, "`version`"],
  [{ method: "guess" }, "`method`"],
  [{ vendor: " " }, "`vendor`"],
  [{ knownLimitations: undefined }, "`knownLimitations`"],
  [{ inputs: {} }, "`inputs`"],
  [{ inputs: { applicant: { email: "basics.email" } } }, "`inputs.applicant.email`"],
  [{ inputs: { applicant: { email: null } } }, "`inputs.applicant.email`"],
  [{ inputs: { applicant: { 1: "/basics" } } }, "`inputs.applicant.1`"],
  [{ settings: { type: "array" } }, "`settings`"],
  [{ signals: { type: "object", properties: {} } }, "`signals`"],
  [{ signals: { type: "object", properties: { "a-b": {} } } }, "`signals.properties.a-b`"],
  [{ signals: { type: "object", properties: { evidence: {} } } }, "`signals.properties.evidence`"],
  [{ capabilities: { lists: "free" } }, "`capabilities.lists`"],
  [{ capabilities: { http: ["http://example.com"] } }, "`capabilities.http`"],
  [{ capabilities: { clock: true } }, "`capabilities.clock`"],
  [{ limits: { timeMs: 0 } }, "`limits.timeMs`"],
  [{ limits: { seconds: 1 } }, "`limits.seconds`"],
  [{ detect: undefined }, "`detect`"],
  [{ detects: () => ({}) }, "`detects`"],
]) {
  test(`a fault is told at its place: ${says}`, () => {
    assert.throws(() => detector(definition(changes)), (error) => error instanceof TypeError && error.message.includes(`- ${says}`));
  });
}

test("all faults are told at once", () => {
  assert.throws(() => detector(definition({ id: "", version: "", vendor: "" })), /has 3 fault\(s\)/);
});

test("what is no object at all is told so", () => {
  for (const nothing of [undefined, null, "x", []]) assert.throws(() => detector(nothing), /it is not an object/);
});
