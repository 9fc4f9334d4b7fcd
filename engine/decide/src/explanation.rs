//! Why a rule says what it says of a record: its condition as a tree with the value of every part. Words are not made here.

use serde::Serialize;

use hirewall_model::{Mode, RuleOutcome, Verdict};

/// What a rule says of a record, and how its condition came to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleExplanation {
    /// The full id of the rule.
    pub rule: String,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it says.
    pub outcome: RuleOutcome,
    /// Its mode for the record's subject.
    pub mode: Mode,
    /// Whether its effective time contains the evaluation time. Otherwise it does not act, whatever its condition says.
    pub in_effect: bool,
    /// What it adds to the score when it matches.
    pub score: i64,
    /// The verdict that it asks for when it matches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Its reason, when it matched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The ticket or else the reason of the exception that lifts its finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
    /// Its condition.
    pub condition: ConditionPart,
}

/// A condition or a part of it, with what it came to. No part is left out because another one decided already.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConditionPart {
    /// What it is made of.
    pub operator: Operator,
    /// What its author calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its text; empty for `all`, `any` and `not` of the policy file.
    pub text: String,
    /// What it came to.
    pub truth: PartTruth,
    /// Its value where it is not itself a question: as text, or its places in brackets when it may not be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// JSON pointers of the data that it lacks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What it is made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ConditionPart>,
}

/// How the parts of a condition are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// True when all are: `all`, `&&`.
    All,
    /// True when any is: `any`, `||`.
    Any,
    /// True when its part is false: `not`, `!`.
    Not,
    /// A question of its own; its parts are the values that it asks about.
    Test,
    /// A value that a question asks about.
    Value,
}

/// What a part of a condition came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartTruth {
    /// True.
    True,
    /// False.
    False,
    /// Neither: it lacks data or failed.
    Undetermined,
    /// It has a value that is no truth.
    Known,
}

impl ConditionPart {
    /// Whether its parts are questions too, joined to one.
    #[must_use]
    pub fn is_joined(&self) -> bool {
        matches!(self.operator, Operator::All | Operator::Any | Operator::Not)
    }

    /// What people read as its name: the label, or else the text, or else how it is joined.
    #[must_use]
    pub fn name(&self) -> &str {
        match (&self.label, self.text.as_str(), self.operator) {
            (Some(label), _, _) => label,
            (None, "", Operator::All) => "all",
            (None, "", Operator::Any) => "any",
            (None, "", Operator::Not) => "not",
            (None, text, _) => text,
        }
    }
}
