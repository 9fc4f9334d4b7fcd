//! Why a rule matched a record or did not, in a tree and in words. It judges nothing by itself.

mod because;
mod nearest;

use hirewall_decide::{Beside, Given};
use hirewall_model::{Answer, Record, RuleOutcome};
use serde::Serialize;

use crate::Engine;

pub(crate) use because::because;
pub use hirewall_decide::{ConditionPart, Operator, PartTruth, RuleExplanation};

/// Why a rule says what it says of a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The rule, its outcome, and its condition as a tree with the value of every part.
    #[serde(flatten)]
    pub rule: RuleExplanation,
    /// Why, in sentences.
    pub because: Vec<String>,
    /// The least that would have to be otherwise for the rule to match, or for it not to match when it does. Nothing when
    /// no change of a part's answer would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest_change: Option<String>,
}

/// A rule cannot be explained.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// There is no such rule.
    #[error("there is no rule `{rule}`")]
    UnknownRule {
        /// What was asked for.
        rule: String,
        /// The rules whose ids are nearest.
        near: Vec<String>,
    },
    /// The rule is about another record kind.
    #[error("the rule `{rule}` is about records of kind `{applies_to}`, and this one is of kind `{kind}`")]
    OtherKind {
        /// The rule.
        rule: String,
        /// The kind that it is about.
        applies_to: String,
        /// The kind of the record.
        kind: String,
    },
    /// The record was decoded with another schema.
    #[error(transparent)]
    Foreign(#[from] hirewall_decide::ForeignRecord),
}

/// Explains a rule, given by its full id, for a record, with what the detectors say of it now.
///
/// # Errors
/// As those of [`explain_answered`].
pub fn explain(engine: &Engine, record: &Record<'_>, rule: &str, given: &Given) -> Result<Explanation, ExplainError> {
    explain_answered(engine, record, rule, &engine.answers(record, given.now), given)
}

/// Explains a rule, given by its full id, for a record and what detectors said of it.
///
/// The tree is made of the same primitives as a decision, without leaving out what another part decided already, so it
/// cannot disagree with it. Values are shown as [`Given::reveal`] allows.
///
/// # Errors
/// There is no such rule, it is about another record kind, or the record is another engine's.
pub fn explain_answered(
    engine: &Engine,
    record: &Record<'_>,
    rule: &str,
    answers: &[Answer],
    given: &Given,
) -> Result<Explanation, ExplainError> {
    explain_beside(engine, record, rule, &Beside::answers(answers), given)
}

/// As [`explain_answered`], with what counters came to and joined records.
///
/// # Errors
/// As those of [`explain_answered`].
pub fn explain_beside(
    engine: &Engine,
    record: &Record<'_>,
    rule: &str,
    beside: &Beside<'_>,
    given: &Given,
) -> Result<Explanation, ExplainError> {
    let Some((policy, _)) = engine.bundle().rule(rule) else {
        return Err(ExplainError::UnknownRule { rule: rule.to_owned(), near: near(engine, rule) });
    };
    if policy.applies_to != record.kind() {
        return Err(ExplainError::OtherKind {
            rule: rule.to_owned(),
            applies_to: policy.applies_to.clone(),
            kind: record.kind().to_owned(),
        });
    }
    let Some(rule) = engine.decider().explain_with(record, rule, beside, given)? else {
        return Err(ExplainError::UnknownRule { rule: rule.to_owned(), near: Vec::new() });
    };
    let nearest_change = nearest::change(&rule.condition, rule.outcome != RuleOutcome::Matched);
    Ok(Explanation { because: because(&rule), nearest_change, rule })
}

/// Up to three rules that somebody who wrote `wanted` may have meant: those whose ids contain its last part, and those whose
/// last part it contains.
#[must_use]
pub fn near(engine: &Engine, wanted: &str) -> Vec<String> {
    let local = wanted.rsplit('/').next().unwrap_or(wanted);
    if local.is_empty() {
        return Vec::new();
    }
    let mut near: Vec<String> = engine
        .bundle()
        .rules()
        .map(|(_, rule)| rule.id.clone())
        .filter(|id| id.contains(local) || wanted.contains(id.rsplit('/').next().unwrap_or(id)))
        .collect();
    near.sort_by_key(|id| id.len().abs_diff(wanted.len()));
    near.truncate(3);
    near
}
