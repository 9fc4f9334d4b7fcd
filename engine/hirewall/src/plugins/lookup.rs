//! The operator's lists and tables, as a detector looks things up in them.

use std::sync::Arc;

use hirewall_detector::{NamedList, NamedTable};
use hirewall_expr::{Value, named};

/// A list of the policy directory.
pub(super) struct List(pub(super) Arc<named::NamedList>);

/// A table of the policy directory.
pub(super) struct Table(pub(super) Arc<named::Table>);

impl NamedList for List {
    fn contains(&self, key: &str) -> bool {
        self.0.contains(key)
    }
}

impl NamedTable for Table {
    fn get(&self, key: &str) -> Option<String> {
        let key = match self.0.key_type() {
            named::ColumnType::Int => Value::Int(key.parse().ok()?),
            _ => Value::string(key),
        };
        let row = self.0.row(&key)?;
        let columns = self.0.columns().zip(0..);
        let cells = columns.filter_map(|((name, _), at)| Some((name.to_owned(), self.0.cell(row, at)?.to_json())));
        Some(serde_json::Value::Object(cells.collect()).to_string())
    }
}
