//! Named lists and tables of the policy directory, and sets of constants, compiled once for fast look-up.
//!
//! They take their items as text that somebody else has read: nothing here opens a file.

mod addresses;
mod constants;
mod fold;
mod list;
mod strings;
mod table;

pub use constants::ConstantSet;
pub(crate) use fold::fold;
pub use list::{ItemProblem, MatchKind, NamedList};
pub use table::{ColumnType, RowProblem, Table};
