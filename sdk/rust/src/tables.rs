//! The operator's tables: rows by key. They cannot be listed.

use serde::de::DeserializeOwned;

use crate::Failure;

/// The row of that key: an object with one member a column. A table that `capabilities` does not name ends the detector's
/// run.
#[must_use]
pub fn get(table: &str, key: &str) -> Option<serde_json::Value> {
    // The host writes JSON; were it otherwise, there would be no row to speak of.
    text(table, key).and_then(|text| serde_json::from_str(&text).ok())
}

/// The row of that key, as a type of the caller's.
///
/// # Errors
/// When the row does not have the columns that the type needs.
pub fn row<T: DeserializeOwned>(table: &str, key: &str) -> Result<Option<T>, Failure> {
    let Some(text) = text(table, key) else { return Ok(None) };
    serde_json::from_str(&text).map(Some).map_err(|_| {
        Failure::new(
            "bad-table",
            format!("a row of the table `{table}` does not have the columns that the detector reads"),
        )
    })
}

fn text(table: &str, key: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    return crate::guest::bindings::hirewall::detector::tables::get(table, key);
    #[cfg(not(target_arch = "wasm32"))]
    return crate::testing::row(table, key);
}
