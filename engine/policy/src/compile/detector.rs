//! Detectors: each a plugin at hand, bound to record kinds and held to what its manifest asks for. Nothing of a plugin runs.

use std::collections::BTreeSet;
use std::sync::Arc;

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId, Span};
use hirewall_model::Manifest;

use super::ids::{self, Unique};
use super::{Context, Loaded, grants, plugin, plugin_config, signals};
use crate::document::{DetectorDocument, LimitsDocument};
use crate::read::Spanned;
use crate::suggest::suggest;
use crate::yaml::brief;
use crate::{DetectorBinding, DetectorLimits, ListInfo, Origin, PluginTrust, TableInfo};

/// What became of the detectors.
#[derive(Default)]
pub(crate) struct Detectors {
    /// Those that could be bound, sorted by id.
    pub(crate) bound: Vec<DetectorBinding>,
    /// The ids of those that could not, so that who reads them is not told the consequences.
    pub(crate) broken: BTreeSet<String>,
}

/// Binds all detectors.
pub(crate) fn compile(
    loaded: &Loaded,
    (lists, tables): (&[ListInfo], &[TableInfo]),
    trust: &PluginTrust,
    context: &mut Context<'_>,
) -> Detectors {
    let mut unique = Unique::new("detector");
    let mut detectors = Detectors::default();
    for (source, document) in &loaded.detectors {
        let id = &document.detector;
        ids::check(id, true, *source, context);
        if !unique.add(id, *source, context) || id.value.is_empty() {
            continue;
        }
        match one(document, *source, loaded, (lists, tables), trust, context) {
            Some(binding) => detectors.bound.push(binding),
            None => {
                detectors.broken.insert(id.value.clone());
            }
        }
    }
    detectors.bound.sort_by(|a, b| a.id.cmp(&b.id));
    detectors
}

fn one(
    document: &DetectorDocument,
    source: SourceId,
    loaded: &Loaded,
    (lists, tables): (&[ListInfo], &[TableInfo]),
    trust: &PluginTrust,
    context: &mut Context<'_>,
) -> Option<DetectorBinding> {
    let info = plugin::find(document, source, trust, context)?;
    let manifest = &info.manifest;
    let records = records(document, manifest, source, loaded, context);
    inputs(document, manifest, source, &records, loaded, context);
    let config = plugin_config::compile(document, manifest, source, context);
    let limits = limits(document, manifest, source, context);
    let grants = grants::compile(document, manifest, source, (lists, tables), loaded, context);
    let schemas = records.iter().filter_map(|kind| Some((kind.as_str(), &loaded.schemas.get(kind)?.schema)));
    let class = signals::class_read(manifest, schemas);
    let signals = match signals::compile(&document.detector.value, &manifest.signals, class) {
        Ok(schema) => schema,
        Err(problem) => {
            let message =
                format!("the signals schema of `{}` cannot be used: {}", document.plugin.value, problem.message);
            let diagnostic = Diagnostic::new(document::E133, message)
                .help("Ask the plugin's vendor for a version whose schema is mended.")
                .note(format!("It is at `{}` of the signals schema. {}", problem.pointer, problem.help));
            context.report(source, document.plugin.span, diagnostic);
            return None;
        }
    };
    let text = |given: &Option<Spanned<String>>| given.as_ref().map(|given| given.value.clone());
    Some(DetectorBinding {
        id: document.detector.value.clone(),
        title: text(&document.title),
        plugin: document.plugin.value.clone(),
        digest: info.digest.clone(),
        manifest: manifest.clone(),
        records,
        config,
        limits,
        grants,
        isolation: document.isolation.unwrap_or_default(),
        signals: Arc::new(signals),
        owner: text(&document.owner),
        justification: text(&document.justification),
        origin: Origin { source, span: document.detector.span },
    })
}

