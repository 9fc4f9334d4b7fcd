//! A rule and a record to an explanation. It uses what a decision uses, and leaves nothing out.

use hirewall_expr::condition::Condition;
use hirewall_model::{Record, RuleOutcome};

use crate::Given;
use crate::case::Case;
use crate::decider::{Decider, ForeignRecord};
use crate::explanation::{ConditionPart, Operator, PartTruth, RuleExplanation};
use crate::outcome::Outcome;
use crate::reason::reason;

impl Decider {
    /// Explains a rule, given by its full id, for a record; nothing when no such rule judges records of its kind.
    ///
    /// # Errors
    /// The record was not decoded with the bundle's schema of its kind.
    pub fn explain(
        &self,
        record: &Record<'_>,
        rule: &str,
        given: &Given,
    ) -> Result<Option<RuleExplanation>, ForeignRecord> {
        let plan = self.plan_for(record)?;
        let found = plan.rules.iter().find_map(|planned| {
            let (_, found) = planned.resolve(self.bundle())?;
            (found.id == rule).then_some((planned, found))
        });
        let Some((planned, rule)) = found else { return Ok(None) };
        let mut case = Case::new(self.bundle(), record, given);
        let outcome = Outcome::from(case.policy(planned.policy).truth(&rule.condition));
        let reason = matches!(outcome, Outcome::Matched).then(|| reason(&mut case, planned.policy, rule));
        let exception = planned
            .exceptions(self.bundle())
            .filter(|exception| exception.holds(given.now))
            .find(|exception| matches!(Outcome::from(case.exceptions().truth(&exception.condition)), Outcome::Matched))
            .map(|exception| exception.ticket.clone().unwrap_or_else(|| exception.reason.clone()));
        Ok(Some(RuleExplanation {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            mode: planned.standing.mode(record.subject()),
            in_effect: rule.effective.contains(given.now),
            score: rule.score.max(0),
            verdict: rule.verdict,
            reason,
            exception,
            condition: part(&case, &rule.condition, &outcome),
            outcome: match outcome {
                Outcome::Matched => RuleOutcome::Matched,
                Outcome::NotMatched => RuleOutcome::NotMatched,
                Outcome::Lacking(_) | Outcome::Faulted { .. } => RuleOutcome::Undetermined,
            },
        }))
    }
}

fn part(case: &Case<'_>, condition: &Condition, outcome: &Outcome) -> ConditionPart {
    let (truth, missing, error) = match outcome {
        Outcome::Matched => (PartTruth::True, Vec::new(), None),
        Outcome::NotMatched => (PartTruth::False, Vec::new(), None),
        Outcome::Lacking(missing) => (PartTruth::Undetermined, case.pointers(missing), None),
        Outcome::Faulted { message, missing } => {
            (PartTruth::Undetermined, case.pointers(missing), Some(message.clone()))
        }
    };
    let label = match condition {
        Condition::Leaf { label, .. } => label.as_deref().map(str::to_owned),
        _ => None,
    };
    ConditionPart {
        operator: Operator::Test,
        label,
        text: String::new(),
        truth,
        value: None,
        missing,
        error,
        parts: Vec::new(),
    }
}
