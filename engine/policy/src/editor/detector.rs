//! The shape of a `detector` document.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::Value;

use super::shared::{Id, Text};

/// A plugin bound to a name: its signals are `signals.<id>.*` in conditions.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "detector")]
pub(super) struct Detector {
    /// The id of the detector, unique among detectors.
    #[schemars(example = &"phone")]
    detector: Id,
    /// One line that names it.
    title: Option<Text>,
    /// The file of the plugin in the plugins folder.
    #[schemars(example = &"phone.wasm")]
    plugin: Text,
    /// The digest that the file must have.
    #[schemars(regex(pattern = r"^sha256:[0-9a-f]{64}$"))]
    digest: Option<String>,
    /// The record kinds that it looks at, of those that the plugin can.
    records: Vec<Id>,
    /// The plugin's own settings; `hirewall plugin inspect` shows which it takes.
    config: Option<BTreeMap<String, Value>>,
    /// What it may use up.
    limits: Option<Limits>,
    /// What it may reach beside the fields that it declares. What the plugin does not get, it is not bound without.
    grants: Option<Grants>,
    /// How much of one record may be left when it looks at the next; `record` when absent.
    isolation: Option<Isolation>,
    /// The team or person who answers for it.
    owner: Option<Text>,
    /// Why it may read a protected attribute or a proxy of one, and who agreed.
    justification: Option<Text>,
}

/// What a detector may use up. The plugin's manifest says what it needs.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Limits {
    /// Milliseconds for one record; 50 when absent.
    #[schemars(range(min = 1, max = 60_000))]
    time_ms: Option<u32>,
    /// MiB of memory; 64 when absent.
    #[schemars(range(min = 1, max = 1_024))]
    memory_mib: Option<u32>,
    /// Milliseconds for taking in its settings; 5,000 when absent.
    #[schemars(range(min = 1, max = 600_000))]
    configure_ms: Option<u32>,
}

/// What a detector may reach.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Grants {
    /// Lists that it may look things up in.
    lists: Option<Names>,
    /// Tables that it may read rows of.
    tables: Option<Names>,
    /// Origins that it may call, as in `https://api.example.com`.
    http: Option<Vec<Text>>,
    /// Whether it may write to the operator's log.
    log: Option<bool>,
}

/// Names, or the plugin's names each with yours.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Names {
    Same(Vec<Id>),
    Own(BTreeMap<String, Id>),
}

/// `record`: each record gets a fresh instance. `batch`: many records share one, for a plugin that you trust.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Isolation {
    Record,
    Batch,
}
