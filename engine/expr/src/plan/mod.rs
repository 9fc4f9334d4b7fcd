//! Many conditions over one kind of record, laid out so that a record costs what it meets and not what there is.
//!
//! A condition becomes a formula over *tests*: negation stands at the tests alone, and equal tests of different conditions
//! are one, asked at most once for a record. Each condition is then posted under the tests of one of its conjuncts, the most
//! selective: it cannot be other than false unless one of these tests is. A record's values are looked up in indexes by
//! field (constants by hash, bounds in order, texts in one automaton). Of what that brings up a *guard* is asked, the least
//! likely of what else the condition needs: where it is false, so is the condition; where there is nothing beside value and
//! guard, the condition is true; the formulas of the few that remain are evaluated. A field that is absent, or of an
//! unexpected type, brings up every condition that is posted under it, since these may be undetermined.
//!
//! The plan says that a condition is true, or leaves it *open*; whatever it does not name is false. It never guesses: a
//! part that it does not understand is open. It does not say why a condition is open: the evaluator does.

mod access;
mod assemble;
mod build;
mod code;
mod formula;
mod index;
mod key;
mod literals;
mod patterns;
mod place;
mod posting;
mod quick;
mod report;
mod scan;
mod scratch;
mod test;
mod texts;

pub use build::PlanBuilder;
pub use report::PlanReport;
pub use scratch::{PlanScratch, PlanWork};

use code::Code;
use formula::Literal;
use index::ValueIndex;
use patterns::PatternSet;
use place::Spot;
use posting::{Posted, Postings};
use quick::Quick;
use test::Test;

/// What a plan says of a condition that is not false.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is true.
    True,
    /// True, false or undetermined: the evaluator knows.
    Open,
}

/// Conditions laid out for fast answers. Immutable; what a record needs is in a [`PlanScratch`].
#[derive(Debug, Default)]
pub struct ConditionPlan {
    conditions: Vec<Laid>,
    code: Code,
    /// The tests that conditions need, in the form of guards.
    guards: Postings,
    postings: Postings,
    tests: Vec<Test>,
    quick: Vec<Quick>,
    /// Regular expressions that are asked together.
    patterns: Vec<PatternSet>,
    /// Fields reached through objects alone.
    slots: Vec<Slot>,
    lists: Vec<List>,
    /// Tests without an index, asked of each record, and what is posted under them.
    asked: Vec<(Literal, Posted)>,
    /// One bit for each condition without an access.
    always: Vec<u64>,
    report: PlanReport,
}

/// Where a condition is laid out.
#[derive(Debug)]
struct Laid {
    /// Where its code begins.
    code: u32,
    /// Tests that it needs all of.
    guards: Posted,
    /// Whether these are all that it needs.
    whole: bool,
}

/// A field that tests look at.
#[derive(Debug)]
struct Slot {
    spot: Spot,
    index: ValueIndex,
}

/// A list whose elements tests look at.
#[derive(Debug)]
struct List {
    spot: Spot,
    /// Cells of an element.
    width: u32,
    /// Fields of an element, by their offset from its first cell.
    slots: Vec<(u32, ValueIndex)>,
}
