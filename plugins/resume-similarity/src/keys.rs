//! Keys of a text by MinHash (Broder, "On the resemblance and containment of documents", 1997), banded as by locality-sensitive
//! hashing. They are no cryptographic hashes: who has a text can tell whether a key is of it.

/// Words in a row that are compared as one.
const SHINGLE: usize = 3;

/// Keys of a text. With [`ROWS`] it sets from which likeness on texts meet; see the README.
pub(crate) const BANDS: usize = 16;

/// Least hashes that a key is made of.
const ROWS: usize = 8;

/// Least hashes that are looked for in one pass over the shingles: as many as a processor holds in registers beside their seeds.
const PASS: usize = 4;

/// Where FNV-1a begins.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// A text as it is read, word by word: no word is kept, only what keys are made of.
#[derive(Debug)]
pub(crate) struct Sketch {
    words: usize,
    /// Hashes of each [`SHINGLE`] words in a row, folded. One that stands twice changes no least hash.
    folded: Vec<u64>,
    /// Unfinished hashes of the last words: of the last alone, of the last two.
    open: [u64; SHINGLE - 1],
    /// Two hashes of all words in their order, so that chance plays no part.
    exact: [u64; 2],
}

impl Default for Sketch {
    fn default() -> Self {
        Self { words: 0, folded: Vec::with_capacity(512), open: [BASIS; SHINGLE - 1], exact: [seed(0), seed(1)] }
    }
}

impl Sketch {
    /// Reads the next word.
    pub(crate) fn word(&mut self, word: &str) {
        let [one, two] = self.open;
        // Each closed by a byte that no word holds. Three hashes that do not wait for each other.
        let bytes = word.bytes().chain([0xff]);
        let [alone, second, third] = bytes.fold([BASIS, one, two], |hashes, byte| {
            hashes.map(|hash| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
        });
        self.words += 1;
        if self.words >= SHINGLE {
            self.folded.push(fold(mix(third)));
        }
        self.open = [alone, second];
        self.exact = self.exact.map(|key| mix(key ^ mix(alone)));
    }

    /// Words that were read.
    pub(crate) fn words(&self) -> usize {
        self.words
    }

    /// Keys of the text.
    pub(crate) fn band_keys(&self) -> Vec<String> {
        (0..BANDS).map(|band| self.band_key(band)).collect()
    }

    fn band_key(&self, band: usize) -> String {
        let passes = (0..ROWS).step_by(PASS);
        let rows = passes.flat_map(|row| self.least(std::array::from_fn(|at| seed(band * ROWS + row + at))));
        let key = rows.fold(seed(band), |key, row| mix(key ^ row));
        // The band's number keeps keys of different bands apart in one counter.
        let mut out = format!("{band:02}-");
        push_hex(&mut out, key);
        out
    }

    /// The least hash by each of some functions: of `mix(shingle ^ seed)`, whose first step is done once for all of them.
    fn least(&self, seeds: [u64; PASS]) -> [u64; PASS] {
        let [a, b, c, d] = seeds.map(fold);
        let mut least = [u64::MAX; PASS];
        for folded in &self.folded {
            let [w, x, y, z] = least;
            least =
                [w.min(stir(folded ^ a)), x.min(stir(folded ^ b)), y.min(stir(folded ^ c)), z.min(stir(folded ^ d))];
        }
        least
    }

    /// The key of the words in their order.
    pub(crate) fn exact_key(&self) -> String {
        let mut out = String::with_capacity(32);
        self.exact.iter().for_each(|half| push_hex(&mut out, *half));
        out
    }
}

/// All digits of a number.
fn push_hex(out: &mut String, number: u64) {
    out.extend((0..16).rev().filter_map(|at| char::from_digit((number >> (4 * at)) as u32 & 15, 16)));
}

/// The number that sets a hash function apart from the others.
fn seed(function: usize) -> u64 {
    mix((function as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The finaliser of SplitMix64: every bit of what goes in moves about half of those that come out.
fn mix(bits: u64) -> u64 {
    stir(fold(bits))
}

/// Its first step. Of two numbers, what is folded of one `^` the other is what is folded of one `^` what is folded of the other.
fn fold(bits: u64) -> u64 {
    bits ^ (bits >> 30)
}

/// Its other steps.
fn stir(mut bits: u64) -> u64 {
    bits = bits.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

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

    fn sketch(words: &[String]) -> Sketch {
        let mut sketch = Sketch::default();
        words.iter().for_each(|word| sketch.word(word));
        sketch
    }

    fn band_keys(words: &[String]) -> Vec<String> {
        sketch(words).band_keys()
    }

    fn exact_key(words: &[String]) -> String {
        sketch(words).exact_key()
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
        let apart = ["ab".to_owned(), "c".to_owned(), "d".to_owned()];
        let other = ["a".to_owned(), "bc".to_owned(), "d".to_owned()];
        assert_ne!(band_keys(&apart), band_keys(&other));
        assert_ne!(exact_key(&apart), exact_key(&other));
    }
}
