//! Policies: their names and lets; the rules are compiled in `rule`.

use std::collections::BTreeSet;

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId};
use hirewall_expr::{Env, Type};

use super::detector::Detectors;
use super::ids::{self, Unique};
use super::{Context, Expression, Loaded, Names, Owner, counter, expression, join, rule};
use crate::document::PolicyDocument;
use crate::read::Spanned;
use crate::suggest::suggest;
use crate::yaml::brief;
use crate::{Let, Origin, Policy};

/// Compiles all policies, sorted by id.
pub(crate) fn compile(
    loaded: &Loaded,
    names: &Names,
    detectors: &Detectors,
    expressions: &mut Vec<Expression>,
    context: &mut Context<'_>,
) -> Vec<Policy> {
    let mut unique = Unique::new("policy");
    let mut policies = Vec::new();
    let mut counters = 0;
    for (index, (source, document)) in loaded.policies.iter().enumerate() {
        ids::check(&document.policy, false, *source, context);
        unique.add(&document.policy, *source, context);
        if let Some(version) = &document.version {
            check_version(version, *source, context);
        }
        let environment = environment(document, *source, loaded, names, context);
        let before = expressions.len();
        let frames = Frames { detectors: detectors.bound.len(), counters };
        let mut policy = one((index, document), *source, environment, (loaded, frames), expressions, context);
        counters += u32::from(policy.counter_frame.is_some());
        let frames = expressions.iter().skip(before).flat_map(|expression| &expression.frames);
        let read = frames.filter_map(|frame| detectors.bound.get(frame.checked_sub(1)? as usize));
        policy.detectors = read.map(|detector| detector.id.clone()).collect();
        policies.push(policy);
    }
    policies.sort_by(|a, b| a.id.cmp(&b.id));
    policies
}

/// The names of the record kind; none when it is not known, and then conditions are not looked at.
fn environment(
    document: &PolicyDocument,
    source: SourceId,
    loaded: &Loaded,
    names: &Names,
    context: &mut Context<'_>,
) -> Option<Env> {
    let kind = &document.applies_to;
    let found = names.environments.get(&kind.value).cloned();
    if found.is_none() && !kind.value.is_empty() && !loaded.schema_failed {
        let diagnostic = Diagnostic::new(document::E113, format!("unknown record kind `{}`", brief(&kind.value)));
        let help = match suggest(&kind.value, names.environments.keys().map(String::as_str)) {
            Some(near) => format!("Did you mean `{near}`?"),
            None if names.environments.is_empty() => {
                "Add its record schema, a file that ends with `.schema.json`.".to_owned()
            }
            None => format!("Known are {}.", crate::read::list(names.environments.keys().map(String::as_str))),
        };
        context.report(source, kind.span, diagnostic.help(help));
    }
    found
}

/// How many frames there are before those of a policy.
struct Frames {
    /// Of detectors.
    detectors: usize,
    /// Of counters of other policies.
    counters: u32,
}

fn one(
    (index, document): (usize, &PolicyDocument),
    source: SourceId,
    mut environment: Option<Env>,
    (loaded, frames): (&Loaded, Frames),
    expressions: &mut Vec<Expression>,
    context: &mut Context<'_>,
) -> Policy {
    let (mut lets, mut let_programs) = (Vec::new(), Vec::new());
    let mut joins = BTreeSet::new();
    let first_beside = u32::try_from(frames.detectors + 1).unwrap_or(u32::MAX);
    let (mut counter_frame, mut counter_schema) = (None, None);
    if let Some(environment) = &mut environment {
        joins = join::declare(environment, document, source, loaded, frames.detectors, context);
        counter_schema = counter::schema(environment, document);
        match &counter_schema {
            Some(schema) => {
                let kinds = u32::try_from(loaded.schemas.len()).unwrap_or(u32::MAX);
                let frame = first_beside.saturating_add(kinds).saturating_add(frames.counters);
                environment.frame_at("counters", frame, schema);
                counter_frame = Some(frame);
            }
            None => {
                let help = "Add `counters:` to the policy, with the counter in it.";
                environment.refuse("counters", "the policy has no counters", help);
            }
        }
    }
    for (at, (name, text)) in document.lets.entries.iter().enumerate() {
        ids::check(name, true, source, context);
        let Some(environment) = &mut environment else { continue };
        if name.value == document.applies_to.value || joins.contains(&name.value) {
            let diagnostic = Diagnostic::new(document::E105, format!("`{}` is the name of a record", name.value))
                .help("Choose another name.");
            context.report(source, name.span, diagnostic);
            continue;
        }
        let program = if text.text.is_empty() {
            None
        } else {
            expression::compile(environment, text, None, source, Owner::Let(index, at), expressions, context)
        };
        environment.binding(&name.value, program.as_ref().map_or(Type::Error, |program| program.ty().clone()));
        if let Some(program) = program {
            lets.push(Let { name: name.value.as_str().into(), origin: Origin { source, span: name.span } });
            let_programs.push(program);
        }
    }
    for (name, given) in &document.counters.entries {
        ids::check(name, true, source, context);
        counter::check_shape(given, source, context);
    }
    let mut counters = Vec::new();
    if let Some(environment) = &environment {
        let schema = loaded.schemas.get(&document.applies_to.value);
        let has_time = schema.is_none_or(|entry| !entry.schema.kind().times.is_empty());
        let around =
            counter::Around { environment, policy: (index, document), source, joins: &joins, first_beside, has_time };
        counters = counter::compile(&around, expressions, context);
    }
    if let Some(notice) = &document.notice {
        rule::check_notice(notice, source, context);
    }
    let mut unique = Unique::new("rule");
    let mut rules = Vec::new();
    for (at, given) in document.rules.iter().enumerate() {
        ids::check(&given.id, false, source, context);
        unique.add(&given.id, source, context);
        rules.extend(rule::compile((index, at), given, document, source, environment.as_ref(), expressions, context));
    }
    let text = |given: &Option<Spanned<String>>| given.as_ref().map(|given| given.value.clone());
    Policy {
        id: document.policy.value.clone(),
        title: text(&document.title),
        applies_to: document.applies_to.value.clone(),
        owner: text(&document.owner),
        version: text(&document.version),
        maturity: document.maturity.unwrap_or_default(),
        references: document.references.iter().map(|reference| reference.value.clone()).collect(),
        lets,
        let_programs,
        joins,
        counters,
        counter_frame,
        counter_schema,
        rules,
        detectors: BTreeSet::new(),
        origin: Origin { source, span: document.policy.span },
    }
}

/// `1.2.0`, `2.0.0-beta.1`.
fn check_version(version: &Spanned<String>, source: SourceId, context: &mut Context<'_>) {
    let text = version.value.as_str();
    if text.is_empty() {
        return;
    }
    let (numbers, rest) = text.split_once('-').map_or((text, None), |(numbers, rest)| (numbers, Some(rest)));
    let number = |part: &str| {
        !part.is_empty()
            && part.len() <= 9
            && part.bytes().all(|b| b.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
    };
    let label = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let valid = numbers.split('.').count() == 3
        && numbers.split('.').all(number)
        && rest.is_none_or(|rest| rest.split('.').all(label));
    if !valid {
        let diagnostic = Diagnostic::new(document::E108, format!("`{}` is not a version", brief(text)))
            .help("Write three numbers, as in `1.2.0`.");
        context.report(source, version.span, diagnostic);
    }
}
