//! Random numbers that are the same on every machine and in every version: xoshiro256** with seeds from SplitMix64, in
//! integers alone. It is no generator for secrets.

use crate::rate::Rate;

/// What a generator is used for. Each use has a stream of its own, so that one more draw for a person moves no other person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    /// When who applies.
    Schedule = 1,
    /// One person.
    Person = 2,
    /// One group of honest people.
    Group = 3,
    /// One operator of personas.
    Operator = 4,
    /// One work computer.
    Device = 5,
    /// A place where computers of several people stand.
    Farm = 6,
    /// When an application that came to nothing is closed.
    Closing = 7,
}

/// A generator: 256 bits of state, xoshiro256** by Blackman and Vigna.
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: [u64; 4],
}

impl Random {
    /// The generator of the `number`th thing of a stream.
    pub(crate) fn new(seed: u64, stream: Stream, number: u64) -> Self {
        let mut mixed = mix(seed) ^ mix((stream as u64) << 56 | number & (u64::MAX >> 8)).rotate_left(17);
        let mut next = || {
            mixed = mixed.wrapping_add(0x9E37_79B9_7F4A_7C15);
            mix(mixed)
        };
        // SplitMix64 gives each value once, so that the four are never all zero, the one state that xoshiro cannot leave.
        Self { state: [next(), next(), next(), next()] }
    }

    /// 64 random bits.
    pub(crate) fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let (c2, d2) = (c ^ a, d ^ b);
        self.state = [a ^ d2, b ^ c2, c2 ^ (b << 17), d2.rotate_left(45)];
        result
    }

    /// A number from 0 up to but without `end`; 0 where `end` is 0. Each is equally likely but for 1 part in 2^32 at most, for ends below 2^32.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u64
    }

    /// A number from `first` to `last`, both included; `first` where they are the wrong way round.
    pub(crate) fn between(&mut self, first: i64, last: i64) -> i64 {
        let span = u64::try_from(last.saturating_sub(first)).unwrap_or(0).saturating_add(1);
        first.saturating_add_unsigned(self.below(span))
    }

    /// True at a rate.
    pub(crate) fn chance(&mut self, rate: Rate) -> bool {
        self.below(u64::from(Rate::WHOLE)) < u64::from(rate.parts())
    }

    /// True once in `of` times.
    pub(crate) fn once_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    /// One of several.
    pub(crate) fn pick<T: Copy, const N: usize>(&mut self, items: &[T; N]) -> T {
        const { assert!(N > 0, "nothing to pick from") };
        #[expect(clippy::indexing_slicing, reason = "the number is below N, and N is not 0")]
        items[self.below(N as u64) as usize]
    }

    /// One of a slice, which may be empty.
    pub(crate) fn pick_of<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len() as u64) as usize)
    }

    /// One of several by weights that sum to more than 0.
    pub(crate) fn weighted<T: Copy, const N: usize>(&mut self, items: &[(u32, T); N]) -> T {
        const { assert!(N > 0, "nothing to pick from") };
        let mut left = self.below(items.iter().map(|(weight, _)| u64::from(*weight)).sum());
        let mut chosen = items[0].1;
        for (weight, item) in items {
            chosen = *item;
            if left < u64::from(*weight) {
                break;
            }
            left -= u64::from(*weight);
        }
        chosen
    }

    /// Hundredths between two counts of hundredths, as a number such as 0.37. One division of integers, which every machine rounds alike.
    pub(crate) fn hundredths(&mut self, first: i64, last: i64) -> f64 {
        self.between(first, last) as f64 / 100.0
    }

    /// `digits` random hexadecimal digits.
    pub(crate) fn hex(&mut self, digits: usize) -> String {
        let mut text = String::with_capacity(digits + 16);
        while text.len() < digits {
            text.push_str(&format!("{:016x}", self.bits()));
        }
        text.truncate(digits);
        text
    }
}

/// The mixing function of SplitMix64 by Steele, Lea and Flood.
fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_xoshiro256_starstar() {
        // The first values of the reference implementation from the state 1, 2, 3, 4.
        let mut random = Random { state: [1, 2, 3, 4] };
        let first: Vec<u64> = (0..4).map(|_| random.bits()).collect();
        assert_eq!(first, [11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240]);
    }

    #[test]
    fn streams_and_numbers_differ() {
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..3 {
            for stream in [
                Stream::Schedule,
                Stream::Person,
                Stream::Group,
                Stream::Operator,
                Stream::Device,
                Stream::Farm,
                Stream::Closing,
            ] {
                for number in 0..100 {
                    assert!(seen.insert(Random::new(seed, stream, number).bits()));
                }
            }
        }
    }

    #[test]
    fn numbers_stay_in_their_bounds_and_reach_them() {
        let mut random = Random::new(1, Stream::Person, 1);
        let mut seen = [0; 5];
        for _ in 0..1000 {
            seen[(random.between(-2, 2) + 2) as usize] += 1;
        }
        assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
        assert_eq!(random.between(3, 3), 3);
        assert_eq!(random.between(3, -1), 3);
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn a_weight_of_nothing_is_never_chosen() {
        let mut random = Random::new(1, Stream::Person, 1);
        let seen: Vec<char> =
            (0..200).map(|_| random.weighted(&[(0, 'a'), (3, 'b'), (0, 'c'), (1, 'd'), (0, 'e')])).collect();
        assert!(seen.iter().all(|c| ['b', 'd'].contains(c)));
        assert!(seen.contains(&'b') && seen.contains(&'d'));
    }
}
