//! Diagnostics as text for a person, JSON for a program, SARIF for a code-scanning service. Nothing here prints.

mod excerpt;
mod json;
mod sarif;
mod text;

pub use json::json;
pub use sarif::sarif;
pub use text::text;

use crate::Severity;

/// The word for a severity, as the text and JSON forms use it.
const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

#[cfg(test)]
mod tests;
