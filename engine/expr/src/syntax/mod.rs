//! From text to tree.

mod ast;

pub use ast::{Ast, BinaryOp, Element, Entry, Literal, Node, NodeId};
