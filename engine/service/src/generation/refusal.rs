//! Why a set of files does not serve: what to log, and what to show. It holds nothing of records.

use hirewall::diagnostic::{Diagnostic, Severity, Sources};
use hirewall::testing::TestReport;
use hirewall::{FolderError, LoadError, Time};
use serde::Serialize;
use utoipa::ToSchema;

/// Remarks that are kept of one refusal. The others are counted.
const REMARKS: usize = 200;

/// Why a set of files does not serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Refusal {
    /// When it was refused.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    /// In one line.
    pub summary: String,
    /// Each thing that is wrong; of more than 200 the first.
    pub errors: Vec<Remark>,
    /// How many things are wrong.
    pub count: usize,
}

/// One thing that is wrong with a set of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Remark {
    /// The stable code of a diagnostic; `hirewall explain-code` says more. None for failed tests and folders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What is wrong.
    pub message: String,
    /// The file, relative to the policy directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Refusal {
    /// Of what `hirewall` says about a policy directory.
    pub(super) fn of_policies(error: &LoadError) -> Self {
        let errors = error.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let remarks: Vec<Remark> = errors.map(|diagnostic| remark(diagnostic, &error.sources)).collect();
        let summary = match remarks.len() {
            1 => "the policies have an error".to_owned(),
            count => format!("the policies have {count} errors"),
        };
        Self::new(summary, remarks)
    }

    /// Of a folder of plugins that cannot be read.
    pub(super) fn of_plugins(error: &FolderError) -> Self {
        let help = "Check that the folder exists, may be read, and has each name once.";
        Self::one("the plugins cannot be read", error.to_string(), help)
    }

    /// Of policies that fail their own tests.
    pub(super) fn of_tests(report: &TestReport) -> Self {
        let remarks: Vec<Remark> = report
            .failed()
            .map(|case| Remark {
                code: None,
                message: format!(
                    "the test `{}` of policy `{}` fails: {}",
                    case.name,
                    case.policy,
                    case.differences.first().map_or("", |difference| &difference.message)
                ),
                file: Some(case.place.file.clone()),
                line: Some(case.place.line),
                column: Some(case.place.column),
                help: Some("`hirewall test` shows what came out and why.".to_owned()),
            })
            .collect();
        Self::new(format!("{} of the policies' own tests fail", remarks.len()), remarks)
    }

    /// Of one thing.
    pub(super) fn one(summary: &str, message: impl Into<String>, help: &str) -> Self {
        let remark = Remark {
            code: None,
            message: message.into(),
            file: None,
            line: None,
            column: None,
            help: Some(help.to_owned()),
        };
        Self::new(summary.to_owned(), vec![remark])
    }

    fn new(summary: String, mut errors: Vec<Remark>) -> Self {
        let count = errors.len();
        errors.truncate(REMARKS);
        Self { at: hirewall::now(), summary, errors, count }
    }

    /// Writes it into the log, a line for each thing that is wrong.
    pub(super) fn log(&self, what: &'static str) {
        tracing::error!(what, errors = self.count, "{}", self.summary);
        for remark in &self.errors {
            tracing::error!(
                what,
                code = remark.code.as_deref().unwrap_or_default(),
                file = remark.file.as_deref().unwrap_or_default(),
                line = remark.line.unwrap_or_default(),
                help = remark.help.as_deref().unwrap_or_default(),
                "{}",
                remark.message
            );
        }
    }

    /// Whether it says the same as another, at whatever time.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        self.summary == other.summary && self.errors == other.errors
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.summary)?;
        let Some(first) = self.errors.first() else { return Ok(()) };
        f.write_str(": ")?;
        if let (Some(file), Some(line)) = (&first.file, first.line) {
            write!(f, "{file}:{line}: ")?;
        }
        f.write_str(&first.message)
    }
}

impl std::error::Error for Refusal {}

fn remark(diagnostic: &Diagnostic, sources: &Sources) -> Remark {
    let label = diagnostic.labels.iter().find(|label| label.primary);
    let at = label.map(|label| sources.position(label.source, label.span.start));
    Remark {
        code: Some(diagnostic.code.id().to_owned()),
        message: diagnostic.message.clone(),
        file: label.map(|label| sources.name(label.source).to_owned()),
        line: at.map(|at| at.line),
        column: at.map(|at| at.column),
        help: diagnostic.help.clone(),
    }
}
