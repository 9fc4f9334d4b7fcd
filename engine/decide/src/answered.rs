//! What the detectors said of one record, read against their signals: frames for conditions, and failures. It judges nothing.

use hirewall_expr::Place;
use hirewall_model::{Answer, Blame, DecodeOptions, DetectorFailure, Record};
use hirewall_policy::{Bundle, DetectorBinding};

/// Bytes of one detector's signals. Beyond it the answer counts as a failure.
const MOST_BYTES: usize = 4 << 20;

/// The answers of the detectors that look at records of one kind; other answers are left aside.
#[derive(Debug, Default)]
pub(crate) struct Answered<'a> {
    /// Of each detector of the bundle its signals, and the answer that they came from.
    signals: Vec<Option<(Record<'a>, &'a Answer)>>,
    /// The answers that count, by detector; the order in which they were given does not matter.
    answers: Vec<&'a Answer>,
    /// The detectors that failed, sorted.
    failures: Vec<DetectorFailure>,
}

impl<'a> Answered<'a> {
    /// Reads the answers. What does not fit the signals schema of its detector counts as the detector's failure.
    pub(crate) fn read(bundle: &Bundle, kind: &str, answers: &'a [Answer]) -> Self {
        let mut answered = Self::default();
        if answers.is_empty() {
            return answered;
        }
        for detector in &bundle.detectors {
            let mut own = answers.iter().filter(|answer| answer.detector() == detector.id);
            let first = own.next().filter(|_| detector.records.contains(kind));
            let signals = match (first, own.next()) {
                (None, _) => None,
                (Some(_), Some(_)) => {
                    // Which of them holds must not depend on their order, so neither does.
                    answered.fail(detector, Blame::Host, "two-answers", "two answers were given for it".to_owned());
                    None
                }
                (Some(answer), None) => {
                    answered.answers.push(answer);
                    answered.one(detector, answer)
                }
            };
            answered.signals.push(signals);
        }
        answered
    }

    fn one(&mut self, detector: &DetectorBinding, answer: &'a Answer) -> Option<(Record<'a>, &'a Answer)> {
        let text = match answer {
            Answer::Failed(failure) => {
                self.failures.push(failure.clone());
                return None;
            }
            Answer::Signals { signals, .. } => signals.get(),
        };
        let options = DecodeOptions { strict: true, max_bytes: MOST_BYTES, ..DecodeOptions::default() };
        match Record::decode(&detector.signals, text.as_bytes(), &options) {
            Ok(decoded) => Some((decoded.record, answer)),
            Err(problems) => {
                let first = problems.first().map(|problem| {
                    let place =
                        if problem.pointer.is_empty() { String::new() } else { format!("`{}`: ", problem.pointer) };
                    format!(": {place}{}", problem.message)
                });
                let reason = format!("its signals do not fit their schema{}", first.unwrap_or_default());
                self.fail(detector, Blame::Plugin, "bad-signals", reason);
                None
            }
        }
    }

    fn fail(&mut self, detector: &DetectorBinding, blame: Blame, code: &str, reason: String) {
        self.failures.push(DetectorFailure { detector: detector.id.clone(), blame, code: code.to_owned(), reason });
    }

    /// The frames for conditions.
    pub(crate) fn frames(&self) -> Vec<Option<&Record<'a>>> {
        self.signals.iter().map(|signals| signals.as_ref().map(|(record, _)| record)).collect()
    }

    /// The answers that count, in the order of the detectors' ids.
    pub(crate) fn answers(&self) -> &[&'a Answer] {
        &self.answers
    }

    /// The detectors that failed, sorted by id.
    pub(crate) fn failures(&self) -> &[DetectorFailure] {
        &self.failures
    }

    /// The pointers that the detector itself gave as the evidence of the signal in which a place lies.
    pub(crate) fn evidence(&self, place: &Place) -> &'a [String] {
        let at = place.frame.checked_sub(1).and_then(|at| self.signals.get(at as usize));
        let Some((record, Answer::Signals { evidence, .. })) = at.and_then(Option::as_ref) else { return &[] };
        let pointer = place.pointer(record);
        let name = pointer.split('/').nth(1).unwrap_or_default().replace("~1", "/").replace("~0", "~");
        evidence.get(&name).map_or(&[], Vec::as_slice)
    }
}
