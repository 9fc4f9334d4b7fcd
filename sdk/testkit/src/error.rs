//! Why cases could not be run.

use std::path::PathBuf;

use hirewall_cases::CasesError;
use hirewall_model::ManifestProblem;

/// Why cases could not be run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KitError {
    /// The plugin's manifest is not right.
    #[error("the manifest is not right{}", listed(problems))]
    Manifest {
        /// What is wrong.
        problems: Vec<ManifestProblem>,
    },
    /// Cases are not right.
    #[error(transparent)]
    Cases(#[from] CasesError),
    /// There is no case, and a test of none would always pass.
    #[error("`{}` holds no case", folder.display())]
    NoCases {
        /// Where they were looked for.
        folder: PathBuf,
    },
}

impl KitError {
    /// What to do.
    #[must_use]
    pub fn help(&self) -> &str {
        match self {
            Self::Manifest { .. } => "Mend it in `export!`, or in the derived types.",
            Self::Cases(error) => error.help(),
            Self::NoCases { .. } => {
                "Give the folder that holds the plugin's `Cargo.toml`; its cases are the files `cases/*.json`."
            }
        }
    }
}

fn listed(problems: &[ManifestProblem]) -> String {
    let line = |problem: &ManifestProblem| format!("\n  `{}`: {}. {}", problem.pointer, problem.message, problem.help);
    format!(":{}", problems.iter().map(line).collect::<String>())
}
