//! A plugin's own examples, run as the plugin would run: with its settings, lists and tables, within its limits, in an instance
//! of their own. What an example holds is invented, so that its values may be shown.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hirewall_model::manifest::{Difference, Example};
use hirewall_model::{Answer, Schema, Time};
use serde_json::{Map, Value};
use wasmtime::component::Component;

use crate::binding::{Grants, NamedList, NamedTable};
use crate::evidence::Ground;
use crate::failure::Fault;
use crate::host::Inner;
use crate::live::Mould;
use crate::project::Projection;
use crate::signals::SignalRules;
use crate::state::Reach;
use crate::world::types::Request;
use crate::{Code, Limits, LoadError, Plugin};

/// The time of all canaries together, in times of one `configure`.
const TOGETHER: u64 = 4;
/// Characters of a value that is shown.
const SHOWN: usize = 120;

/// Runs a plugin's examples.
pub struct Trial {
    mould: Mould,
    plugin: Plugin,
    rules: Arc<SignalRules>,
    schemas: BTreeMap<String, Arc<Schema>>,
}

/// What came of an example.
#[derive(Debug, Clone)]
pub struct Tried {
    /// What the plugin answered.
    pub answer: Answer,
    /// What came out otherwise than the example says. Empty: all as it should be.
    pub mismatches: Vec<Mismatch>,
}

/// Something that came out otherwise.
#[derive(Debug, Clone, PartialEq)]
pub enum Mismatch {
    /// A signal with another value, or missing.
    Signal(Difference),
    /// No answer at all.
    Failed {
        /// The failure's code.
        code: String,
        /// Why.
        reason: String,
    },
    /// The example's settings break the plugin's own config schema: no operator could give them.
    Settings {
        /// JSON pointer into the settings; empty for all of them.
        pointer: String,
        /// Why.
        reason: String,
    },
    /// The example's time is none.
    Time,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signal(difference) => difference.fmt(f),
            Self::Failed { code, reason } => write!(f, "it failed with `{code}`: {reason}"),
            Self::Settings { pointer, reason } if pointer.is_empty() => {
                write!(f, "its `config` does not fit: {reason}")
            }
            Self::Settings { pointer, reason } => write!(f, "its `config` does not fit at `{pointer}`: {reason}"),
            Self::Time => f.write_str("its `now` is no time"),
        }
    }
}

impl Trial {
    pub(crate) fn new(
        host: &Arc<Inner>,
        plugin: &Plugin,
        component: &Component,
        limits: Limits,
        schemas: &BTreeMap<String, Arc<Schema>>,
    ) -> Result<Self, LoadError> {
        let reach = Reach { grants: Grants::default(), declared: Default::default(), http: None };
        let rules = Arc::new(SignalRules::new(&plugin.manifest().signals)?);
        Ok(Self::with(Mould::new(host, component, Arc::new(reach), limits)?, plugin, rules, schemas))
    }

    pub(crate) fn with(
        mould: Mould,
        plugin: &Plugin,
        rules: Arc<SignalRules>,
        schemas: &BTreeMap<String, Arc<Schema>>,
    ) -> Self {
        Self { mould, plugin: plugin.clone(), rules, schemas: schemas.clone() }
    }

    /// Runs the manifest's examples that are marked as canaries.
    pub(crate) fn canaries(&self) -> Result<(), LoadError> {
        let most = u64::from(self.mould.limits.configure_ms) * TOGETHER;
        let started = Instant::now();
        for example in self.plugin.manifest().examples.iter().filter(|example| example.canary) {
            let mut found = self.run(example).mismatches;
            if found.is_empty() && started.elapsed() > Duration::from_millis(most) {
                let reason = format!("the examples up to this one took longer than {most} ms together");
                found.push(Mismatch::Failed { code: Code::TimeLimit.as_str().to_owned(), reason });
            }
            if !found.is_empty() {
                let example = crate::untrusted::line(&example.name, SHOWN);
                return Err(LoadError::Canary { example, found });
            }
        }
        Ok(())
    }

