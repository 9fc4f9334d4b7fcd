//! Why a detector gives no answer. It does not decide what that means for the record: policies do.

use std::borrow::Cow;

/// No answer. The operator reads it in logs and decisions, so it holds **no value of the record**.
///
/// ```
/// # use hirewall_sdk::Failure;
/// let failure = Failure::new("bad-settings", "`default_region` is not a region");
/// assert_eq!(failure.to_string(), "`default_region` is not a region");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    code: Cow<'static, str>,
    message: Cow<'static, str>,
}

impl Failure {
    /// A failure. `code` is for machines and stays the same over versions: `a-z`, `0-9` and hyphens, such as
    /// `upstream-unavailable`. `message` is one sentence for a person, lower case and without a full stop.
    pub fn new(code: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code: code.into(), message: message.into() }
    }

    /// The code, for machines.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// One sentence for a person.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
