//! The tree of a condition: `all`, `any` and `not` of the policy file are `&&`, `||` and `!`.

use super::{Evaluator, Stop, Truth};
use crate::condition::Condition;

impl<'r> Evaluator<'r> {
    /// Whether a condition is true. It may take all of the fuel, whatever was asked before, so that its answer is its own.
    pub fn truth(&mut self, condition: &'r Condition) -> Truth {
        self.reasons.clear();
        self.fuel = self.inputs.fuel;
        match self.condition(condition) {
            Ok(true) => Truth::True,
            Ok(false) => Truth::False,
            Err(Stop) => Truth::Undetermined(self.take_reasons()),
        }
    }

    pub(super) fn condition(&mut self, condition: &'r Condition) -> Result<bool, Stop> {
        match condition {
            Condition::Leaf { program, .. } => self.enter(program, |this, frame| this.truth_of(frame, program.root())),
            Condition::All(parts) => self.join(parts, false),
            Condition::Any(parts) => self.join(parts, true),
            Condition::Not(part) => Ok(!self.condition(part)?),
        }
    }

    fn join(&mut self, parts: &'r [Condition], absorbing: bool) -> Result<bool, Stop> {
        let mark = self.reasons.mark();
        let mut open = false;
        for part in parts {
            match self.condition(part) {
                Ok(value) if value == absorbing => {
                    self.reasons.reset(mark);
                    return Ok(absorbing);
                }
                Ok(_) => {}
                Err(Stop) => open = true,
            }
        }
        if open { Err(Stop) } else { Ok(!absorbing) }
    }
}
