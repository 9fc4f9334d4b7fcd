//! CSV with a mapping from columns to places in the record.

mod mapping;
mod rows;
mod target;

pub use mapping::{Mapping, MappingError};
pub use rows::Rows;
