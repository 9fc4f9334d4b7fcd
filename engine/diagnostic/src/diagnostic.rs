//! One diagnostic: code, message, labels, notes, help. It does not render itself.

use crate::{Code, SourceId, Span};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably a mistake; the text is used all the same.
    Warning,
    /// The text is refused.
    Error,
}

/// A place in a source with a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The source it points into.
    pub source: SourceId,
    /// The bytes that it marks.
    pub span: Span,
    /// What is to be said about them; may be empty for the primary label.
    pub text: String,
    /// Whether this is the place of the mistake rather than a related one. The first primary label is *the* place.
    pub primary: bool,
}

/// Something to tell an author about a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// Its severity; the code's own unless something changed it.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, user text in backticks.
    pub message: String,
    /// Where.
    pub labels: Vec<Label>,
    /// Further facts, each a sentence.
    pub notes: Vec<String>,
    /// What to do, a sentence of its own.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic with the severity of its code and no label yet.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.entry().severity,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Adds the place of the mistake.
    #[must_use]
    pub fn at(mut self, source: SourceId, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { source, span, text: text.into(), primary: true });
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn related(mut self, source: SourceId, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { source, span, text: text.into(), primary: false });
        self
    }

    /// Adds a note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets the help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether it refuses the text.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
