//! Checked arithmetic and concatenation. What does not fit is a fault, never a wrapped number.

use std::sync::Arc;

use hirewall_model::Time;
use jiff::SignedDuration;

use super::moment;
use crate::Value;
use crate::functions::{Call, Fault};

const INT: Fault = Fault::fixed("integer overflow");
const DURATION: Fault = Fault::fixed("duration out of range");

/// A duration if it is in range: 64 bits of nanoseconds, about 292 years to either side.
pub(crate) fn duration(value: Option<SignedDuration>) -> Result<Value<'static>, Fault> {
    match value {
        Some(value) if i64::try_from(value.as_nanos()).is_ok() => Ok(Value::Duration(value)),
        _ => Err(DURATION),
    }
}

/// `a + b`
pub(crate) fn add<'r>(call: &mut Call<'_>, a: &Value<'r>, b: &Value<'r>) -> Result<Value<'r>, Fault> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a.checked_add(*b).map(Value::Int).ok_or(INT),
        (Value::Uint(a), Value::Uint(b)) => a.checked_add(*b).map(Value::Uint).ok_or(INT),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a + b)),
        (Value::Timestamp(time), Value::Duration(span)) | (Value::Duration(span), Value::Timestamp(time)) => {
            shift(*time, *span)
        }
        (Value::Duration(a), Value::Duration(b)) => duration(a.checked_add(*b)),
        (Value::Bytes(a), Value::Bytes(b)) => {
            let mut joined = Vec::with_capacity(a.len() + b.len());
            joined.extend_from_slice(a);
            joined.extend_from_slice(b);
            call.bytes(joined)
        }
        _ => {
            if let (Some(a), Some(b)) = (a.as_str(), b.as_str()) {
                return call.write(|joined| {
                    joined.push_str(a);
                    joined.push_str(b);
                    Ok(())
                });
            }
            let (Some(a_len), Some(b_len)) = (a.list_len(), b.list_len()) else { return Err(Fault::NoOverload) };
            call.take_for(a_len.saturating_add(b_len))?;
            let items = a.list_items().into_iter().flatten().chain(b.list_items().into_iter().flatten());
            Ok(Value::List(items.collect::<Arc<[_]>>()))
        }
    }
}

/// `a - b`
pub(crate) fn subtract<'r>(a: &Value<'r>, b: &Value<'r>) -> Result<Value<'r>, Fault> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a.checked_sub(*b).map(Value::Int).ok_or(INT),
        (Value::Uint(a), Value::Uint(b)) => a.checked_sub(*b).map(Value::Uint).ok_or(INT),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a - b)),
        (Value::Timestamp(a), Value::Timestamp(b)) => duration(moment::between(*b, *a)),
        (Value::Timestamp(time), Value::Duration(span)) => shift(*time, span.checked_neg().ok_or(DURATION)?),
        (Value::Duration(a), Value::Duration(b)) => duration(a.checked_sub(*b)),
        _ => Err(Fault::NoOverload),
    }
}

/// `a * b`
pub(crate) fn multiply<'r>(a: &Value<'r>, b: &Value<'r>) -> Result<Value<'r>, Fault> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a.checked_mul(*b).map(Value::Int).ok_or(INT),
        (Value::Uint(a), Value::Uint(b)) => a.checked_mul(*b).map(Value::Uint).ok_or(INT),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a * b)),
        _ => Err(Fault::NoOverload),
    }
}

/// `a / b`
pub(crate) fn divide<'r>(a: &Value<'r>, b: &Value<'r>) -> Result<Value<'r>, Fault> {
    match (a, b) {
        (Value::Int(_), Value::Int(0)) | (Value::Uint(_), Value::Uint(0)) => Err(Fault::fixed("divide by zero")),
        (Value::Int(a), Value::Int(b)) => a.checked_div(*b).map(Value::Int).ok_or(INT),
        (Value::Uint(a), Value::Uint(b)) => a.checked_div(*b).map(Value::Uint).ok_or(INT),
        (Value::Double(a), Value::Double(b)) => Ok(Value::Double(a / b)),
        _ => Err(Fault::NoOverload),
    }
}

/// `a % b`
pub(crate) fn modulo<'r>(a: &Value<'r>, b: &Value<'r>) -> Result<Value<'r>, Fault> {
    match (a, b) {
        (Value::Int(_), Value::Int(0)) | (Value::Uint(_), Value::Uint(0)) => Err(Fault::fixed("modulus by zero")),
        (Value::Int(a), Value::Int(b)) => a.checked_rem(*b).map(Value::Int).ok_or(INT),
        (Value::Uint(a), Value::Uint(b)) => a.checked_rem(*b).map(Value::Uint).ok_or(INT),
        _ => Err(Fault::NoOverload),
    }
}

/// `-a`
pub(crate) fn negate<'r>(a: &Value<'r>) -> Result<Value<'r>, Fault> {
    match a {
        Value::Int(value) => value.checked_neg().map(Value::Int).ok_or(INT),
        Value::Double(value) => Ok(Value::Double(-value)),
        _ => Err(Fault::NoOverload),
    }
}

fn shift(time: Time, span: SignedDuration) -> Result<Value<'static>, Fault> {
    moment::shift(time, span).map(Value::Timestamp).ok_or(moment::OUT_OF_RANGE)
}
