//! Calls of library functions.

use super::{Evaluator, Frame, Stop};
use crate::Value;
use crate::functions::{Call, Function};
use crate::ir::IrId;

impl<'r> Evaluator<'r> {
    pub(super) fn call(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        function: &'static Function,
        args: &'r [IrId],
    ) -> Result<Value<'r>, Stop> {
        let result = match args {
            [only] => {
                let args = [self.value_of(frame, *only)?];
                (function.call)(&mut Call { fuel: &mut self.fuel }, &args)
            }
            [first, second] => {
                let first = self.value_of(frame, *first)?;
                // `or` and `orValue` leave their argument alone when the optional has a value.
                if matches!(first, Value::Optional(Some(_))) && matches!(function.name, "or" | "orValue") {
                    (function.call)(&mut Call { fuel: &mut self.fuel }, &[first])
                } else {
                    let args = [first, self.value_of(frame, *second)?];
                    (function.call)(&mut Call { fuel: &mut self.fuel }, &args)
                }
            }
            _ => {
                let args = args.iter().map(|arg| self.value_of(frame, *arg)).collect::<Result<Vec<_>, _>>()?;
                (function.call)(&mut Call { fuel: &mut self.fuel }, &args)
            }
        };
        result.map_err(|fault| self.fault(frame, id, fault))
    }
}
