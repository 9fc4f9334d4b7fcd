//! Bundle and record to decision.
//!
//! [`decide`] answers every rule of the record's kind and adds up what they say:
//!
//! - A rule *matches*, does *not match*, or is *undetermined*, because data is missing or because it failed. There is
//!   no first match: every rule is asked.
//! - The *score* is the sum over matched, enforced rules. The *verdict* is the higher of the highest verdict that one
//!   of them asks for and the band that the score reaches. Scores below zero count as zero, because a rule that speaks
//!   for a record would make one that lacks the data for it fare worse.
//! - Missing data alone never worsens a verdict, unless the author says so with `on_undetermined: match` or `review`.
//! - A rule that *failed*, by an error of its condition or by running out of fuel, raises the verdict to at least
//!   `review` and never to `block`; it is listed among the undetermined rules with its error.
//! - A *detector* that failed, or whose signals do not fit their schema, raises the verdict to at least `review` and never to
//!   `block`, whether or not a rule reads its signals: what it would have found is not known. It is listed among the failures.
//!   A rule that lacks its signals asks at most for `review`, even with `on_undetermined: match`.
//!   A detector that was not asked raises nothing: its signals are data that is missing.
//! - A *counter* is counted by who keeps the counts ([`Decider::observations`] says what a record is to them); its value comes with
//!   [`Beside`], and so does a *joined record*. One that is not given is missing, by the paths that it would have been counted by.
//! - *Overrides* set a rule's mode: `enforce`, `shadow` (recorded, changes nothing) or `off` (not evaluated). A rule's own
//!   goes before its policy's. With `rollout: N` the mode holds for N percent of the subjects ([`rollout::takes_in`]);
//!   the others are one step behind: `shadow` instead of `enforce`, `off` instead of `shadow`.
//! - A rule acts from the first moment of its `effective` time to the last before its end.
//! - An *exception* that holds for the record lifts a finding out of the score and the verdict; it is listed with the
//!   finding. An exception that lacks data does not hold. A failed rule cannot be excepted.
//! - Everything is listed in the order of rule ids. The same input gives the same bytes, its id included.
//!
//! This crate reads no clock, does no input or output, writes no log, and is not asynchronous. It shows no value of a
//! record whose class [`Reveal`] does not allow.

#![forbid(unsafe_code)]

mod answered;
mod beside;
mod case;
mod counting;
mod counts;
mod decider;
mod decision_id;
mod display;
mod evidence;
mod explain;
mod explanation;
mod given;
mod judgement;
mod matching;
mod names;
mod outcome;
mod plan;
mod reason;
pub mod rollout;
mod rule_source;
mod standing;
mod tally;

use std::sync::Arc;

use hirewall_model::{Decision, Record};
use hirewall_policy::Bundle;

pub use beside::Beside;
pub use counting::Observed;
pub use counts::Counts;
pub use decider::{Decider, ForeignRecord};
pub use explanation::{ConditionPart, Operator, PartTruth, RuleExplanation};
pub use given::{Given, Reveal};
pub use judgement::Judgement;

/// Judges one record. Who judges many keeps a [`Decider`], which looks at the bundle once.
///
/// # Errors
/// The record was not decoded with the bundle's schema of its kind.
pub fn decide(bundle: &Arc<Bundle>, record: &Record<'_>, given: &Given) -> Result<Decision, ForeignRecord> {
    Decider::new(Arc::clone(bundle)).decide(record, given)
}
