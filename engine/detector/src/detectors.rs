//! A set of detectors that serve together.

use std::collections::BTreeMap;

use hirewall_model::{Answer, Record, Time};

use crate::Detector;

/// A set of detectors, by id.
#[derive(Debug, Clone, Default)]
pub struct Detectors {
    by_id: BTreeMap<String, Detector>,
}

impl Detectors {
    /// Adds a detector; gives the one that had its id before.
    pub fn insert(&mut self, detector: Detector) -> Option<Detector> {
        self.by_id.insert(detector.id().to_owned(), detector)
    }

    /// The detector of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Detector> {
        self.by_id.get(id)
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Detector> {
        self.by_id.values()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// What each detector that looks at the record's kind says of it, in the order of their ids.
    #[must_use]
    pub fn answers(&self, record: &Record<'_>, now: Time) -> Vec<Answer> {
        let asked = self.by_id.values().filter(|detector| detector.looks_at(record.kind()));
        asked.map(|detector| detector.detect(record, now)).collect()
    }

    /// The same for many records, in their order: each detector looks at all of them before the next one does, so that with
    /// [`crate::Isolation::Batch`] they share an instance.
    #[must_use]
    pub fn answers_many(&self, records: &[&Record<'_>], now: Time) -> Vec<Vec<Answer>> {
        let mut answers: Vec<Vec<Answer>> = records.iter().map(|_| Vec::new()).collect();
        for detector in self.by_id.values() {
            let asked = || records.iter().enumerate().filter(|(_, record)| detector.looks_at(record.kind()));
            let found = detector.detect_many(asked().map(|(_, record)| *record), now);
            for ((at, _), answer) in asked().zip(found) {
                if let Some(answers) = answers.get_mut(at) {
                    answers.push(answer);
                }
            }
        }
        answers
    }
}

impl FromIterator<Detector> for Detectors {
    fn from_iter<I: IntoIterator<Item = Detector>>(detectors: I) -> Self {
        let by_id = detectors.into_iter().map(|detector| (detector.id().to_owned(), detector)).collect();
        Self { by_id }
    }
}
