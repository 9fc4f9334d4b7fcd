//! Constants that tests look for in the texts of one field, found in one pass over a text.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::index::{Posted, Sink, posted};
use super::test::{Kleene, TextKind};

/// The index, made once.
#[derive(Debug)]
pub(super) struct TextIndex {
    automaton: AhoCorasick,
    /// For each pattern.
    hits: Vec<Box<[Hit]>>,
    /// The tests that are false of a text unless a hit says otherwise.
    settled: Posted,
}

/// What follows from a pattern that stands in a text.
#[derive(Debug)]
struct Hit {
    kind: TextKind,
    /// Conditions worth a look.
    conditions: Posted,
    /// Tests that are true.
    holds: Posted,
    /// Tests that have to be asked.
    open: Posted,
}

/// The conditions that a part of a text brings up, the tests that hold with it, and those that have to be asked.
type Wanted = [Vec<u32>; 3];

/// What to look for in a field while a plan is built.
#[derive(Debug, Default)]
pub(super) struct TextBuild {
    patterns: BTreeMap<(Box<[u8]>, TextKind), Wanted>,
    settled: Vec<u32>,
}

impl TextBuild {
    /// Brings up a condition for a text with this part.
    pub(super) fn post(&mut self, part: &str, kind: TextKind, condition: u32) {
        let [conditions, ..] = self.patterns.entry((part.as_bytes().into(), kind)).or_default();
        conditions.push(condition);
    }

    /// A test that is true just where this part stands.
    pub(super) fn holds(&mut self, part: &str, kind: TextKind, test: u32) {
        let [_, holds, _] = self.patterns.entry((part.as_bytes().into(), kind)).or_default();
        holds.push(test);
        self.settled.push(test);
    }

    /// A test that is false unless one of these parts stands in the text.
    pub(super) fn needs(&mut self, parts: &[Vec<u8>], test: u32) {
        for part in parts {
            let [.., open] = self.patterns.entry((part.as_slice().into(), TextKind::Inside)).or_default();
            open.push(test);
        }
        self.settled.push(test);
    }

    /// The index; nothing when there is nothing to look for. When the automaton refuses so many patterns, all conditions.
    pub(super) fn build(self) -> Result<Option<TextIndex>, Vec<u32>> {
        let mut patterns: Vec<Box<[u8]>> = Vec::new();
        let mut hits: Vec<Vec<Hit>> = Vec::new();
        for ((pattern, kind), [conditions, holds, open]) in self.patterns {
            let hit = Hit { kind, conditions: posted(conditions), holds: posted(holds), open: posted(open) };
            match hits.last_mut() {
                Some(last) if patterns.last() == Some(&pattern) => last.push(hit),
                _ => {
                    patterns.push(pattern);
                    hits.push(vec![hit]);
                }
            }
        }
        if patterns.is_empty() {
            return Ok(None);
        }
        match AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns) {
            Ok(automaton) => {
                let hits = hits.into_iter().map(Vec::into_boxed_slice).collect();
                Ok(Some(TextIndex { automaton, hits, settled: posted(self.settled) }))
            }
            Err(_) => Err(hits.into_iter().flatten().flat_map(|hit| hit.conditions).collect()),
        }
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
                    sink.up(&hit.conditions);
                    sink.settle(&hit.holds, Kleene::True);
                    sink.unsettle(&hit.open);
                }
            }
        }
    }
}
