//! What is wrong with cases. Their values are invented, so that they may be shown.

use std::fmt;
use std::path::PathBuf;

/// Something that is wrong with a case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct CaseProblem {
    /// The file or folder.
    pub file: PathBuf,
    /// Line from 1, when it has to do with one.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for CaseProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(formatter, ":{line}")?;
        }
        write!(formatter, ": {}", self.message)
    }
}

/// Everything that is wrong with a plugin's cases, a line each.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct CasesError {
    /// In the order of files and lines; never empty.
    pub problems: Vec<CaseProblem>,
}

impl CasesError {
    /// What to do, about the first of them.
    #[must_use]
    pub fn help(&self) -> &str {
        self.problems.first().map_or("", |problem| &problem.help)
    }
}

impl fmt::Display for CasesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.problems.iter().enumerate() {
            if at > 0 {
                formatter.write_str("\n")?;
            }
            write!(formatter, "{problem}")?;
        }
        Ok(())
    }
}
