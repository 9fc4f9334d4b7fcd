//! A compiled rule. It does not evaluate itself.

use hirewall_expr::condition::Condition;
use hirewall_model::{Time, Verdict};

use super::{Maturity, Origin, Template};

/// One rule.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Its full id, `policy/rule`.
    pub id: String,
    /// One line that names it.
    pub title: Option<String>,
    /// When it matches.
    pub condition: Condition,
    /// What a match adds to the score of the record.
    pub score: i64,
    /// The least verdict of a record that it matches.
    pub verdict: Option<Verdict>,
    /// What a reviewer is told.
    pub reason: Template,
    /// What may be told to the person whom a finding is about; the policy's unless it has its own. It holds no value of a record.
    pub notice: Option<String>,
    /// Whom it also matches without cause.
    pub false_positives: Option<String>,
    /// Where its knowledge comes from.
    pub references: Vec<String>,
    /// The entries of a catalogue of red flags that it looks for, such as `A07`, in the order of the file.
    pub indicators: Vec<String>,
    /// When it acts.
    pub effective: Effective,
    /// What it does when the record lacks data to judge it.
    pub on_undetermined: OnUndetermined,
    /// Why it may read a protected attribute or a proxy.
    pub justification: Option<String>,
    /// How far it is trusted; the policy's unless it has its own.
    pub maturity: Maturity,
    /// Where its id stands.
    pub origin: Origin,
}

impl Rule {
    /// Its id inside its policy.
    #[must_use]
    pub fn local_id(&self) -> &str {
        self.id.split_once('/').map_or(self.id.as_str(), |(_, local)| local)
    }
}

/// The time in which a rule acts: `from` included, `until` excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effective {
    /// The first moment; a date is the start of that day in UTC.
    pub from: Option<Time>,
    /// The first moment after; a date is the start of that day in UTC.
    pub until: Option<Time>,
}

impl Effective {
    /// Whether the rule acts at `now`.
    #[must_use]
    pub fn contains(&self, now: Time) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }
}

/// What a rule does when its condition is undetermined for lack of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OnUndetermined {
    /// Nothing; the outcome is recorded.
    #[default]
    Skip,
    /// It counts as matched.
    Match,
    /// A person looks at the record.
    Review,
}
