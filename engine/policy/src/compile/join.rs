//! Joins: other records of the same subject that rules may read. Which record that is, is not known here.

use std::collections::BTreeSet;

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId};
use hirewall_expr::Env;

use super::{Context, Loaded};
use crate::document::PolicyDocument;
use crate::read::Spanned;
use crate::suggest::suggest;
use crate::yaml::brief;

/// The frame of a joined record kind; `detectors` are bound.
fn frame(kind: &str, loaded: &Loaded, detectors: usize) -> Option<u32> {
    let at = loaded.schemas.keys().position(|known| known == kind)?;
    u32::try_from(detectors + at + 1).ok()
}

/// Declares the kinds that a policy joins, and refuses the others; gives those that it joins.
pub(crate) fn declare(
    environment: &mut Env,
    document: &PolicyDocument,
    source: SourceId,
    loaded: &Loaded,
    detectors: usize,
    context: &mut Context<'_>,
) -> BTreeSet<String> {
    let own = &document.applies_to.value;
    refuse_others(environment, own, loaded, |kind| {
        format!("Add it to the policy, `joins: [{kind}]`: its rules then read the latest one of the same subject.")
    });
    let mut joins = BTreeSet::new();
    for join in &document.joins {
        if let Some(schema) = joined(join, own, source, loaded, context)
            && let Some(frame) = frame(&join.value, loaded, detectors)
        {
            environment.frame_at(&join.value, frame, &schema);
            if !joins.insert(join.value.clone()) {
                let diagnostic = Diagnostic::new(document::E137, format!("`{}` is joined twice", join.value));
                context.report(source, join.span, diagnostic.help("Remove one of them."));
            }
        }
    }
    joins
}

/// Refuses the kinds of records that are not judged here. `help` says what to do about a kind.
pub(crate) fn refuse_others(environment: &mut Env, own: &str, loaded: &Loaded, help: impl Fn(&str) -> String) {
    for kind in loaded.schemas.keys().filter(|kind| *kind != own) {
        environment.refuse(kind, &format!("`{kind}` is another kind of record, which is not read here"), &help(kind));
    }
}

/// The schema of a kind that can be joined.
fn joined(
    join: &Spanned<String>,
    own: &str,
    source: SourceId,
    loaded: &Loaded,
    context: &mut Context<'_>,
) -> Option<std::sync::Arc<hirewall_model::Schema>> {
    let kind = join.value.as_str();
    if kind.is_empty() || !loaded.schemas.contains_key(own) {
        return None;
    }
    let Some(entry) = loaded.schemas.get(kind) else {
        if !loaded.schema_failed {
            let help = match suggest(kind, loaded.schemas.keys().map(String::as_str)) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("Known are {}.", crate::read::list(loaded.schemas.keys().map(String::as_str))),
            };
            let message = format!("unknown record kind `{}`", brief(kind));
            context.report(source, join.span, Diagnostic::new(document::E113, message).help(help));
        }
        return None;
    };
    let (message, help) = if kind == own {
        (format!("`{kind}` is the record itself"), "Join other kinds; across records of one kind, count.".to_owned())
    } else if let Some(kind) = [kind, own]
        .into_iter()
        .find(|kind| loaded.schemas.get(*kind).is_some_and(|entry| entry.schema.kind().times.is_empty()))
    {
        let message = format!("records of the kind `{kind}` have no time, so that none is the latest");
        (message, "Name the field with the time in `x-record` of its schema: `\"time\": \"/applied_at\"`.".to_owned())
    } else {
        return Some(std::sync::Arc::clone(&entry.schema));
    };
    context.report(source, join.span, Diagnostic::new(document::E137, message).help(help));
    None
}
