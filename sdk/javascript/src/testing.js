// Runs a case against a detector in Node, without a component: quick, for a vendor's own tests. Limits, the signals schema and
// isolation are the host's: `hirewall plugin test` runs the same cases against the built component.

import { isDeepStrictEqual } from "node:util";
import { bind } from "./capabilities.js";

const NOW = "2026-01-01T00:00:00Z";

/**
 * What a detector answers to a case.
 *
 * @param {object} guest the detector
 * @param {object} example in the form of a manifest's examples
 * @returns {{signals: object, evidence: object, failure?: {code: string, message: string}, differences: string[]}}
 */
export function run(guest, example) {
  const before = bind(interfacesOf(example));
  try {
    guest.configure(JSON.stringify(example.config ?? {}));
    return compared(example, answerOf(guest.detect(requestOf(guest.manifest, example))));
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    return { signals: {}, evidence: {}, failure: thrown, differences: [`the detector failed: ${thrown.code}: ${thrown.message}`] };
  } finally {
    bind(before);
  }
}

function requestOf(manifest, example) {
  const inputs = manifest.records[example.kind];
  if (!inputs) throw new Error(`case \`${example.name}\`: the detector does not look at \`${example.kind}\``);
  const given = example.inputs ?? {};
  const unknown = Object.keys(given).find((path) => !inputs.some((input) => input.path === path));
  if (unknown) throw new Error(`case \`${example.name}\`: \`${unknown}\` is not a declared input`);
  return {
    kind: example.kind,
    nowMs: Date.parse(example.now ?? NOW),
    inputs: inputs.map(({ path, only }) => handedOver(given[path], only)),
    attributes: [],
  };
}

function handedOver(value, only) {
  if (value === undefined || value === null) return { tag: "none" };
  if (typeof value === "boolean") return { tag: "boolean", val: value };
  if (typeof value === "string") return { tag: "text", val: value };
  if (typeof value === "number") return { tag: Number.isInteger(value) ? "integer" : "number", val: value };
  return { tag: "json", val: JSON.stringify(cut(value, only)) };
}

function cut(value, only) {
  if (!only) return value;
  if (Array.isArray(value)) return value.map((item) => cut(item, only));
  return Object.fromEntries(Object.entries(value).filter(([name]) => only.includes(name)));
}

function answerOf(list) {
  const valueOf = ({ tag, val }) => (tag === "json" ? JSON.parse(val) : val);
  return {
    signals: Object.fromEntries(list.map(({ name, value }) => [name, valueOf(value)])),
    evidence: Object.fromEntries(list.filter(({ evidence }) => evidence.length > 0).map(({ name, evidence }) => [name, evidence])),
  };
}

function compared(example, answer) {
  const differences = Object.entries(example.signals ?? {})
    .map(([name, expected]) => [name, expected, answer.signals[name] ?? null])
    .filter(([, expected, actual]) => !isDeepStrictEqual(expected, actual))
    .map(([name, expected, actual]) => `\`${name}\`: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  return { ...answer, differences };
}

/** A case's lists are matched caselessly, its tables by key, as the host does. */
function interfacesOf({ lists = {}, tables = {} }) {
  return {
    lists: {
      contains: (list, key) => (lists[list] ?? []).some((item) => item.toLowerCase() === key.toLowerCase()),
    },
    tables: {
      get: (table, key) => (Object.hasOwn(tables[table] ?? {}, key) ? JSON.stringify(tables[table][key]) : null),
    },
    log: { write() {} },
  };
}
