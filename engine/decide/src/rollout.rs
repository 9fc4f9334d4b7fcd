//! Which subjects a partial rollout takes in. It keeps no state: the answer is a hash.

use sha2::{Digest, Sha256};

/// Separates this use of the hash from any other, and names its version.
const DOMAIN: &[u8] = b"hirewall rollout 1";

/// Whether a rollout to `percent` of the subjects takes in this one.
///
/// `target` is what the override names: a rule (`contact/shared_phone`) or a policy (`contact`). The subject's *place* is
/// the SHA-256 of the text `hirewall rollout 1`, a zero byte, the target, a zero byte, and the subject; its first eight
/// bytes read as a big-endian number, modulo 100. A subject is in when its place is below `percent`, so
///
/// - the same subject always gets the same answer for the same target, on every machine and in every run;
/// - raising the percentage keeps everybody who was in;
/// - two targets pick independently, so the same few people are not the first every time.
///
/// A hundred percent or more takes in everybody, zero nobody.
#[must_use]
pub fn takes_in(subject: &str, target: &str, percent: u8) -> bool {
    place(subject, target) < u64::from(percent)
}

fn place(subject: &str, target: &str) -> u64 {
    let mut hash = Sha256::new();
    for part in [DOMAIN, b"\0", target.as_bytes(), b"\0", subject.as_bytes()] {
        hash.update(part);
    }
    let digest = hash.finalize();
    let first = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    first % 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_takes_in_about_that_many_subjects() {
        for percent in [1_u8, 10, 37, 50, 90] {
            let taken = (0..20_000).filter(|n| takes_in(&format!("a-{n}"), "contact/shared_phone", percent)).count();
            let share = taken as f64 / 200.0;
            assert!((share - f64::from(percent)).abs() < 1.5, "{percent} percent took in {share} percent");
        }
    }

    #[test]
    fn zero_takes_in_nobody_and_a_hundred_everybody() {
        for n in 0..1_000 {
            let subject = format!("a-{n}");
            assert!(!takes_in(&subject, "contact", 0));
            assert!(takes_in(&subject, "contact", 100));
            assert!(takes_in(&subject, "contact", u8::MAX));
        }
    }

    #[test]
    fn raising_the_percentage_keeps_everybody_who_was_in() {
        for n in 0..500 {
            let subject = format!("a-{n}");
            let first = (0..=100).find(|percent| takes_in(&subject, "contact", *percent)).unwrap_or(101);
            for percent in first..=100 {
                assert!(takes_in(&subject, "contact", percent), "{subject} fell out at {percent} percent");
            }
        }
    }

    #[test]
    fn targets_pick_independently() {
        let both = (0..20_000)
            .map(|n| format!("a-{n}"))
            .filter(|subject| takes_in(subject, "one", 10) && takes_in(subject, "two", 10))
            .count();
        assert!((100..300).contains(&both), "{both} of 20,000 are in both, 200 are expected");
    }

    #[test]
    fn the_place_of_a_subject_never_changes() {
        // Fixed by the documentation: a change of these numbers moves people in and out of running rollouts.
        // `printf 'hirewall rollout 1\0contact\0a-42' | sha256sum` gives the same first eight bytes.
        let places: Vec<u64> = ["", "a-42", "søren", "a-43"].iter().map(|subject| place(subject, "contact")).collect();
        assert_eq!(places, [89, 52, 8, 51]);
    }
}
