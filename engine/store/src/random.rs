//! Random bytes for what is sealed together, drawn from the system for many of them at a time. None are kept from one run of entries to the next: a
//! copy of the machine that runs on from the middle of a run seals the same texts as the other.

use zeroize::Zeroizing;

use crate::{Error, Result};

/// Bytes that are drawn at a time, at most.
const DRAWN: usize = 1024;
/// Bytes that an entry takes with a new key: the key, and the nonces of its wrapping and of the content.
const ENTRY: usize = 32 + 24 + 24;

/// Random bytes, each given once.
pub(crate) struct Random {
    /// As many as are drawn at a time, once some were.
    bytes: Zeroizing<Vec<u8>>,
    drawn: usize,
    left: usize,
}

impl Random {
    /// For so many entries.
    pub(crate) fn new(entries: usize) -> Self {
        Self { bytes: Zeroizing::default(), drawn: entries.saturating_mul(ENTRY).clamp(ENTRY, DRAWN), left: 0 }
    }

    /// The next bytes.
    pub(crate) fn next<const N: usize>(&mut self) -> Result<[u8; N]> {
        if self.left < N {
            self.left = 0;
            self.bytes.resize(self.drawn, 0);
            getrandom::fill(&mut self.bytes).map_err(|_| Error::Randomness)?;
            self.left = self.drawn;
        }
        let at = self.left.checked_sub(N).ok_or(Error::Randomness)?;
        let given = self.bytes.get_mut(at..).and_then(<[u8]>::first_chunk_mut::<N>).ok_or(Error::Randomness)?;
        self.left = at;
        Ok(std::mem::replace(given, [0; N]))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_bytes_are_given_twice() {
        for entries in [0, 1, 3, 1000] {
            let mut random = Random::new(entries);
            let mut seen = HashSet::new();
            for _ in 0..200 {
                assert!(seen.insert(random.next::<24>().unwrap().to_vec()));
                assert!(seen.insert(random.next::<32>().unwrap().to_vec()));
            }
        }
    }
}
