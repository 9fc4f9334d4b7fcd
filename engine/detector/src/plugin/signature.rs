//! Signatures of plugin files: ed25519 over the digest of everything before the signature. Whom to trust is not known here.

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::Outline;

/// Stands before the digest, so that a signature for something else is none for a plugin.
const DOMAIN: &[u8] = b"hirewall-plugin-v1";
const FORMAT: u8 = 1;
const KEY_BYTES: usize = 32;
const SIGNATURE_BYTES: usize = 64;

/// Whether a plugin is signed, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// Without a signature.
    Unsigned,
    /// The file is what the holder of this key signed.
    Valid {
        /// The public key.
        key: VerifyingKey,
    },
    /// There is a signature, and it does not hold.
    Invalid {
        /// Why.
        reason: &'static str,
    },
}

pub(super) fn sign(component: &[u8], key: &SigningKey) -> Vec<u8> {
    let mut data = vec![FORMAT];
    data.extend_from_slice(key.verifying_key().as_bytes());
    data.extend_from_slice(&key.sign(&message(component)).to_bytes());
    data
}

pub(super) fn verify(bytes: &[u8], outline: &Outline) -> Signature {
    let mut sections = outline.signatures();
    let Some(section) = sections.next() else { return Signature::Unsigned };
    let invalid = |reason| Signature::Invalid { reason };
    if sections.next().is_some() {
        return invalid("there is more than one signature");
    }
    if section.whole.end != bytes.len() {
        return invalid("the signature is not the last section, so that what follows it is not signed");
    }
    let data = bytes.get(section.data.clone()).unwrap_or_default();
    let Some((&FORMAT, rest)) = data.split_first() else { return invalid("the signature's format is not known") };
    let Some((key, signature)) = rest.split_first_chunk::<KEY_BYTES>() else {
        return invalid("the signature is cut short");
    };
    let Ok(signature) = <[u8; SIGNATURE_BYTES]>::try_from(signature) else {
        return invalid("the signature has another length");
    };
    let Ok(key) = VerifyingKey::from_bytes(key) else { return invalid("the public key is none") };
    let signed = message(bytes.get(..section.whole.start).unwrap_or_default());
    match key.verify_strict(&signed, &ed25519_dalek::Signature::from_bytes(&signature)) {
        Ok(()) => Signature::Valid { key },
        Err(_) => invalid("the file was changed after it was signed, or the key is another one"),
    }
}

fn message(component: &[u8]) -> Vec<u8> {
    let mut message = DOMAIN.to_vec();
    message.extend_from_slice(&Sha256::digest(component));
    message
}
