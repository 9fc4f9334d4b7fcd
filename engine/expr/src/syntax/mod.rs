//! From text to tree and back. Names and types are not known here: macros are calls.

mod ast;
mod lexer;
pub(crate) mod literal;
mod mistakes;
mod parser;
mod print;
mod token;

pub use ast::{Ast, BinaryOp, Element, Entry, Literal, Node, NodeId};
pub use parser::parse;
pub use print::{print, print_node};
