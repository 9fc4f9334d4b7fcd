//! What the command prints, and how it looks.

pub(crate) mod junit;
pub(crate) mod number;
pub(crate) mod progress;
pub(crate) mod replace;
pub(crate) mod safe;
pub(crate) mod style;
pub(crate) mod summary;
pub(crate) mod table;
pub(crate) mod terminal;
pub(crate) mod test_report;
pub(crate) mod tree;
pub(crate) mod wrap;
