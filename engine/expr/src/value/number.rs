//! Exact comparison across `int`, `uint` and `double`, without rounding either side.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::Value;

/// A numeric value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Number {
    Int(i64),
    Uint(u64),
    Double(f64),
}

/// 2^63 and 2^64: the first doubles beyond `i64` and `u64`.
const TWO_63: f64 = 9_223_372_036_854_775_808.0;
const TWO_64: f64 = 18_446_744_073_709_551_616.0;

impl Number {
    pub(crate) fn of(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::Int(value) => Some(Self::Int(*value)),
            Value::Uint(value) => Some(Self::Uint(*value)),
            Value::Double(value) => Some(Self::Double(*value)),
            _ => None,
        }
    }

    /// The order of two numbers; none when one is not a number.
    pub(crate) fn order(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(&b)),
            (Self::Uint(a), Self::Uint(b)) => Some(a.cmp(&b)),
            (Self::Double(a), Self::Double(b)) => a.partial_cmp(&b),
            (Self::Int(a), Self::Uint(b)) => Some(int_uint(a, b)),
            (Self::Uint(a), Self::Int(b)) => Some(int_uint(b, a).reverse()),
            (Self::Int(a), Self::Double(b)) => int_double(a, b),
            (Self::Double(a), Self::Int(b)) => int_double(b, a).map(Ordering::reverse),
            (Self::Uint(a), Self::Double(b)) => uint_double(a, b),
            (Self::Double(a), Self::Uint(b)) => uint_double(b, a).map(Ordering::reverse),
        }
    }

    /// As an index or key: an `int` of the same size, if there is one.
    pub(crate) fn exact_int(self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(value),
            Self::Uint(value) => i64::try_from(value).ok(),
            #[expect(clippy::cast_possible_truncation, reason = "the guard checks range and fraction")]
            Self::Double(value) if (-TWO_63..TWO_63).contains(&value) && value.fract() == 0.0 => Some(value as i64),
            Self::Double(_) => None,
        }
    }

    fn exact_uint(self) -> Option<u64> {
        match self {
            Self::Int(value) => u64::try_from(value).ok(),
            Self::Uint(value) => Some(value),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the guard checks range, sign and fraction"
            )]
            Self::Double(value) if (0.0..TWO_64).contains(&value) && value.fract() == 0.0 => Some(value as u64),
            Self::Double(_) => None,
        }
    }

    /// Feeds a hasher so that equal numbers of different types hash alike.
    pub(crate) fn hash_into(self, hasher: &mut impl Hasher) {
        if let Some(value) = self.exact_int() {
            value.hash(hasher);
        } else if let Some(value) = self.exact_uint() {
            value.hash(hasher);
        } else if let Self::Double(value) = self {
            value.to_bits().hash(hasher);
        }
    }
}

fn int_uint(a: i64, b: u64) -> Ordering {
    u64::try_from(a).map_or(Ordering::Less, |a| a.cmp(&b))
}

#[expect(clippy::cast_possible_truncation, reason = "only where it is exact")]
fn int_double(a: i64, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b >= TWO_63 {
        return Some(Ordering::Less);
    }
    if b < -TWO_63 {
        return Some(Ordering::Greater);
    }
    let whole = b.trunc();
    Some(a.cmp(&(whole as i64)).then_with(|| fraction_order(b - whole)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "only where it is exact")]
fn uint_double(a: u64, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b >= TWO_64 {
        return Some(Ordering::Less);
    }
    if b < 0.0 {
        return Some(Ordering::Greater);
    }
    let whole = b.trunc();
    Some(a.cmp(&(whole as u64)).then_with(|| fraction_order(b - whole)))
}

/// The order of a whole number to itself plus this fraction.
fn fraction_order(fraction: f64) -> Ordering {
    if fraction > 0.0 {
        Ordering::Less
    } else if fraction < 0.0 {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rounding_across_types() {
        let cases = [
            (Number::Int(i64::MAX), Number::Double(TWO_63), Some(Ordering::Less)),
            (Number::Int(i64::MIN), Number::Double(-TWO_63), Some(Ordering::Equal)),
            (Number::Int(9_007_199_254_740_993), Number::Double(9_007_199_254_740_992.0), Some(Ordering::Greater)),
            (Number::Uint(u64::MAX), Number::Double(TWO_64), Some(Ordering::Less)),
            (Number::Int(-1), Number::Uint(u64::MAX), Some(Ordering::Less)),
            (Number::Int(1), Number::Double(1.5), Some(Ordering::Less)),
            (Number::Int(-1), Number::Double(-1.5), Some(Ordering::Greater)),
            (Number::Uint(0), Number::Double(-0.0), Some(Ordering::Equal)),
            (Number::Uint(0), Number::Double(-0.5), Some(Ordering::Greater)),
            (Number::Int(0), Number::Double(f64::NAN), None),
            (Number::Int(0), Number::Double(f64::INFINITY), Some(Ordering::Less)),
        ];
        for (a, b, expected) in cases {
            assert_eq!(a.order(b), expected, "{a:?} {b:?}");
            assert_eq!(b.order(a), expected.map(Ordering::reverse), "{b:?} {a:?}");
        }
    }
}
