//! Makes contents smaller, by zstd with a dictionary: decisions and records name the same members, rules and paths over and over, and one
//! alone is too short to learn them from. What a version before wrote without a dictionary is read as it was.
//!
//! The dictionary is part of the format: it never changes. Another one gets another number and another form. How it was made, and that no value of
//! a record is in it, is told by `dictionary/README.md` in this crate.

use std::cell::RefCell;
use std::sync::LazyLock;
use std::thread::LocalKey;

use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};

/// As it is.
const PLAIN: u8 = 0;
/// By zstd, without a dictionary: not written any more.
const ZSTD: u8 = 1;
/// By zstd, with the first dictionary.
const ZSTD_1: u8 = 2;
/// The first dictionary.
const DICTIONARY_1: &[u8] = include_bytes!("../dictionary/1.zstd");
/// Below so many bytes compression does not pay.
const WORTH: usize = 128;
const LEVEL: i32 = 1;
/// The form, and how long it is unpacked.
const FRONT: usize = 5;
/// Bytes that a thread keeps to pack into.
const KEPT: usize = 1 << 20;

static ENCODER: LazyLock<Option<EncoderDictionary<'static>>> =
    LazyLock::new(|| EncoderDictionary::try_copy(DICTIONARY_1, LEVEL).ok());
static DECODER: LazyLock<Option<DecoderDictionary<'static>>> =
    LazyLock::new(|| DecoderDictionary::try_copy(DICTIONARY_1).ok());

/// Where contents are packed, before they get a place as large as they turned out: there they may wait for the writer.
struct Packer {
    compressor: Compressor<'static>,
    out: Vec<u8>,
}

impl Packer {
    fn new() -> Option<Self> {
        let compressor = Compressor::with_prepared_dictionary(ENCODER.as_ref()?).ok()?;
        Some(Self { compressor, out: Vec::new() })
    }
}

type Unpacker = RefCell<Option<Decompressor<'static>>>;

thread_local! {
    static PACKER: RefCell<Option<Packer>> = RefCell::new(Packer::new());
    static DECOMPRESSOR: Unpacker = RefCell::new(Decompressor::new().ok());
    static DECOMPRESSOR_1: Unpacker =
        RefCell::new(DECODER.as_ref().and_then(|dictionary| Decompressor::with_prepared_dictionary(dictionary).ok()));
}

/// A text of so many bytes, which `write` writes, in the smallest form. There is room for so much more behind it.
pub(crate) fn pack(length: usize, compress: bool, room: usize, write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut plain = Vec::with_capacity(1 + length + room);
    plain.push(PLAIN);
    write(&mut plain);
    if compress
        && length >= WORTH
        && let Some(packed) = packed(plain.get(1..).unwrap_or_default(), room)
        && packed.len() < plain.len()
    {
        return packed;
    }
    plain
}

/// Back from any form: `read` gets the text. What is wrong where it is damaged, or longer than `limit`.
pub(crate) fn unpack<T>(text: &[u8], limit: usize, read: impl FnOnce(&[u8]) -> T) -> Result<T, &'static str> {
    let plain = match text.split_first() {
        Some((&PLAIN, plain)) => return Ok(read(plain)),
        Some((&ZSTD, packed)) => unpacked(packed, limit, &DECOMPRESSOR),
        Some((&ZSTD_1, packed)) => unpacked(packed, limit, &DECOMPRESSOR_1),
        _ => return Err("its content has no known form"),
    };
    plain.map(|plain| read(&plain)).ok_or("its content does not unpack")
}

fn packed(plain: &[u8], room: usize) -> Option<Vec<u8>> {
    PACKER.with_borrow_mut(|packer| {
        let packer = packer.as_mut()?;
        let length = u32::try_from(plain.len()).ok()?;
        packer.out.clear();
        packer.out.reserve(zstd::zstd_safe::compress_bound(plain.len()));
        packer.compressor.compress_to_buffer(plain, &mut packer.out).ok()?;
        let mut packed = Vec::with_capacity(FRONT + packer.out.len() + room);
        packed.push(ZSTD_1);
        packed.extend_from_slice(&length.to_le_bytes());
        packed.extend_from_slice(&packer.out);
        if packer.out.capacity() > KEPT {
            packer.out = Vec::new();
        }
        Some(packed)
    })
}

