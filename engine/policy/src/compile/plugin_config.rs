//! A detector's settings, checked against the plugin's own schema, each fault at its place in the YAML. The plugin may still
//! refuse them when it takes them in.

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId, Span};
use hirewall_model::Manifest;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::{Context, record_json};
use crate::document::DetectorDocument;
use crate::read::Raw;
use crate::suggest::suggest;
use crate::yaml::brief;

/// The settings as JSON text; those of a detector without any are `{}`.
pub(crate) fn compile(
    document: &DetectorDocument,
    manifest: &Manifest,
    source: SourceId,
    context: &mut Context<'_>,
) -> String {
    let none = "{}".to_owned();
    let before = context.out.len();
    let text = match &document.config {
        Some(raw) => record_json::write_as(document::E130, &raw.node, source, &mut context.out),
        None => Some(none.clone()),
    };
    let Some(text) = text else { return none };
    // What JSON cannot hold stands as null there, and what follows from that is no fault of its own.
    let told: Vec<Span> =
        context.out.iter().skip(before).flat_map(|told| &told.labels).map(|label| label.span).collect();
    // Text that was just written is JSON; a manifest's schema was checked when it was read.
    let Ok(value) = serde_json::from_str::<Value>(&text) else { return none };
    let Ok(validator) = jsonschema::draft202012::options().should_validate_formats(false).build(&manifest.config)
    else {
        return text;
    };
    let known: Vec<&str> = manifest
        .config
        .get("properties")
        .and_then(Value::as_object)
        .map(|properties| properties.keys().map(String::as_str).collect())
        .unwrap_or_default();
    for error in validator.iter_errors(&value) {
        let pointer = error.instance_path().as_str();
        if let (ValidationErrorKind::AdditionalProperties { unexpected }, Some(raw)) = (error.kind(), &document.config)
        {
            for name in unexpected {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                let span = record_json::place(&raw.node, &format!("{pointer}/{escaped}"), true);
                let known = if pointer.is_empty() { known.as_slice() } else { &[] };
                unknown(name, known, (document, source, span), context);
            }
            continue;
        }
        let span = place(document.config.as_ref(), pointer, document);
        if told.contains(&span) {
            continue;
        }
        let message = format!("the settings of `{}` do not fit: {}", document.detector.value, said(&error, pointer));
        let help = if document.config.is_none() {
            "Add `config:` with the settings that the plugin asks for.".to_owned()
        } else {
            format!("The plugin asks for it at `{}` of its config schema.", error.schema_path())
        };
        context.report(source, span, Diagnostic::new(document::E130, message).help(help));
    }
    text
}

/// Where a setting stands; for the settings as a whole their key, and without any the plugin.
fn place(config: Option<&Raw>, pointer: &str, document: &DetectorDocument) -> Span {
    match (config, document.config_key) {
        (Some(_), Some(key)) if pointer.is_empty() => key,
        (Some(raw), _) => record_json::place(&raw.node, pointer, false),
        (None, _) => document.plugin.span,
    }
}

/// What is wrong, without the value: a setting may be a secret.
fn said(error: &jsonschema::ValidationError<'_>, pointer: &str) -> String {
    match error.kind() {
        ValidationErrorKind::Required { property } => match property.as_str() {
            Some(property) => format!("`{}` is missing", brief(property)),
            None => "a setting is missing".to_owned(),
        },
        _ if pointer.is_empty() => brief(&error.masked_with("they").to_string()),
        _ => brief(&error.masked_with("this value").to_string()),
    }
}

/// Reports a setting that the plugin does not know.
fn unknown(
    name: &str,
    known: &[&str],
    (document, source, span): (&DetectorDocument, SourceId, Span),
    context: &mut Context<'_>,
) {
    let help = match (suggest(name, known.iter().copied()), known) {
        (Some(near), _) => format!("Did you mean `{near}`?"),
        (None, []) => "Remove it.".to_owned(),
        (None, known) => format!("It knows {}.", crate::read::list(known.iter().copied())),
    };
    let message = format!("plugin `{}` has no setting `{}`", document.plugin.value, brief(name));
    context.report(source, span, Diagnostic::new(document::E130, message).help(help));
}
