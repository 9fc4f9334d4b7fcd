//! The name of what a counter counts: a digest of its definition. Where the definition comes from is not known here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A digest of the definition of a counter: one that is changed starts anew, one that is not goes on after a reload.
///
/// ```
/// # use hirewall_counter::CounterId;
/// let id = CounterId::of(&["applicant", "key", "applicant.phone"]);
/// assert_eq!(id.to_string().parse(), Ok(id));
/// assert_ne!(id, CounterId::of(&["applicant", "keyapplicant", ".phone"]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CounterId(u128);

/// A text that names no counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a counter is named by 32 hexadecimal digits")]
pub struct CounterIdError;

impl CounterId {
    /// The counter of a definition, given as its parts: the first 16 bytes of the SHA-256 over each part with its length before it.
    #[must_use]
    pub fn of(definition: &[&str]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"hirewall counter 1");
        for part in definition {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Self(hash.finalize().iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte)))
    }

    /// As a number.
    #[must_use]
    pub fn get(self) -> u128 {
        self.0
    }
}

impl From<u128> for CounterId {
    fn from(id: u128) -> Self {
        Self(id)
    }
}

impl fmt::Display for CounterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for CounterId {
    type Err = CounterIdError;

    fn from_str(text: &str) -> Result<Self, CounterIdError> {
        let digits = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let id = if digits { u128::from_str_radix(text, 16).ok() } else { None };
        id.map(Self).ok_or(CounterIdError)
    }
}

impl TryFrom<String> for CounterId {
    type Error = CounterIdError;

    fn try_from(text: String) -> Result<Self, CounterIdError> {
        text.parse()
    }
}

impl From<CounterId> for String {
    fn from(id: CounterId) -> Self {
        id.to_string()
    }
}
