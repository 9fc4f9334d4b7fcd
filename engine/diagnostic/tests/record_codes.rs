//! The codes that the reader of records gives are those that are documented here.

use hirewall_diagnostic::codes::record;
use hirewall_model::ProblemKind;

#[test]
fn every_problem_of_a_record_has_its_documented_code_and_no_code_is_without_a_problem() {
    let given: Vec<&str> = ProblemKind::ALL.iter().map(|kind| kind.code()).collect();
    let documented: Vec<&str> = record::ALL.iter().map(|code| code.id()).collect();
    assert_eq!(given, documented);
}
