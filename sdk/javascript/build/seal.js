// Runs before the detector's own code: clock and randomness throw, with a cure, instead of answering. The guarantee is not here: the
// component has no import that could tell the time, and asking for it would trap.

const CLOCK = "a detector has no clock: use `question.nowMs`, the time of the decision";
const RANDOM = "a detector has no randomness: the same record must get the same answer";

function forbidden(message) {
  return () => {
    throw new TypeError(message);
  };
}

const TrueDate = Date;
const clock = forbidden(CLOCK);
const SealedDate = new Proxy(TrueDate, {
  apply: clock,
  construct: (target, given, made) => (given.length === 0 ? clock() : Reflect.construct(target, given, made)),
});
TrueDate.now = clock;
TrueDate.prototype.constructor = SealedDate;
globalThis.Date = SealedDate;
Math.random = forbidden(RANDOM);
delete globalThis.performance;
