//! What the reader of records does with each value: look-ups by name and the checks of the schema.
//!
//! A plan stands beside the public [`Shape`]: the shape says where values lie and what they mean, the plan what they may
//! be.

use std::sync::Arc;

use regex::Regex;
use serde_json::Value;

use crate::Shape;

/// How to read an object.
#[derive(Debug)]
pub(crate) struct ObjectPlan {
    pub(crate) shape: Arc<Shape>,
    /// One for each field of the shape, in its order.
    pub(crate) fields: Vec<ValuePlan>,
    /// Field names with their index, sorted by name.
    pub(crate) names: Vec<(Arc<str>, u32)>,
    /// Indexes of the required fields.
    pub(crate) required: Vec<u32>,
    /// Whether each name stands in JSON as it is.
    pub(crate) plain: bool,
}

/// How to read a value.
#[derive(Debug)]
pub(crate) struct ValuePlan {
    pub(crate) nullable: bool,
    pub(crate) allowed: Option<Allowed>,
    pub(crate) kind: PlanKind,
}

/// What a value is and which checks it passes.
#[derive(Debug)]
pub(crate) enum PlanKind {
    Bool,
    Int(Bounds),
    Double(Bounds),
    String(TextRules),
    Time,
    Dyn(TypeSet),
    List(Box<ListPlan>),
    Object(Arc<ObjectPlan>),
}

/// How to read an array.
#[derive(Debug)]
pub(crate) struct ListPlan {
    pub(crate) item: ValuePlan,
    pub(crate) width: u32,
    pub(crate) min: u64,
    pub(crate) max: u64,
    pub(crate) unique: bool,
}

/// The only values.
#[derive(Debug)]
pub(crate) enum Allowed {
    /// All are strings; sorted.
    Strings(Vec<Box<str>>),
    Values(Vec<Value>),
}

/// `minimum` and its kin.
#[derive(Debug, Default, Clone)]
pub(crate) struct Bounds {
    pub(crate) rules: Vec<Bound>,
}

/// One limit of a number.
#[derive(Debug, Clone)]
pub(crate) struct Bound {
    pub(crate) keyword: &'static str,
    pub(crate) limit: serde_json::Number,
}

/// What a string must look like.
#[derive(Debug, Default)]
pub(crate) struct TextRules {
    pub(crate) min: Option<u64>,
    pub(crate) max: Option<u64>,
    pub(crate) pattern: Option<Regex>,
}

/// A set of JSON types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TypeSet(u8);

impl TypeSet {
    pub(crate) const NULL: Self = Self(1);
    pub(crate) const BOOL: Self = Self(2);
    pub(crate) const INTEGER: Self = Self(4);
    /// Numbers that are no integers.
    pub(crate) const FRACTION: Self = Self(8);
    pub(crate) const NUMBER: Self = Self(12);
    pub(crate) const STRING: Self = Self(16);
    pub(crate) const ARRAY: Self = Self(32);
    pub(crate) const OBJECT: Self = Self(64);
    pub(crate) const ANY: Self = Self(127);
    pub(crate) const EMPTY: Self = Self(0);

    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOL,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => return None,
        })
    }

    /// The smallest set that holds a value.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOL,
            Value::Number(number) => {
                let whole = number.as_f64().is_some_and(|n| n.fract() == 0.0);
                if number.is_i64() || number.is_u64() || whole { Self::INTEGER } else { Self::FRACTION }
            }
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) fn holds(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The names of the types, as `string or integer`.
    pub(crate) fn names(self) -> String {
        let mut names = Vec::new();
        let all = [
            (Self::STRING, "string"),
            (Self::NUMBER, "number"),
            (Self::INTEGER, "integer"),
            (Self::BOOL, "boolean"),
            (Self::ARRAY, "array"),
            (Self::OBJECT, "object"),
            (Self::NULL, "null"),
        ];
        for (set, name) in all {
            if self.holds(set) && !(name == "integer" && self.holds(Self::NUMBER)) {
                names.push(name);
            }
        }
        names.join(" or ")
    }
}

impl ObjectPlan {
    /// The index of the field of that name.
    pub(crate) fn index(&self, name: &str) -> Option<u32> {
        let at = self.names.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        self.names.get(at).map(|(_, index)| *index)
    }
}

impl Allowed {
    pub(crate) fn new(values: &[Value]) -> Self {
        let strings: Option<Vec<Box<str>>> = values.iter().map(|value| value.as_str().map(Box::from)).collect();
        match strings {
            Some(mut strings) => {
                strings.sort_unstable();
                Self::Strings(strings)
            }
            None => Self::Values(values.to_vec()),
        }
    }

    pub(crate) fn string(&self, text: &str) -> bool {
        match self {
            Self::Strings(strings) => strings.binary_search_by(|known| (**known).cmp(text)).is_ok(),
            Self::Values(values) => values.iter().any(|value| value.as_str() == Some(text)),
        }
    }

    pub(crate) fn value(&self, value: &Value) -> bool {
        match self {
            Self::Strings(_) => value.as_str().is_some_and(|text| self.string(text)),
            Self::Values(values) => values.iter().any(|known| same(known, value)),
        }
    }
}

/// JSON equality: numbers by value, so that `1` is `1.0`. Both readers bound the depth.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => compare(x, y) == Some(std::cmp::Ordering::Equal),
        (Value::Array(x), Value::Array(y)) => x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same(x, y)),
        (Value::Object(x), Value::Object(y)) => {
            x.len() == y.len() && x.iter().all(|(key, x)| y.get(key).is_some_and(|y| same(x, y)))
        }
        _ => a == b,
    }
}

/// Compares numbers exactly, integers without a detour over floating point.
fn compare(a: &serde_json::Number, b: &serde_json::Number) -> Option<std::cmp::Ordering> {
    let whole = |n: &serde_json::Number| n.as_i64().map(i128::from).or_else(|| n.as_u64().map(i128::from));
    match (whole(a), whole(b)) {
        (Some(x), Some(y)) => Some(x.cmp(&y)),
        (Some(x), None) => against(x, b.as_f64()?),
        (None, Some(y)) => against(y, a.as_f64()?).map(std::cmp::Ordering::reverse),
        (None, None) => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}

/// An integer of at most 64 bits against a number.
#[expect(clippy::cast_possible_truncation, reason = "the range is tested first")]
fn against(whole: i128, number: f64) -> Option<std::cmp::Ordering> {
    use std::cmp::Ordering;
    if number.is_nan() {
        return None;
    }
    if number.abs() >= 1e30 {
        return Some(if number > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let floor = number.floor();
    Some(whole.cmp(&(floor as i128)).then(if number > floor { Ordering::Less } else { Ordering::Equal }))
}

impl Bound {
    /// Whether a number keeps this limit.
    pub(crate) fn holds(&self, number: &serde_json::Number) -> bool {
        let order = compare(number, &self.limit);
        order.is_some_and(|order| match self.keyword {
            "minimum" => order.is_ge(),
            "exclusiveMinimum" => order.is_gt(),
            "maximum" => order.is_le(),
            _ => order.is_lt(),
        })
    }
}
