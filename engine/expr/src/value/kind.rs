//! The type of a value, and the names of types as CEL prints them.

use std::sync::Arc;

use crate::{Type, Value};

impl Value<'_> {
    /// Its type. Elements of lists, maps and optionals are `dyn`: a value does not know more than its own kind.
    #[must_use]
    pub fn type_of(&self) -> Type {
        let any = || Arc::new(Type::Dyn);
        match self {
            Self::Null => Type::Null,
            Self::Bool(_) => Type::Bool,
            Self::Int(_) => Type::Int,
            Self::Uint(_) => Type::Uint,
            Self::Double(_) => Type::Double,
            Self::Str(_) | Self::String(_) => Type::String,
            Self::Bytes(_) => Type::Bytes,
            Self::Timestamp(_) => Type::Timestamp,
            Self::Duration(_) => Type::Duration,
            Self::List(_) | Self::RecordList { .. } | Self::Json(serde_json::Value::Array(_)) => Type::List(any()),
            Self::Map(_) | Self::Json(_) => Type::Map(Arc::new((Type::Dyn, Type::Dyn))),
            Self::Object { shape, .. } => Type::Object(Arc::clone(shape)),
            Self::Type(_) => Type::Type(any()),
            Self::Optional(_) => Type::Optional(any()),
            Self::Ip(_) => Type::Ip,
            Self::Cidr(..) => Type::Cidr,
        }
    }
}

/// The name of a type without its parameters, as `type(x)` is printed.
#[must_use]
pub fn type_name(ty: &Type) -> &str {
    match ty {
        Type::Dyn => "dyn",
        Type::Error => "error",
        Type::Null => "null_type",
        Type::Bool => "bool",
        Type::Int => "int",
        Type::Uint => "uint",
        Type::Double => "double",
        Type::String => "string",
        Type::Bytes => "bytes",
        Type::Timestamp => "google.protobuf.Timestamp",
        Type::Duration => "google.protobuf.Duration",
        Type::Ip => "net.IP",
        Type::Cidr => "net.CIDR",
        Type::Type(_) => "type",
        Type::List(_) => "list",
        Type::Map(_) => "map",
        Type::Optional(_) => "optional_type",
        Type::Object(_) => "object",
        Type::NamedList => "lists",
        Type::Table => "tables",
        Type::Abstract(name, _) | Type::Param(name) => name,
    }
}

/// Whether two types are the same but for their parameters: `type([1]) == type(["a"])`.
pub(super) fn same_head(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Object(a), Type::Object(b)) => Arc::ptr_eq(a, b),
        _ => type_name(a) == type_name(b),
    }
}
