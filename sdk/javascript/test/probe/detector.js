// A detector that does what a record tells it to: the host's limits and its isolation are tested with it. It is no example.

import { detector } from "@hirewall/detector";

let calls = 0;
const kept = [];

const BEHAVIOURS = {
  count: (state) => ({ calls, state: (state.seen += 1) }),
  loop() {
    for (;;) calls += 1;
  },
  memory() {
    for (;;) kept.push(new Uint8Array(1 << 20).fill(1));
  },
  objects() {
    for (;;) kept.push({ kept });
  },
  recursion: function deeper() {
    return { ...deeper(), calls };
  },
  pattern: () => ({ text: String(/^(a+)+$/.test(`${"a".repeat(40)}b`)) }),
  output: () => ({ text: "x".repeat(8 << 20) }),
  clock: () => ({ calls: Date.now() }),
  new_date: () => ({ calls: new Date().getTime() }),
  hidden_clock: () => ({ calls: new (new Date(0).constructor)().getTime() }),
  random: () => ({ text: String(Math.random()) }),
  given_date: (_, { nowMs }) => ({ text: new Date(nowMs).toISOString() }),
  throw: (_, { inputs }) => JSON.parse(inputs.email),
  undeclared: () => ({ other: 1 }),
  wrong_type: () => ({ calls: "one" }),
  surrogate: () => ({ text: "\u{1f600}".slice(0, 1) }),
  evidence: () => ({ signals: { calls }, evidence: { calls: ["/id"] } }),
  globals: () => ({ text: Object.getOwnPropertyNames(globalThis).filter((name) => /fetch|process|require|wasi|crypto|performance/i.test(name)).join() }),
  integers: (_, { inputs }) => ({ calls: inputs.number }),
};

export const { guest } = detector({
  id: "probe",
  version: "1.0.0",
  vendor: "Hirewall",
  description: "Does what a record tells it to.",
  method: "rule",
  intendedUse: "Tests of the host.",
  knownLimitations: "It is hostile.",
  inputs: { applicant: { behaviour: "/basics/label", email: "/basics/email", number: { path: "/custom/number", optional: true } } },
  settings: { type: "object", properties: { first: { type: "integer" } }, additionalProperties: false },
  signals: {
    type: "object",
    properties: { calls: { type: "integer" }, state: { type: "integer" }, text: { type: "string" } },
    additionalProperties: false,
  },
  configure: ({ first = 0 }) => ({ seen: first }),
  detect(state, question) {
    calls += 1;
    return BEHAVIOURS[question.inputs.behaviour]?.(state, question);
  },
});
