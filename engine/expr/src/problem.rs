//! What is wrong with a condition. It knows places in the condition's own text alone: who embeds the text in a file turns
//! a problem into a diagnostic.

use hirewall_diagnostic::{Code, Diagnostic, SourceId, Span};

/// A mistake in a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The stable code.
    pub code: Code,
    /// What is wrong: lower case, no full stop, user text in backticks.
    pub message: String,
    /// Where, in bytes of the condition's text.
    pub span: Span,
    /// What is to be said about the place; may be empty.
    pub text: String,
    /// Related places.
    pub related: Vec<(Span, String)>,
    /// What to do, a sentence of its own.
    pub help: Option<String>,
    /// A further fact.
    pub note: Option<String>,
}

impl Problem {
    /// A problem at a place.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span, text: String::new(), related: Vec::new(), help: None, note: None }
    }

    /// Says something about the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }

    /// Sets the help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the help if there is some to give.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Sets the note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The diagnostic for a condition that is the whole of a source, or that stands in it unchanged `by` bytes from its
    /// beginning.
    #[must_use]
    pub fn diagnostic(&self, source: SourceId, by: u32) -> Diagnostic {
        let mut diagnostic =
            Diagnostic::new(self.code, self.message.clone()).at(source, self.span.shift(by), self.text.clone());
        for (span, text) in &self.related {
            diagnostic = diagnostic.related(source, span.shift(by), text.clone());
        }
        diagnostic.help.clone_from(&self.help);
        diagnostic.notes.extend(self.note.clone());
        diagnostic
    }
}
