//! One record to look at. It holds what the detector declared to read, and nothing else of the record.

/// One record to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Request<I> {
    /// What the detector declared to read.
    pub input: I,
    /// The record kind, such as `applicant`.
    pub kind: String,
    /// The time of the decision, in milliseconds since 1970-01-01T00:00:00Z. There is no other clock: a replay gives the
    /// same answer.
    pub now_ms: i64,
    /// Further facts of the host, by name. Names that a detector does not know are to be ignored.
    pub attributes: Vec<(String, String)>,
}

impl<I> Request<I> {
    /// A further fact of the host.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
