//! The cases of this plugin, run natively.

#[test]
fn cases_give_the_signals_that_they_expect() {
    hirewall_testkit::assert_cases::<geo::Geo>(env!("CARGO_MANIFEST_DIR"));
}
