//! A table and where it comes from. Its rows are in the compiled table.

use std::sync::Arc;

use hirewall_expr::named::Table;

use super::{Content, Origin};

/// A table.
#[derive(Debug)]
#[non_exhaustive]
pub struct TableInfo {
    /// Its id: `tables.<id>` in conditions.
    pub id: String,
    /// One line that names it.
    pub title: Option<String>,
    /// The column whose value finds a row.
    pub key: String,
    /// Where its rows come from.
    pub provenance: Option<String>,
    /// The licence of its rows.
    pub license: Option<String>,
    /// The day when it was last brought up to date, as written.
    pub updated: Option<String>,
    /// How many rows it has.
    pub len: usize,
    /// The rows, compiled.
    pub table: Arc<Table>,
    /// The same rows, for comparing with those of another bundle.
    pub content: Content,
    /// Where its id stands.
    pub origin: Origin,
}
