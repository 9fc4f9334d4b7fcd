//! What is wrong with a record. It never holds a value of the record: those are personal data.

use std::fmt;

use crate::Warning;

/// One mistake in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordProblem {
    pub(crate) kind: ProblemKind,
    /// JSON pointer into the record; empty for the whole.
    pub pointer: String,
    /// Line of the record's text, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// The kinds of mistakes; each has a stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// No text at all.
    Empty,
    /// Bytes that are no UTF-8, or a byte order mark.
    Encoding,
    /// Not JSON.
    Syntax,
    /// More bytes, levels or values than allowed.
    Limit,
    /// A number that no machine number holds.
    NumberRange,
    /// A key given twice in one object.
    DuplicateKey,
    /// A value of another type than the schema's.
    Type,
    /// A required field that is not there.
    Missing,
    /// A field that the schema does not declare.
    Undeclared,
    /// A value that is not among the allowed ones.
    NotAllowed,
    /// A string that does not match its pattern.
    Pattern,
    /// A string that is too short or too long.
    Length,
    /// A number outside its bounds.
    Bounds,
    /// An array with too few, too many or repeated elements.
    Items,
    /// A text that is no moment.
    Time,
    /// Any other rule of the schema.
    Rule,
    /// A kind that is not named, or for which there is no schema.
    Kind,
    /// A record that its reader could not give.
    Unread,
}

impl ProblemKind {
    /// All kinds, in the order of their codes.
    pub const ALL: &'static [Self] = &[
        Self::Empty,
        Self::Encoding,
        Self::Syntax,
        Self::Limit,
        Self::NumberRange,
        Self::DuplicateKey,
        Self::Type,
        Self::Missing,
        Self::Undeclared,
        Self::NotAllowed,
        Self::Pattern,
        Self::Length,
        Self::Bounds,
        Self::Items,
        Self::Time,
        Self::Rule,
        Self::Kind,
        Self::Unread,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "R501",
            Self::Encoding => "R502",
            Self::Syntax => "R503",
            Self::Limit => "R504",
            Self::NumberRange => "R505",
            Self::DuplicateKey => "R506",
            Self::Type => "R510",
            Self::Missing => "R511",
            Self::Undeclared => "R512",
            Self::NotAllowed => "R513",
            Self::Pattern => "R514",
            Self::Length => "R515",
            Self::Bounds => "R516",
            Self::Items => "R517",
            Self::Time => "R518",
            Self::Rule => "R519",
            Self::Kind => "R520",
            Self::Unread => "R521",
        }
    }
}

impl RecordProblem {
    /// A problem of the whole record, found before or instead of decoding it.
    #[must_use]
    pub fn new(kind: ProblemKind, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { kind, pointer: String::new(), line: 1, column: 1, message, help }
    }

    /// The problem as a remark in a decision.
    #[must_use]
    pub fn warning(&self) -> Warning {
        Warning { code: self.code().to_owned(), path: self.pointer.clone(), message: self.message.clone() }
    }

    /// The kind of mistake.
    #[must_use]
    pub fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// The stable code, such as `R511`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }
}

impl fmt::Display for RecordProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (", self.code(), self.message)?;
        if !self.pointer.is_empty() {
            write!(f, "`{}`, ", self.pointer)?;
        }
        write!(f, "line {} column {})", self.line, self.column)
    }
}

impl std::error::Error for RecordProblem {}
