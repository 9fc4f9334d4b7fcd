//! Equality as CEL has it: numbers across types, everything else within its type; different types are unequal, not a
//! mistake. Objects of the record and undeclared JSON compare with maps by their keys.

use super::Number;
use crate::Value;
use crate::functions::Fault;

/// How deep values may nest when they are compared.
const DEPTH: u32 = 200;

/// Whether two values are equal. Each pair of parts that is compared takes one step.
pub(crate) fn equal(a: &Value<'_>, b: &Value<'_>, fuel: &mut u64) -> Result<bool, Fault> {
    equal_within(a, b, fuel, DEPTH)
}

/// Whether a list has an element equal to `item`.
pub(crate) fn contains(list: &Value<'_>, item: &Value<'_>, fuel: &mut u64) -> Result<Option<bool>, Fault> {
    let Some(len) = list.list_len() else { return Ok(None) };
    for index in 0..len {
        if let Some(element) = list.list_get(index)
            && equal(&element, item, fuel)?
        {
            return Ok(Some(true));
        }
    }
    Ok(Some(false))
}

fn equal_within(a: &Value<'_>, b: &Value<'_>, fuel: &mut u64, depth: u32) -> Result<bool, Fault> {
    *fuel = fuel.checked_sub(1).ok_or(Fault::OutOfFuel)?;
    if let (Some(a), Some(b)) = (a.as_str(), b.as_str()) {
        return Ok(a == b);
    }
    if let (Some(a), Some(b)) = (Number::of(a), Number::of(b)) {
        return Ok(a.order(b) == Some(std::cmp::Ordering::Equal));
    }
    let Some(deeper) = depth.checked_sub(1) else {
        return Err(Fault::failed("values nest too deeply to be compared"));
    };
    match (a, b) {
        (Value::Null, Value::Null) => Ok(true),
        (Value::Bool(a), Value::Bool(b)) => Ok(a == b),
        (Value::Bytes(a), Value::Bytes(b)) => Ok(a == b),
        (Value::Timestamp(a), Value::Timestamp(b)) => Ok(a == b),
        (Value::Duration(a), Value::Duration(b)) => Ok(a == b),
        (Value::Ip(a), Value::Ip(b)) => Ok(a == b),
        (Value::Cidr(a, a_len), Value::Cidr(b, b_len)) => Ok(a == b && a_len == b_len),
        (Value::Type(a), Value::Type(b)) => Ok(super::kind::same_head(a, b)),
        (Value::Optional(a), Value::Optional(b)) => match (a, b) {
            (None, None) => Ok(true),
            (Some(a), Some(b)) => equal_within(a, b, fuel, deeper),
            _ => Ok(false),
        },
        _ => {
            if let (Some(a_len), Some(b_len)) = (a.list_len(), b.list_len()) {
                return equal_lists(a, b, (a_len, b_len), fuel, deeper);
            }
            if let (Some(a_len), Some(b_len)) = (a.map_len(), b.map_len()) {
                return equal_maps(a, b, (a_len, b_len), fuel, deeper);
            }
            Ok(false)
        }
    }
}

fn equal_lists(a: &Value<'_>, b: &Value<'_>, lens: (usize, usize), fuel: &mut u64, depth: u32) -> Result<bool, Fault> {
    if lens.0 != lens.1 {
        return Ok(false);
    }
    for index in 0..lens.0 {
        let (Some(a), Some(b)) = (a.list_get(index), b.list_get(index)) else { return Ok(false) };
        if !equal_within(&a, &b, fuel, depth)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn equal_maps(a: &Value<'_>, b: &Value<'_>, lens: (usize, usize), fuel: &mut u64, depth: u32) -> Result<bool, Fault> {
    if lens.0 != lens.1 {
        return Ok(false);
    }
    for (key, value) in a.map_entries() {
        let Some(other) = b.map_get(&key) else { return Ok(false) };
        if !equal_within(&value, &other, fuel, depth)? {
            return Ok(false);
        }
    }
    Ok(true)
}
