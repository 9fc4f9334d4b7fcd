//! A decision and its parts, serialised as one line of JSON with the keys in this order.
//!
//! How a decision is reached is not known here. Fields may be added, those that exist keep their meaning; the published
//! schema is [`DECISION_SCHEMA`].

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Count, Mode, PiiClass, Time, Verdict};

/// The published JSON Schema of a serialised [`Decision`].
pub const DECISION_SCHEMA: &str = include_str!("../schema/decision.schema.json");

/// What the engine says of one record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The decision's own id, a UUID made of what went in: the same input has the same id.
    pub id: String,
    /// The record it judges.
    pub record: RecordName,
    /// What is to happen next.
    pub verdict: Verdict,
    /// The sum of the scores of enforced findings.
    pub score: i64,
    /// The rules that matched, enforced and shadow.
    pub findings: Vec<Finding>,
    /// The rules that could not be answered.
    pub undetermined: Vec<Undetermined>,
    /// Findings that an exception lifted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<AppliedException>,
    /// What the counters of the record's kind came to, by their full ids, such as `contact/applicants_per_phone`. One that could
    /// not be counted is left out. With them, and with the joined records, the decision can be made again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counters: BTreeMap<String, Count>,
    /// The joined records that rules could read, by their kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<RecordName>,
    /// The detectors that failed.
    pub failures: Vec<DetectorFailure>,
    /// What the reader of the record remarked, such as undeclared fields; without values of the record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// The generation that served.
    pub generation: u64,
    /// The digest of the bundle: `sha256:` and 64 hexadecimal digits.
    pub bundle: String,
    /// The evaluation time.
    pub decided_at: Time,
}

/// Which record a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordName {
    /// The record kind.
    pub kind: String,
    /// The record's id.
    pub id: String,
    /// The subject's id.
    pub subject: String,
}

/// A rule that matched, with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The full id of the rule, such as `contact/shared_phone`.
    pub rule: String,
    /// Whether it counts.
    pub mode: Mode,
    /// What it adds to the score.
    pub score: i64,
    /// The verdict that the rule itself asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// How settled the policy is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maturity: Option<String>,
    /// Why, in plain words.
    pub reason: String,
    /// The values that made it match.
    pub evidence: Vec<Evidence>,
    /// True when the rule was undetermined and its policy says to treat that as this finding.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub from_undetermined: bool,
}

/// A value that a finding rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// JSON pointer into the record; for a joined record its kind before it: `applicant/phones/0/raw`.
    pub path: String,
    /// The counter that counted by it, when it was not the rule itself that read the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<CountedBy>,
    /// The signal that rests on it, when it was not the rule itself that read the record: the detector and the JSON pointer into
    /// its signals, `phone/numbers/0/e164`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal: Option<String>,
    /// How near the value is to a person.
    pub class: PiiClass,
    /// The value, when its class may be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
    /// The label, or else the text, of the leaf of the condition that decided.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "shared")]
    pub leaf: Option<Arc<str>>,
}

/// Reads and writes a text that many decisions share.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(text: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
        text.as_deref().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Arc<str>>, D::Error> {
        Ok(Option::<String>::deserialize(deserializer)?.map(Arc::from))
    }
}

/// A counter and what it came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountedBy {
    /// The full id of the counter.
    pub name: String,
    /// What it came to.
    #[serde(flatten)]
    pub count: Count,
}

/// A rule that could not be answered: data is missing, or its evaluation failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undetermined {
    /// The full id of the rule.
    pub rule: String,
    /// Whether it would have counted; left out for enforced rules.
    #[serde(default, skip_serializing_if = "is_enforce")]
    pub mode: Mode,
    /// What is missing: JSON pointers into the record, and for signals the detector and the pointer into its signals without a
    /// slash before them: `signals/phone/numbers/0/e164`, or `signals/phone` when the detector gave nothing at all. For joined
    /// records the kind before the pointer: `applicant/phones/0/raw`, or `applicant` when there is none. A counter stands for what its
    /// key lacks; `counters/applicants_per_phone` is one that was not counted.
    pub missing: Vec<String>,
    /// The failure, when it did not merely lack data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The verdict that it asks for all the same: because it failed, or because its author says that missing data does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

fn is_enforce(mode: &Mode) -> bool {
    *mode == Mode::Enforce
}

/// An exception that kept a finding out of the verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AppliedException {
    /// The full id of the rule.
    pub rule: String,
    /// Why it is excepted.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// Where it was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The first moment at which it no longer holds.
    pub expires: Time,
    /// The finding that it lifted. Left out when the rule was undetermined and would have asked for a verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
}

/// A detector that gave no usable answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetectorFailure {
    /// The detector's id.
    pub detector: String,
    /// Whose fault it was.
    pub blame: Blame,
    /// What kind of failure it was, for machines: `time-limit`, `trap`, `bad-signals`, or the code that the plugin gave.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// What happened, without values of the record.
    pub reason: String,
}

/// Whose fault a detector's failure was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Blame {
    /// The plugin's.
    Plugin,
    /// Ours.
    Host,
}

/// A remark on the record: a problem that does not refuse it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The stable code, such as `R512`.
    pub code: String,
    /// JSON pointer into the record.
    pub path: String,
    /// What is remarked.
    pub message: String,
}

/// What a rule says of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleOutcome {
    /// Its condition is true.
    Matched,
    /// Its condition is false.
    NotMatched,
    /// Its condition could not be answered.
    Undetermined,
}
