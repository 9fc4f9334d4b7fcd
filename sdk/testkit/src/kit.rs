//! A plugin, made ready to run cases.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use hirewall_model::manifest::Example;
use hirewall_model::{Manifest, ManifestProblem, Time};
use hirewall_sdk::{Failure, Plugin, testing};
use jsonschema::Validator;
use serde_json::{Map, Value};

use crate::{KitError, Mismatch};

/// A plugin, made ready to run cases.
pub struct Kit<P> {
    manifest: Manifest,
    settings: Validator,
    signals: Validator,
    plugin: PhantomData<fn() -> P>,
}

impl<P: Plugin> Kit<P> {
    /// Reads and checks the plugin's manifest.
    ///
    /// # Errors
    /// When the manifest is not right; a host would refuse the plugin.
    pub fn new() -> Result<Self, KitError> {
        let manifest = Manifest::read(P::MANIFEST.as_bytes()).map_err(|problems| KitError::Manifest { problems })?;
        let settings = validator("/config", &manifest.config)?;
        let signals = validator("/signals", &manifest.signals)?;
        Ok(Self { manifest, settings, signals, plugin: PhantomData })
    }

    /// What the plugin says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Runs a case: everything that came out otherwise than it says, or that a host would not take.
    #[must_use]
    pub fn run(&self, case: &Example) -> Vec<Mismatch> {
        let Some(now_ms) = case.time().ok().and_then(milliseconds) else { return vec![Mismatch::Time] };
        let settings = case.config.clone().unwrap_or_else(|| Value::Object(Map::new()));
        if let Err(error) = self.settings.validate(&settings) {
            let (place, reason) = (error.instance_path().to_string(), error.to_string());
            return vec![Mismatch::Settings { place, reason }];
        }
        let inputs = Value::Object(case.inputs.iter().map(|(path, value)| (path.clone(), value.clone())).collect());
        let ask = || testing::answer::<P>(&settings, &case.kind, &inputs, now_ms);
        let ((first, second), unknown) = self.at_hand(case, || (ask(), ask()));
        let mut out: Vec<Mismatch> = unknown.into_iter().map(|name| Mismatch::Undeclared { name }).collect();
        if first != second {
            out.push(Mismatch::Unsteady);
        }
        match first {
            Ok(answer) => self.compare(case, answer.signals, &mut out),
            Err(failure) => out.push(failed(&failure)),
        }
        out
    }

    /// Runs something with what the case gives in place of the operator's data; whatever is declared is there, if only empty.
    fn at_hand<T>(&self, case: &Example, run: impl FnOnce() -> T) -> (T, BTreeSet<String>) {
        let declared = &self.manifest.capabilities;
        let lists = declared.lists.iter().map(|name| (name.clone(), case.lists.get(name).cloned().unwrap_or_default()));
        let tables = declared.tables.iter().map(|name| {
            let rows = case.tables.get(name).cloned().unwrap_or_default();
            (name.clone(), Value::Object(rows.into_iter().collect()))
        });
        testing::with_unknown(|| testing::with_lists(lists, || testing::with_tables(tables, run)))
    }

    fn compare(&self, case: &Example, signals: Value, out: &mut Vec<Mismatch>) {
        let mut signals = if let Value::Object(signals) = signals { signals } else { Map::new() };
        // To a host a signal without a value is no signal.
        signals.retain(|_, value| !value.is_null());
        out.extend(case.differences(&signals).into_iter().map(Mismatch::Signal));
        if let Err(error) = self.signals.validate(&Value::Object(signals)) {
            let (place, reason) = (error.instance_path().to_string(), error.to_string());
            out.push(Mismatch::Signals { place, reason });
        }
    }
}

fn validator(pointer: &str, schema: &Value) -> Result<Validator, KitError> {
    jsonschema::draft202012::new(schema).map_err(|error| KitError::Manifest {
        problems: vec![ManifestProblem {
            pointer: format!("{pointer}{}", error.schema_path()),
            message: "this schema cannot be used".into(),
            help: "Mend it in the derived type.".into(),
        }],
    })
}

fn failed(failure: &Failure) -> Mismatch {
    Mismatch::Failed { code: failure.code().into(), message: failure.message().into() }
}

fn milliseconds(time: Time) -> Option<i64> {
    time.seconds.checked_mul(1_000)?.checked_add(i64::from(time.nanos) / 1_000_000)
}

impl<P> fmt::Debug for Kit<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Kit").field("plugin", &self.manifest.id).finish_non_exhaustive()
    }
}
