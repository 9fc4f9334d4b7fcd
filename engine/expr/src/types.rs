//! The static types of conditions.

use std::sync::Arc;

use hirewall_model::Shape;

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
