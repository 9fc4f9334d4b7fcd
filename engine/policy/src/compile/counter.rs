//! Counters: what records share, what is counted, and how far back. It counts nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use hirewall_counter::{CounterId, Measure, Scale};
use hirewall_diagnostic::codes::{condition, document};
use hirewall_diagnostic::{Diagnostic, SourceId};
use hirewall_expr::ir::Program;
use hirewall_expr::{Env, Type};
use hirewall_model::Schema;

use super::span_of_time::{self, Fault};
use super::{Context, Expression, Owner, expression};
use crate::document::{CounterDocument, PolicyDocument};
use crate::read::{SourceText, Spanned};
use crate::yaml::brief;
use crate::{Counter, Origin};

/// The counters of a policy as its conditions see them: an object with a number for each.
pub(crate) fn schema(environment: &Env, document: &PolicyDocument) -> Option<Arc<Schema>> {
    if document.counters.entries.is_empty() {
        return None;
    }
    let mut trial = None;
    let properties = document.counters.entries.iter().map(|(name, counter)| {
        let sum = counter.sum.as_ref().map(|sum| {
            // A sum is of the type of what it adds up, which must be known before the lets that read counters.
            let trial = trial.get_or_insert_with(|| without_counters(environment, document));
            trial.compile(&sum.text).map_or(Type::Error, |program| program.ty().clone())
        });
        let ty = if matches!(sum, None | Some(Type::Int)) { "integer" } else { "number" };
        (name.value.clone(), serde_json::json!({"type": ty}))
    });
    let properties: serde_json::Map<String, serde_json::Value> = properties.collect();
    let schema = serde_json::json!({"type": "object", "properties": properties});
    Schema::compile_object("counters", &schema.to_string()).ok().map(Arc::new)
}

/// The names of a policy but for its counters, and those lets that read them.
fn without_counters(environment: &Env, document: &PolicyDocument) -> Env {
    let mut trial = environment.clone();
    trial.refuse("counters", "", "");
    for (name, text) in &document.lets.entries {
        let ty = trial.compile(&text.text).map_or(Type::Error, |program| program.ty().clone());
        trial.binding(&name.value, ty);
    }
    trial
}

/// What a policy's counters are compiled with.
pub(crate) struct Around<'a> {
    /// The names that its rules may use, the lets among them.
    pub(crate) environment: &'a Env,
    /// Its document, and its index among all policies.
    pub(crate) policy: (usize, &'a PolicyDocument),
    /// The file.
    pub(crate) source: SourceId,
    /// The record kinds that it joins.
    pub(crate) joins: &'a BTreeSet<String>,
    /// Its frames: those of joins and counters lie from here on.
    pub(crate) first_beside: u32,
    /// Whether records of its kind have a time.
    pub(crate) has_time: bool,
}

/// Compiles the counters of a policy. `expressions` holds those of its lets, and gets theirs.
pub(crate) fn compile(
    around: &Around<'_>,
    expressions: &mut Vec<Expression>,
    context: &mut Context<'_>,
) -> Vec<Counter> {
    let (policy, document) = around.policy;
    let environment = environment(around, expressions);
    let mut counters = Vec::new();
    for (at, (name, given)) in document.counters.entries.iter().enumerate() {
        if !around.has_time {
            let message = format!("records of the kind `{}` have no time to count by", document.applies_to.value);
            let help = "Name the field with the time in `x-record` of its schema: `\"time\": \"/applied_at\"`.";
            context.report(around.source, name.span, Diagnostic::new(document::E136, message).help(help));
        }
        let owner = Owner::Counter(policy, at);
        let first = expressions.len();
        let compiled = one(&environment, given, around.source, owner, expressions, context);
        let Some(mut counter) = compiled else { continue };
        let lets = lets_of(expressions.iter().skip(first), policy, expressions);
        counter.id = format!("{}/{}", document.policy.value, name.value).into();
        counter.digest = digest(&counter, document, &lets);
        counter.origin = Origin { source: around.source, span: name.span };
        counters.push(counter);
    }
    counters
}

