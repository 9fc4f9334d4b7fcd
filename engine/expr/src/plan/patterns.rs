//! Regular expressions of one field, asked together: one pass over a text says which of them match. For those that no part of a text rules out.

use std::collections::BTreeMap;

use regex::{RegexSet, RegexSetBuilder};

use super::place::At;
use super::scratch::settle;
use super::test::{Kleene, Test};

/// Expressions that one pass looks for. More of them make more states than the memory of a pass holds.
const MOST: usize = 32;
/// Fewer are sooner asked one by one.
const LEAST: usize = 4;
/// Bytes of the states that a pass remembers, for each thread.
const STATES: usize = 512 << 10;

/// Expressions, and their tests.
#[derive(Debug)]
pub(super) struct PatternSet {
    set: RegexSet,
    tests: Box<[u32]>,
}

impl PatternSet {
    /// Sets of the expressions among these tests; each test is told its set.
    pub(super) fn of(all: &mut [Test], settled: impl Fn(u32) -> bool) -> Vec<Self> {
        let mut fields: BTreeMap<u32, Vec<(String, u32)>> = BTreeMap::new();
        for (number, test) in (0_u32..).zip(all.iter()) {
            if let Test::Matches { place, regex, .. } = test
                && let At::Slot(slot) = place.at
                && !settled(number)
            {
                fields.entry(slot).or_default().push((regex.as_str().to_owned(), number));
            }
        }
        let mut sets = Vec::new();
        for mut patterns in fields.into_values() {
            // Like ones beside each other, as they fail together.
            patterns.sort_unstable();
            for chunk in patterns.chunks(MOST).filter(|chunk| chunk.len() >= LEAST) {
                let texts = chunk.iter().map(|(text, _)| text);
                let Ok(set) = RegexSetBuilder::new(texts).dfa_size_limit(STATES).build() else { continue };
                let number = u32::try_from(sets.len()).unwrap_or(u32::MAX);
                for (_, test) in chunk {
                    if let Some(Test::Matches { set, .. }) = all.get_mut(*test as usize) {
                        *set = Some(number);
                    }
                }
                sets.push(Self { set, tests: chunk.iter().map(|(_, test)| *test).collect() });
            }
        }
        sets
    }

    /// Answers all tests of the set for a text.
    pub(super) fn settle(&self, text: &str, answers: &mut [u8]) {
        let found = self.set.matches(text);
        settle(answers, &self.tests, Some(Kleene::False));
        for at in &found {
            settle(answers, self.tests.get(at..=at).unwrap_or_default(), Some(Kleene::True));
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failure is the test's answer")]
mod tests {
    use std::sync::Arc;

    use hirewall_model::FieldType;

    use super::super::place::Place;
    use super::*;

    fn tests(patterns: &[&str], slot: u32) -> Vec<Test> {
        let place = Place { at: At::Slot(slot), ty: FieldType::String, optional: false };
        let test = |pattern: &&str| Test::Matches {
            place: place.clone(),
            regex: Arc::new(regex::Regex::new(pattern).unwrap()),
            set: None,
        };
        patterns.iter().map(test).collect()
    }

    #[test]
    fn a_set_answers_as_each_expression_does() {
        let patterns = ["^[a-m]+[0-9]*@", "^[n-z]", "[.](com|org)$", "^$", "(?i)ANNA", "é", r"\d{3}", "^.{4,9}$"];
        let mut all = tests(&patterns, 0);
        let sets = PatternSet::of(&mut all, |_| false);
        let [set] = sets.as_slice() else { unreachable!("one field has one set") };
        assert!(all.iter().all(|test| matches!(test, Test::Matches { set: Some(0), .. })));
        let long = "anna".repeat(50_000);
        for text in ["", "anna1@example.com", "zoé", "x", "n123", &long] {
            let mut answers = vec![0; all.len()];
            set.settle(text, &mut answers);
            let alone = |pattern: &&str| Kleene::of(regex::Regex::new(pattern).unwrap().is_match(text)) as u8;
            assert_eq!(answers, patterns.iter().map(alone).collect::<Vec<_>>(), "{} bytes", text.len());
        }
    }

    #[test]
    fn few_expressions_of_a_field_and_those_that_a_part_rules_out_are_asked_alone() {
        let mut all = tests(&["^a", "^b", "^c"], 0);
        all.extend(tests(&["^a", "^b", "^c", "^d", "desk"], 1));
        let sets = PatternSet::of(&mut all, |test| test == 7);
        assert_eq!(sets.len(), 1);
        let told = |test: &Test| matches!(test, Test::Matches { set: Some(_), .. });
        assert_eq!(all.iter().map(told).collect::<Vec<_>>(), [false, false, false, true, true, true, true, false]);
    }

    #[test]
    fn many_expressions_are_several_sets() {
        let patterns: Vec<String> = (0..100).map(|n| format!("^[a-z]{{{n}}}$")).collect();
        let mut all = tests(&patterns.iter().map(String::as_str).collect::<Vec<_>>(), 0);
        let sets = PatternSet::of(&mut all, |_| false);
        assert_eq!(sets.len(), 4);
        let mut answers = vec![0; all.len()];
        sets.iter().for_each(|set| set.settle("abcde", &mut answers));
        let yes = |(at, _): (usize, &u8)| (at == 5) as u8 * 2 + 1;
        assert_eq!(answers, answers.iter().enumerate().map(yes).collect::<Vec<_>>());
    }
}
