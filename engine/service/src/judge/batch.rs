//! Judges records that came together, on one thread and with one generation.

use std::sync::Arc;

use bytes::Bytes;
use hirewall::counting::Counted;
use hirewall::model::{Answer, Decoded, RecordProblem, Scratch};
use hirewall::{Engine, Given, Judgement, Record, Refused};
use hirewall_store::Reservation;

use super::kept::Kept;
use super::{Answered, Judge, JudgeError};
use crate::generation::Generation;
use crate::ledger::{Arrival, Arrived, Entry, Placed};

/// Bytes that the text of a decision usually has at least.
const LENGTH: usize = 1 << 10;

/// Decisions on their way into the ledger.
pub(super) struct Made {
    pub(super) answers: Vec<Answered>,
    /// Ends when all of them are kept.
    pub(super) kept: Kept,
}

impl Judge {
    pub(super) fn batch(
        &self,
        generation: &Arc<Generation>,
        kind: Option<&str>,
        records: &[Bytes],
        keys: &[Reservation],
    ) -> Result<Made, JudgeError> {
        let engine = &generation.set.engine;
        let given = Given::at(hirewall::now()).generation(generation.number);
        let mut scratch = Scratch::default();
        let decoded: Vec<Result<Decoded<'_>, Refused>> =
            records.iter().map(|record| engine.decode_with(kind, record, &mut scratch)).collect();
        let sound: Vec<_> = decoded.iter().flatten().map(|decoded| &decoded.record).collect();
        let said = if engine.detectors().is_empty() {
            vec![Vec::new(); sound.len()]
        } else {
            engine.detectors().answers_many(&sound, given.now)
        };
        let arrived = self.arrived(engine, &sound, &said, &given);
        // Whatever takes long is done: from here on the order of places is the order in which records count.
        // What was refused has no place: then it is answered even where no decision can be kept.
        let arrival = if sound.is_empty() { None } else { Some(self.ledger.arrive(engine, arrived, given.now)?) };
        let (mut places, placed) =
            arrival.map_or((None, Vec::new()), |Arrival { places, placed }| (Some(places), placed));
        let mut beside = said.into_iter().zip(placed);
        let mut answers = Vec::with_capacity(records.len());
        let mut keys = keys.iter().cloned();
        let mut length = LENGTH;
        for (record, decoded) in records.iter().zip(&decoded) {
            let key = keys.next();
            let decoded = match decoded {
                Ok(decoded) => decoded,
                Err(refused) => {
                    self.metrics.record_refused(refused.problems.first().map_or("R500", RecordProblem::code));
                    answers.push(Err(refused.clone()));
                    continue;
                }
            };
            let Some((said, Placed { observed, counted })) = beside.next() else {
                return Err(JudgeError::Defect);
            };
            let judged = judge(engine, &decoded.record, &said, &counted, &given);
            let mut judgement = judged.ok_or(JudgeError::Defect)?;
            judgement.warnings = decoded.warnings.iter().map(RecordProblem::warning).collect();
            let mut json = Vec::with_capacity(length);
            judgement.print(&mut json);
            // The next one is about as long.
            length = json.len().max(LENGTH);
            let json = Bytes::from(json);
            self.metrics.decided(&judgement.record.kind, judgement.verdict);
            generation.set.meters.count(&judgement);
            if let Some(candidate) = &self.candidate {
                candidate.offer(record, &judgement, generation, &counted);
            }
            let entry = Entry::new(judgement, json.clone(), record.clone());
            let record_time = decoded.record.time();
            if let Some(places) = &mut places {
                places.bring(Entry { record_time, answers: said, observed, counted, key, ..entry });
            }
            answers.push(Ok(json));
        }
        let Some(places) = places else { return Ok(Made { answers, kept: Kept::nothing() }) };
        let (done, kept) = Kept::new();
        places.commit(done);
        Ok(Made { answers, kept })
    }

    /// What records are to counters.
    fn arrived<'r>(
        &self,
        engine: &Engine,
        records: &[&'r Record<'r>],
        said: &[Vec<Answer>],
        given: &Given,
    ) -> Vec<Arrived<'r>> {
        let counts = engine.counts();
        let observe = |(record, said): (&&'r Record<'r>, &Vec<Answer>)| {
            let observed =
                counts.then(|| engine.observations(record, said, given, self.ledger.secret()).ok()).flatten();
            Arrived { record, observed: observed.unwrap_or_default() }
        };
        records.iter().zip(said).map(observe).collect()
    }
}

/// Judges a record with all that is beside it. A joined record that was kept under another schema and does not fit this one is missing.
fn judge(engine: &Engine, record: &Record<'_>, said: &[Answer], counted: &Counted, given: &Given) -> Option<Judgement> {
    match counted.judge(engine, record, said, given) {
        Ok(judgement) => Some(judgement),
        Err(_) => {
            tracing::warn!(
                kind = record.kind(),
                "a joined record does not fit the schemas that serve now, and is left out"
            );
            let counted = Counted { joined: Vec::new(), ..counted.clone() };
            counted.judge(engine, record, said, given).ok()
        }
    }
}
