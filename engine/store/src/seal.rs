//! Authenticated encryption: XChaCha20-Poly1305 with a random nonce of 24 bytes, which does not repeat by chance, not even in copies of a
//! machine that run on. It decides nothing about keys.

use chacha20poly1305::aead::{AeadInOut as _, KeyInit as _};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::random::Random;
use crate::{Error, Result};

const NONCE: usize = 24;
/// What sealing adds, in bytes.
pub(crate) const OVERHEAD: usize = NONCE + 16;

/// Encrypts in place. The `place` is authenticated too, so that what was sealed opens nowhere else.
pub(crate) fn seal(key: &[u8; 32], place: &[u8], mut bytes: Vec<u8>, random: &mut Random) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE] = random.next()?;
    bytes.reserve_exact(OVERHEAD);
    XChaCha20Poly1305::new(key.into())
        .encrypt_in_place(&XNonce::from(nonce), place, &mut bytes)
        .map_err(|_| Error::TooLarge { what: "what is to be sealed", limit: usize::MAX, unit: "bytes" })?;
    bytes.extend_from_slice(&nonce);
    Ok(bytes)
}

/// Decrypts; nothing when the key, the place or a byte is another.
pub(crate) fn open(key: &[u8; 32], place: &[u8], mut sealed: Vec<u8>) -> Option<Vec<u8>> {
    let at = sealed.len().checked_sub(NONCE)?;
    let nonce: [u8; NONCE] = sealed.get(at..)?.try_into().ok()?;
    sealed.truncate(at);
    XChaCha20Poly1305::new(key.into()).decrypt_in_place(&XNonce::from(nonce), place, &mut sealed).ok()?;
    Some(sealed)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{OVERHEAD, Random, open};

    fn seal(key: &[u8; 32], place: &[u8], bytes: Vec<u8>) -> crate::Result<Vec<u8>> {
        super::seal(key, place, bytes, &mut Random::new(1))
    }

    #[test]
    fn what_is_sealed_opens_with_its_key_at_its_place_unchanged_and_not_otherwise() {
        let (key, other) = ([1; 32], [2; 32]);
        let sealed = seal(&key, b"here", b"words".to_vec()).unwrap();
        assert_eq!(sealed.len(), 5 + OVERHEAD);
        assert_eq!(open(&key, b"here", sealed.clone()).unwrap(), b"words");
        assert!(open(&other, b"here", sealed.clone()).is_none());
        assert!(open(&key, b"there", sealed.clone()).is_none());
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            *changed.get_mut(index).unwrap() ^= 1;
            assert!(open(&key, b"here", changed).is_none());
        }
        for length in 0..sealed.len() {
            assert!(open(&key, b"here", sealed.get(..length).unwrap().to_vec()).is_none());
        }
    }

    #[test]
    fn the_same_text_is_sealed_differently_each_time() {
        assert_ne!(seal(&[1; 32], b"", b"words".to_vec()).unwrap(), seal(&[1; 32], b"", b"words".to_vec()).unwrap());
    }
}