/// The record kinds that are known here and that the plugin looks at.
fn records(
    document: &DetectorDocument,
    manifest: &Manifest,
    source: SourceId,
    loaded: &Loaded,
    context: &mut Context<'_>,
) -> BTreeSet<String> {
    let mut records = BTreeSet::new();
    let own = || crate::read::list(manifest.records.keys().map(String::as_str));
    for kind in document.records.iter().filter(|kind| !kind.value.is_empty()) {
        let known = loaded.schemas.contains_key(&kind.value);
        if !known && !loaded.schema_failed {
            let help = match suggest(&kind.value, loaded.schemas.keys().map(String::as_str)) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "Record kinds come from the record schemas.".to_owned(),
            };
            let message = format!("unknown record kind `{}`", brief(&kind.value));
            context.report(source, kind.span, Diagnostic::new(document::E113, message).help(help));
        } else if known && manifest.inputs(&kind.value).is_none() {
            let message =
                format!("plugin `{}` does not look at records of the kind `{}`", document.plugin.value, kind.value);
            let help = format!("It looks at {}.", own());
            context.report(source, kind.span, Diagnostic::new(document::E129, message).help(help));
        } else if known && !records.insert(kind.value.clone()) {
            let diagnostic = Diagnostic::new(document::E106, format!("record kind `{}` stands twice", kind.value));
            context.report(source, kind.span, diagnostic.help("Keep one of them."));
        }
    }
    if document.records.is_empty() && document.complete {
        let diagnostic = Diagnostic::new(document::E129, "the detector looks at no records")
            .help(format!("Write `records:` with some of the kinds that the plugin looks at: {}.", own()));
        context.report(source, document.detector.span, diagnostic);
    }
    records
}

/// Checks that the record schemas declare what the plugin must read.
fn inputs(
    document: &DetectorDocument,
    manifest: &Manifest,
    source: SourceId,
    records: &BTreeSet<String>,
    loaded: &Loaded,
    context: &mut Context<'_>,
) {
    for kind in records {
        let Some(entry) = loaded.schemas.get(kind) else { continue };
        let needed = manifest.inputs(kind).unwrap_or_default().iter().filter(|input| !input.optional);
        for input in needed.filter(|input| entry.schema.fields_on(&input.path).is_none()) {
            let message = format!(
                "plugin `{}` reads `{}`, which records of the kind `{kind}` do not have",
                document.plugin.value, input.path
            );
            let at = document
                .records
                .iter()
                .find(|given| given.value == *kind)
                .map_or(document.plugin.span, |given| given.span);
            let help = format!("Declare the field in the record schema, or take `{kind}` out of `records`.");
            context.report(source, at, Diagnostic::new(document::E129, message).help(help));
        }
    }
}

/// The limits, each in its range and at least what the plugin asks for.
fn limits(
    document: &DetectorDocument,
    manifest: &Manifest,
    source: SourceId,
    context: &mut Context<'_>,
) -> DetectorLimits {
    let DetectorLimits { time_ms, memory_mib, configure_ms } = DetectorLimits::default();
    let LimitsDocument { time_ms: time, memory_mib: memory, configure_ms: configure } = &document.limits;
    let asked = &manifest.limits;
    let mut limit = |name: &str, given: &Option<Spanned<i64>>, default: u32, most: u32, asked: Option<u32>| {
        let granted = match given {
            None => default,
            Some(given) => match u32::try_from(given.value).ok().filter(|value| (1..=most).contains(value)) {
                Some(value) => value,
                None => {
                    let diagnostic = Diagnostic::new(document::E110, format!("`{name}` is from 1 to {most}"));
                    context.report(source, given.span, diagnostic.help("Choose a limit in this range."));
                    return default;
                }
            },
        };
        if let Some(asked) = asked.filter(|asked| *asked > granted) {
            let message =
                format!("plugin `{}` asks for `{name}` of {asked}, granted is {granted}", document.plugin.value);
            let help = if asked > most {
                format!(
                    "The most that can be granted is {most}: ask the plugin's vendor for a version that needs less."
                )
            } else {
                format!("Write `limits: {{{name}: {asked}}}`, if it may use up as much.")
            };
            let at = given.as_ref().map_or(document.plugin.span, |given| given.span);
            context.report(source, at, Diagnostic::new(document::E131, message).help(help));
        }
        granted
    };
    DetectorLimits {
        time_ms: limit("time_ms", time, time_ms, 60_000, asked.time_ms),
        memory_mib: limit("memory_mib", memory, memory_mib, 1_024, asked.memory_mib),
        configure_ms: limit("configure_ms", configure, configure_ms, 600_000, asked.configure_ms),
    }
}

/// Where a detector's grants stand, or else its plugin.
pub(super) fn grants_span(document: &DetectorDocument) -> Span {
    document.grants.key.unwrap_or(document.plugin.span)
}
