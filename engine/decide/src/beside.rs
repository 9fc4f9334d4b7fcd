//! What a decision is told of other records and of detectors: data beside the record. It judges nothing.

use std::collections::BTreeMap;

use hirewall_model::{Answer, Count, CountValue, DecodeOptions, Record};
use hirewall_policy::Bundle;
use serde_json::{Map, Value};

use crate::answered::Answered;

/// What a decision is told beside the record. By default nothing: signals, counters and joined records are then missing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// What detectors said of the record, in any order. Answers of detectors that the bundle does not bind to the record's kind are
    /// left aside.
    pub answers: &'a [Answer],
    /// What counters came to at the record, by their full ids (`policy/counter`): for those that
    /// [`Decider::observations`](crate::Decider::observations) names. Others are left aside.
    pub counters: Option<&'a BTreeMap<String, Count>>,
    /// The latest records of other kinds of the same subject, as [`Decider::joins`](crate::Decider::joins) asks for them, decoded
    /// with the bundle's schemas. Of two of one kind the first holds.
    pub joined: &'a [&'a Record<'a>],
}

impl<'a> Beside<'a> {
    /// Answers of detectors alone.
    #[must_use]
    pub fn answers(answers: &'a [Answer]) -> Self {
        Self { answers, ..Self::default() }
    }
}

/// The texts of the frames of counters, by their frames: what their records borrow from.
pub(crate) struct CountTexts(Vec<(u32, String)>);

impl CountTexts {
    /// Those of the policies that judge records of a kind, also where nothing was counted: then each counter is missing by itself.
    pub(crate) fn new(bundle: &Bundle, kind: &str, beside: &Beside<'_>) -> Self {
        let mut texts = Vec::new();
        for policy in bundle.policies.iter().filter(|policy| policy.applies_to == kind) {
            let Some(frame) = policy.counter_frame else { continue };
            let values = policy.counters.iter().filter_map(|counter| {
                let count = beside.counters?.get(&counter.id)?;
                Some((counter.name().to_owned(), fitting(counter, count.value)))
            });
            let object: Map<String, Value> = values.collect();
            texts.push((frame, Value::Object(object).to_string()));
        }
        Self(texts)
    }

    /// The frames of counters, as records.
    pub(crate) fn records<'t>(&'t self, bundle: &Bundle) -> Vec<(u32, Record<'t>)> {
        let decode = |(frame, text): &'t (u32, String)| {
            let policy = bundle.policies.iter().find(|policy| policy.counter_frame == Some(*frame))?;
            let schema = policy.counter_schema.as_ref()?;
            let decoded = Record::decode(schema, text.as_bytes(), &DecodeOptions::default()).ok()?;
            Some((*frame, decoded.record))
        };
        self.0.iter().filter_map(decode).collect()
    }
}

/// A count in the type that conditions were compiled for.
fn fitting(counter: &hirewall_policy::Counter, value: CountValue) -> Value {
    use hirewall_counter::{Measure, Scale};
    match (counter.measure, value) {
        #[expect(clippy::cast_precision_loss, reason = "as a whole number becomes one in a condition")]
        (Measure::Sum(Scale::Millionths), CountValue::Int(value)) => CountValue::Double(value as f64).json(),
        (_, value) => value.json(),
    }
}

/// Everything beside the record, by frame: signals, joined records, counters. Frames after the last that is there are left out.
pub(crate) fn frames<'f, 'r: 'f>(
    bundle: &Bundle,
    answered: &'f Answered<'r>,
    joined: &[&'f Record<'r>],
    counters: &'f [(u32, Record<'r>)],
) -> Vec<Option<&'f Record<'r>>> {
    let mut frames = answered.frames();
    let mut place = |frame: Option<u32>, record: &'f Record<'r>| {
        let Some(at) = frame.and_then(|frame| frame.checked_sub(1)) else { return };
        let at = at as usize;
        if frames.len() <= at {
            frames.resize(at + 1, None);
        }
        if let Some(slot) = frames.get_mut(at) {
            slot.get_or_insert(record);
        }
    };
    for record in joined {
        place(bundle.join_frame(record.kind()), record);
    }
    for (frame, record) in counters {
        place(Some(*frame), record);
    }
    frames
}
