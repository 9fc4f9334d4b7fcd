//! The operator's named lists. How an item matches is the list's own affair.

/// Whether the list has an item that matches the key. A list that `capabilities` does not name ends the detector's run.
#[must_use]
pub fn contains(list: &str, key: &str) -> bool {
    #[cfg(target_arch = "wasm32")]
    return crate::guest::bindings::hirewall::detector::lists::contains(list, key);
    #[cfg(not(target_arch = "wasm32"))]
    return crate::testing::contains(list, key);
}
