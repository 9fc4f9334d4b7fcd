//! From a plugin and its binding to a detector that serves: checks, compiles, tries the plugin's examples, configures it once
//! and keeps that state. All of it is slow, and none of it happens while records wait.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use wasmtime::component::Component;

use crate::breaker::Breaker;
use crate::cache::Key;
use crate::detector::{Detector, Inner};
use crate::host::{Host, compile};
use crate::live::Mould;
use crate::plugin::Interface;
use crate::project::Projection;
use crate::schema::Checker;
use crate::signals::SignalRules;
use crate::state::{LINE, Reach};
use crate::supply::Supply;
use crate::trial::Trial;
use crate::{Binding, Limits, Plugin};

mod error;
mod snapshot;

pub use error::LoadError;

impl Host {
    /// Makes a plugin ready to serve under a name. Compiles it, or takes it from the cache; runs the examples of its manifest
    /// that are marked as canaries; runs `configure` once and keeps the state that it leaves.
    ///
    /// A plugin whose configured state is found in the cache has passed all that before, with the same bytes, settings and
    /// limits and the same engine: it is taken as it is.
    ///
    /// # Errors
    /// What is wrong with the binding, or with the plugin.
    pub fn load(&self, plugin: &Plugin, binding: Binding) -> Result<Detector, LoadError> {
        let manifest = plugin.manifest();
        let settings = settings(&binding.settings, &manifest.config)?;
        granted(plugin, &binding)?;
        let mut projections = BTreeMap::new();
        for (kind, schema) in &binding.schemas {
            let inputs = manifest.inputs(kind).ok_or_else(|| LoadError::Kind { kind: kind.clone() })?;
            projections.insert(kind.clone(), Projection::new(inputs, schema)?);
        }
        let options = &self.inner.options;
        let limits = options.limits.of(&binding.limits, &manifest.limits, &options.wishes);
        if limits.memory_mib > options.most_memory_mib {
            return Err(LoadError::Memory { asked: limits.memory_mib, most: options.most_memory_mib });
        }
        let rules = Arc::new(SignalRules::new(&manifest.signals)?);
        let reach = Arc::new(Reach {
            http: plugin.imports(Interface::Http).then(|| self.inner.http.clone()),
            grants: binding.grants.clone(),
            declared: manifest.capabilities.clone(),
        });
        let prepared = self.prepare(plugin, &settings, limits, &reach, &rules, &binding)?;
        Ok(Detector::new(Inner {
            id: binding.id,
            digest: plugin.digest().to_owned(),
            manifest: Arc::clone(manifest),
            projections,
            rules,
            isolation: binding.isolation,
            supply: Supply::new(prepared.settings.is_none(), binding.isolation, options.warm),
            mould: prepared.mould,
            settings: prepared.settings,
            breaker: Breaker::new(options.breaker),
            pace: std::sync::Mutex::default(),
        }))
    }

    /// A plugin's examples, to be run one by one: for kits and for `hirewall plugin test`.
    ///
    /// # Errors
    /// When it cannot be compiled.
    pub fn trial(&self, plugin: &Plugin) -> Result<Trial, LoadError> {
        let options = &self.inner.options;
        let limits = options.limits.of(&Default::default(), &plugin.manifest().limits, &options.wishes);
        let component = self.inner.compile(plugin.bytes())?;
        Trial::new(&self.inner, plugin, &component, limits, &BTreeMap::new())
    }

