//! Constants that tests look for in the texts of one field, found in one pass over a text.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::index::{Sink, Tests, tests};
use super::posting::{Posted, Posting, Postings};
use super::test::{Kleene, TextKind};

/// The index, made once.
#[derive(Debug)]
pub(super) struct TextIndex {
    automaton: AhoCorasick,
    /// For each pattern.
    hits: Vec<Box<[Hit]>>,
    /// The tests that are false of a text unless a hit says otherwise.
    settled: Tests,
}

/// What follows from a pattern that stands in a text.
#[derive(Debug)]
struct Hit {
    kind: TextKind,
    /// Conditions worth a look.
    conditions: Posted,
    /// Tests that are true.
    holds: Tests,
    /// Tests that have to be asked.
    open: Tests,
}

/// What follows from a part of a text, while a plan is built.
#[derive(Debug, Default)]
struct Wanted {
    conditions: Vec<Posting>,
    holds: Vec<u32>,
    open: Vec<u32>,
}

/// What to look for in a field while a plan is built.
#[derive(Debug, Default)]
pub(super) struct TextBuild {
    patterns: BTreeMap<(Box<[u8]>, TextKind), Wanted>,
    settled: Vec<u32>,
}

impl TextBuild {
    /// Brings up a condition for a text with this part.
    pub(super) fn post(&mut self, part: &str, kind: TextKind, posting: Posting) {
        self.wanted(part.as_bytes(), kind).conditions.push(posting);
    }

    /// A test that is true just where this part stands.
    pub(super) fn holds(&mut self, part: &str, kind: TextKind, test: u32) {
        self.wanted(part.as_bytes(), kind).holds.push(test);
        self.settled.push(test);
    }

    /// A test that is false unless one of these parts stands in the text.
    pub(super) fn needs(&mut self, parts: &[Vec<u8>], test: u32) {
        for part in parts {
            self.wanted(part, TextKind::Inside).open.push(test);
        }
        self.settled.push(test);
    }

    fn wanted(&mut self, part: &[u8], kind: TextKind) -> &mut Wanted {
        self.patterns.entry((part.into(), kind)).or_default()
    }

    /// The index; nothing when there is nothing to look for. When the automaton refuses so many patterns, all conditions.
    pub(super) fn build(self, postings: &mut Postings) -> Result<Option<TextIndex>, Vec<Posting>> {
        let mut patterns: Vec<Box<[u8]>> = Vec::new();
        let mut wanted: Vec<Vec<(TextKind, Wanted)>> = Vec::new();
        for ((pattern, kind), hit) in self.patterns {
            match wanted.last_mut() {
                Some(last) if patterns.last() == Some(&pattern) => last.push((kind, hit)),
                _ => {
                    patterns.push(pattern);
                    wanted.push(vec![(kind, hit)]);
                }
            }
        }
        if patterns.is_empty() {
            return Ok(None);
        }
        let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns) else {
            return Err(wanted.into_iter().flatten().flat_map(|(_, wanted)| wanted.conditions).collect());
        };
        let mut hit = |(kind, wanted): (TextKind, Wanted)| Hit {
            kind,
            conditions: postings.push(wanted.conditions),
            holds: tests(wanted.holds),
            open: tests(wanted.open),
        };
        let hits = wanted.into_iter().map(|wanted| wanted.into_iter().map(&mut hit).collect()).collect();
        Ok(Some(TextIndex { automaton, hits, settled: tests(self.settled) }))
    }
}

impl TextIndex {
    /// Brings up what is posted under the parts of a text, and settles tests.
    pub(super) fn look_up(&self, text: &str, sink: &mut Sink<'_>) {
        sink.settle(&self.settled, Kleene::False);
        for found in self.automaton.find_overlapping_iter(text) {
            for hit in self.hits.get(found.pattern().as_usize()).into_iter().flatten() {
                let here = match hit.kind {
                    TextKind::Prefix => found.start() == 0,
                    TextKind::Suffix => found.end() == text.len(),
                    TextKind::Inside => true,
                };
                if here {
                    sink.up(hit.conditions);
                    sink.settle(&hit.holds, Kleene::True);
                    sink.unsettle(&hit.open);
                }
            }
        }
    }
}
