//! Conditions: text to a typed program to a three-valued value.
//!
//! The language is CEL (<https://github.com/google/cel-spec>) without protobuf messages. The path of a condition is
//! [`syntax`] (text to tree), [`Env`] (tree to a typed [`ir::Program`], names and types resolved against the record
//! schemas), [`Evaluator`] (program and record to a value). This crate does not know YAML, policies or detectors.

#![forbid(unsafe_code)]

pub mod batch;
mod check;
pub mod condition;
mod eval;
pub mod functions;
pub mod ir;
mod limits;
pub mod named;
pub mod plan;
mod problem;
mod share;
pub mod syntax;
mod types;
mod value;
mod wants;

pub use check::Env;
pub use eval::{
    DEFAULT_FUEL, Evaluator, EvaluatorScratch, Explanation, FaultAt, Inputs, Operator, Outcome, Place, Truth,
    Undetermined, Witness,
};
pub use limits::Limits;
pub use problem::Problem;
pub use share::{Scope, share};
pub use types::Type;
pub use value::{Map, Value, from_typed_json, to_typed_json, type_name};
pub use wants::Wants;
