//! The secret of a token: made once, shown once.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// What all secrets begin with, so that scanners for leaked secrets find them.
const PREFIX: &str = "hirewall_";

/// A secret. It is not shown by `{:?}`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one: 256 bits from the system.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(format!("{PREFIX}{}", hirewall::model::hex(&bytes))))
    }

    /// What is sent after `Bearer `.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What the file keeps of it.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        digest(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What is kept of a secret. A plain digest is enough, as nobody can guess 256 random bits.
pub(super) fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
