//! YAML to a tree in which every key and value has its place. It does not know what the documents mean.
//!
//! [`parse`] goes on after a fault: a document that breaks off keeps what came before the break, and the next document of
//! the file is read as if nothing had happened.

mod core_schema;
mod fault;
mod node;
mod parse;
mod place;

pub(crate) use core_schema::Core;
pub(crate) use node::{Entry, Mapping, Node, Scalar, Style, Value};
pub(crate) use parse::{brief, parse};
pub(crate) use place::Place;
