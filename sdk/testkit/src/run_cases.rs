//! Runs all cases of a plugin.

use std::path::Path;

use hirewall_cases::Case;
use hirewall_sdk::Plugin;

use crate::{Kit, KitError, Mismatch};

/// What came of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The case.
    pub case: Case,
    /// What came out otherwise; empty: all as it should be.
    pub mismatches: Vec<Mismatch>,
}

/// Runs the cases in `cases/*.json` of a plugin's folder, in order.
///
/// # Errors
/// When the plugin's manifest or its cases are not right, or there is no case.
pub fn run_cases<P: Plugin>(plugin: impl AsRef<Path>) -> Result<Vec<Outcome>, KitError> {
    let kit = Kit::<P>::new()?;
    let folder = plugin.as_ref().join("cases");
    let cases = hirewall_cases::read(&folder)?;
    hirewall_cases::check(&cases, kit.manifest())?;
    if cases.is_empty() {
        return Err(KitError::NoCases { folder });
    }
    let outcome = |case: Case| Outcome { mismatches: kit.run(&case.example), case };
    Ok(cases.into_iter().map(outcome).collect())
}

/// Runs the cases as [`run_cases`] does, for a test: `assert_cases::<Mail>(env!("CARGO_MANIFEST_DIR"))`.
///
/// # Panics
/// When a case comes out otherwise than it says, with all such cases and their lines; or when they cannot be run.
#[track_caller]
#[expect(clippy::panic, reason = "a test fails by panicking")]
pub fn assert_cases<P: Plugin>(plugin: impl AsRef<Path>) {
    let outcomes = match run_cases::<P>(plugin) {
        Ok(outcomes) => outcomes,
        Err(error) => panic!("{error}\n{}", error.help()),
    };
    let failed: Vec<String> = outcomes.iter().filter(|outcome| !outcome.mismatches.is_empty()).map(told).collect();
    if !failed.is_empty() {
        panic!("{} of {} cases failed{}", failed.len(), outcomes.len(), failed.concat());
    }
}

fn told(outcome: &Outcome) -> String {
    let Case { file, line, example } = &outcome.case;
    let lines = outcome.mismatches.iter().map(|mismatch| format!("\n    {mismatch}"));
    format!("\n{}:{line}: `{}`{}", file.display(), example.name, lines.collect::<String>())
}
