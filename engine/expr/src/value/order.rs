//! The order of values: `<`, `<=`, `>`, `>=` and sorting.

use std::cmp::Ordering;

use super::Number;
use crate::Value;
use crate::functions::Fault;

/// The order of two values; `Ok(None)` when one is not a number, a fault when the types have no order.
pub(crate) fn order(a: &Value<'_>, b: &Value<'_>) -> Result<Option<Ordering>, Fault> {
    match (a, b) {
        (Value::Timestamp(a), Value::Timestamp(b)) => return Ok(Some(a.cmp(b))),
        (Value::Int(a), Value::Int(b)) => return Ok(Some(a.cmp(b))),
        _ => {}
    }
    if let (Some(a), Some(b)) = (Number::of(a), Number::of(b)) {
        return Ok(a.order(b));
    }
    if let (Some(a), Some(b)) = (a.as_str(), b.as_str()) {
        // Bytes of UTF-8 stand in the order of code points.
        return Ok(Some(a.cmp(b)));
    }
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => Ok(Some(a.cmp(b))),
        (Value::Bytes(a), Value::Bytes(b)) => Ok(Some(a.cmp(b))),
        (Value::Duration(a), Value::Duration(b)) => Ok(Some(a.cmp(b))),
        _ => Err(Fault::NoOverload),
    }
}
