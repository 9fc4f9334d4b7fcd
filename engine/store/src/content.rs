//! What an entry holds about a person, as one text: compressed where that pays, and sealed under the subject's key.

use std::cell::RefCell;

use zstd::bulk::{Compressor, Decompressor};

use crate::{Error, Result};

/// What an entry holds about a person. It is erased as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// The record's id.
    pub record_id: String,
    /// The subject's id.
    pub subject: String,
    /// The decision, as JSON.
    pub decision: Vec<u8>,
    /// The record, as it was received.
    pub record: Vec<u8>,
    /// What the detectors answered, as JSON; empty when none was asked.
    pub answers: Vec<u8>,
    /// The values of the counters, as JSON; empty when there are none.
    pub values: Vec<u8>,
    /// The names of the joined records, as JSON; empty when there are none.
    pub joined: Vec<u8>,
}

const PARTS: usize = 7;
const PLAIN: u8 = 0;
const ZSTD: u8 = 1;
/// Below so many bytes compression does not pay.
const WORTH: usize = 256;
const LEVEL: i32 = 1;

thread_local! {
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = RefCell::new(Compressor::new(LEVEL).ok());
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = RefCell::new(Decompressor::new().ok());
}

impl Content {
    fn parts(&self) -> [&[u8]; PARTS] {
        [
            self.record_id.as_bytes(),
            self.subject.as_bytes(),
            &self.decision,
            &self.record,
            &self.answers,
            &self.values,
            &self.joined,
        ]
    }

    /// Bytes of all parts.
    pub(crate) fn bytes(&self) -> usize {
        self.parts().iter().map(|part| part.len()).sum()
    }

    /// As one text.
    pub(crate) fn encode(&self, compress: bool) -> Vec<u8> {
        let length = 4 * PARTS + self.bytes();
        let mut plain = Vec::with_capacity(1 + length + crate::seal::OVERHEAD);
        plain.push(PLAIN);
        for part in self.parts() {
            plain.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
        }
        for part in self.parts() {
            plain.extend_from_slice(part);
        }
        if compress
            && length >= WORTH
            && let Some(packed) = packed(plain.get(1..).unwrap_or_default())
            && packed.len() < plain.len()
        {
            return packed;
        }
        plain
    }

    /// Back from one text.
    pub(crate) fn decode(seq: u64, text: &[u8], limit: usize) -> Result<Self> {
        let damaged = |what| Error::Damaged { seq, what };
        let unpacked;
        let mut rest = match text.split_first() {
            Some((&PLAIN, rest)) => rest,
            Some((&ZSTD, rest)) => {
                unpacked = unpacked_of(rest, limit).ok_or_else(|| damaged("its content does not unpack"))?;
                &unpacked
            }
            _ => return Err(damaged("its content has no known form")),
        };
        let mut lengths = [0; PARTS];
        for length in &mut lengths {
            let (number, after) = rest.split_first_chunk::<4>().ok_or_else(|| damaged("its content is too short"))?;
            *length = u32::from_le_bytes(*number) as usize;
            rest = after;
        }
        let mut parts = lengths.into_iter().map(|length| {
            let (part, after) = rest.split_at_checked(length).ok_or_else(|| damaged("its content is too short"))?;
            rest = after;
            Ok(part.to_vec())
        });
        let mut next = || parts.next().unwrap_or_else(|| Err(damaged("its content is too short")));
        let text = |bytes| String::from_utf8(bytes).map_err(|_| damaged("its names are not text"));
        Ok(Self {
            record_id: text(next()?)?,
            subject: text(next()?)?,
            decision: next()?,
            record: next()?,
            answers: next()?,
            values: next()?,
            joined: next()?,
        })
    }
}

fn packed(plain: &[u8]) -> Option<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        let compressor = compressor.as_mut()?;
        let bound = zstd::zstd_safe::compress_bound(plain.len());
        let mut packed = vec![0; 5 + bound];
        let (front, back) = packed.split_first_chunk_mut::<5>()?;
        let [kind, length @ ..] = front;
        *kind = ZSTD;
        *length = u32::try_from(plain.len()).ok()?.to_le_bytes();
        let used = compressor.compress_to_buffer(plain, back).ok()?;
        packed.truncate(5 + used);
        Some(packed)
    })
}

fn unpacked_of(packed: &[u8], limit: usize) -> Option<Vec<u8>> {
    let (length, packed) = packed.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > limit {
        return None;
    }
    DECOMPRESSOR.with_borrow_mut(|decompressor| decompressor.as_mut()?.decompress(packed, length).ok())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::Content;

    proptest! {
        #[test]
        fn a_content_comes_back_as_it_was(
            names in (".{0,20}", ".{0,20}"),
            parts in proptest::array::uniform5(proptest::collection::vec(0_u8..8, 0..600)),
            compress: bool,
        ) {
            let [decision, record, answers, values, joined] = parts;
            let content = Content { record_id: names.0, subject: names.1, decision, record, answers, values, joined };
            let text = content.encode(compress);
            prop_assert_eq!(Content::decode(1, &text, 1 << 20).unwrap(), content);
        }

        #[test]
        fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Content::decode(1, &bytes, 1 << 20);
        }
    }

    #[test]
    fn what_repeats_is_kept_smaller_and_what_claims_to_be_huge_is_refused() {
        let content = Content { record: b"repeated ".repeat(500), ..Content::default() };
        let text = content.encode(true);
        assert!(text.len() < 500, "{}", text.len());
        assert!(Content::decode(1, &text, 100).is_err());
    }
}
