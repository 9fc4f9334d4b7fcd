// A definition's manifest, as the contract wants it, with what can be found wrong before anything is built. The host checks it
// again, and wholly: this is not the guard.

import { pathOf } from "./inputs.js";
import { RESERVED } from "./signals.js";

const NAME = /^[a-z][a-z0-9_]{0,63}$/;
const PROPERTY = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
const VERSION = /^\d+\.\d+\.\d+([-+].*)?$/;
const ORIGIN = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/;
const METHODS = ["rule", "statistical", "ml", "llm"];
const TEXTS = { vendor: "vendor", description: "description", intendedUse: "intended_use", knownLimitations: "known_limitations" };
const LIMITS = { timeMs: "time_ms", memoryMib: "memory_mib", configureMs: "configure_ms" };
const KEYS = ["id", "version", "method", "license", "inputs", "settings", "signals", "capabilities", "limits", "configure", "detect"];

export function manifestOf(definition) {
  const problems = problemsOf(definition);
  if (problems.length > 0) {
    throw new TypeError(`the detector's definition has ${problems.length} fault(s):\n${problems.map((line) => `- ${line}`).join("\n")}`);
  }
  const { id, version, method, license, inputs, settings, signals, capabilities = {}, limits = {} } = definition;
  return withoutUndefined({
    id,
    version,
    vendor: definition.vendor,
    description: definition.description,
    method,
    license,
    intended_use: definition.intendedUse,
    known_limitations: definition.knownLimitations,
    records: mapValues(inputs, (named) => Object.values(named).map(inputOf)),
    config: settings ?? { type: "object", additionalProperties: false },
    signals,
    capabilities,
    limits: Object.fromEntries(Object.entries(limits).map(([name, value]) => [LIMITS[name], value])),
  });
}

function inputOf(input) {
  if (typeof input === "string") return { path: input };
  const { path, only, optional } = input;
  return withoutUndefined({ path, only, optional });
}

function problemsOf(definition) {
  if (!isObject(definition)) return ["it is not an object"];
  const { id, version, method, inputs, settings, signals, capabilities = {}, limits = {} } = definition;
  const known = [...KEYS, ...Object.keys(TEXTS)];
  return [
    ...Object.keys(definition).filter((key) => !known.includes(key)).map((key) => `\`${key}\` is not a key of a definition`),
    ...unless(NAME.test(id), "`id`: use lower-case letters, digits and `_`, a letter first, at most 64 of them"),
    ...unless(VERSION.test(version), "`version`: write it as `1.2.0`"),
    ...unless(METHODS.includes(method), `\`method\`: one of ${METHODS.join(", ")}`),
    ...Object.keys(TEXTS)
      .filter((key) => typeof definition[key] !== "string" || definition[key].trim() === "")
      .map((key) => `\`${key}\`: say it in a sentence, operators decide by it`),
    ...inputProblems(inputs),
    ...unless(settings === undefined || settings?.type === "object", "`settings`: a JSON Schema with `type: \"object\"`"),
    ...signalProblems(signals),
    ...capabilityProblems(capabilities),
    ...Object.entries(limits)
      .filter(([name, value]) => !Object.hasOwn(LIMITS, name) || !Number.isInteger(value) || value < 1)
      .map(([name]) => `\`limits.${name}\`: one of ${Object.keys(LIMITS).join(", ")}, a whole number from 1`),
    ...unless(definition.configure === undefined || typeof definition.configure === "function", "`configure`: a function, or left out"),
    ...unless(typeof definition.detect === "function", "`detect`: a function of the state and the question"),
  ];
}

function inputProblems(inputs) {
  if (!isObject(inputs) || Object.keys(inputs).length === 0) return ["`inputs`: name at least one record kind, with its inputs by name"];
  return Object.entries(inputs).flatMap(([kind, named]) => {
    if (!isObject(named)) return [`\`inputs.${kind}\`: an object with one path a name`];
    return [
      ...unless(NAME.test(kind), `\`inputs.${kind}\`: a record kind is in snake_case`),
      ...Object.entries(named).flatMap(([name, input]) => [
        ...unless(PROPERTY.test(name), `\`inputs.${kind}.${name}\`: a name as of a variable, so that the order is kept`),
        ...unless(
          typeof pathOf(input) === "string" && /^(\/[^/]+)+$/.test(pathOf(input)),
          `\`inputs.${kind}.${name}\`: a JSON pointer to a field, such as "/basics/email"`,
        ),
      ]),
    ];
  });
}

function signalProblems(signals) {
  const names = isObject(signals?.properties) ? Object.keys(signals.properties) : [];
  if (signals?.type !== "object" || names.length === 0) {
    return ["`signals`: a JSON Schema with `type: \"object\"` and each signal under `properties`"];
  }
  return names.flatMap((name) => [
    ...unless(NAME.test(name), `\`signals.properties.${name}\`: use snake_case, conditions read it as \`signals.<detector>.<name>\``),
    ...unless(!RESERVED.includes(name), `\`signals.properties.${name}\`: the name is taken by the form of an answer`),
  ]);
}

function capabilityProblems({ log = false, lists = [], tables = [], http = [], ...others }) {
  const names = (what, values, pattern, cure) =>
    unless(Array.isArray(values) && values.every((value) => pattern.test(value)), `\`capabilities.${what}\`: ${cure}`);
  return [
    ...unless(typeof log === "boolean", "`capabilities.log`: true or false"),
    ...names("lists", lists, NAME, "names in snake_case"),
    ...names("tables", tables, NAME, "names in snake_case"),
    ...names("http", http, ORIGIN, "origins such as \"https://api.example.com\""),
    ...Object.keys(others).map((name) => `\`capabilities.${name}\`: there are log, lists, tables and http`),
  ];
}

function unless(fine, problem) {
  return fine ? [] : [problem];
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

function withoutUndefined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