/// The names that a counter may use: the record's, signals, lists, tables and those lets that read nothing else.
fn environment(around: &Around<'_>, expressions: &[Expression]) -> Env {
    let (policy, document) = around.policy;
    let mut environment = around.environment.clone();
    environment.refuse(
        "counters",
        "a counter cannot read counters",
        "Count by what the record and its signals say, and compare counters in a rule.",
    );
    for join in around.joins {
        let message = format!("a counter cannot read a joined record, as `{join}`");
        environment.refuse(join, &message, "Count by what the record itself and its signals say.");
    }
    let mut beside: BTreeSet<usize> = BTreeSet::new();
    for expression in expressions {
        let Owner::Let(owner, index) = expression.owner else { continue };
        let reads = expression.frames.iter().any(|frame| *frame >= around.first_beside)
            || expression.lets.iter().any(|(other, _)| beside.contains(&(*other as usize)));
        if owner != policy || !reads {
            continue;
        }
        beside.insert(index);
        if let Some((name, _)) = document.lets.entries.get(index) {
            let message = format!("`{}` reads counters or a joined record, which a counter cannot", name.value);
            environment.refuse(&name.value, &message, "Count by what the record itself and its signals say.");
        }
    }
    environment
}

/// The lets that expressions read, through other lets too, by index.
fn lets_of<'e>(
    own: impl Iterator<Item = &'e Expression>,
    policy: usize,
    expressions: &'e [Expression],
) -> BTreeSet<usize> {
    let mut open: Vec<usize> = own.flat_map(|own| own.lets.iter().map(|(index, _)| *index as usize)).collect();
    let mut lets = BTreeSet::new();
    while let Some(index) = open.pop() {
        if lets.insert(index) {
            let found = expressions.iter().find(|expression| expression.owner == Owner::Let(policy, index));
            open.extend(found.iter().flat_map(|found| found.lets.iter().map(|(other, _)| *other as usize)));
        }
    }
    lets
}

/// The digest of what a counter counts. Its name, its title and its policy are no part of it.
fn digest(counter: &Counter, document: &PolicyDocument, lets: &BTreeSet<usize>) -> CounterId {
    let within = counter.within.to_string();
    let mut parts = vec!["kind", document.applies_to.value.as_str(), "within", &within];
    for key in &counter.keys {
        parts.extend(["key", key.text().trim()]);
    }
    parts.push(match counter.measure {
        Measure::Events => "events",
        Measure::Distinct => "distinct",
        Measure::Sum(Scale::Whole) => "sum",
        Measure::Sum(Scale::Millionths) => "sum of fractions",
    });
    parts.extend(counter.element.iter().map(|element| element.text().trim()));
    if let Some(filter) = &counter.filter {
        parts.extend(["where", filter.text().trim()]);
    }
    for (name, text) in lets.iter().filter_map(|index| document.lets.entries.get(*index)) {
        parts.extend(["let", name.value.as_str(), text.text.trim()]);
    }
    CounterId::of(&parts)
}

