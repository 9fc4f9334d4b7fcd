//! What there is to know of the policies beside their decisions: verdict bands, and the rules, so that those that never fired can
//! be named. It reads no policy.

use std::collections::BTreeMap;

use hirewall_model::{Bands, Mode, Time, Verdict};

/// The policies that made the decisions.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    /// Their digest, as decisions name it.
    pub bundle: String,
    /// Verdict bands by record kind.
    pub bands: BTreeMap<String, Bands>,
    /// The rules, in the order in which they are to be named.
    pub rules: Vec<RuleEntry>,
}

/// A rule.
#[derive(Debug, Clone, Default)]
pub struct RuleEntry {
    /// Its full id, such as `contact/shared_phone`.
    pub id: String,
    /// The record kind that it looks at.
    pub kind: String,
    /// One line that names it.
    pub title: Option<String>,
    /// What a match adds to the score.
    pub score: i64,
    /// The least verdict of a record that it matches.
    pub verdict: Option<Verdict>,
    /// Whether it acts.
    pub mode: Mode,
    /// The first moment at which it acts.
    pub from: Option<Time>,
    /// The first moment at which it no longer does.
    pub until: Option<Time>,
}

impl RuleSet {
    /// The bands of a record kind.
    pub(crate) fn bands(&self, kind: &str) -> Bands {
        self.bands.get(kind).copied().unwrap_or_default()
    }
}

impl RuleEntry {
    /// Whether it acted at no time from the first to the last of these.
    pub(crate) fn is_out_of_date(&self, (first, last): (Time, Time)) -> bool {
        self.from.is_some_and(|from| last < from) || self.until.is_some_and(|until| until <= first)
    }
}
