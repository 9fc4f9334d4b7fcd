//! Judges records that came together, on one thread and with one generation.

use std::sync::Arc;

use bytes::Bytes;
use hirewall::model::{Decoded, RecordProblem, Scratch};
use hirewall::{Given, Refused};

use super::kept::{Kept, Waiting};
use super::{Answered, Judge, JudgeError};
use crate::generation::Generation;
use crate::ledger::Entry;

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
    ) -> Result<Made, JudgeError> {
        let engine = &generation.set.engine;
        let given = Given::at(hirewall::now()).generation(generation.number);
        let decode = |record| engine.decode_with(kind, record, &mut Scratch::default());
        let decoded: Vec<Result<Decoded<'_>, Refused>> = records.iter().map(|record| decode(record)).collect();
        let sound: Vec<_> = decoded.iter().flatten().map(|decoded| &decoded.record).collect();
        let mut said =
            if engine.detectors().is_empty() { Vec::new() } else { engine.detectors().answers_many(&sound, given.now) }
                .into_iter();
        // Whatever takes long is done: from here on the order of places is the order in which records count.
        let mut tickets = self.ledger.tickets(sound.len())?.into_iter();
        let (waiting, kept) = Waiting::new(sound.len());
        let mut answers = Vec::with_capacity(records.len());
        for (record, decoded) in records.iter().zip(&decoded) {
            let decoded = match decoded {
                Ok(decoded) => decoded,
                Err(refused) => {
                    self.metrics.record_refused(refused.problems.first().map_or("R500", RecordProblem::code));
                    answers.push(Err(refused.clone()));
                    continue;
                }
            };
            let said = said.next().unwrap_or_default();
            let decided = engine.decide_answered(&decoded.record, &said, &given).ok();
            let (Some(mut decision), Some(ticket)) = (decided, tickets.next()) else { return Err(JudgeError::Defect) };
            decision.warnings = decoded.warnings.iter().map(RecordProblem::warning).collect();
            let json = Bytes::from(serde_json::to_vec(&decision).map_err(|_| JudgeError::Defect)?);
            self.metrics.decided(&decision.record.kind, decision.verdict);
            generation.set.meters.count(&decision);
            if let Some(candidate) = &self.candidate {
                candidate.offer(record, &decision);
            }
            ticket.commit(Entry::new(&decision, json.clone(), record.clone(), said), waiting.one());
            answers.push(Ok(json));
        }
        Ok(Made { answers, kept })
    }
}
