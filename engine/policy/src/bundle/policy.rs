//! A compiled policy. It does not evaluate itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use hirewall_expr::ir::Program;
use hirewall_model::Schema;

use super::{Counter, Origin, Rule};

/// Rules about one record kind.
#[derive(Debug)]
#[non_exhaustive]
pub struct Policy {
    /// Its id.
    pub id: String,
    /// One line that names it.
    pub title: Option<String>,
    /// The record kind that it judges.
    pub applies_to: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Its version, as written.
    pub version: Option<String>,
    /// How far it is trusted.
    pub maturity: Maturity,
    /// Where its knowledge comes from.
    pub references: Vec<String>,
    /// The named expressions, in the order of their `Ir::Let` indices.
    pub lets: Vec<Let>,
    /// Their programs, in the same order: what an evaluator takes as `lets`. Each may read those before it.
    pub let_programs: Vec<Program>,
    /// The record kinds that it joins: its rules may read the latest record of that kind of the same subject.
    pub joins: BTreeSet<String>,
    /// What it counts across records, in the order of the file.
    pub counters: Vec<Counter>,
    /// The frame of its counters, when it has any: an object with a number for each, by its name.
    pub counter_frame: Option<u32>,
    /// The schema of that frame.
    pub counter_schema: Option<Arc<Schema>>,
    /// Its rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// The detectors whose signals its named expressions, rules and reasons read, by id.
    pub detectors: BTreeSet<String>,
    /// Where its id stands.
    pub origin: Origin,
}

/// A named expression of a policy.
#[derive(Debug)]
#[non_exhaustive]
pub struct Let {
    /// Its name.
    pub name: Arc<str>,
    /// Where its name stands.
    pub origin: Origin,
}

/// How far a policy or rule is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Maturity {
    /// An idea that is being looked at.
    Experimental,
    /// Under test on real records.
    Test,
    /// Trusted.
    #[default]
    Stable,
}

impl Maturity {
    /// Its word in policies.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Experimental => "experimental",
            Self::Test => "test",
            Self::Stable => "stable",
        }
    }
}
