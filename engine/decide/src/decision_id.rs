//! The id of a decision: a hash of what went in, so that a replay has the same id.

use hirewall_model::{Answer, Blame, Count, CountValue, Record, Time};
use sha2::{Digest, Sha256};

/// A UUID of version 8 made of the SHA-256 of the bundle's digest, the record kind, the record's text, each preceded by its
/// length, the evaluation time, what the detectors said, and of counters and joined records what there is. `answers` are sorted by
/// detector.
pub(crate) fn decision_id<'n>(
    bundle: &str,
    (kind, record): (&str, &str),
    answers: &[&Answer],
    (counters, joined): (impl Iterator<Item = (&'n str, Count)>, &[&Record<'_>]),
    now: Time,
) -> String {
    let mut hash = Sha256::new();
    hash.update(b"hirewall decision 1");
    for part in [bundle, kind, record] {
        add(&mut hash, part);
    }
    hash.update(now.seconds.to_be_bytes());
    hash.update(now.nanos.to_be_bytes());
    for answer in answers {
        add(&mut hash, answer.detector());
        match answer {
            Answer::Signals { signals, evidence, .. } => {
                hash.update(b"signals");
                add(&mut hash, signals.get());
                for (signal, pointers) in evidence {
                    add(&mut hash, signal);
                    hash.update((pointers.len() as u64).to_be_bytes());
                    pointers.iter().for_each(|pointer| add(&mut hash, pointer));
                }
            }
            Answer::Failed(failure) => {
                hash.update(b"failure");
                hash.update([u8::from(failure.blame == Blame::Host)]);
                add(&mut hash, &failure.code);
                add(&mut hash, &failure.reason);
            }
        }
    }
    for (counter, count) in counters {
        hash.update(b"counter");
        add(&mut hash, counter);
        hash.update([u8::from(count.at_least)]);
        match count.value {
            CountValue::Int(value) => hash.update(value.to_be_bytes()),
            CountValue::Double(value) => hash.update(value.to_bits().to_be_bytes()),
        }
    }
    for record in joined {
        hash.update(b"joined");
        add(&mut hash, record.kind());
        add(&mut hash, record.input());
    }
    let mut uuid = hash.finalize().iter().take(16).fold(0_u128, |uuid, byte| uuid << 8 | u128::from(*byte));
    uuid = uuid & !(0xf << 76) | 8 << 76;
    uuid = uuid & !(0b11 << 62) | 0b10 << 62;
    let mut text = String::with_capacity(36);
    for (at, byte) in uuid.to_be_bytes().into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.extend([byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or_default()));
    }
    text
}

/// Adds a text with its length before it.
fn add(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_be_bytes());
    hash.update(text.as_bytes());
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::collections::HashSet;

    use super::*;

    const NOTHING: (std::iter::Empty<(&str, Count)>, &[&Record<'_>]) = (std::iter::empty(), &[]);
    const NOON: Time = Time { seconds: 1_770_000_000, nanos: 0 };

    #[test]
    fn an_id_is_a_uuid_of_version_8() {
        for n in 0..100 {
            let id = decision_id("sha256:00", ("applicant", &format!("{{\"id\":{n}}}")), &[], NOTHING, NOON);
            let parts: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
            assert!(id.chars().all(|letter| letter == '-' || letter.is_ascii_hexdigit()), "{id}");
            assert_eq!(id.chars().nth(14), Some('8'), "{id}");
            assert!(id.chars().nth(19).is_some_and(|variant| "89ab".contains(variant)), "{id}");
        }
    }

    #[test]
    fn the_id_never_changes_and_everything_that_goes_in_matters() {
        let base = decision_id("sha256:00", ("applicant", "{}"), &[], NOTHING, NOON);
        assert_eq!(base, "0a6333ac-fded-84c0-a133-e3bb08a9a8e1");
        let later = Time { nanos: 1, ..NOON };
        let answers = [
            r#"{"detector":"phone","signals":{}}"#,
            r#"{"detector":"phone","signals":{"a":1}}"#,
            r#"{"detector":"phone","signals":{"a":1},"evidence":{"a":["/x"]}}"#,
            r#"{"detector":"phone","signals":{"a":1},"evidence":{"a":["/x","/y"]}}"#,
            r#"{"failure":{"detector":"phone","blame":"plugin","code":"trap","reason":""}}"#,
            r#"{"failure":{"detector":"phone","blame":"host","code":"trap","reason":""}}"#,
        ];
        let answered = answers.map(|text| {
            let answer: Answer = serde_json::from_str(text).unwrap();
            decision_id("sha256:00", ("applicant", "{}"), &[&answer], NOTHING, NOON)
        });
        let counted = [(1, false), (1, true), (2, false)].map(|(value, at_least)| {
            let count = Count { value: CountValue::Int(value), at_least };
            decision_id("sha256:00", ("applicant", "{}"), &[], (std::iter::once(("p/c", count)), &[]), NOON)
        });
        let ids: HashSet<String> = [
            base,
            decision_id("sha256:01", ("applicant", "{}"), &[], NOTHING, NOON),
            decision_id("sha256:00", ("device", "{}"), &[], NOTHING, NOON),
            decision_id("sha256:00", ("applicant", "{ }"), &[], NOTHING, NOON),
            decision_id("sha256:00", ("applicant", "{}"), &[], NOTHING, later),
            decision_id("sha256:00a", ("pplicant", "{}"), &[], NOTHING, NOON),
        ]
        .into_iter()
        .chain(answered)
        .chain(counted)
        .collect();
        assert_eq!(ids.len(), 15);
    }
}