fn unpacked(packed: &[u8], limit: usize, decompressor: &'static LocalKey<Unpacker>) -> Option<Vec<u8>> {
    let (length, packed) = packed.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > limit {
        return None;
    }
    let plain = decompressor.with_borrow_mut(|decompressor| decompressor.as_mut()?.decompress(packed, length).ok())?;
    (plain.len() == length).then_some(plain)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use super::*;

    fn packed_of(text: &[u8]) -> Vec<u8> {
        pack(text.len(), true, 40, |out| out.extend_from_slice(text))
    }

    fn unpacked_of(text: &[u8]) -> Result<Vec<u8>, &'static str> {
        unpack(text, 1 << 20, <[u8]>::to_vec)
    }

    #[test]
    fn what_was_written_without_a_dictionary_is_read() {
        // Form 1, in hexadecimal digits, of a decision that lacks the same in eight rules.
        let old = "01c401000028b52ffd60c40065030002c6141a7089da453d91a44dd242118fdff5fff3520554fb3997d2ff2f044f62281006\
            82c0819ec46af3692dcd1946cc8844a5301919a09c596a2416377f68f399a57610f33d31e9f797cbc84771b0f950396d96ab\
            9d0800201480f3004e06700ac07900270338e5bab53203";
        let rules = (0..8).map(|n| format!(r#"{{"rule":"identity/rule_{n}","missing":["/documents"]}}"#));
        let text = format!(r#"{{"record_id":"a-1","undetermined":[{}]}}"#, rules.collect::<Vec<_>>().join(","));
        let old = hirewall_model::unhex(old).unwrap();
        assert_eq!(unpacked_of(&old).unwrap(), text.as_bytes());
        assert_eq!(unpack(&old, text.len() - 1, <[u8]>::to_vec).unwrap_err(), "its content does not unpack");
    }

    #[test]
    fn a_text_like_those_it_was_made_for_becomes_much_smaller() {
        let text = br#"{"id":"0b1c","record":{"kind":"applicant","id":"x","subject":"y"},"verdict":"clear","score":0,"findings":[],"undetermined":[{"rule":"identity/sanctions_match","missing":["/verification/sanctions"]}],"failures":[],"generation":1}"#;
        let packed = packed_of(text);
        assert!(packed.len() < text.len() / 3, "{}", packed.len());
        assert!(packed.capacity() >= packed.len() + 40);
        assert_eq!(unpacked_of(&packed).unwrap(), text);
    }

    #[test]
    fn what_is_short_stays_and_what_is_no_form_is_refused() {
        let short = [7; WORTH - 1];
        assert_eq!(packed_of(&short).first(), Some(&PLAIN));
        assert_eq!(unpacked_of(&packed_of(&short)).unwrap(), short);
        assert_eq!(unpacked_of(&[3, 0, 0, 0, 0]).unwrap_err(), "its content has no known form");
        assert!(unpacked_of(&[]).is_err());
    }

    #[test]
    fn what_is_damaged_is_refused() {
        let text = br#"{"rule":"identity/sanctions_match","missing":["/verification/sanctions"]}"#.repeat(4);
        let packed = packed_of(&text);
        let with = |form: u8, length: usize| {
            let front = [&[form][..], &u32::try_from(length).unwrap().to_le_bytes()].concat();
            [&front, &packed[FRONT..]].concat()
        };
        assert_eq!(with(ZSTD_1, text.len()), packed);
        let mut damaged: Vec<Vec<u8>> = (1..packed.len()).map(|end| packed[..end].to_vec()).collect();
        damaged.push([&packed[..], &[0]].concat());
        damaged.extend([0, 1, text.len() - 1, text.len() + 1, 1 << 20].map(|length| with(ZSTD_1, length)));
        damaged.push(with(ZSTD, text.len()));
        for damaged in damaged {
            assert_eq!(unpacked_of(&damaged).unwrap_err(), "its content does not unpack", "{damaged:?}");
        }
        assert!(unpack(&packed, text.len(), |_| ()).is_ok());
        assert!(unpack(&packed, text.len() - 1, |_| ()).is_err());
    }

    #[test]
    fn no_bytes_make_unpacking_panic_or_give_more_than_the_limit() {
        let packed = packed_of(&br#"{"rule":"identity/sanctions_match"}"#.repeat(8));
        for at in 0..packed.len() {
            for bit in 0..8 {
                let mut changed = packed.clone();
                changed[at] ^= 1 << bit;
                let _ = unpack(&changed, 512, |plain| assert!(plain.len() <= 512));
            }
        }
    }

    #[test]
    fn the_dictionary_is_the_one_that_contents_were_written_with() {
        use sha2::{Digest as _, Sha256};
        let digest = hirewall_model::hex(&Sha256::digest(DICTIONARY_1));
        assert_eq!(digest, "f0e82ef734ee4f916005a5c3f49ad3e5ec23b3862bd98a9ee83a489f9e6ef07a");
    }
}
