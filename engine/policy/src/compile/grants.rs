//! What a plugin asks to reach, against what the operator grants.

use std::collections::BTreeSet;

use hirewall_diagnostic::codes::{document, lint};
use hirewall_diagnostic::{Diagnostic, SourceId};
use hirewall_model::Manifest;

use super::detector::grants_span;
use super::{Context, Loaded};
use crate::document::{DetectorDocument, NamesDocument};
use crate::suggest::suggest;
use crate::yaml::brief;
use crate::{Grants, ListInfo, TableInfo};

/// The grants. What is asked for and not granted is a fault; what is granted and not asked for, a warning.
pub(crate) fn compile(
    document: &DetectorDocument,
    manifest: &Manifest,
    source: SourceId,
    (lists, tables): (&[ListInfo], &[TableInfo]),
    loaded: &Loaded,
    context: &mut Context<'_>,
) -> Grants {
    let mut grants = Grants::default();
    let asked = &manifest.capabilities;
    let given = &document.grants;
    let plugin = &document.plugin.value;
    let list_ids: Vec<&str> = lists.iter().map(|list| list.id.as_str()).collect();
    let table_ids: Vec<&str> = tables.iter().map(|table| table.id.as_str()).collect();
    for (what, names, asked, known, out) in [
        ("list", &given.lists, &asked.lists, &list_ids, &mut grants.lists),
        ("table", &given.tables, &asked.tables, &table_ids, &mut grants.tables),
    ] {
        named(what, names, known, source, loaded, context);
        for (name, own) in &names.entries {
            if !asked.contains(&name.value) && !name.value.is_empty() {
                idle(
                    &format!("the {what} `{}`", brief(&name.value)),
                    suggest(&name.value, asked.iter().map(String::as_str)),
                    name.span,
                    document,
                    source,
                    context,
                );
            }
            out.insert(name.value.clone(), own.value.clone());
        }
        for name in asked.iter().filter(|name| !out.contains_key(*name)) {
            let help = if known.contains(&name.as_str()) {
                format!("Write `grants: {{{what}s: [{name}]}}`, if it may look things up there.")
            } else {
                format!(
                    "Write `grants: {{{what}s: {{{name}: your_{what}}}}}` with the {what} that it may look things up in."
                )
            };
            let message = format!("plugin `{plugin}` asks for the {what} `{name}`, which is not granted");
            context.report(source, grants_span(document), Diagnostic::new(document::E132, message).help(help));
        }
    }
    let origins: BTreeSet<&str> = given.http.iter().map(|origin| origin.value.as_str()).collect();
    for origin in given.http.iter().filter(|origin| !origin.value.is_empty()) {
        if !asked.http.contains(&origin.value) {
            let near = suggest(&origin.value, asked.http.iter().map(String::as_str));
            idle(&format!("the origin `{}`", brief(&origin.value)), near, origin.span, document, source, context);
        }
        grants.http.insert(origin.value.clone());
    }
    for origin in asked.http.iter().filter(|origin| !origins.contains(origin.as_str())) {
        let message = format!("plugin `{plugin}` asks to call `{origin}`, which is not granted");
        let help = format!("Write `grants: {{http: [\"{origin}\"]}}`, if what it reads of a record may go there.");
        context.report(source, grants_span(document), Diagnostic::new(document::E132, message).help(help));
    }
    grants.log = given.log.as_ref().is_some_and(|log| log.value);
    if asked.log && !grants.log {
        let message = format!("plugin `{plugin}` asks to write to the log, which is not granted");
        let help = "Write `grants: {log: true}`, if it may.";
        context.report(source, grants_span(document), Diagnostic::new(document::E132, message).help(help));
    }
    if let Some(log) = given.log.as_ref().filter(|log| log.value && !asked.log) {
        idle("the log", None, log.span, document, source, context);
    }
    grants
}

/// Reports granted names that the policy directory does not define.
fn named(
    what: &str,
    names: &NamesDocument,
    known: &[&str],
    source: SourceId,
    loaded: &Loaded,
    context: &mut Context<'_>,
) {
    for (_, own) in &names.entries {
        if own.value.is_empty() || known.contains(&own.value.as_str()) || loaded.document_failed {
            continue;
        }
        let help = match suggest(&own.value, known.iter().copied()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("Declare it in a file of the policy directory: `{what}: {}`.", brief(&own.value)),
        };
        let message = format!("there is no {what} `{}`", brief(&own.value));
        context.report(source, own.span, Diagnostic::new(document::E132, message).help(help));
    }
}

/// Warns of a grant that the plugin does not ask for.
fn idle(
    what: &str,
    near: Option<&str>,
    span: hirewall_diagnostic::Span,
    document: &DetectorDocument,
    source: SourceId,
    context: &mut Context<'_>,
) {
    let message = format!("plugin `{}` does not ask for {what}", document.plugin.value);
    let help = match near {
        Some(near) => format!("It asks for `{near}`: did you mean that?"),
        None => "Remove the grant: what is not needed should not be open.".to_owned(),
    };
    context.report(source, span, Diagnostic::new(lint::L429, message).help(help));
}
