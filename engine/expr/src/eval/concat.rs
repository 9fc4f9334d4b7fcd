//! Texts one after the other: `a + b + c` is written once, at the price of a text for each `+`.

use super::{Evaluator, Frame, Stop};
use crate::Value;
use crate::functions::{Call, Fault};
use crate::ir::{Arithmetic, Ir, IrId, Remembered};

/// Bytes of memory for texts that is kept for the next one.
const MOST_KEPT: usize = 1 << 16;

impl<'r> Evaluator<'r> {
    /// What a `+` of texts comes to.
    pub(super) fn concatenate(&mut self, frame: Frame<'r>, id: IrId) -> Result<Value<'r>, Stop> {
        let mut text = std::mem::take(&mut self.spare_text);
        text.clear();
        let made = self.append(frame, id, &mut text).map(|()| Value::string(&text));
        if text.capacity() <= MOST_KEPT {
            self.spare_text = text;
        }
        made
    }

    /// Writes what a `+` comes to behind nothing but what stands left of it.
    fn append(&mut self, frame: Frame<'r>, id: IrId, text: &mut String) -> Result<(), Stop> {
        let Ir::Arithmetic(Arithmetic::Add, left, right) = frame.program.node(id) else {
            return Err(self.fault(frame, id, Fault::NoOverload));
        };
        let left = if matches!(frame.program.node(*left), Ir::Arithmetic(Arithmetic::Add, ..))
            && matches!(frame.program.remembered(*left), Remembered::No)
        {
            self.step(frame, *left)?;
            self.append(frame, *left, text)?;
            true
        } else {
            self.write(frame, *left, text)?
        };
        if !(self.write(frame, *right, text)? && left) {
            return Err(self.fault(frame, id, Fault::NoOverload));
        }
        Call { fuel: &mut self.fuel }.take_for_text(text).map_err(|fault| self.fault(frame, id, fault))
    }

    /// Writes what a part of a `+` comes to. Whether it is a text.
    fn write(&mut self, frame: Frame<'r>, part: IrId, text: &mut String) -> Result<bool, Stop> {
        let value = self.value_of(frame, part)?;
        let part = value.as_str();
        text.push_str(part.unwrap_or_default());
        Ok(part.is_some())
    }
}
