//! Under what name compiled code is kept: what it was made of and for which engine.

use std::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};
use wasmtime::Engine;

/// Counts up when what entries hold changes its meaning.
const FORMAT: &[u8] = b"hirewall-cache-1";

/// What an entry was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key([u8; 32]);

impl Key {
    /// The code of these bytes.
    pub(crate) fn of_component(bytes: &[u8]) -> Self {
        Self::of(&[b"component", bytes])
    }

    /// The code of a plugin as it was after `configure`. `conditions` are whatever else could make it another.
    pub(crate) fn of_configured(digest: &str, settings: &str, conditions: &str) -> Self {
        Self::of(&[b"configured", digest.as_bytes(), settings.as_bytes(), conditions.as_bytes()])
    }

    fn of(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    pub(super) fn name(&self, engine: &[u8; 32]) -> String {
        let mut hash = Sha256::new();
        hash.update(FORMAT);
        hash.update(engine);
        hash.update(self.0);
        format!("{}.code", hirewall_model::hex(&hash.finalize()))
    }
}

/// What tells one engine from another: its version, its settings, the machine's features.
pub(super) fn of_engine(engine: &Engine) -> [u8; 32] {
    let mut bytes = Bytes(Sha256::new());
    engine.precompile_compatibility_hash().hash(&mut bytes);
    bytes.0.finalize().into()
}

/// A hasher that keeps all 256 bits.
struct Bytes(Sha256);

impl Hasher for Bytes {
    fn finish(&self) -> u64 {
        0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
}
