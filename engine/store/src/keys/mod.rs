//! The keys of a store: one master key, from which every other is derived under a label of its own, and the key that signs
//! checkpoints. It encrypts nothing itself.

mod file;
mod signing;

use hirewall_model::hex;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

pub(crate) use file::{MasterKey, master_key};
pub(crate) use signing::{Signer, signer, verify};

/// A keyed hash with its key already taken in.
pub(crate) type Keyed = Hmac<Sha256>;

/// Everything that is derived from the master key.
pub(crate) struct Keys {
    /// Wraps the data keys of subjects.
    pub(crate) wrap: Zeroizing<[u8; 32]>,
    /// Seals observations.
    pub(crate) observations: Zeroizing<[u8; 32]>,
    /// What counters hash keys and elements with.
    pub(crate) counters: Zeroizing<[u8; 32]>,
    index: Keyed,
    chain: Keyed,
    voucher: Keyed,
    check: Keyed,
}

impl Keys {
    pub(crate) fn new(master: &MasterKey) -> Self {
        let derive = |label: &str| {
            let mut key = Zeroizing::new([0; 32]);
            // 32 bytes are one block: always allowed.
            let _ = Hkdf::<Sha256>::new(None, master.bytes()).expand(label.as_bytes(), key.as_mut());
            key
        };
        let keyed = |label: &str| {
            let mut block = Zeroizing::new([0; 64]);
            // HMAC fills a key up to its block with zeros itself.
            block.iter_mut().zip(derive(label).iter()).for_each(|(to, from)| *to = *from);
            let block: &[u8; 64] = &block;
            Keyed::new(block.into())
        };
        Self {
            wrap: derive("hirewall store: wrap subject keys, 1"),
            observations: derive("hirewall store: seal observations, 1"),
            counters: derive("hirewall store: keys of counters, 1"),
            index: keyed("hirewall store: index, 1"),
            chain: keyed("hirewall store: audit chain, 1"),
            voucher: keyed("hirewall store: erased contents, 1"),
            check: keyed("hirewall store: check of the key, 1"),
        }
    }

    /// What an index has instead of a value: of a kind (`subject`, `record`, …), with a qualifier where there is one.
    pub(crate) fn index(&self, what: &str, qualifier: &str, value: &str) -> [u8; 16] {
        let mut keyed = self.index.clone();
        for part in [what, qualifier, value] {
            keyed.update(&(part.len() as u64).to_le_bytes());
            keyed.update(part.as_bytes());
        }
        truncated(&keyed.finalize().into_bytes().into())
    }

    /// The next link of the chain.
    pub(crate) fn link(&self, last: &[u8; 32], seq: u64, prev: u64, digest: &[u8; 32]) -> [u8; 32] {
        let mut keyed = self.chain.clone();
        keyed.update(last);
        keyed.update(&seq.to_le_bytes());
        keyed.update(&prev.to_le_bytes());
        keyed.update(digest);
        keyed.finalize().into_bytes().into()
    }

    /// What says that the content of a row was taken out by us, as the event `by` tells.
    pub(crate) fn voucher(&self, table: &str, seq: u64, by: u64) -> [u8; 16] {
        let mut keyed = self.voucher.clone();
        keyed.update(table.as_bytes());
        keyed.update(&seq.to_le_bytes());
        keyed.update(&by.to_le_bytes());
        truncated(&keyed.finalize().into_bytes().into())
    }

    /// The authenticated head of the chain.
    pub(crate) fn head(&self, seq: u64, mac: &[u8; 32]) -> [u8; 32] {
        let mut keyed = self.chain.clone();
        keyed.update(b"head");
        keyed.update(&seq.to_le_bytes());
        keyed.update(mac);
        keyed.finalize().into_bytes().into()
    }

    /// What a store keeps, to know its key again.
    pub(crate) fn check(&self) -> String {
        hex(&self.check.clone().finalize().into_bytes())
    }
}

fn truncated(bytes: &[u8; 32]) -> [u8; 16] {
    let mut short = [0; 16];
    short.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    short
}