    /// Runs one example: one of the manifest's, or any other for the same plugin.
    #[must_use]
    pub fn run(&self, example: &Example) -> Tried {
        let id = &self.plugin.manifest().id;
        let Ok(now) = example.time() else {
            let failure = Fault::new(Code::HostError, "the example's `now` is no time").of(id);
            return Tried { answer: Answer::Failed(failure), mismatches: vec![Mismatch::Time] };
        };
        let written = example.config.as_ref().map_or_else(String::new, Value::to_string);
        let settings = match crate::load::settings(&written, &self.plugin.manifest().config) {
            Ok(settings) => settings,
            Err(error) => return refused(id, error),
        };
        match self.ask(example, now, &settings) {
            Ok(answer) => Tried { mismatches: mismatches(example, &answer), answer },
            Err(fault) => {
                let failure = fault.of(id);
                let found = Mismatch::Failed { code: failure.code.clone(), reason: failure.reason.clone() };
                Tried { answer: Answer::Failed(failure), mismatches: vec![found] }
            }
        }
    }

    fn ask(&self, example: &Example, now: Time, settings: &str) -> Result<Answer, Fault> {
        let manifest = self.plugin.manifest();
        let inputs = manifest.inputs(&example.kind).unwrap_or_default();
        let projection = match self.schemas.get(&example.kind).map(|schema| Projection::new(inputs, schema)) {
            Some(Ok(projection)) => projection,
            _ => Projection::without_schema(inputs),
        };
        let handed = projection.of_values(&example.inputs);
        let params = handed.params();
        let mould = Mould { reach: Arc::new(self.reach(example)), ..self.mould.clone() };
        let answer = mould.instance(mould.limits.configure_ms).and_then(|mut live| {
            live.configure(&mould, settings)?;
            let now_ms = crate::detector::milliseconds(now);
            let request = Request { kind: &example.kind, now_ms, inputs: &params, attributes: &[] };
            live.detect(&mould, &request)
        });
        let ground = Ground::Example(&example.inputs);
        let checked = answer
            .and_then(|signals| self.rules.check(signals, &mould.limits, &ground, projection.places()))
            .map_err(|fault| fault.settled(&[]))?;
        Ok(Answer::Signals { detector: manifest.id.clone(), signals: checked.signals, evidence: checked.evidence })
    }

    /// What the example gives in place of the operator's data; every declared list and table is there, if only empty.
    fn reach(&self, example: &Example) -> Reach {
        let declared = self.plugin.manifest().capabilities.clone();
        let list = |name: &String| {
            let items = example.lists.get(name).into_iter().flatten().map(|item| item.to_lowercase()).collect();
            (name.clone(), Arc::new(ExampleList(items)) as Arc<dyn NamedList>)
        };
        let table = |name: &String| {
            let rows = example.tables.get(name).cloned().unwrap_or_default();
            (name.clone(), Arc::new(ExampleTable(rows)) as Arc<dyn NamedTable>)
        };
        let grants = Grants {
            log: None,
            lists: declared.lists.iter().map(list).collect(),
            tables: declared.tables.iter().map(table).collect(),
            http: BTreeSet::new(),
        };
        Reach { grants, declared, http: None }
    }
}

/// Settings that no operator could give.
fn refused(id: &str, error: LoadError) -> Tried {
    let mismatch = match error {
        LoadError::Settings { pointer, reason } => Mismatch::Settings { pointer, reason },
        other => Mismatch::Failed { code: other.code().to_owned(), reason: other.to_string() },
    };
    let failure = Fault::new(Code::HostError, "the example's settings break the plugin's config schema").of(id);
    Tried { answer: Answer::Failed(failure), mismatches: vec![mismatch] }
}

struct ExampleList(HashSet<String>);

impl NamedList for ExampleList {
    fn contains(&self, key: &str) -> bool {
        self.0.contains(&key.to_lowercase())
    }
}

struct ExampleTable(BTreeMap<String, Value>);

impl NamedTable for ExampleTable {
    fn get(&self, key: &str) -> Option<String> {
        self.0.get(key).map(Value::to_string)
    }
}

fn mismatches(example: &Example, answer: &Answer) -> Vec<Mismatch> {
    let Answer::Signals { signals, .. } = answer else { return Vec::new() };
    let signals: Map<String, Value> = serde_json::from_str(signals.get()).unwrap_or_default();
    example.differences(&signals).into_iter().map(Mismatch::Signal).collect()
}

impl fmt::Debug for Trial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trial").field("plugin", &self.plugin.manifest().id).finish_non_exhaustive()
    }
}
