//! The static types of conditions.

use std::fmt;
use std::sync::Arc;

use hirewall_model::{FieldType, Shape};

/// The type of an expression.
#[derive(Debug, Clone)]
pub enum Type {
    /// Known only when evaluated; fits everywhere.
    Dyn,
    /// Stands where a mistake was reported already; fits everywhere, silently.
    Error,
    /// `null_type`
    Null,
    /// `bool`
    Bool,
    /// `int`
    Int,
    /// `uint`
    Uint,
    /// `double`
    Double,
    /// `string`
    String,
    /// `bytes`
    Bytes,
    /// `timestamp`
    Timestamp,
    /// `duration`
    Duration,
    /// `net.IP`
    Ip,
    /// `net.CIDR`
    Cidr,
    /// `type`: the type of a type
    Type(Arc<Type>),
    /// `list(T)`
    List(Arc<Type>),
    /// `map(K, V)`
    Map(Arc<(Type, Type)>),
    /// `optional_type(T)`
    Optional(Arc<Type>),
    /// An object of a record, with the fields that its schema declares. A message type to CEL.
    Object(Arc<Shape>),
    /// A named list of the policy directory: only `x in lists.name` takes it.
    NamedList,
    /// A table of the policy directory: only `tables.name[key]` takes it.
    Table,
    /// Any other type, by name, with parameters.
    Abstract(Arc<str>, Arc<[Type]>),
    /// A type parameter of a function's signature.
    Param(Arc<str>),
}

impl Type {
    /// The type of a declared value.
    #[must_use]
    pub fn of_field(ty: &FieldType) -> Self {
        match ty {
            FieldType::Bool => Self::Bool,
            FieldType::Int => Self::Int,
            FieldType::Double => Self::Double,
            FieldType::String => Self::String,
            FieldType::Time => Self::Timestamp,
            FieldType::Dyn => Self::Dyn,
            FieldType::List(element) => Self::List(Arc::new(Self::of_field(&element.ty))),
            FieldType::Object(shape) => Self::Object(Arc::clone(shape)),
        }
    }

    /// The type of a map.
    #[must_use]
    pub fn map(key: Self, value: Self) -> Self {
        Self::Map(Arc::new((key, value)))
    }

    /// Whether it is known only when evaluated, or wrong already.
    #[must_use]
    pub fn is_dyn(&self) -> bool {
        matches!(self, Self::Dyn | Self::Error | Self::Param(_))
    }

    /// Whether it is a number of any kind.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Int | Self::Uint | Self::Double)
    }

    /// Reads a type as signatures and messages write it: `list(string)`, `map(K, V)`, `net.IP`. Names that begin with a
    /// capital and have no dot are type parameters; `param:T` and `abstract:name(…)` are understood too.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (ty, rest) = parse_prefix(text.trim(), 8)?;
        rest.trim().is_empty().then_some(ty)
    }
}

/// A type at the beginning of a text, and what follows it.
pub(crate) fn parse_prefix(text: &str, depth: u8) -> Option<(Type, &str)> {
    let depth = depth.checked_sub(1)?;
    let len = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '.' | ':')).unwrap_or(text.len());
    // The dots of `T...` are not part of the name.
    let len = text.get(..len)?.trim_end_matches('.').len();
    let (name, mut rest) = text.split_at_checked(len)?;
    let mut arguments = Vec::new();
    if let Some(inner) = rest.strip_prefix('(') {
        rest = inner;
        loop {
            let (ty, after) = parse_prefix(rest.trim_start(), depth)?;
            arguments.push(ty);
            rest = after.trim_start();
            if let Some(after) = rest.strip_prefix(',') {
                rest = after;
            } else {
                rest = rest.strip_prefix(')')?;
                break;
            }
        }
    }
    let first = arguments.first().cloned().unwrap_or(Type::Dyn);
    let ty = match name.strip_prefix("abstract:").unwrap_or(name) {
        "dyn" => Type::Dyn,
        "null" | "null_type" => Type::Null,
        "bool" => Type::Bool,
        "int" => Type::Int,
        "uint" => Type::Uint,
        "double" => Type::Double,
        "string" => Type::String,
        "bytes" => Type::Bytes,
        "timestamp" | "google.protobuf.Timestamp" => Type::Timestamp,
        "duration" | "google.protobuf.Duration" => Type::Duration,
        "net.IP" => Type::Ip,
        "net.CIDR" => Type::Cidr,
        "type" => Type::Type(Arc::new(first)),
        "list" => Type::List(Arc::new(first)),
        "optional" | "optional_type" => Type::Optional(Arc::new(first)),
        "map" => Type::map(first, arguments.get(1).cloned().unwrap_or(Type::Dyn)),
        "" => return None,
        other => match other.strip_prefix("param:") {
            Some(name) => Type::Param(Arc::from(name)),
            None if other.starts_with(|c: char| c.is_ascii_uppercase()) && !other.contains('.') => {
                Type::Param(Arc::from(other))
            }
            None => Type::Abstract(Arc::from(other), Arc::from(arguments)),
        },
    };
    Some((ty, rest))
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dyn | Self::Error => f.write_str("dyn"),
            Self::Null => f.write_str("null"),
            Self::Bool => f.write_str("bool"),
            Self::Int => f.write_str("int"),
            Self::Uint => f.write_str("uint"),
            Self::Double => f.write_str("double"),
            Self::String => f.write_str("string"),
            Self::Bytes => f.write_str("bytes"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::Duration => f.write_str("duration"),
            Self::Ip => f.write_str("net.IP"),
            Self::Cidr => f.write_str("net.CIDR"),
            Self::Type(ty) => write!(f, "type({ty})"),
            Self::List(ty) => write!(f, "list({ty})"),
            Self::Map(types) => write!(f, "map({}, {})", types.0, types.1),
            Self::Optional(ty) => write!(f, "optional_type({ty})"),
            Self::Object(_) => f.write_str("object"),
            Self::NamedList => f.write_str("named list"),
            Self::Table => f.write_str("table"),
            Self::Abstract(name, parameters) if parameters.is_empty() => f.write_str(name),
            Self::Abstract(name, parameters) => {
                let parameters: Vec<String> = parameters.iter().map(ToString::to_string).collect();
                write!(f, "{name}({})", parameters.join(", "))
            }
            Self::Param(name) => f.write_str(name),
        }
    }
}

impl PartialEq for Type {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Type(a), Self::Type(b))
            | (Self::List(a), Self::List(b))
            | (Self::Optional(a), Self::Optional(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => a == b,
            (Self::Object(a), Self::Object(b)) => Arc::ptr_eq(a, b),
            (Self::Abstract(a, x), Self::Abstract(b, y)) => a == b && x == y,
            (Self::Param(a), Self::Param(b)) => a == b,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}
