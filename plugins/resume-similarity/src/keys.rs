//! Keys of a text by MinHash (Broder, "On the resemblance and containment of documents", 1997), banded as by locality-sensitive
//! hashing. They are no cryptographic hashes: who has a text can tell whether a key is of it.

use std::collections::BTreeSet;

/// Words in a row that are compared as one.
const SHINGLE: usize = 3;

/// Keys of a text. With [`ROWS`] it sets from which likeness on texts meet; see the README.
pub(crate) const BANDS: usize = 16;

/// Least hashes that a key is made of.
const ROWS: usize = 8;

/// Keys of a text, all for texts that are alike.
pub(crate) fn band_keys(words: &[String]) -> Vec<String> {
    let shingles: BTreeSet<u64> = words.windows(SHINGLE).map(hash).collect();
    let least =
        |function: usize| shingles.iter().map(|shingle| mix(shingle ^ seed(function))).min().unwrap_or_default();
    let band = |band: usize| {
        let rows = (0..ROWS).map(|row| least(band * ROWS + row));
        let key = rows.fold(seed(band), |key, row| mix(key ^ row));
        // The band's number keeps keys of different bands apart in one counter.
        format!("{band:02}-{key:016x}")
    };
    (0..BANDS).map(band).collect()
}

/// The key of the words in their order.
pub(crate) fn exact_key(words: &[String]) -> String {
    // Two of 64 bits, so that chance plays no part.
    let salted = |salt: u64| words.iter().fold(salt, |key, word| mix(key ^ hash(std::slice::from_ref(word))));
    format!("{:016x}{:016x}", salted(seed(0)), salted(seed(1)))
}

/// FNV-1a of words, each closed by a byte that no word holds, then mixed.
fn hash(words: &[String]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([0xff]));
    mix(bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)))
}

/// The number that sets a hash function apart from the others.
fn seed(function: usize) -> u64 {
    mix((function as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The finaliser of SplitMix64: every bit of what goes in moves about half of those that come out.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words drawn by a seed of their own.
    fn draw(text: u64, count: u64) -> Vec<String> {
        (0..count).map(|at| format!("w{}", mix(text.wrapping_mul(1_000_003) ^ mix(at)) % 5000)).collect()
    }

    /// The text with every `step`th word changed.
    fn change(words: &[String], step: usize) -> Vec<String> {
        words
            .iter()
            .enumerate()
            .map(|(at, word)| if at % step == 0 { format!("{word}x") } else { word.clone() })
            .collect()
    }

    fn meet(a: &[String], b: &[String]) -> bool {
        let other = band_keys(b);
        band_keys(a).iter().any(|key| other.contains(key))
    }

    /// The part of the shingles of both that they have in common.
    fn likeness(a: &[String], b: &[String]) -> f64 {
        let (a, b): (BTreeSet<_>, BTreeSet<_>) = (a.windows(SHINGLE).collect(), b.windows(SHINGLE).collect());
        let count = |number: usize| u32::try_from(number).map_or(f64::NAN, f64::from);
        count(a.intersection(&b).count()) / count(a.union(&b).count())
    }

    #[test]
    fn texts_meet_as_often_as_their_likeness_says() {
        // (every which word changes, likeness at least and at most, pairs of 200 that meet at least and at most)
        for (step, likely, meeting) in
            [(60, (0.88, 0.93), (198, 200)), (24, (0.74, 0.81), (140, 198)), (4, (0.1, 0.2), (0, 1))]
        {
            let pairs = (0..200).map(|text| draw(text, 300)).map(|words| (change(&words, step), words));
            let mut met = 0;
            for (copy, words) in pairs {
                let alike = likeness(&copy, &words);
                assert!((likely.0..likely.1).contains(&alike), "{step}: {alike}");
                met += usize::from(meet(&copy, &words));
            }
            assert!((meeting.0..=meeting.1).contains(&met), "{step}: {met}");
        }
    }

    #[test]
    fn strangers_do_not_meet() {
        let keys: Vec<_> = (0..300).flat_map(|text| band_keys(&draw(text, 300))).collect();
        let distinct: BTreeSet<_> = keys.iter().collect();
        assert_eq!(distinct.len(), 300 * BANDS);
    }

    #[test]
    fn paragraphs_in_another_order_are_alike_but_not_the_same() {
        let words = draw(7, 400);
        let moved: Vec<_> = words.iter().skip(200).chain(words.iter().take(200)).cloned().collect();
        assert!(meet(&words, &moved));
        assert_ne!(exact_key(&words), exact_key(&moved));
        assert_eq!(exact_key(&words), exact_key(&words.clone()));
    }

    #[test]
    fn words_do_not_run_together() {
        let apart = ["ab".to_owned(), "c".to_owned()];
        let other = ["a".to_owned(), "bc".to_owned()];
        assert_ne!(hash(&apart), hash(&other));
        assert_ne!(exact_key(&apart), exact_key(&other));
    }
}
