// The operator's lists and tables, the log and outbound HTTPS, as far as the manifest declares them. What is behind them is bound
// from outside: the host's imports in a component, a case's own data in a test. It grants nothing: the host does.

import { Failure } from "./failure.js";

let bound = {};
let declared = {};

/** Puts interfaces of the contract behind the functions below. Returns what was there before. */
export function bind(interfaces) {
  const before = bound;
  bound = interfaces;
  return before;
}

/** Says what the manifest of the detector that runs now declares. */
export function declare(capabilities) {
  declared = capabilities ?? {};
}

function at(name, allowed) {
  if (!allowed) {
    throw new Failure("undeclared-capability", `the detector used \`${name}\` beyond what its manifest declares`);
  }
  if (!bound[name]) throw new Failure("no-capability", `\`${name}\` is not at hand here`);
  return bound[name];
}

/** The operator's named lists. */
export const lists = {
  contains(list, key) {
    return at("lists", declared.lists?.includes(list)).contains(list, String(key).toWellFormed());
  },
};

/** The operator's tables. */
export const tables = {
  get(table, key) {
    const row = at("tables", declared.tables?.includes(table)).get(table, String(key).toWellFormed());
    return row === null || row === undefined ? undefined : JSON.parse(row);
  },
};

function write(level) {
  return (message) => at("log", declared.log === true).write(level, String(message).toWellFormed());
}

/** Lines for the operator's log: never a value of the record. */
export const log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };

/** Why an outbound call came to nothing. */
export class HttpError extends Error {
  /** @param {string} reason as the contract names it: "denied", "timeout", "too-large", "unreachable", "budget" */
  constructor(reason) {
    super(`the call failed: ${reason}`);
    this.name = "HttpError";
    this.reason = reason;
  }
}

/** Outbound HTTPS to the origins that the manifest asks for and the operator grants. */
export const http = {
  fetch({ method = "GET", url, headers = {}, body = "", timeoutMs = 1_000 }) {
    const request = {
      method,
      url: String(url),
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
      body: typeof body === "string" ? utf8(body) : body,
      timeoutMs,
    };
    let response;
    const interface_ = at("http", declared.http?.length > 0);
    try {
      response = interface_.fetch(request);
    } catch (error) {
      throw typeof error?.payload === "string" ? new HttpError(error.payload) : error;
    }
    const bytes = Uint8Array.from(response.body);
    return { status: response.status, headers: response.headers, bytes, text: () => textOf(bytes) };
  },
};

// The engine inside a component has no TextEncoder.
function utf8(text) {
  return Uint8Array.from(unescape(encodeURIComponent(text.toWellFormed())), (char) => char.charCodeAt(0));
}

function textOf(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 4_096) binary += String.fromCharCode(...bytes.subarray(at, at + 4_096));
  return decodeURIComponent(escape(binary));
}