fn one(
    environment: &Env,
    given: &CounterDocument,
    source: SourceId,
    owner: Owner,
    expressions: &mut Vec<Expression>,
    context: &mut Context<'_>,
) -> Option<Counter> {
    let mut compiled = |text: &SourceText, fits: fn(&Type) -> bool, (what, help): (&str, &str)| -> Option<Program> {
        if text.text.is_empty() {
            return None;
        }
        let program = expression::compile(environment, text, None, source, owner, expressions, context)?;
        if fits(program.ty()) {
            return Some(program);
        }
        let message = format!("{what}, this is `{}`", program.ty());
        context.report(source, text.span(), Diagnostic::new(condition::E204, message).help(help));
        None
    };
    let one_or_list = "a key is a text, a whole number, a boolean, an address or a time, or a list of such";
    let keys: Vec<Program> = given
        .key
        .expressions
        .iter()
        .filter_map(|text| compiled(text, is_key, (one_or_list, "Choose a field of it, as in `….map(p, p.raw)`.")))
        .collect();
    let scalar = "`distinct` is a text, a whole number, a boolean, an address or a time";
    let distinct = given.distinct.as_ref().map(|text| compiled(text, is_scalar, (scalar, "Choose a field of it.")));
    let sum = given.sum.as_ref().map(|text| {
        compiled(text, is_amount, ("`sum` adds up numbers", "Write a number, as in `size(…)` or a field of numbers."))
    });
    let filter = given.filter.as_ref().map(|text| {
        let help = "Compare it with something, as in `… == \"US\"` or `… > 3`, or ask `has(…)`.";
        compiled(text, |ty| matches!(ty, Type::Bool | Type::Dyn | Type::Error), ("`where` is true or false", help))
    });
    let (measure, element) = match (distinct, sum) {
        (Some(distinct), _) => (Measure::Distinct, Some(distinct?)),
        (None, Some(sum)) => {
            let sum = sum?;
            let scale = if matches!(sum.ty(), Type::Int) { Scale::Whole } else { Scale::Millionths };
            (Measure::Sum(scale), Some(sum))
        }
        (None, None) => (Measure::Events, None),
    };
    let filter = match filter {
        Some(filter) => Some(filter?),
        None => None,
    };
    if keys.is_empty() || keys.len() < given.key.expressions.len() {
        return None;
    }
    Some(Counter {
        id: Arc::from(""),
        title: given.title.as_ref().map(|title| title.value.clone()),
        digest: CounterId::from(0),
        measure,
        within: span_of_time::seconds(&given.within.value).ok()?,
        keys,
        element,
        filter,
        origin: Origin { source, span: given.head },
    })
}

fn is_scalar(ty: &Type) -> bool {
    let known = matches!(ty, Type::String | Type::Int | Type::Bool | Type::Ip | Type::Timestamp);
    known || matches!(ty, Type::Dyn | Type::Error)
}

fn is_key(ty: &Type) -> bool {
    match ty {
        Type::List(element) => is_scalar(element),
        ty => is_scalar(ty),
    }
}

fn is_amount(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Double | Type::Dyn | Type::Error)
}

/// Reports what is wrong with the shape of a counter, whatever its expressions are.
pub(crate) fn check_shape(given: &CounterDocument, source: SourceId, context: &mut Context<'_>) {
    check_within(&given.within, source, context);
    let measures = [given.distinct.is_some(), given.events.is_some(), given.sum.is_some()];
    if measures.into_iter().filter(|given| *given).count() != 1 && given.complete {
        let diagnostic = Diagnostic::new(document::E135, "a counter has one of `distinct`, `events` and `sum`")
            .help("Write `events: true` to count records, `distinct: …` to count different values, or `sum: …`.");
        context.report(source, given.head, diagnostic);
    }
    if let Some(events) = given.events.as_ref().filter(|events| !events.value) {
        let diagnostic = Diagnostic::new(document::E135, "`events` is `true` or left out")
            .help("Write `events: true`, or `distinct` or `sum` in its place.");
        context.report(source, events.span, diagnostic);
    }
}

fn check_within(given: &Spanned<String>, source: SourceId, context: &mut Context<'_>) {
    if given.value.is_empty() {
        return;
    }
    let (message, help) = match span_of_time::seconds(&given.value) {
        Ok(_) => return,
        Err(Fault::Form) => (
            format!("`{}` is not a span of time", brief(&given.value)),
            "Write a whole number and a unit, `s`, `m`, `h`, `d` or `w`: `90d`.",
        ),
        Err(Fault::Range) => {
            let message = "a counter reaches back from one second to ten years".to_owned();
            (message, "Choose a span from `1s` to `3653d`.")
        }
    };
    context.report(source, given.span, Diagnostic::new(document::E135, message).help(help));
}
