//! What an entry holds about a person, as one text: packed smaller where that pays, and sealed under the subject's key.

use crate::packing::{pack, unpack};
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

    /// As one text, with room behind it to be sealed in place.
    pub(crate) fn encode(&self, compress: bool) -> Vec<u8> {
        let length = 4 * PARTS + self.bytes();
        pack(length, compress, crate::seal::OVERHEAD, |out| {
            for part in self.parts() {
                out.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
            }
            for part in self.parts() {
                out.extend_from_slice(part);
            }
        })
    }

    /// Back from one text.
    pub(crate) fn decode(seq: u64, text: &[u8], limit: usize) -> Result<Self> {
        unpack(text, limit, |plain| Self::of_parts(seq, plain)).map_err(|what| Error::Damaged { seq, what })?
    }

    fn of_parts(seq: u64, mut rest: &[u8]) -> Result<Self> {
        let damaged = |what| Error::Damaged { seq, what };
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
