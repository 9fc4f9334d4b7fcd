//! An exception: a rule that does not count under a condition. It does not evaluate itself.

use hirewall_expr::condition::Condition;
use hirewall_model::Time;

use super::Origin;

/// A narrow, reasoned, expiring exception from one rule.
#[derive(Debug)]
#[non_exhaustive]
pub struct Exception {
    /// The id of the document that it stands in.
    pub document: String,
    /// The rule, by its full id.
    pub rule: String,
    /// The records for which the rule does not count. It cannot read the lets of a policy.
    pub condition: Condition,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// Where it was agreed.
    pub ticket: Option<String>,
    /// The first moment at which it no longer holds; a date is the start of that day in UTC.
    pub expires: Time,
    /// Where it stands.
    pub origin: Origin,
}

impl Exception {
    /// Whether it still holds at `now`.
    #[must_use]
    pub fn holds(&self, now: Time) -> bool {
        now < self.expires
    }
}
