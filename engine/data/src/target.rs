//! What the entries are for. It does not say where they are kept.

use hirewall_expr::named::MatchKind;

/// A list or a table, as far as importing goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A list of items.
    List {
        /// How values meet the items.
        matching: MatchKind,
        /// The column of CSV files that holds the items; without it, the first.
        column: Option<String>,
    },
    /// A table of rows.
    Table {
        /// The column that finds a row, one of `columns`.
        key: String,
        /// The columns that the table declares, in their order.
        columns: Vec<String>,
    },
}
