//! HMAC-SHA-256 of short messages under one key: both states of the key are worked out once, and a message that fits one block costs two
//! runs of the hash and nothing around them. What is hashed is not known here.

use sha2::block_api::compress256;

/// Bytes of a block.
const BLOCK: usize = 64;
/// Where the length of the message begins in its last block.
const LENGTH_AT: usize = BLOCK - 8;

/// What SHA-256 begins with: FIPS 180-4, 5.3.3.
const BEGIN: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// A key, hashed into the states that the inner and the outer hash begin with.
#[derive(Clone)]
pub(crate) struct State {
    inner: [u32; 8],
    outer: [u32; 8],
}

/// A message on its way through the inner hash.
pub(crate) struct Mac<'k> {
    key: &'k State,
    inner: [u32; 8],
    block: [u8; BLOCK],
    /// Bytes of the message so far.
    len: usize,
}

impl State {
    /// The states of a key.
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        let padded = |with: u8| {
            let mut block = [with; BLOCK];
            block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
            let mut state = BEGIN;
            compress256(&mut state, &[block]);
            state
        };
        Self { inner: padded(0x36), outer: padded(0x5c) }
    }
}

impl<'k> Mac<'k> {
    /// Begins a message.
    pub(crate) fn new(key: &'k State) -> Self {
        Self { key, inner: key.inner, block: [0; BLOCK], len: 0 }
    }

    /// Adds to the message.
    pub(crate) fn update(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let at = self.len % BLOCK;
            let (now, rest) = bytes.split_at(bytes.len().min(BLOCK - at));
            if let Some(room) = self.block.get_mut(at..at + now.len()) {
                room.copy_from_slice(now);
            }
            self.len += now.len();
            bytes = rest;
            if self.len.is_multiple_of(BLOCK) {
                compress256(&mut self.inner, &[self.block]);
            }
        }
    }

    /// The first 128 bits of the code.
    pub(crate) fn finish(mut self) -> u128 {
        let at = self.len % BLOCK;
        close(&mut self.inner, &mut self.block, at, self.len);
        let mut outer = self.key.outer;
        let mut block = [0; BLOCK];
        for (to, word) in block.chunks_exact_mut(4).zip(self.inner) {
            to.copy_from_slice(&word.to_be_bytes());
        }
        close(&mut outer, &mut block, 32, 32);
        outer.iter().take(4).fold(0, |code, word| code << 32 | u128::from(*word))
    }
}

/// Hashes the last block of a message of that length, which takes up `at` of its bytes, after the block of the key.
fn close(state: &mut [u32; 8], block: &mut [u8; BLOCK], at: usize, len: usize) {
    if let Some((end, rest)) = block.get_mut(at..).and_then(<[u8]>::split_first_mut) {
        *end = 0x80;
        rest.fill(0);
    }
    if at >= LENGTH_AT {
        compress256(state, &[*block]);
        *block = [0; BLOCK];
    }
    let bits = (len as u64).wrapping_add(BLOCK as u64).wrapping_mul(8);
    if let Some(length) = block.get_mut(LENGTH_AT..) {
        length.copy_from_slice(&bits.to_be_bytes());
    }
    compress256(state, &[*block]);
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
mod tests {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    use sha2::Sha256;

    use super::*;

    #[test]
    fn every_length_of_message_has_the_code_of_another_implementation() {
        let text: Vec<u8> = (0..300_u16).map(|byte| (byte * 7 % 251) as u8).collect();
        for key in [[0; 32], [7; 32], [255; 32], std::array::from_fn(|at| at as u8)] {
            let state = State::new(&key);
            for len in 0..text.len() {
                for cut in [0, 1, 9, 63, 64, 65, len] {
                    let (first, second) = text[..len].split_at(cut.min(len));
                    let mut own = Mac::new(&state);
                    own.update(first);
                    own.update(second);
                    let mut other = Hmac::<Sha256>::new_from_slice(&key).unwrap();
                    other.update(&text[..len]);
                    let code = other.finalize().into_bytes();
                    let code = code.iter().take(16).fold(0, |code, byte| code << 8 | u128::from(*byte));
                    assert_eq!(own.finish(), code, "{len} bytes in two parts, the first of {cut}");
                }
            }
        }
    }
}
