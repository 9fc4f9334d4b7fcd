//! The digest of a row: every column that stays when a content is erased, each with its length, so that no two rows have the same text.

use sha2::{Digest as _, Sha256};

/// A digest over parts.
pub(crate) struct RowDigest(Sha256);

impl RowDigest {
    pub(crate) fn new(table: &str) -> Self {
        Self(Sha256::new()).text(table)
    }

    pub(crate) fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    pub(crate) fn int(mut self, value: i64) -> Self {
        self.0.update(value.to_le_bytes());
        self
    }

    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// The digest of what may be erased: a decision's content together with the hashes that it is found by.
pub(crate) fn content_digest(record: &[u8], subject: &[u8], sealed: &[u8]) -> [u8; 32] {
    RowDigest::new("content").bytes(record).bytes(subject).bytes(sealed).finish()
}
