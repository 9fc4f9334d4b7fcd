//! Holds cases against the plugin's manifest.

use hirewall_model::Manifest;

use crate::{Case, CaseProblem, CasesError};

/// Checks that the cases give and expect what the manifest declares.
///
/// # Errors
/// When one does not.
pub fn check(cases: &[Case], manifest: &Manifest) -> Result<(), CasesError> {
    let problems = cases.iter().flat_map(|case| {
        manifest.check(&case.example).into_iter().map(|problem| CaseProblem {
            file: case.file.clone(),
            line: Some(case.line),
            message: format!("`{}`: {}", case.example.name, problem.message),
            help: problem.help,
        })
    });
    let problems: Vec<_> = problems.collect();
    if problems.is_empty() { Ok(()) } else { Err(CasesError { problems }) }
}
