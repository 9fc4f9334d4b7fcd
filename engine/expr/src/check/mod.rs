//! From tree to typed program: names are resolved against the environment and the record's schema, types are checked,
//! macros and constants are worked out, all mistakes of a condition are reported at once.
//!
//! It runs nothing but the few pure functions of constants that it folds, and knows no record.

mod calls;
mod checker;
mod comparison;
mod constants;
mod contradiction;
mod env;
mod macros;
mod names;
mod operators;
mod reads;
mod repeats;
mod select;
mod signature;
mod suggest;
mod unify;

pub use env::Env;
pub(crate) use reads::each_child;
