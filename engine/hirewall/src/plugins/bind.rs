//! From the bindings of a bundle to detectors that serve. What a binding may say is known to `hirewall-policy`, how a plugin is run to
//! `hirewall-detector`.

use std::collections::BTreeMap;
use std::sync::Arc;

use hirewall_detector::{Binding, Detectors, Grants, Isolation, LogSink, NamedList, NamedTable, Plugin};
use hirewall_diagnostic::Diagnostic;
use hirewall_diagnostic::codes::data;
use hirewall_model::manifest::Limits;
use hirewall_policy::{Bundle, DetectorBinding};

use super::Plugins;
use super::lookup::{List, Table};
use crate::load::LazyHost;

/// Makes every bound plugin ready to serve.
///
/// # Errors
/// Each plugin that does not serve, at the place of its binding.
pub(crate) fn bind(
    host: &LazyHost,
    bundle: &Bundle,
    plugins: &Plugins,
    log: Option<&Arc<dyn LogSink>>,
) -> Result<Detectors, Vec<Diagnostic>> {
    if bundle.detectors.is_empty() {
        return Ok(Detectors::default());
    }
    let host = host.get().map_err(|error| {
        let message = format!("detectors cannot run here: {error}");
        vec![Diagnostic::new(data::E361, message).help(error.help())]
    })?;
    let mut faults = Vec::new();
    let mut detectors = Vec::new();
    for bound in &bundle.detectors {
        // The policies were compiled against these plugins, so that each binding has one.
        let plugin: Option<&Plugin> = plugins.get(&bound.plugin).and_then(|file| file.plugin.as_ref().ok());
        let Some(plugin) = plugin.filter(|plugin| plugin.digest() == bound.digest) else {
            let changed = "its file is no longer what the policies were compiled against";
            faults.push(fault(bound, changed).help("Load the policies again."));
            continue;
        };
        match host.load(plugin, binding(bound, bundle, log)) {
            Ok(detector) => detectors.push(detector),
            Err(error) => faults.push(fault(bound, &error.to_string()).help(error.help())),
        }
    }
    if faults.is_empty() { Ok(detectors.into_iter().collect()) } else { Err(faults) }
}

/// What a binding of the policies means to the host.
pub(crate) fn binding(bound: &DetectorBinding, bundle: &Bundle, log: Option<&Arc<dyn LogSink>>) -> Binding {
    let list = |name: &String| {
        let found = bundle.lists.iter().find(|list| list.id == *name)?;
        Some(Arc::new(List(Arc::clone(&found.list))) as Arc<dyn NamedList>)
    };
    let table = |name: &String| {
        let found = bundle.tables.iter().find(|table| table.id == *name)?;
        Some(Arc::new(Table(Arc::clone(&found.table))) as Arc<dyn NamedTable>)
    };
    let schema = |kind: &String| Some((kind.clone(), Arc::clone(bundle.schemas.get(kind)?)));
    Binding {
        id: bound.id.clone(),
        settings: bound.config.clone(),
        limits: Limits {
            time_ms: Some(bound.limits.time_ms),
            memory_mib: Some(bound.limits.memory_mib),
            configure_ms: Some(bound.limits.configure_ms),
        },
        grants: Grants {
            log: bound.grants.log.then(|| log.cloned()).flatten(),
            lists: named(&bound.grants.lists, list),
            tables: named(&bound.grants.tables, table),
            http: bound.grants.http.clone(),
        },
        isolation: match bound.isolation {
            hirewall_policy::Isolation::Record => Isolation::Record,
            hirewall_policy::Isolation::Batch => Isolation::Batch,
        },
        schemas: bound.records.iter().filter_map(schema).collect(),
    }
}

/// What the operator's names stand for, under the plugin's names.
fn named<T: ?Sized>(
    grants: &BTreeMap<String, String>,
    find: impl Fn(&String) -> Option<Arc<T>>,
) -> BTreeMap<String, Arc<T>> {
    grants.iter().filter_map(|(own, operators)| Some((own.clone(), find(operators)?))).collect()
}

fn fault(bound: &DetectorBinding, reason: &str) -> Diagnostic {
    let message = format!("detector `{}` cannot serve: {reason}", bound.id);
    Diagnostic::new(data::E361, message).at(bound.origin.source, bound.origin.span, "")
}
