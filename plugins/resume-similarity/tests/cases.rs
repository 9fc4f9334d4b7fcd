//! The cases of this plugin, run natively.

#[test]
fn cases_give_the_signals_that_they_expect() {
    hirewall_testkit::assert_cases::<resume_similarity::ResumeSimilarity>(env!("CARGO_MANIFEST_DIR"));
}
