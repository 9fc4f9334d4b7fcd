//! What a test gives of other records: what counters come to, joined records, and records that arrived before. It counts nothing.

use std::collections::BTreeMap;

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId};
use hirewall_model::CountValue;

use super::{Context, Loaded, record_json};
use crate::document::GivenDocument;
use crate::read::{Raw, list};
use crate::suggest::suggest;
use crate::yaml::brief;
use crate::{Policy, TestRecord};

/// What a case gives of other records.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    pub(crate) counters: BTreeMap<String, Option<CountValue>>,
    pub(crate) history: Vec<TestRecord>,
    pub(crate) joined: BTreeMap<String, Option<TestRecord>>,
}

/// Reads what a case gives for a policy and a record of a kind.
pub(crate) fn compile(
    given: &GivenDocument,
    (policy, kind): (&Policy, &str),
    source: SourceId,
    loaded: &Loaded,
    context: &mut Context<'_>,
) -> Beside {
    let mut beside = Beside::default();
    let names: Vec<&str> =
        policy.counter_schema.iter().flat_map(|schema| &schema.root().fields).map(|field| &*field.name).collect();
    for (name, count) in &given.counters.entries {
        let integer = |field: &hirewall_model::Field| matches!(field.ty, hirewall_model::FieldType::Int);
        let field = policy.counter_schema.as_ref().and_then(|schema| schema.root().field(&name.value));
        let Some(field) = field else {
            let help = match (suggest(&name.value, names.iter().copied()), names.as_slice()) {
                (Some(near), _) => format!("Did you mean `{near}`?"),
                (None, []) => "The policy has no counters.".to_owned(),
                (None, names) => format!("Its counters are {}.", list(names.iter().copied())),
            };
            let message = format!("policy `{}` has no counter `{}`", policy.id, brief(&name.value));
            context.report(source, name.span, Diagnostic::new(document::E138, message).help(help));
            continue;
        };
        let value = match count.value.0 {
            Some(CountValue::Double(_)) if integer(field) => {
                let diagnostic = Diagnostic::new(document::E138, format!("`{}` counts in whole numbers", name.value));
                context.report(source, count.span, diagnostic.help("Write a number without a point."));
                continue;
            }
            #[expect(clippy::cast_precision_loss, reason = "as an author's number becomes one")]
            Some(CountValue::Int(value)) if !integer(field) => Some(CountValue::Double(value as f64)),
            value => value,
        };
        beside.counters.insert(format!("{}/{}", policy.id, name.value), value);
    }
    for raw in &given.history {
        beside.history.extend(record(raw, policy.applies_to.as_str(), source, loaded, context));
    }
    for (name, raw) in &given.joined.entries {
        if !policy.joins.contains(&name.value) || kind == name.value {
            let known = ["now", "signals", "failures", "counters", "history"];
            let known = || known.into_iter().chain(policy.joins.iter().map(String::as_str));
            let (message, help) = if loaded.schemas.contains_key(&name.value) {
                let message = format!("policy `{}` does not join records of the kind `{}`", policy.id, name.value);
                (message, format!("Remove it, or add `joins: [{}]` to the policy.", name.value))
            } else {
                let help = match suggest(&name.value, known()) {
                    Some(near) => format!("Did you mean `{near}`?"),
                    None => format!("Its keys are {}.", list(known())),
                };
                (format!("what a case gives has no key `{}`", brief(&name.value)), help)
            };
            let code = if loaded.schemas.contains_key(&name.value) { document::E138 } else { document::E102 };
            context.report(source, name.span, Diagnostic::new(code, message).help(help));
            continue;
        }
        let joined = match raw {
            None => Some(None),
            Some(raw) => record(raw, &name.value, source, loaded, context).map(Some),
        };
        beside.joined.extend(joined.map(|joined| (name.value.clone(), joined)));
    }
    beside
}

/// A record that fits its schema; its kind is its own `kind`, or else the given one.
fn record(raw: &Raw, kind: &str, source: SourceId, loaded: &Loaded, context: &mut Context<'_>) -> Option<TestRecord> {
    let written = raw.node.mapping()?.get("kind");
    let named = written.and_then(|entry| entry.value.scalar()).map(|scalar| scalar.text.to_string());
    let kind = named.unwrap_or_else(|| kind.to_owned());
    let Some(entry) = loaded.schemas.get(&kind) else {
        if let Some(written) = written.filter(|_| !loaded.schema_failed) {
            let near = suggest(&kind, loaded.schemas.keys().map(String::as_str));
            let help = near.map_or_else(
                || "Record kinds come from the record schemas.".to_owned(),
                |near| format!("Did you mean `{near}`?"),
            );
            let message = format!("unknown record kind `{}`", brief(&kind));
            context.report(source, written.value.span, Diagnostic::new(document::E113, message).help(help));
        }
        return None;
    };
    let json = record_json::write(&raw.node, source, &mut context.out)?;
    record_json::check(&raw.node, &json, &entry.schema, source, &mut context.out);
    Some(TestRecord { kind, json })
}