    fn prepare(
        &self,
        plugin: &Plugin,
        settings: &str,
        limits: Limits,
        reach: &Arc<Reach>,
        rules: &Arc<SignalRules>,
        binding: &Binding,
    ) -> Result<Prepared, LoadError> {
        let mould = |component: &Component| -> Result<Mould, LoadError> {
            Mould::new(&self.inner, component, Arc::clone(reach), limits)
        };
        let key = Key::of_configured(plugin.digest(), settings, &format!("{limits:?}"));
        let known = self.inner.cache.as_ref().and_then(|cache| cache.get(&self.inner.engine, &key));
        if let Some(component) = known {
            return Ok(Prepared { mould: mould(&component)?, settings: None });
        }
        compile::check(plugin.bytes(), &self.inner.options.compile)?;
        // The instrumented component serves for the examples too: it is the same code with more exports.
        let instrumented = snapshot::Instrumented::new(plugin.bytes());
        let compiled = instrumented.as_ref().map(|instrumented| self.inner.compile(instrumented.bytes()));
        let (component, instrumented) = match (compiled, instrumented) {
            (Some(Ok(component)), Some(instrumented)) => (component, Some(instrumented)),
            (Some(Err(error @ (LoadError::CompileLimit { .. } | LoadError::Busy))), _) => return Err(error),
            _ => (self.inner.compile(plugin.bytes())?, None),
        };
        let first = mould(&component)?;
        let mut live = first.instance(limits.configure_ms).map_err(LoadError::start)?;
        let configured = live.configure(&first, settings);
        deliver(&live.store.data().lines, binding);
        configured.map_err(LoadError::configure)?;
        let asked_data = live.store.data().asked_data;
        let snapshot = instrumented.and_then(|instrumented| instrumented.snapshot(&mut live));
        // The examples need an instance too, and there may be one alone.
        drop(live);
        let trial = Trial::with(first.clone(), plugin, Arc::clone(rules), &binding.schemas);
        let Some(snapshot) = snapshot else {
            trial.canaries()?;
            return Ok(Prepared { mould: first, settings: Some(settings.to_owned()) });
        };
        // What lists and tables said may be otherwise next time: the state is found again only by what it is.
        let compile = || if asked_data { self.inner.compile(&snapshot) } else { self.inner.compile_anew(&snapshot) };
        let (tried, component) = beside(|| trial.canaries(), compile);
        tried?;
        let component = component?;
        if let Some(cache) = self.inner.cache.as_ref().filter(|_| !asked_data) {
            cache.put(key, &component);
        }
        Ok(Prepared { mould: mould(&component)?, settings: None })
    }
}

/// A plugin ready to be asked.
pub(crate) struct Prepared {
    pub(crate) mould: Mould,
    /// What each instance is configured with; none when they are made as configured.
    pub(crate) settings: Option<String>,
}

/// Both, the second on a thread of its own where the system gives one. What panics does so here.
fn beside<A, B: Send>(first: impl FnOnce() -> A, second: impl Fn() -> B + Sync) -> (A, B) {
    std::thread::scope(|scope| {
        let beside = std::thread::Builder::new().name("detector-load".to_owned()).spawn_scoped(scope, &second);
        let first = first();
        let second = match beside {
            Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(_) => second(),
        };
        (first, second)
    })
}

/// Log lines of `configure`: no record is near.
fn deliver(lines: &[(crate::LogLevel, String)], binding: &Binding) {
    if let Some(sink) = &binding.grants.log {
        for (level, text) in lines {
            sink.write(&binding.id, *level, &crate::untrusted::line(text, LINE));
        }
    }
}

/// The settings as JSON text, when they fit the plugin's schema.
pub(crate) fn settings(text: &str, schema: &Value) -> Result<String, LoadError> {
    let text = if text.trim().is_empty() { "{}" } else { text };
    let value: Value = serde_json::from_str(text).map_err(|error| LoadError::Settings {
        pointer: String::new(),
        reason: format!("not JSON at line {} column {}", error.line(), error.column()),
    })?;
    let checker = Checker::new(schema)
        .map_err(|unusable| LoadError::ConfigSchema { place: unusable.place, reason: unusable.reason })?;
    if !checker.bears(&value) {
        return Err(LoadError::Settings {
            pointer: String::new(),
            reason: "they are too large to be checked".to_owned(),
        });
    }
    checker.validator().validate(&value).map_err(|error| LoadError::Settings {
        pointer: error.instance_path().to_string(),
        reason: crate::untrusted::line(&error.to_string().replace('`', "\""), 300),
    })?;
    Ok(value.to_string())
}

/// Everything that is imported must be granted; `log` is always there.
fn granted(plugin: &Plugin, binding: &Binding) -> Result<(), LoadError> {
    let declared = &plugin.manifest().capabilities;
    let grants = &binding.grants;
    let missing = |what, name: &str| Err(LoadError::NotGranted { what, name: name.to_owned() });
    if plugin.imports(Interface::Lists)
        && let Some(name) = declared.lists.iter().find(|name| !grants.lists.contains_key(*name))
    {
        return missing("list", name);
    }
    if plugin.imports(Interface::Tables)
        && let Some(name) = declared.tables.iter().find(|name| !grants.tables.contains_key(*name))
    {
        return missing("table", name);
    }
    if plugin.imports(Interface::Http)
        && let Some(name) = declared.http.iter().find(|name| !grants.http.contains(*name))
    {
        return missing("origin", name);
    }
    Ok(())
}
