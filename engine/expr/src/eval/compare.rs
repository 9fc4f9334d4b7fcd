//! `==`, `!=`, the orders and `in`.

use std::cmp::Ordering;

use super::{Evaluator, Frame, Stop};
use crate::functions::Fault;
use crate::ir::{Comparison, Ir, IrId};
use crate::value::{contains, equal, order};
use crate::{Type, Value};

impl<'r> Evaluator<'r> {
    pub(super) fn compare(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        comparison: Comparison,
        left: IrId,
        right: IrId,
    ) -> Result<bool, Stop> {
        // A constant is looked at where it stands.
        if let Ir::Const(constant) = frame.program.node(right) {
            if let (Value::Bool(wanted), Comparison::Equal | Comparison::NotEqual) = (constant, comparison)
                && *frame.program.type_of(left) == Type::Bool
            {
                let same = self.truth_of(frame, left)? == *wanted;
                return Ok(same == (comparison == Comparison::Equal));
            }
            let left = self.value_of(frame, left);
            return self.compare_values(frame, id, comparison, left.as_ref().map_err(|stop| *stop)?, constant);
        }
        let left = self.value_of(frame, left);
        let left = left.as_ref().map_err(|stop| *stop)?;
        let right = self.value_of(frame, right);
        self.compare_values(frame, id, comparison, left, right.as_ref().map_err(|stop| *stop)?)
    }

    #[inline]
    fn compare_values(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        comparison: Comparison,
        left: &Value<'r>,
        right: &Value<'r>,
    ) -> Result<bool, Stop> {
        let accepts: fn(Ordering) -> bool = match comparison {
            Comparison::Equal | Comparison::NotEqual => {
                let same = match (left, right) {
                    (Value::Str(left), Value::Str(right)) => left == right,
                    (Value::Str(left), Value::String(right)) => *left == &**right,
                    (Value::Int(left), Value::Int(right)) => left == right,
                    (Value::Bool(left), Value::Bool(right)) => left == right,
                    _ => equal(left, right, &mut self.fuel).map_err(|fault| self.fault(frame, id, fault))?,
                };
                return Ok(same == (comparison == Comparison::Equal));
            }
            Comparison::Less => Ordering::is_lt,
            Comparison::LessEqual => Ordering::is_le,
            Comparison::Greater => Ordering::is_gt,
            Comparison::GreaterEqual => Ordering::is_ge,
        };
        // Sizes and counts are compared most.
        if let (Value::Int(left), Value::Int(right)) = (left, right) {
            return Ok(accepts(left.cmp(right)));
        }
        let order = order(left, right).map_err(|fault| self.fault(frame, id, fault))?;
        Ok(order.is_some_and(accepts))
    }

    /// `item in range`
    #[inline(never)]
    pub(super) fn contained(&mut self, frame: Frame<'r>, id: IrId, item: IrId, range: IrId) -> Result<bool, Stop> {
        let item = self.value_of(frame, item)?;
        let range = self.value_of(frame, range)?;
        if range.map_len().is_some() {
            return Ok(range.map_get(&item).is_some());
        }
        match contains(&range, &item, &mut self.fuel) {
            Ok(Some(found)) => Ok(found),
            Ok(None) => Err(self.fault(frame, id, Fault::NoOverload)),
            Err(fault) => Err(self.fault(frame, id, fault)),
        }
    }
}
