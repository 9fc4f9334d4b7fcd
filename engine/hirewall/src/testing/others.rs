//! Other records of a case: what counters come to and which are joined, given or worked out from the records that arrived before.

use std::collections::BTreeMap;

use hirewall_decide::{Counts, Decider, Given};
use hirewall_model::{Answer, Count, Decoded, Record};
use hirewall_policy::{TestCase, TestRecord};

use super::case::answers;
use super::{Ask, Difference};
use crate::Engine;
use crate::counting::{Counted, Counting, JoinedText, Limits};

/// What a case says of other records.
pub(super) struct Others {
    pub(super) counters: Counts,
    joined: Vec<JoinedText>,
}

impl Others {
    /// Counts the records that the case says arrived before, then its own; what the case gives replaces what came out.
    pub(super) fn of(
        engine: &Engine,
        decider: &Decider,
        (policy, case): (&str, &TestCase),
        (record, said): (&Record<'_>, &[Answer]),
        given: &Given,
        ask: &Ask<'_>,
    ) -> Result<Self, Vec<Difference>> {
        let mut counting = Counting::new(Limits::default());
        let mut count = |record: &Record<'_>, answers: &[Answer]| {
            let observed = decider.observations(record, answers, given, &Counting::secret()).unwrap_or_default();
            counting.take(engine, record, &observed, given.now)
        };
        for (at, TestRecord { kind, json }) in case.given.history.iter().enumerate() {
            let told = |message: String| Difference { rule: None, message, because: Vec::new() };
            let decoded = engine
                .decode(Some(kind), json.as_bytes())
                .map_err(|refused| vec![told(format!("record {} of the history: {refused}", at + 1))])?;
            let answers = answers(engine, (policy, &BTreeMap::new()), &decoded.record, given.now, ask)?;
            count(&decoded.record, &answers).map_err(|error| vec![told(error.to_string())])?;
        }
        let counted = count(record, said);
        let Counted { mut counters, mut joined } = counted
            .map_err(|error| vec![Difference { rule: None, message: error.to_string(), because: Vec::new() }])?;
        for (counter, value) in &case.given.counters {
            match value {
                Some(value) => counters.insert(counter.as_str().into(), Count { value: *value, at_least: false }),
                None => drop(counters.remove(counter)),
            }
        }
        for (kind, record) in &case.given.joined {
            joined.retain(|joined| joined.kind != *kind);
            joined.extend(
                record.iter().map(|record| JoinedText { kind: kind.clone(), text: record.json.as_str().into() }),
            );
        }
        Ok(Self { counters, joined })
    }

    /// The joined records.
    pub(super) fn decoded(&self, engine: &Engine) -> Vec<Decoded<'_>> {
        self.joined.iter().filter_map(|joined| engine.decode(Some(&joined.kind), joined.text.as_bytes()).ok()).collect()
    }
}
