// The contract hands inputs over by position; a detector reads them by name. It does not check values: the host did.

/** What a detector is asked: the record's kind, the time, and the declared inputs by name. */
export function questionOf(inputs, request) {
  const names = Object.entries(inputs[request.kind] ?? {});
  const values = Object.fromEntries(names.map(([name], at) => [name, valueOf(request.inputs[at])]));
  const paths = Object.fromEntries(names.map(([name, input]) => [name, pathOf(input)]));
  return {
    kind: request.kind,
    nowMs: Number(request.nowMs),
    inputs: values,
    attributes: Object.fromEntries(request.attributes),
    pointer: (name, ...steps) => pointerOf(paths, name, steps),
  };
}

/** A declared input is its path, or an object with the path. */
export function pathOf(input) {
  return typeof input === "string" ? input : input?.path;
}

/** `undefined` for what the record lacks, so that defaults in a destructuring pattern take its place. */
function valueOf(value) {
  switch (value?.tag) {
    case "boolean":
    case "number":
    case "text":
      return value.val;
    case "integer":
      return Number(value.val);
    case "json":
      return JSON.parse(value.val);
    default:
      return undefined;
  }
}

function pointerOf(paths, name, steps) {
  if (!Object.hasOwn(paths, name)) throw new TypeError("`pointer` was asked for an input that is not declared");
  return paths[name] + steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
