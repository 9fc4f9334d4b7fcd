//! Why a policy directory was refused. How diagnostics look on a terminal is known to `hirewall-diagnostic`.

use std::error::Error;
use std::fmt;

use hirewall_diagnostic::{Diagnostic, Label, Sources};

use crate::plugins::FolderError;

/// Why a policy directory was refused: every fault of every file.
///
/// Printed, it is one line with the number of errors and the first of them. `hirewall_diagnostic::render` shows all.
#[derive(Debug, Clone)]
pub struct LoadError {
    /// The faults, and warnings that were found beside them.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics point into.
    pub sources: Sources,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = || self.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
        match errors().count() {
            1 => write!(f, "the policies have an error")?,
            count => write!(f, "the policies have {count} errors")?,
        }
        let Some(first) = errors().next() else { return Ok(()) };
        write!(f, ": ")?;
        if let Some(Label { source, span, .. }) = first.labels.iter().find(|label| label.primary) {
            let at = self.sources.position(*source, span.start);
            write!(f, "{}:{}:{}: ", self.sources.name(*source), at.line, at.column)?;
        }
        write!(f, "{} [{}]", first.message, first.code)
    }
}

impl Error for LoadError {}

/// Why a policy directory with a folder of plugins was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DirectoriesError {
    /// The folder of plugins cannot be read.
    #[error(transparent)]
    Plugins(#[from] FolderError),
    /// Something is wrong with the policies, or with a plugin that they bind.
    #[error(transparent)]
    Policies(#[from] LoadError),
}
