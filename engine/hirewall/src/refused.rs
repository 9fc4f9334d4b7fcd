//! A record that cannot be judged. It holds paths and types, never a value of the record.

use std::error::Error;
use std::fmt;

use hirewall_model::{ProblemKind, RecordProblem};

/// Why a record was refused: everything that is wrong with it, up to a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The problems, in the order of the text; at least one.
    pub problems: Vec<RecordProblem>,
}

impl Refused {
    pub(crate) fn new(problems: Vec<RecordProblem>) -> Self {
        Self { problems }
    }

    /// A record that its reader cannot give, with what is wrong and what to do. Neither may hold a value of the record.
    #[must_use]
    pub fn unread(message: &str, help: &str) -> Self {
        Self::one(ProblemKind::Unread, message, help)
    }

    /// A kind without schema.
    pub(crate) fn unknown_kind<'k>(known: impl Iterator<Item = &'k str>) -> Self {
        Self::one(
            ProblemKind::Kind,
            "there is no schema for the kind that the record names",
            &format!("The policies know {}.", names(known)),
        )
    }

    /// A record that does not say what it is, where there are several kinds or none.
    pub(crate) fn no_kind<'k>(known: impl Iterator<Item = &'k str>) -> Self {
        Self::one(
            ProblemKind::Kind,
            "the record does not name its kind",
            &format!("Give it a top-level `kind`, or say which kind it is. The policies know {}.", names(known)),
        )
    }

    fn one(kind: ProblemKind, message: &str, help: &str) -> Self {
        Self { problems: vec![RecordProblem::new(kind, message, help)] }
    }
}

fn names<'k>(known: impl Iterator<Item = &'k str>) -> String {
    let names: Vec<String> = known.map(|kind| format!("`{kind}`")).collect();
    if names.is_empty() { "no kind at all".to_owned() } else { names.join(", ") }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems.as_slice() {
            [] => f.write_str("the record cannot be judged"),
            [problem] => problem.fmt(f),
            [problem, rest @ ..] => write!(f, "{problem}, and {} more", rest.len()),
        }
    }
}

impl Error for Refused {}
