//! What a detector said of one record. It can be written down and given again, so that a decision can be made a second time
//! without the plugin.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::DetectorFailure;

/// What a detector said of one record: signals, or a failure. A detector that was not asked has no answer.
///
/// ```
/// # use hirewall_model::Answer;
/// let text = r#"{"detector":"phone","signals":{"valid":true},"evidence":{"valid":["/phones/0/raw"]}}"#;
/// let answer: Answer = serde_json::from_str(text)?;
/// assert_eq!(answer.detector(), "phone");
/// assert_eq!(serde_json::to_string(&answer)?, text);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum Answer {
    /// It answered.
    Signals {
        /// The detector, by the id of its binding.
        detector: String,
        /// A JSON object with one member a signal, which fits the signals schema.
        signals: Box<RawValue>,
        /// For signals that say so: JSON pointers into the record that they rest on.
        evidence: BTreeMap<String, Vec<String>>,
    },
    /// It did not answer as promised.
    Failed(DetectorFailure),
}

impl Answer {
    /// The detector, by the id of its binding.
    #[must_use]
    pub fn detector(&self) -> &str {
        match self {
            Self::Signals { detector, .. } => detector,
            Self::Failed(failure) => &failure.detector,
        }
    }
}

/// As it is written down.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detector: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signals: Option<Box<RawValue>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    evidence: BTreeMap<String, Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    failure: Option<DetectorFailure>,
}

/// An answer that is neither signals nor a failure.
#[derive(Debug, thiserror::Error)]
#[error("an answer has `detector` and `signals`, or `failure`")]
struct NoAnswer;

impl TryFrom<Written> for Answer {
    type Error = NoAnswer;

    fn try_from(written: Written) -> Result<Self, NoAnswer> {
        match written {
            Written { detector: None, signals: None, failure: Some(failure), .. } => Ok(Self::Failed(failure)),
            Written { detector: Some(detector), signals: Some(signals), failure: None, evidence } => {
                Ok(Self::Signals { detector, signals, evidence })
            }
            _ => Err(NoAnswer),
        }
    }
}

impl From<Answer> for Written {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Signals { detector, signals, evidence } => {
                Self { detector: Some(detector), signals: Some(signals), evidence, failure: None }
            }
            Answer::Failed(failure) => {
                Self { detector: None, signals: None, evidence: BTreeMap::new(), failure: Some(failure) }
            }
        }
    }
}
