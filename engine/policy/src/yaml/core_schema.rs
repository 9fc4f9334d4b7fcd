//! The type of a plain scalar by YAML 1.2's core schema. `yes`, `no`, `on` and `off` are texts here.

/// The type and value of a scalar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Core {
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number of 64 bits.
    Int(i64),
    /// A whole number beyond 64 bits.
    BigInt,
    /// A number with a point or exponent, infinite or not a number.
    Float(f64),
    /// Anything else.
    Text,
}

impl Core {
    /// The type of a plain scalar.
    pub(crate) fn of(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Self::Null,
            "true" | "True" | "TRUE" => return Self::Bool(true),
            "false" | "False" | "FALSE" => return Self::Bool(false),
            ".nan" | ".NaN" | ".NAN" => return Self::Float(f64::NAN),
            _ => {}
        }
        let (negative, digits) = match text.as_bytes().first() {
            Some(b'-') => (true, text.get(1..).unwrap_or("")),
            Some(b'+') => (false, text.get(1..).unwrap_or("")),
            _ => (false, text),
        };
        match digits {
            ".inf" | ".Inf" | ".INF" => {
                return Self::Float(if negative { f64::NEG_INFINITY } else { f64::INFINITY });
            }
            _ if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                return text.strip_prefix('+').unwrap_or(text).parse().map_or(Self::BigInt, Self::Int);
            }
            _ => {}
        }
        for (prefix, radix) in [("0o", 8), ("0x", 16)] {
            if let Some(rest) = text.strip_prefix(prefix)
                && !rest.is_empty()
                && rest.chars().all(|c| c.is_digit(radix))
            {
                return i64::from_str_radix(rest, radix).map_or(Self::BigInt, Self::Int);
            }
        }
        if is_float(digits) { text.parse().map_or(Self::Text, Self::Float) } else { Self::Text }
    }
}

/// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_float(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let mut rest = text.get(whole..).unwrap_or("");
    let mut fraction = 0;
    if let Some(after) = rest.strip_prefix('.') {
        fraction = digits(after);
        rest = after.get(fraction..).unwrap_or("");
    }
    if whole + fraction == 0 {
        return false;
    }
    if let Some(after) = rest.strip_prefix(['e', 'E']) {
        let after = after.strip_prefix(['+', '-']).unwrap_or(after);
        let exponent = digits(after);
        return exponent > 0 && exponent == after.len();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_have_the_types_of_the_core_schema() {
        for (text, expected) in [
            ("", Core::Null),
            ("~", Core::Null),
            ("true", Core::Bool(true)),
            ("yes", Core::Text),
            ("12", Core::Int(12)),
            ("+12", Core::Int(12)),
            ("-9223372036854775808", Core::Int(i64::MIN)),
            ("9223372036854775808", Core::BigInt),
            ("0x1f", Core::Int(31)),
            ("0o17", Core::Int(15)),
            ("007", Core::Int(7)),
            ("1.5", Core::Float(1.5)),
            ("1.", Core::Float(1.0)),
            (".5e-1", Core::Float(0.05)),
            ("1e3", Core::Float(1000.0)),
            ("-.inf", Core::Float(f64::NEG_INFINITY)),
            ("1.2.0", Core::Text),
            ("2026-01-01", Core::Text),
            (".", Core::Text),
            ("-", Core::Text),
            ("e5", Core::Text),
            ("inf", Core::Text),
        ] {
            assert_eq!(Core::of(text), expected, "{text}");
        }
    }
}
