//! Calls of library functions.

use super::memo::{Asked, Question};
use super::{Evaluator, Frame, Stop};
use crate::Value;
use crate::functions::{Call, Fault, Function, split};
use crate::ir::{Ir, IrId, Remembered};

impl<'r> Evaluator<'r> {
    pub(super) fn call(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        function: &'static Function,
        args: &'r [IrId],
    ) -> Result<Value<'r>, Stop> {
        let result = match args {
            [only]
                if function.name == "size"
                    && let Some((call, args)) = self.split(frame, *only) =>
            {
                let parts = self.of_split(frame, call, args, split::count)?;
                Ok(Value::Int(i64::try_from(parts).unwrap_or(i64::MAX)))
            }
            [only] => {
                let only = self.value_of(frame, *only);
                self.apply(function, std::slice::from_ref(only.as_ref().map_err(|stop| *stop)?))
            }
            [first, second] => {
                let first = self.value_of(frame, *first)?;
                // `or` and `orValue` leave their argument alone when the optional has a value.
                if matches!(first, Value::Optional(Some(_))) && matches!(function.name, "or" | "orValue") {
                    self.apply(function, &[first])
                } else {
                    let args = [first, self.value_of(frame, *second)?];
                    self.apply(function, &args)
                }
            }
            [first, second, third] => {
                let args =
                    [self.value_of(frame, *first)?, self.value_of(frame, *second)?, self.value_of(frame, *third)?];
                self.apply(function, &args)
            }
            _ => {
                let args = args.iter().map(|arg| self.value_of(frame, *arg)).collect::<Result<Vec<_>, _>>()?;
                self.apply(function, &args)
            }
        };
        result.map_err(|fault| self.fault(frame, id, fault))
    }

    /// A call of `split` with a text and a separator, of whose list only one part, or the length, is wanted.
    pub(super) fn split(&self, frame: Frame<'r>, id: IrId) -> Option<(IrId, &'r [IrId; 2])> {
        let Ir::Call(function, args) = frame.program.node(id) else { return None };
        if self.plain {
            return None;
        }
        let args = args.as_array().filter(|_| function.name == "split")?;
        matches!(frame.program.remembered(id), Remembered::No).then_some((id, args))
    }

    /// What is asked of such a call, whose list is not made.
    pub(super) fn of_split<T>(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        [text, separator]: &'r [IrId; 2],
        ask: impl FnOnce(&mut Call<'_>, &[Value<'r>]) -> Result<T, Fault>,
    ) -> Result<T, Stop> {
        self.step(frame, id)?;
        let args = [self.value_of(frame, *text)?, self.value_of(frame, *separator)?];
        ask(&mut Call { fuel: &mut self.fuel }, &args).map_err(|fault| self.fault(frame, id, fault))
    }

    fn apply(&mut self, function: &'static Function, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
        match Asked::of_function(function, args) {
            None => (function.call)(&mut Call { fuel: &mut self.fuel }, args),
            Some(asked) => self.remember(asked, args, |fuel| (function.call)(&mut Call { fuel }, args)),
        }
    }

    /// What is asked, from memory if it was asked for this record before.
    pub(super) fn remember(
        &mut self,
        asked: Asked,
        args: &[Value<'r>],
        answer: impl FnOnce(&mut u64) -> Result<Value<'r>, Fault>,
    ) -> Result<Value<'r>, Fault> {
        let question = Question::of_texts(asked, args);
        if let Some((steps, value)) = self.memo.get(question) {
            Call { fuel: &mut self.fuel }.take(steps)?;
            return Ok(value.clone());
        }
        let before = self.fuel;
        let value = answer(&mut self.fuel)?;
        self.memo.keep(question, args, before - self.fuel, &value);
        Ok(value)
    }
}
