//! Access tokens: who may do what. A token is 256 random bits; the file holds its digest, which is of no use to whoever reads it.

mod file;
mod role;
mod secret;

pub(crate) use file::write_private;
pub use file::{FileError, TokenFile};
pub use role::{Permission, Role};
pub use secret::Secret;

use hirewall::Time;
use subtle::ConstantTimeEq as _;

/// Tokens of one file. Beyond it: an error.
pub const MOST_TOKENS: usize = 1_000;

/// A token as the file knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is called: unique, and what logs show.
    pub name: String,
    /// What it may.
    pub roles: Vec<Role>,
    /// The digest of its secret.
    pub digest: [u8; 32],
    /// When it was made.
    pub created: Time,
    /// The first moment at which it is no longer good.
    pub expires: Option<Time>,
}

impl Token {
    /// Whether it may.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| role.may(permission))
    }
}

/// The tokens that are good.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    tokens: Vec<Token>,
}

impl Tokens {
    /// These.
    #[must_use]
    pub fn new(tokens: Vec<Token>) -> Self {
        Self { tokens }
    }

    /// The token of that secret, unless its time is over.
    #[must_use]
    pub fn find(&self, secret: &str, now: Time) -> Option<&Token> {
        let digest = secret::digest(secret);
        // All are compared, each in constant time, so that the time says nothing of which is near.
        let mut found = None;
        for token in &self.tokens {
            if bool::from(token.digest.ct_eq(&digest)) {
                found = Some(token);
            }
        }
        found.filter(|token| token.expires.is_none_or(|expires| now < expires))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
}
