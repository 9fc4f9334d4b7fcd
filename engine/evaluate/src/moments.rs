//! When somebody reached a verdict for the first time: before the hire, by the first contact of the computer, later. It knows nobody.

use hirewall_model::{Time, Verdict};
use serde::Serialize;

use crate::population::THRESHOLDS;
use crate::proportion::Proportion;

/// When a record came, in the life of its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Moment {
    /// Its time lies before the hire.
    BeforeHire,
    /// Later, and before any record of a computer or as the first of those.
    FirstContact,
    /// After the first record of a computer.
    Later,
}

impl Moment {
    /// Of a record that comes after (`contacted`) or before the first record of a computer; `first_contact`: it is that one.
    pub(crate) fn of(at: Option<Time>, hired_at: Option<Time>, first_contact: bool, contacted: bool) -> Self {
        match (at, hired_at) {
            (Some(at), Some(hired)) if at < hired => Self::BeforeHire,
            _ if first_contact || !contacted => Self::FirstContact,
            _ => Self::Later,
        }
    }
}

/// When each of `verify`, `review` and `block` was reached for the first time; records come in any order of time.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reached([Option<Moment>; THRESHOLDS.len()]);

impl Reached {
    pub(crate) fn add(&mut self, verdict: Verdict, moment: Moment) {
        for (first, at) in self.0.iter_mut().zip(THRESHOLDS) {
            if verdict >= at {
                *first = Some(first.map_or(moment, |first| first.min(moment)));
            }
        }
    }

    pub(crate) fn at(&self, verdict: Verdict) -> Option<Moment> {
        let found = THRESHOLDS.iter().zip(self.0).find(|(at, _)| **at == verdict);
        found.and_then(|(_, moment)| moment)
    }
}

/// When people reached a verdict, by what the labels say of their hire.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Moments {
    /// Those who were hired and of whose computer there is a record.
    pub with_computer: WithComputer,
    /// Those who were hired and of whose computer there is no record: nothing is known of its first contact, which may be yet to come.
    pub without_computer: WithoutComputer,
    /// Those of whom no hire is known.
    pub no_hire_known: NoHireKnown,
}

/// People who were hired and of whose computer there is a record, by when they reached a verdict for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct WithComputer {
    /// By a record of before the hire.
    pub before_hire: Proportion,
    /// By a later record of theirs, at the latest by the first of the computer.
    pub first_contact: Proportion,
    /// By a record that came after the first of the computer.
    pub later: Proportion,
    /// Not at all.
    pub never: Proportion,
    /// Before the hire or by the first contact.
    pub in_time: Proportion,
}

/// People who were hired and of whose computer there is no record.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct WithoutComputer {
    /// By a record of before the hire.
    pub before_hire: Proportion,
    /// By a later record.
    pub after_hire: Proportion,
    /// Not so far.
    pub not_yet: Proportion,
}

/// People of whom no hire is known.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct NoHireKnown {
    /// By a record of theirs; of devices only the first counts.
    pub reached: Proportion,
    /// Not at all.
    pub never: Proportion,
}

/// What is counted of one person: whether a hire is known, whether there is a record of a computer, and when a verdict was reached.
pub(crate) type Story = (bool, bool, Option<Moment>);

impl Moments {
    pub(crate) fn of(stories: &[Story]) -> Self {
        let count = |hired: bool, computer: Option<bool>, holds: &dyn Fn(Option<Moment>) -> bool| {
            let of = stories.iter().filter(|(own, seen, _)| *own == hired && computer.is_none_or(|it| it == *seen));
            Proportion::new(of.clone().filter(|(.., moment)| holds(*moment)).count() as u64, of.count() as u64)
        };
        let with = |holds: &dyn Fn(Option<Moment>) -> bool| count(true, Some(true), holds);
        let without = |holds: &dyn Fn(Option<Moment>) -> bool| count(true, Some(false), holds);
        let before = |moment| moment == Some(Moment::BeforeHire);
        Self {
            with_computer: WithComputer {
                before_hire: with(&before),
                first_contact: with(&|moment| moment == Some(Moment::FirstContact)),
                later: with(&|moment| moment == Some(Moment::Later)),
                never: with(&|moment| moment.is_none()),
                in_time: with(&|moment| moment.is_some_and(|moment| moment <= Moment::FirstContact)),
            },
            without_computer: WithoutComputer {
                before_hire: without(&before),
                after_hire: without(&|moment| moment.is_some_and(|moment| moment > Moment::BeforeHire)),
                not_yet: without(&|moment| moment.is_none()),
            },
            no_hire_known: NoHireKnown {
                reached: count(false, None, &|moment| moment.is_some()),
                never: count(false, None, &|moment| moment.is_none()),
            },
        }
    }
}

