//! Values of expressions. `'r` is the life of the record and the other inputs they borrow from.
//!
//! A value does not know where in the record it came from: the evaluator keeps track of that.

use std::net::IpAddr;
use std::sync::Arc;

use hirewall_model::{Field, Record, Shape, Time};

use crate::Type;

mod arithmetic;
mod equality;
mod json;
mod kind;
mod list;
mod map;
pub(crate) mod moment;
mod number;
mod order;
mod span;
mod text;
mod typed;

pub(crate) use arithmetic::{add, divide, duration, modulo, multiply, negate, subtract};
pub(crate) use equality::{contains, equal};
pub use kind::type_name;
pub use map::Map;
pub(crate) use number::Number;
pub(crate) use order::order;
pub(crate) use span::{parse_duration, write_duration};
pub(crate) use text::{text_of_double, to_text};
pub use typed::{from_typed_json, to_typed_json};

/// A value.
// Of a tag as wide as a register: a value is moved in whole words, which a processor hands on from write to read.
#[derive(Debug, Clone)]
#[repr(u64)]
pub enum Value<'r> {
    /// `null`
    Null,
    /// `bool`
    Bool(bool),
    /// `int`
    Int(i64),
    /// `uint`
    Uint(u64),
    /// `double`
    Double(f64),
    /// `string` borrowed from the record
    Str(&'r str),
    /// `string` made by the expression
    String(Arc<str>),
    /// `bytes`
    Bytes(Arc<[u8]>),
    /// `timestamp`
    Timestamp(Time),
    /// `duration`
    Duration(jiff::SignedDuration),
    /// `list` made by the expression
    List(Arc<[Value<'r>]>),
    /// `list` of the record: element `i` is at cell `first + i * width`
    RecordList {
        /// The record.
        record: &'r Record<'r>,
        /// The elements' type.
        element: &'r Arc<Field>,
        /// Cell of the first element.
        first: u32,
        /// Elements.
        len: u32,
    },
    /// `map` made by the expression, in the order of making
    Map(Arc<Map<'r>>),
    /// An object of the record: a message to CEL
    Object {
        /// The record.
        record: &'r Record<'r>,
        /// Its fields.
        shape: &'r Arc<Shape>,
        /// Its own cell.
        at: u32,
    },
    /// An array or object of the record without declared type. Make it with [`Value::from_json`], which turns scalars
    /// into the other variants.
    Json(&'r serde_json::Value),
    /// `type`
    Type(Arc<Type>),
    /// `optional_type`
    Optional(Option<Arc<Value<'r>>>),
    /// `net.IP`
    Ip(IpAddr),
    /// `net.CIDR`: address (host bits kept) and prefix length
    Cidr(IpAddr, u8),
}

impl<'r> Value<'r> {
    /// A string.
    #[must_use]
    pub fn string(text: &str) -> Self {
        Self::String(Arc::from(text))
    }

    /// A list.
    #[must_use]
    pub fn list(items: Vec<Value<'r>>) -> Self {
        Self::List(if items.is_empty() { Arc::default() } else { Arc::from(items) })
    }

    /// A list of what is in a vector, which is left empty.
    pub(crate) fn list_of(items: &mut Vec<Value<'r>>) -> Self {
        Self::List(if items.is_empty() { Arc::default() } else { items.drain(..).collect() })
    }

    /// An optional with a value.
    #[must_use]
    pub fn some(value: Value<'r>) -> Self {
        Self::Optional(Some(Arc::new(value)))
    }

    /// JSON as a value: integers are `int`, never `uint`; integers beyond 64 bits and fractions are `double`.
    #[must_use]
    pub fn from_json(json: &'r serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(*value),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(value) => Self::Int(value),
                None => Self::Double(number.as_f64().unwrap_or(f64::NAN)),
            },
            serde_json::Value::String(text) => Self::Str(text),
            serde_json::Value::Array(_) | serde_json::Value::Object(_) => Self::Json(json),
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth of a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The `int`.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            _ => None,
        }
    }
}

const _: () = assert!(size_of::<Result<Value<'_>, ()>>() == 32, "the tag has room for what goes wrong");
