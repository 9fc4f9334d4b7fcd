//! Parts of a condition that are asked for again: what they came to is remembered by the element of a list that they depend on, or, where
//! they depend on the record alone, for all programs that have them in common. Nothing that lacks data or failed is remembered.

use super::memo::{Asked, Question};
use super::{Evaluator, Frame, Slot, Stop};
use crate::Value;
use crate::ir::{IrId, LocalId};

impl<'r> Evaluator<'r> {
    /// What a node comes to for the element that a variable stands for, from memory if it was asked for before, at the same price.
    #[inline(never)]
    pub(super) fn of_element(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        variable: LocalId,
        answer: impl FnOnce(&mut Self) -> Result<Value<'r>, Stop>,
    ) -> Result<Value<'r>, Stop> {
        // While somebody wants to know what is read, it must be read.
        let element = if self.trace.is_none() { self.element(frame, variable) } else { None };
        let Some(element) = element else { return answer(self) };
        let question = Question::of_element(Asked::of_node(frame.program.node(id)), element);
        if let Some((steps, value)) = self.memo.get(question)
            && let Some(rest) = self.fuel.checked_sub(steps)
        {
            self.fuel = rest;
            return Ok(value.clone());
        }
        let before = self.fuel;
        let value = answer(self)?;
        self.memo.keep(question, &[], before - self.fuel, &value);
        Ok(value)
    }

    /// What a node comes to for the record, from memory if it was asked for before in this program or in another, at the same price.
    #[inline(never)]
    pub(super) fn of_record(
        &mut self,
        number: u32,
        answer: impl FnOnce(&mut Self) -> Result<Value<'r>, Stop>,
    ) -> Result<Value<'r>, Stop> {
        if self.trace.is_some() {
            return answer(self);
        }
        let at = number as usize;
        if let Some(Some((steps, value))) = self.shared.get(at)
            && let Some(rest) = self.fuel.checked_sub(*steps)
        {
            self.fuel = rest;
            return Ok(value.clone());
        }
        let before = self.fuel;
        let value = answer(self)?;
        if self.shared.len() <= at {
            self.shared.resize(at + 1, None);
        }
        if let Some(slot) = self.shared.get_mut(at) {
            *slot = Some((before - self.fuel, value.clone()));
        }
        Ok(value)
    }

    /// What tells an element of the record from all others; none for what the expression made.
    fn element(&self, frame: Frame<'r>, variable: LocalId) -> Option<(usize, usize)> {
        let Some(Slot { value: Some(value), .. }) = self.slot(frame, variable) else { return None };
        match value {
            Value::Object { record, at, .. } => Some((std::ptr::from_ref(*record).addr(), *at as usize)),
            Value::Str(text) => Some((text.as_ptr().addr(), text.len())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
