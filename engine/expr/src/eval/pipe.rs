//! `filter` and `map` over one another: elements go through all of them one by one, and no list is made between. It answers only what has
//! an answer: which of several gaps or failures comes first is for the plain way to say.

use super::comprehension::Range;
use super::{Evaluator, Frame, Origin, Stop};
use crate::Value;
use crate::ir::{Ir, IrId, LocalId, Quantifier, Remembered};

/// Macros in a row, beyond which the rest is a list like any other.
const MOST: usize = 8;

/// What a row of macros came to.
pub(super) enum Piped<'r> {
    Made(Value<'r>),
    /// It is no row.
    No,
    /// It has no value.
    Failed,
}

/// One macro of a row.
#[derive(Clone, Copy)]
struct Stage {
    id: IrId,
    range: IrId,
    variable: LocalId,
    filter: Option<IrId>,
    body: IrId,
    maps: bool,
    /// Elements that came to it so far.
    seen: usize,
}

impl<'r> Evaluator<'r> {
    /// What a row of macros comes to, at the price of the plain way.
    pub(super) fn piped(&mut self, frame: Frame<'r>, id: IrId) -> Piped<'r> {
        // While somebody wants to know what is read, it is read in the plain way.
        if self.trace.is_some() || self.plain {
            return Piped::No;
        }
        let Some(last) = stage(frame, id) else { return Piped::No };
        let (mut stages, mut count) = ([last; MOST], 1);
        let mut first = last;
        while let Some(slot) = stages.get_mut(count)
            && matches!(frame.program.remembered(first.range), Remembered::No)
            && let Some(inner) = stage(frame, first.range)
        {
            (first, *slot) = (inner, inner);
            count += 1;
        }
        let Some(stages) = stages.get_mut(..count).filter(|stages| stages.len() > 1) else { return Piped::No };
        stages.reverse();
        let (mark, fuel) = (self.reasons.mark(), self.fuel);
        let mut list = self.spare.pop().unwrap_or_default();
        let made = match self.pour(frame, stages, &mut list) {
            Ok(()) => Piped::Made(Value::list_of(&mut list)),
            Err(Stop) => {
                list.clear();
                self.reasons.reset(mark);
                self.fuel = fuel;
                Piped::Failed
            }
        };
        self.spare.push(list);
        made
    }

    /// Sends the elements of the first stage's list through all of them.
    fn pour(&mut self, frame: Frame<'r>, stages: &mut [Stage], list: &mut Vec<Value<'r>>) -> Result<(), Stop> {
        let Some(first) = stages.first().copied() else { return Err(Stop) };
        // Each but the last, whose step was taken, is a node that is evaluated.
        for stage in stages.iter().rev().skip(1) {
            self.step(frame, stage.id)?;
        }
        let elements = self.range(frame, first.id, first.range)?;
        if !matches!(elements, Range::List(..)) {
            return Err(Stop);
        }
        'elements: for index in 0..elements.len() {
            self.bind_element(frame, first.id, first.range, &elements, index, (first.variable, None))?;
            let mut value = None;
            for (at, stage) in stages.iter_mut().enumerate() {
                if at > 0 {
                    self.step(frame, stage.id)?;
                    let origin = Origin::Element(stage.range, stage.seen);
                    self.bind(frame, stage.variable, value.take(), origin);
                    stage.seen += 1;
                }
                if let Some(filter) = stage.filter
                    && !self.truth_of(frame, filter)?
                {
                    continue 'elements;
                }
                value = Some(if stage.maps {
                    self.value_of(frame, stage.body)?
                } else if self.truth_of(frame, stage.body)? {
                    let kept = self.slot(frame, stage.variable).and_then(|slot| slot.value.clone());
                    kept.unwrap_or(Value::Null)
                } else {
                    continue 'elements;
                });
            }
            list.extend(value);
        }
        Ok(())
    }
}

/// A macro that makes a list of a list, with one variable.
fn stage(frame: Frame<'_>, id: IrId) -> Option<Stage> {
    match frame.program.node(id) {
        Ir::Comprehension {
            quantifier: quantifier @ (Quantifier::Filter | Quantifier::Map),
            range,
            first,
            second: None,
            filter,
            body,
        } => Some(Stage {
            id,
            range: *range,
            variable: *first,
            filter: *filter,
            body: *body,
            maps: *quantifier == Quantifier::Map,
            seen: 0,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
