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
 * it may quote the record (`JSON.parse` does); its class and the function that it came from say enough to find it.
 *
 * @param {unknown} thrown
 * @param {string} where the function of the detector that threw
 */
export function failureOf(thrown, where) {
  if (thrown instanceof Failure) {
    return { code: String(thrown.code).toWellFormed(), message: String(thrown.message).toWellFormed() };
  }
  const place = placeOf(thrown);
  return { code: "exception", message: `\`${where}\` threw ${classOf(thrown)}${place ? ` in \`${place}\`` : ""}` };
}

// `InternalError` is the component's engine's own: out of memory, for one.
const CLASSES = ["EvalError", "InternalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError", "Error"]
  .map((name) => globalThis[name])
  .filter((known) => known !== undefined);

function classOf(thrown) {
  const known = CLASSES.find((known) => thrown instanceof known);
  return known ? `\`${known.name}\`` : "something that is not an error";
}

/** The innermost function that has a name. Lines of the stack that are no frame may be the error's message. */
function placeOf(thrown) {
  if (!(thrown instanceof Error) || typeof thrown.stack !== "string") return undefined;
  const frames = thrown.stack.split("\n").map((line) => line.match(/^\s+at (?:new )?([\w$.]{1,64}) \(.*\)$/));
  return frames.find((frame) => frame !== null)?.[1];
}