/// One line of what is shown.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) what: &'static str,
    /// Of schemes and of the honest.
    pub(crate) shares: [Proportion; 2],
}

/// Lines about people with something in common.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) who: &'static str,
    pub(crate) rows: Vec<Row>,
}

/// What is shown of schemes and the honest; nothing of blocks in which there is nobody.
pub(crate) fn blocks(scheme: &Moments, honest: &Moments) -> Vec<Block> {
    let both = [scheme, honest];
    let row = |what, of: fn(&Moments) -> Proportion| Row { what, shares: both.map(of) };
    let blocks = [
        Block {
            who: "hired, and their computer was seen",
            rows: vec![
                row("before the hire", |it| it.with_computer.before_hire),
                row("then, up to the computer's first contact", |it| it.with_computer.first_contact),
                row("later", |it| it.with_computer.later),
                row("never", |it| it.with_computer.never),
                row("in time: in the first two rows", |it| it.with_computer.in_time),
            ],
        },
        Block {
            who: "hired, and no computer was seen so far",
            rows: vec![
                row("before the hire", |it| it.without_computer.before_hire),
                row("after it", |it| it.without_computer.after_hire),
                row("not yet", |it| it.without_computer.not_yet),
            ],
        },
        Block {
            who: "no hire known",
            rows: vec![row("at some time", |it| it.no_hire_known.reached), row("never", |it| it.no_hire_known.never)],
        },
    ];
    let somebody = |block: &Block| block.rows.iter().any(|row| row.shares.iter().any(|share| share.whole > 0));
    blocks.into_iter().filter(somebody).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_record_has_its_place_between_hire_and_first_contact() {
        let time = |seconds| Time::new(seconds, 0);
        let of = |at, first, contacted| Moment::of(at, time(100), first, contacted);
        assert_eq!(of(time(99), false, false), Moment::BeforeHire);
        assert_eq!(of(time(100), false, false), Moment::FirstContact, "papers of after the hire");
        assert_eq!(of(time(120), true, true), Moment::FirstContact);
        assert_eq!(of(time(121), false, true), Moment::Later);
        assert_eq!(of(time(99), true, true), Moment::BeforeHire, "a computer in use before the hire");
        assert_eq!(of(None, false, false), Moment::FirstContact, "what has no time is not said to be early");
    }

    #[test]
    fn the_first_time_counts_for_each_verdict_by_itself() {
        let mut reached = Reached::default();
        reached.add(Verdict::Verify, Moment::BeforeHire);
        reached.add(Verdict::Block, Moment::Later);
        reached.add(Verdict::Review, Moment::FirstContact);
        assert_eq!(reached.at(Verdict::Verify), Some(Moment::BeforeHire));
        assert_eq!(reached.at(Verdict::Review), Some(Moment::FirstContact));
        assert_eq!(reached.at(Verdict::Block), Some(Moment::Later));
        assert_eq!(Reached::default().at(Verdict::Verify), None);
    }

    #[test]
    fn everybody_stands_in_one_block_and_one_row() {
        let (before, first, later) = (Some(Moment::BeforeHire), Some(Moment::FirstContact), Some(Moment::Later));
        let found = Moments::of(&[
            (true, true, before),
            (true, true, before),
            (true, true, first),
            (true, true, later),
            (true, true, None),
            (true, false, before),
            (true, false, first),
            (true, false, None),
            (false, true, first),
            (false, false, None),
        ]);
        let with = found.with_computer;
        let parts = [with.before_hire, with.first_contact, with.later, with.never, with.in_time].map(|it| it.part);
        assert_eq!((parts, with.in_time.whole), ([2, 1, 1, 1, 3], 5));
        let without = found.without_computer;
        let parts = [without.before_hire, without.after_hire, without.not_yet].map(|it| it.part);
        assert_eq!((parts, without.not_yet.whole), ([1, 1, 1], 3));
        assert_eq!((found.no_hire_known.reached.part, found.no_hire_known.never.whole), (1, 2));
    }

    #[test]
    fn blocks_without_anybody_are_not_shown() {
        let found = Moments::of(&[(true, true, None)]);
        let shown = blocks(&found, &Moments::of(&[(false, false, None)]));
        assert_eq!(shown.len(), 2);
        assert_eq!(shown.first().unwrap().rows.len(), 5);
    }
}
