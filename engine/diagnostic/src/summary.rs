//! How many diagnostics there are of each severity. It does not decide an exit code.

use std::fmt;

use serde::Serialize;

use crate::{Diagnostic, Severity};

/// Counts of diagnostics by severity; displays as `2 errors, 1 warning`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// How many refuse their text.
    pub errors: usize,
    /// How many are probably mistakes.
    pub warnings: usize,
    /// How many are worth knowing.
    pub notes: usize,
}

/// Counts the diagnostics.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> Summary {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    Summary { errors: count(Severity::Error), warnings: count(Severity::Warning), notes: count(Severity::Note) }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let mut separator = "";
        for (count, noun) in counts.into_iter().filter(|(count, _)| *count > 0) {
            write!(f, "{separator}{count} {noun}{}", if count == 1 { "" } else { "s" })?;
            separator = ", ";
        }
        if separator.is_empty() { f.write_str("no errors") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_a_phrase() {
        for (errors, warnings, notes, phrase) in [
            (0, 0, 0, "no errors"),
            (1, 0, 0, "1 error"),
            (2, 1, 0, "2 errors, 1 warning"),
            (0, 0, 3, "3 notes"),
            (1, 2, 1, "1 error, 2 warnings, 1 note"),
        ] {
            assert_eq!(Summary { errors, warnings, notes }.to_string(), phrase);
        }
    }
}
