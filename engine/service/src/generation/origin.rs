//! Why a generation came to be or was tried, and who wanted it: for the log, the API and the audit chain.

use std::sync::Arc;

/// Why a generation came to be, or was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The service started.
    Start,
    /// Files changed.
    Files,
    /// The signal to reload.
    Signal,
    /// The API.
    Request,
    /// An earlier generation, by its number, was asked for again.
    Rollback(u64),
}

impl Cause {
    /// For logs and the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Files => "files",
            Self::Signal => "signal",
            Self::Request => "request",
            Self::Rollback(_) => "rollback",
        }
    }

    /// The generation that is asked for again.
    #[must_use]
    pub fn of(self) -> Option<u64> {
        match self {
            Self::Rollback(number) => Some(number),
            _ => None,
        }
    }

    /// Whether somebody waits for what comes of it, so that it is told though it was told before.
    pub(super) fn is_asked_for(self) -> bool {
        matches!(self, Self::Signal | Self::Request | Self::Rollback(_))
    }
}

/// A cause, with who wanted it and what they said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Why.
    pub cause: Cause,
    /// The name of a token; the word of the cause where nobody has a name.
    pub actor: Arc<str>,
    /// What whoever asked gave as the reason; empty when nothing. It is kept in the clear.
    pub reason: Arc<str>,
}

impl Origin {
    /// Of itself: nobody with a name asked.
    #[must_use]
    pub fn nobody(cause: Cause) -> Self {
        Self { cause, actor: cause.as_str().into(), reason: "".into() }
    }

    /// Somebody asked.
    #[must_use]
    pub fn somebody(cause: Cause, actor: Arc<str>, reason: &str) -> Self {
        Self { cause, actor, reason: reason.into() }
    }
}
