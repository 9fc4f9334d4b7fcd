// A detector's refusal to answer, and what becomes of anything else that is thrown. It does not decide who is to blame: the
// host does.

/**
 * No answer, said by the detector itself. Neither text may hold a value of the record: both are written to logs.
 */
export class Failure extends Error {
  /**
   * @param {string} code of a-z, 0-9 and hyphens, stable: "bad-settings"
   * @param {string} message one sentence for a person
   */
  constructor(code, message) {
    super(message);
    this.name = "Failure";
    this.code = code;
  }
}

/**
 * What crosses the contract when `thrown` was thrown: the `failure` of the WIT. The message of a foreign error is left out, because
 * it may quote the record (`JSON.parse` does); its class and its place in the code say enough to find it.
 *
 * @param {unknown} thrown
 * @param {string} where the function of the detector that threw
 */
export function failureOf(thrown, where) {
  if (thrown instanceof Failure) {
    return { code: String(thrown.code).toWellFormed(), message: String(thrown.message).toWellFormed() };
  }
  const place = placeOf(thrown);
  return { code: "exception", message: `\`${where}\` threw ${classOf(thrown)}${place ? ` at ${place}` : ""}` };
}

const CLASSES = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, Error];

function classOf(thrown) {
  const known = CLASSES.find((known) => thrown instanceof known);
  return known ? `a ${known.name}` : "something that is not an error";
}

/** Line and column of the innermost frame. Lines that are no frame may be the error's message. */
function placeOf(thrown) {
  if (!(thrown instanceof Error) || typeof thrown.stack !== "string") return undefined;
  const frame = thrown.stack.split("\n").find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  const place = frame?.match(/:(\d+):(\d+)\)?$/);
  return place ? `line ${place[1]}, column ${place[2]}` : undefined;
}
