//! The nouns of Hirewall: record schema and typed record, verdict, finding, decision.
//!
//! It does not evaluate conditions, does no input or output, and reads no clock.

mod record;
mod schema;
mod time;
mod verdict;

pub use record::{Cell, Record};
pub use schema::{Attributes, Field, FieldType, Kind, PiiClass, Schema, Shape};
pub use time::Time;
pub use verdict::Verdict;
