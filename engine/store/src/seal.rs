//! Authenticated encryption: XChaCha20-Poly1305 with a random nonce of 24 bytes, which does not repeat by chance, not even in copies of a
//! machine that run on. It decides nothing about keys.
//!
//! Contents are a kilobyte or two, so that much of the time goes into what is set up for each: `ring` takes a third of what `chacha20poly1305` takes. It knows
//! ChaCha20-Poly1305 alone; with the key that HChaCha20 makes of the first 16 bytes of the nonce, and the other 8 as its nonce, that is the same
//! (draft-irtf-cfrg-xchacha-03, section 2.3). It does not wipe its copy of that key, which opens one content alone.

use chacha20::{R20, hchacha};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::random::Random;
use crate::{Error, Result};

const NONCE: usize = 24;
/// What sealing adds, in bytes.
pub(crate) const OVERHEAD: usize = NONCE + 16;

/// Encrypts in place. The `place` is authenticated too, so that what was sealed opens nowhere else.
pub(crate) fn seal(key: &[u8; 32], place: &[u8], mut bytes: Vec<u8>, random: &mut Random) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE] = random.next()?;
    bytes.reserve_exact(OVERHEAD);
    let sealed = cipher(key, &nonce)
        .and_then(|(cipher, nonce)| cipher.seal_in_place_append_tag(nonce, Aad::from(place), &mut bytes).ok());
    sealed.ok_or(Error::TooLarge { what: "what is to be sealed", limit: usize::MAX, unit: "bytes" })?;
    bytes.extend_from_slice(&nonce);
    Ok(bytes)
}

/// Decrypts; nothing when the key, the place or a byte is another.
pub(crate) fn open(key: &[u8; 32], place: &[u8], mut sealed: Vec<u8>) -> Option<Vec<u8>> {
    let at = sealed.len().checked_sub(NONCE)?;
    let nonce: [u8; NONCE] = sealed.get(at..)?.try_into().ok()?;
    sealed.truncate(at);
    let (cipher, nonce) = cipher(key, &nonce)?;
    let length = cipher.open_in_place(nonce, Aad::from(place), &mut sealed).ok()?.len();
    sealed.truncate(length);
    Some(sealed)
}

/// The key and nonce of ChaCha20-Poly1305 that those of XChaCha20-Poly1305 stand for.
fn cipher(key: &[u8; 32], nonce: &[u8; NONCE]) -> Option<(LessSafeKey, Nonce)> {
    let (front, back) = nonce.split_first_chunk::<16>()?;
    let key = Zeroizing::new(<[u8; 32]>::from(hchacha::<R20>(key.into(), front.into())));
    let mut short = [0; 12];
    short.last_chunk_mut::<8>()?.copy_from_slice(back);
    let key = UnboundKey::new(&CHACHA20_POLY1305, key.as_ref()).ok()?;
    Some((LessSafeKey::new(key), Nonce::assume_unique_for_key(short)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
    use chacha20poly1305::{XChaCha20Poly1305, XNonce};
    use proptest::prelude::*;

    use super::{NONCE, OVERHEAD, Random, open};

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

    proptest! {
        #[test]
        fn another_implementation_opens_what_is_sealed_and_seals_what_opens(
            key in any::<[u8; 32]>(), nonce in any::<[u8; NONCE]>(), place in prop::collection::vec(any::<u8>(), 0..40), text in prop::collection::vec(any::<u8>(), 0..3_000)
        ) {
            let other = XChaCha20Poly1305::new(&key.into());
            let sealed = seal(&key, &place, text.clone()).unwrap();
            let (content, own) = sealed.split_at(sealed.len() - NONCE);
            let own = XNonce::try_from(own).unwrap();
            prop_assert_eq!(&other.decrypt(&own, Payload { msg: content, aad: &place }).unwrap(), &text);
            let mut sealed = other.encrypt(&XNonce::from(nonce), Payload { msg: &text, aad: &place }).unwrap();
            sealed.extend_from_slice(&nonce);
            prop_assert_eq!(open(&key, &place, sealed).unwrap(), text);
        }
    }
}
