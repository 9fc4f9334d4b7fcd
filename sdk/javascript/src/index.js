// What a vendor imports: `detector`, `Failure`, and the capabilities. It does not build components (`build/`) and does not run
// cases (`@hirewall/detector/testing`).

export { detector } from "./detector.js";
export { Failure } from "./failure.js";
export { HttpError, http, lists, log, tables } from "./capabilities.js";
