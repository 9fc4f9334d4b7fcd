//! A detector's manifest: what a plugin says of itself, read from its component before any code runs. It does not open
//! components.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

mod example;
mod problem;
mod verify;

pub use example::Difference;
pub use problem::ManifestProblem;

/// Bytes of a manifest's JSON text. Beyond it the plugin is refused.
pub const MANIFEST_BYTES: usize = 1 << 20;

/// What a plugin says of itself. Keys that are not known are ignored, so that a newer kit's manifest can still be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(expecting = "a manifest, which is an object")]
pub struct Manifest {
    /// The detector's id in `snake_case`, as the vendor names it. Policies name the binding, not this.
    pub id: String,
    /// The plugin's version: `1.2.0`, by Semantic Versioning.
    pub version: String,
    /// Who answers for it.
    pub vendor: String,
    /// What it looks for, in a sentence.
    pub description: String,
    /// How it comes to its signals.
    pub method: Method,
    /// The licence, as an SPDX expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// What it is meant to be used for.
    pub intended_use: String,
    /// Where it is wrong, or blind.
    pub known_limitations: String,
    /// The record kinds that it looks at, each with the inputs that it reads, in the order in which they are handed over.
    pub records: BTreeMap<String, Vec<Input>>,
    /// JSON Schema of the operator's settings.
    #[serde(default = "no_settings")]
    pub config: Value,
    /// JSON Schema of the signals: an object with one property a signal. It types `signals.<name>.*` in conditions.
    pub signals: Value,
    /// What it may import beside computing. What is not named here is refused.
    #[serde(default, skip_serializing_if = "Capabilities::is_empty")]
    pub capabilities: Capabilities,
    /// The limits that it asks for.
    #[serde(default, skip_serializing_if = "Limits::is_empty")]
    pub limits: Limits,
    /// Records with the signals to expect: run before the plugin serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
}

/// How a detector comes to its signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Fixed rules and look-ups.
    Rule,
    /// Statistics without training.
    Statistical,
    /// A trained model.
    Ml,
    /// A large language model.
    Llm,
}

impl Method {
    /// All of them, the plainest first.
    pub const ALL: [Self; 4] = [Self::Rule, Self::Statistical, Self::Ml, Self::Llm];

    /// Its word in manifests.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Statistical => "statistical",
            Self::Ml => "ml",
            Self::Llm => "llm",
        }
    }
}

/// A part of the record that the detector is handed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// JSON pointer of a declared field: `/basics/location/country_code`. A scalar is handed over as such, a list or an
    /// object as JSON text.
    pub path: String,
    /// Of an object, or of the objects in a list, only these members. None: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<BTreeSet<String>>,
    /// Whether the detector can do without: where the operator's record schema has no such field it is handed `none`,
    /// instead of the plugin being refused.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// What a detector may import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Capabilities {
    /// Lines in the operator's log.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub log: bool,
    /// Names of lists that it looks things up in.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub lists: BTreeSet<String>,
    /// Names of tables that it reads rows of.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tables: BTreeSet<String>,
    /// Origins that it calls: `https://api.example.com`.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub http: BTreeSet<String>,
}

/// The limits that a detector asks for. What it does not name is the host's default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Milliseconds for one record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_ms: Option<u32>,
    /// MiB of linear memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_mib: Option<u32>,
    /// Milliseconds for `configure`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configure_ms: Option<u32>,
}

/// A record with the signals that it must give.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// Its name, unique in the plugin.
    pub name: String,
    /// The record kind.
    pub kind: String,
    /// The values at the declared inputs, by pointer; what is left out is handed over as `none`.
    #[serde(default)]
    pub inputs: BTreeMap<String, Value>,
    /// The operator's settings. None: an empty object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config: Option<Value>,
    /// The time of the decision, RFC 3339. None: `2026-01-01T00:00:00Z`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// The items of the lists that it looks things up in, matched caselessly.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<String, Vec<String>>,
    /// The rows of the tables that it reads, by key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tables: BTreeMap<String, BTreeMap<String, Value>>,
    /// The signals to expect. Each must come with exactly this value; `null` says that it must not come. Others may come too.
    pub signals: BTreeMap<String, Value>,
    /// Whether the host runs it before the plugin serves. Every one of them costs start-up time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub canary: bool,
}

impl Capabilities {
    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Limits {
    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Manifest {
    /// Reads and checks a manifest's JSON text.
    ///
    /// # Errors
    /// All problems that were found. When the text is not JSON, or a key has the wrong type, that is the only one.
    pub fn read(text: &[u8]) -> Result<Self, Vec<ManifestProblem>> {
        if text.len() > MANIFEST_BYTES {
            return Err(vec![ManifestProblem::new(
                "",
                format!("the manifest has {} bytes, more than the limit of {MANIFEST_BYTES}", text.len()),
                "Move examples out of the manifest, or shorten it.",
            )]);
        }
        let manifest: Self = serde_json::from_slice(text).map_err(|error| vec![problem::of_json(&error)])?;
        let problems = verify::verify(&manifest);
        if problems.is_empty() { Ok(manifest) } else { Err(problems) }
    }

    /// The inputs of a record kind; none for a kind that it does not look at.
    #[must_use]
    pub fn inputs(&self, kind: &str) -> Option<&[Input]> {
        self.records.get(kind).map(Vec::as_slice)
    }
}

fn no_settings() -> Value {
    serde_json::json!({"type": "object", "additionalProperties": false})
}
