//! A rule and a record to an explanation. It uses what a decision uses, and leaves nothing out.

use hirewall_expr::{self as eval, Explanation, Place, Value};
use hirewall_model::{Record, RuleOutcome};

use crate::Given;
use crate::answered::Answered;
use crate::beside::{Beside, counter_records, counts, frames};
use crate::case::Case;
use crate::decider::{Decider, ForeignRecord};
use crate::explanation::{ConditionPart, Operator, PartTruth, RuleExplanation};
use crate::outcome::Outcome;
use crate::reason::{reason, shown};

/// Values that a question read, beyond which they are left out.
const MOST_READ: usize = 8;

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
        self.explain_with(record, rule, &Beside::default(), given)
    }

    /// As [`Decider::explain`], with what is known beside the record.
    ///
    /// # Errors
    /// The record was not decoded with the bundle's schema of its kind.
    pub fn explain_with(
        &self,
        record: &Record<'_>,
        rule: &str,
        beside: &Beside<'_>,
        given: &Given,
    ) -> Result<Option<RuleExplanation>, ForeignRecord> {
        let plan = self.plan_for(record)?;
        let found = plan.rules.iter().find_map(|planned| {
            let (_, found) = planned.resolve(self.bundle())?;
            (found.id == rule).then_some((planned, found))
        });
        let Some((planned, rule)) = found else { return Ok(None) };
        let joined = self.joined(plan, beside)?;
        let answered = Answered::read(self.bundle(), record.kind(), beside.answers);
        let counters = counter_records(self.bundle(), plan, &counts(self.bundle(), plan, beside));
        let frames = frames(self.bundle(), &answered, &joined, &counters);
        let mut case = Case::new((self.bundle(), plan), record, (&answered, &frames), given);
        case.counts = beside.counters;
        let truth = case.policy(planned.policy).truth(&rule.condition);
        let outcome = case.outcome(truth);
        let reason = matches!(outcome, Outcome::Matched).then(|| reason(&mut case, planned.policy, rule));
        let exception = planned
            .exceptions(self.bundle())
            .filter(|exception| exception.holds(given.now))
            .find(|exception| matches!(Outcome::from(case.exceptions().truth(&exception.condition)), Outcome::Matched))
            .map(|exception| exception.ticket.clone().unwrap_or_else(|| exception.reason.clone()));
        let explained = case.policy(planned.policy).explain(&rule.condition);
        let condition = part(&case, &explained);
        Ok(Some(RuleExplanation {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            mode: planned.standing.mode(record.subject()),
            in_effect: rule.effective.contains(given.now),
            score: rule.score.max(0),
            verdict: rule.verdict,
            reason,
            exception,
            condition,
            outcome: match outcome {
                Outcome::Matched => RuleOutcome::Matched,
                Outcome::NotMatched => RuleOutcome::NotMatched,
                Outcome::Lacking(_) | Outcome::Faulted { .. } => RuleOutcome::Undetermined,
            },
        }))
    }
}

/// The part of an explanation as it may be shown. As deep as the condition, whose depth is limited.
fn part(case: &Case<'_>, explained: &Explanation<'_>) -> ConditionPart {
    let (truth, missing, error) = match &explained.outcome {
        eval::Outcome::True => (PartTruth::True, Vec::new(), None),
        eval::Outcome::False => (PartTruth::False, Vec::new(), None),
        eval::Outcome::Known => (PartTruth::Known, Vec::new(), None),
        eval::Outcome::Undetermined(why) => {
            let error = why.fault.as_ref().map(|at| at.fault.to_string());
            (PartTruth::Undetermined, case.pointers(&why.missing), error)
        }
    };
    let known = match (explained.operator, truth) {
        (eval::Operator::Value, PartTruth::True) => Some(&Value::Bool(true)),
        (eval::Operator::Value, PartTruth::False) => Some(&Value::Bool(false)),
        _ => explained.value.as_ref(),
    };
    let value = known.map(|value| {
        let mut text = String::new();
        shown(case, value, &explained.places, &mut text);
        text
    });
    ConditionPart {
        operator: match explained.operator {
            eval::Operator::All => Operator::All,
            eval::Operator::Any => Operator::Any,
            eval::Operator::Not => Operator::Not,
            eval::Operator::Test => Operator::Test,
            eval::Operator::Value => Operator::Value,
        },
        label: explained.label.as_deref().map(str::to_owned),
        text: explained.text.to_string(),
        truth,
        value,
        missing,
        error,
        parts: if explained.parts.is_empty() && explained.operator == eval::Operator::Test {
            read(case, &explained.places)
        } else {
            explained.parts.iter().map(|inner| part(case, inner)).collect()
        },
    }
}

/// The plain values that a question read, by their places, where its text does not show them: a named expression, say.
/// Nothing for a question that is itself the truth value of a field.
fn read(case: &Case<'_>, places: &[Place]) -> Vec<ConditionPart> {
    let mut parts = Vec::new();
    for place in places {
        let Some(json) = case.plain_value(place).filter(|json| !(json.is_boolean() && places.len() == 1)) else {
            continue;
        };
        let text = case.pointer(place);
        if parts.len() >= MOST_READ || parts.iter().any(|part: &ConditionPart| part.text == text) {
            continue;
        }
        let mut value = String::new();
        shown(case, &Value::from_json(&json), std::slice::from_ref(place), &mut value);
        parts.push(ConditionPart {
            operator: Operator::Value,
            label: None,
            text,
            truth: PartTruth::Known,
            value: Some(value),
            missing: Vec::new(),
            error: None,
            parts: Vec::new(),
        });
    }
    parts
}
