//! The cases of this plugin, run natively.

use std::path::Path;

#[test]
fn cases_give_the_signals_that_they_expect() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let differences = cases::differences::<education::Education>(&folder);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
