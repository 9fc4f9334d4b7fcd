import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { bind } from "../src/capabilities.js";
import { detector, http, HttpError, lists, log, tables } from "../src/index.js";
import { definition, request } from "./definition.js";

afterEach(() => bind({}));

function detecting(capabilities, detect) {
  const { guest } = detector(definition({ capabilities, detect }));
  guest.configure("{}");
  try {
    return guest.detect(request())[0]?.value.val;
  } catch (failure) {
    return failure.code;
  }
}

test("a declared list is asked", () => {
  bind({ lists: { contains: (list, key) => list === "free" && key === "x.example" } });
  assert.equal(detecting({ lists: ["free"] }, () => ({ known: lists.contains("free", "x.example") })), true);
});

test("a row is an object, and undefined where there is none", () => {
  bind({ tables: { get: (_, key) => (key === "602" ? '{"region":"AZ"}' : null) } });
  assert.equal(detecting({ tables: ["area_codes"] }, () => ({ name: tables.get("area_codes", "602").region })), "AZ");
  assert.equal(detecting({ tables: ["area_codes"] }, () => ({ known: tables.get("area_codes", "000") === undefined })), true);
});

test("lines go to the log with their level", () => {
  const lines = [];
  bind({ log: { write: (level, message) => lines.push([level, message]) } });
  detecting({ log: true }, () => log.warn("half a pair: \ud83d"));
  assert.deepEqual(lines, [["warn", "half a pair: \ufffd"]]);
});

for (const [what, use] of [
  ["a list", () => ({ known: lists.contains("free", "x") })],
  ["a table", () => ({ known: tables.get("area_codes", "x") })],
  ["a line", () => log.info("x")],
  ["a call", () => http.fetch({ url: "https://api.example.com/" })],
]) {
  test(`${what} that the manifest does not declare is a failure`, () => {
    bind({ lists: {}, tables: {}, log: {}, http: {} });
    assert.equal(detecting({}, use), "undeclared-capability");
  });
}

test("a capability that is not at hand is a failure", () => {
  assert.equal(detecting({ log: true }, () => log.info("x")), "no-capability");
});

test("a call sends and receives bytes, as UTF-8", () => {
  let sent;
  bind({ http: { fetch: (request) => ((sent = request), { status: 200, headers: [["a", "b"]], body: [0xc3, 0xa9] }) } });
  const answer = detecting({ http: ["https://api.example.com"] }, () => {
    const response = http.fetch({ method: "POST", url: "https://api.example.com/", headers: { accept: "text/plain" }, body: "é" });
    return { name: `${response.status} ${response.text()}` };
  });
  assert.equal(answer, "200 é");
  assert.deepEqual([...sent.body], [0xc3, 0xa9]);
  assert.deepEqual(sent.headers, [["accept", "text/plain"]]);
});

test("a call that comes to nothing says why", () => {
  bind({ http: { fetch() { throw Object.assign(new Error("timeout"), { payload: "timeout" }); } } });
  const reason = detecting({ http: ["https://api.example.com"] }, () => {
    try {
      return http.fetch({ url: "https://api.example.com/" });
    } catch (error) {
      return { name: error instanceof HttpError ? error.reason : "another error" };
    }
  });
  assert.equal(reason, "timeout");
});
