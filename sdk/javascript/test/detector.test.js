import assert from "node:assert/strict";
import { test } from "node:test";
import { detector, Failure } from "../src/index.js";
import { definition, request } from "./definition.js";

function answering(answer, changes = {}) {
  const { guest } = detector(definition({ detect: () => answer, ...changes }));
  guest.configure("{}");
  return () => guest.detect(request());
}

function failureOf(run) {
  try {
    run();
  } catch (thrown) {
    assert.ok(!(thrown instanceof Error), "what crosses the contract is a plain record");
    return thrown;
  }
  return assert.fail("it answered");
}

test("inputs are handed over by name, with undefined for what the record lacks", () => {
  let seen;
  const { guest } = detector(definition({ detect: (_, question) => void (seen = question) }));
  guest.configure("{}");
  guest.detect(request([{ tag: "text", val: "US" }, { tag: "json", val: '[{"raw":"+1"}]' }]));
  assert.deepEqual(seen.inputs, { country: "US", phones: [{ raw: "+1" }] });
  assert.deepEqual(seen.attributes, { trace: "t1" });
  assert.equal(seen.nowMs, 1_767_225_600_000);
  guest.detect(request());
  assert.deepEqual(seen.inputs, { country: undefined, phones: undefined });
});

test("a pointer is made from an input's name, and escaped", () => {
  let pointer;
  const { guest } = detector(definition({ detect: (_, question) => void ({ pointer } = question) }));
  guest.configure("{}");
  guest.detect(request());
  assert.equal(pointer("phones", 0, "a/b~c"), "/phones/0/a~1b~0c");
  assert.throws(() => pointer("email"), TypeError);
});

test("settings become the state that detect is given", () => {
  const { guest } = detector(
    definition({ configure: ({ least }) => ({ least: least * 2 }), detect: ({ least }) => ({ count: least }) }),
  );
  guest.configure('{"least":21}');
  assert.deepEqual(guest.detect(request())[0].value, { tag: "integer", val: 42 });
});

for (const [name, value, expected] of [
  ["count", 3, { tag: "integer", val: 3 }],
  ["share", 1, { tag: "number", val: 1 }],
  ["share", 0.5, { tag: "number", val: 0.5 }],
  ["known", false, { tag: "boolean", val: false }],
  ["name", "Ann", { tag: "text", val: "Ann" }],
  ["name", "\ud83d", { tag: "text", val: "\ufffd" }],
  ["rows", ["a", "\ude00"], { tag: "json", val: '["a","\ufffd"]' }],
]) {
  test(`a signal is typed as its schema says: ${name} ${JSON.stringify(value)}`, () => {
    const [signal] = answering({ [name]: value })();
    assert.deepEqual(signal, { name, value: expected, evidence: [], attributes: [] });
  });
}

test("undefined and null are no signal, and no answer is no signals", () => {
  assert.deepEqual(answering({ count: undefined, name: null })(), []);
  assert.deepEqual(answering(undefined)(), []);
});

test("evidence goes with its signal, one pointer or several", () => {
  const answer = { signals: { count: 1, name: "x" }, evidence: { count: "/phones/0", name: ["/phones/0", "/phones/1"] } };
  const evidence = answering(answer)().map((signal) => signal.evidence);
  assert.deepEqual(evidence, [["/phones/0"], ["/phones/0", "/phones/1"]]);
});

for (const [why, answer, code] of [
  ["an undeclared signal", { other: 1 }, "undeclared-signal"],
  ["an inherited name", JSON.parse('{"constructor": 1}'), "undeclared-signal"],
  ["NaN", { share: NaN }, "bad-signal"],
  ["an infinity inside", { rows: [Infinity] }, "bad-signal"],
  ["a function", { count: () => 1 }, "bad-signal"],
  ["a bigint", { count: 1n }, "bad-signal"],
  ["a number instead of signals", 7, "bad-answer"],
  ["a list instead of signals", [], "bad-answer"],
  ["a promise", Promise.resolve({}), "bad-answer"],
]) {
  test(`${why} is a failure of code ${code}`, () => assert.equal(failureOf(answering(answer)).code, code));
}

test("a failure that the detector throws crosses as it is", () => {
  const { guest } = detector(
    definition({
      configure() {
        throw new Failure("bad-settings", "`least` is above `most`");
      },
    }),
  );
  assert.deepEqual(failureOf(() => guest.configure("{}")), { code: "bad-settings", message: "`least` is above `most`" });
});

test("what a foreign error says stays inside, because it may quote the record", () => {
  const { guest } = detector(definition({ detect: () => JSON.parse("jane.doe@example.com") }));
  guest.configure("{}");
  const failure = failureOf(() => guest.detect(request()));
  assert.equal(failure.code, "exception");
  assert.match(failure.message, /^`detect` threw `SyntaxError` in `JSON.parse`$/);
  assert.doesNotMatch(failure.message, /jane/);
});

for (const [what, thrown] of [["null", null], ["a text", "jane"], ["an object with a throwing getter", { get code() { throw new Error("x"); } }]]) {
  test(`${what} may be thrown`, () => {
    const { guest } = detector(definition({ detect: () => { throw thrown; } }));
    guest.configure("{}");
    assert.deepEqual(failureOf(() => guest.detect(request())), {
      code: "exception",
      message: "`detect` threw something that is not an error",
    });
  });
}
