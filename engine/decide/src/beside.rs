//! What a decision is told of other records and of detectors: data beside the record. It judges nothing.

use hirewall_model::{Answer, Count, Field, Record};
use hirewall_policy::Bundle;

use crate::answered::Answered;
use crate::counts::Counts;
use crate::plan::{CounterFrame, KindPlan, PlannedCounter};

/// What a decision is told beside the record. By default nothing: signals, counters and joined records are then missing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// What detectors said of the record, in any order. Answers of detectors that the bundle does not bind to the record's kind are
    /// left aside.
    pub answers: &'a [Answer],
    /// What counters came to at the record: for those that
    /// [`Decider::observations`](crate::Decider::observations) names. Others are left aside.
    pub counters: Option<&'a Counts>,
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

/// What the counters of a kind came to, by their numbers. Both lists are in the order of the counters' ids.
pub(crate) fn counts(bundle: &Bundle, plan: &KindPlan, beside: &Beside<'_>) -> Vec<Option<Count>> {
    let mut given = beside.counters.into_iter().flat_map(Counts::iter).peekable();
    let count = |counter: &PlannedCounter| {
        let id = counter.id(bundle);
        while given.next_if(|(name, _)| *name < id).is_some() {}
        given.next_if(|(name, _)| *name == id).map(|(_, count)| *count)
    };
    plan.counters.iter().map(count).collect()
}

/// The frames of counters, as records: of all policies for the kind, also where nothing was counted, as then each counter is missing
/// by itself.
pub(crate) fn counter_records(
    bundle: &Bundle,
    plan: &KindPlan,
    counts: &[Option<Count>],
) -> Vec<(u32, Record<'static>)> {
    let record = |counters: &CounterFrame| {
        let policy = bundle.policies.get(counters.policy)?;
        let count = |field: &Field| {
            let number = counters.number(field.offset)?;
            Some((*counts.get(number as usize)?)?.value)
        };
        Some((counters.frame, Record::of_counts(policy.counter_schema.as_ref()?, count)?))
    };
    plan.counter_frames.iter().filter_map(record).collect()
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
