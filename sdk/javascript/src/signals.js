// A detector's answer as the list of signals that crosses the contract, typed as its schema says. It does not check values against
// the whole schema: the host does.

import { Failure } from "./failure.js";

/** Names that an answer uses itself: `{ signals: {…}, evidence: {…} }`. */
export const RESERVED = ["signals", "evidence"];

export function signalsOf(schema, answer) {
  if (answer === undefined || answer === null) return [];
  if (typeof answer !== "object" || Array.isArray(answer)) {
    throw new Failure("bad-answer", "`detect` must return an object with one member a signal");
  }
  if (typeof answer.then === "function") {
    throw new Failure("bad-answer", "`detect` returned a promise: a detector has nothing to wait for, make it synchronous");
  }
  const wrapped = Object.hasOwn(answer, "signals");
  const signals = wrapped ? answer.signals : answer;
  const evidence = wrapped ? (answer.evidence ?? {}) : {};
  return Object.entries(signals)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => signalOf(schema, name, value, evidence[name] ?? []));
}

function signalOf(schema, name, value, evidence) {
  if (!Object.hasOwn(schema.properties, name)) {
    // The name is left out: where it is computed, it may be a value of the record.
    throw new Failure("undeclared-signal", "`detect` returned a signal that the schema of `signals` does not declare");
  }
  const pointers = [evidence].flat().map((pointer) => String(pointer).toWellFormed());
  return { name, value: valueOf(schema.properties[name], name, value), evidence: pointers, attributes: [] };
}

function valueOf(schema, name, value) {
  switch (typeof value) {
    case "boolean":
      return { tag: "boolean", val: value };
    case "string":
      // Half of a surrogate pair, as `slice` leaves it in the middle of an emoji, is no text outside of JavaScript.
      return { tag: "text", val: value.toWellFormed() };
    case "number":
      return numberOf(schema, name, value);
    case "object":
      return { tag: "json", val: JSON.stringify(value, (_, member) => memberOf(name, member)) };
    default:
      throw new Failure("bad-signal", `signal \`${name}\` is a ${typeof value}, which is not a value of JSON`);
  }
}

function numberOf(schema, name, value) {
  finite(name, value);
  const types = [schema?.type ?? []].flat();
  const whole = Number.isSafeInteger(value);
  if (types.includes("integer") && whole) return { tag: "integer", val: value };
  if (types.length === 0 && whole) return { tag: "integer", val: value };
  return { tag: "number", val: value };
}

function memberOf(name, member) {
  if (typeof member === "number") finite(name, member);
  return typeof member === "string" ? member.toWellFormed() : member;
}

function finite(name, value) {
  if (!Number.isFinite(value)) {
    throw new Failure("bad-signal", `signal \`${name}\` holds NaN or an infinity, which is not a value of JSON`);
  }
}
