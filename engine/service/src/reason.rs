//! Why something is done about a person or to the service. A reason is kept in the clear, for ever, over HTTP as by the command. Whether it is a
//! good one is for people to judge.

/// Letters of a reason. Beyond it: an error.
pub const MOST_LETTERS: usize = 1_000;

/// A text that is no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoReason {
    /// There is nothing in it.
    #[error("the reason is empty")]
    Empty,
    /// It is a text of its own.
    #[error("the reason has more than 1,000 letters")]
    Long,
}

impl NoReason {
    /// What to do.
    #[must_use]
    pub fn help(self) -> &'static str {
        "Say in a few words why, and name nobody: it is kept in the clear."
    }
}

/// Whether a text can be kept as a reason.
///
/// # Errors
/// It is blank, or too long.
pub fn check(reason: &str) -> Result<(), NoReason> {
    if reason.trim().is_empty() {
        return Err(NoReason::Empty);
    }
    if reason.chars().count() > MOST_LETTERS { Err(NoReason::Long) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_few_words() {
        assert_eq!(check("request of 2026-11-02"), Ok(()));
        assert_eq!(check(&"é".repeat(MOST_LETTERS)), Ok(()));
        assert_eq!(check(" \n"), Err(NoReason::Empty));
        assert_eq!(check(&"é".repeat(MOST_LETTERS + 1)), Err(NoReason::Long));
    }
}
