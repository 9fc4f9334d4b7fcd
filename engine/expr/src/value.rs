//! Values of expressions. `'r` is the life of the record and the other inputs they borrow from.

use std::sync::Arc;

use hirewall_model::{Field, Record, Shape, Time};

use crate::Type;

/// A value.
#[derive(Debug, Clone)]
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
    Map(Arc<crate::value::Map<'r>>),
    /// An object of the record: a message to CEL
    Object {
        /// The record.
        record: &'r Record<'r>,
        /// Its fields.
        shape: &'r Arc<Shape>,
        /// Its own cell.
        at: u32,
    },
    /// A part of the record without declared type: list, map or scalar
    Json(&'r serde_json::Value),
    /// `type`
    Type(Arc<Type>),
    /// `optional_type`
    Optional(Option<Arc<Value<'r>>>),
    /// `net.IP`
    Ip(std::net::IpAddr),
    /// `net.CIDR`: address (host bits kept) and prefix length
    Cidr(std::net::IpAddr, u8),
}

/// A map made by an expression.
#[derive(Debug, Clone, Default)]
pub struct Map<'r> {
    pub(crate) entries: Vec<(Value<'r>, Value<'r>)>,
}
