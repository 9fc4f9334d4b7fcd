//! Scalars as text: what `string(x)` gives.

use std::sync::Arc;

use super::{moment, write_duration};
use crate::Value;
use crate::functions::Fault;

/// `string(x)`; a fault for values that have no text.
pub(crate) fn to_text<'r>(value: &Value<'r>) -> Result<Value<'r>, Fault> {
    let text = match value {
        Value::Str(_) | Value::String(_) => return Ok(value.clone()),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Uint(value) => value.to_string(),
        Value::Double(value) => text_of_double(*value),
        Value::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => return Err(Fault::fixed("invalid UTF-8")),
        },
        Value::Timestamp(time) => moment::print(*time),
        Value::Duration(span) => write_duration(*span),
        Value::Ip(ip) => ip.to_string(),
        Value::Cidr(ip, len) => format!("{ip}/{len}"),
        _ => return Err(Fault::NoOverload),
    };
    Ok(Value::String(Arc::from(text)))
}

/// The shortest digits that read back as the same double; an exponent only beyond 1e21 and below 1e-6.
pub(crate) fn text_of_double(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let size = value.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        let text = format!("{value:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |rest| ('-', rest));
        return format!("{digits}e{sign}{exponent:0>2}");
    }
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_print_short() {
        let cases = [
            (1.0, "1"),
            (-0.0045, "-0.0045"),
            (6.022_14e23, "6.02214e+23"),
            (1.38e-23, "1.38e-23"),
            (1e-7, "1e-07"),
            (123_456_789.5, "123456789.5"),
            (-0.0, "-0"),
        ];
        for (value, expected) in cases {
            assert_eq!(text_of_double(value), expected);
        }
    }
}
