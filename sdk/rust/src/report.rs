//! What a detector found: signals, and the places that they rest on. It judges nothing.

/// What a detector found in one record.
///
/// ```
/// # use hirewall_sdk::Report;
/// # struct Signals { valid: bool }
/// let report = Report::new(Signals { valid: false }).evidence("valid", ["/phones/0/raw"]);
/// # let _ = report;
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Report<S> {
    pub(crate) signals: S,
    pub(crate) evidence: Vec<(&'static str, Vec<String>)>,
}

impl<S> Report<S> {
    /// These signals, without evidence so far.
    pub fn new(signals: S) -> Self {
        Self { signals, evidence: Vec::new() }
    }

    /// Says which places of the record a signal rests on: JSON pointers, each at or below a declared input. Evidence of a
    /// signal that is absent is left out; for a signal named twice the places add up.
    #[must_use]
    pub fn evidence<P: Into<String>>(mut self, signal: &'static str, pointers: impl IntoIterator<Item = P>) -> Self {
        self.evidence.push((signal, pointers.into_iter().map(Into::into).collect()));
        self
    }

    /// The signals.
    pub fn signals(&self) -> &S {
        &self.signals
    }
}

impl<S> From<S> for Report<S> {
    fn from(signals: S) -> Self {
        Self::new(signals)
    }
}
