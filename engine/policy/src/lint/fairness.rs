//! A protected attribute, or a proxy of one, as a basis of a rule. Only a justification on the rule waives it.

use std::collections::{BTreeMap, BTreeSet};

use hirewall_diagnostic::codes::lint::{L412, L413};
use hirewall_diagnostic::{Code, Diagnostic, Span};
use hirewall_expr::ir::Read;
use hirewall_model::{Attributes, FieldType, Schema};

use super::{Findings, Subject};
use crate::FrameOf;
use crate::compile::{Expression, Owner};

/// What hiring law says of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Concern {
    path: String,
    attribute: String,
    proxy: bool,
}

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (at, (_, policy)) in subject.loaded.policies.iter().enumerate() {
        let Some(schema) = subject.bundle.schemas.get(&policy.applies_to.value) else { continue };
        let named = of_named(subject, at, schema);
        for expression in subject.expressions {
            let Owner::Rule(owner, rule) = expression.owner else { continue };
            let Some(rule) = policy.rules.get(rule).filter(|_| owner == at) else { continue };
            if rule.justification.is_some() {
                continue;
            }
            let mut told: BTreeSet<(Span, Concern)> = BTreeSet::new();
            for read in &expression.reads {
                let counter = subject.counter(read);
                for concern in named.of(subject, schema, read) {
                    if told.insert((read.span, concern.clone())) {
                        let by = counter.map(|name| format!("counters.{name}"));
                        report(expression, read.span, &concern, by.as_deref(), findings);
                    }
                }
            }
            for (index, span) in &expression.lets {
                let name = policy.lets.entries.get(*index as usize).map(|(name, _)| name.value.as_str());
                for concern in named.lets.get(*index as usize).into_iter().flatten() {
                    if told.insert((*span, concern.clone())) {
                        report(expression, *span, concern, name, findings);
                    }
                }
            }
        }
    }
}

/// What stands behind the names of a policy.
struct Behind<'a> {
    /// What each let reads, through other lets and counters too.
    lets: Vec<BTreeSet<Concern>>,
    /// What each counter reads, with the lets that it reads.
    counters: BTreeMap<&'a str, BTreeSet<Concern>>,
}

impl Behind<'_> {
    /// What is said of the fields on a path of the record or of a frame beside it; of a counter what it counts by.
    fn of(&self, subject: &Subject<'_>, schema: &Schema, read: &Read) -> Vec<Concern> {
        let schema = match subject.bundle.frame(read.frame) {
            Some(FrameOf::Counters(_)) => {
                return self.counters.get(&*read.field.path).into_iter().flatten().cloned().collect();
            }
            Some(FrameOf::Signals(detector)) => &detector.signals,
            Some(FrameOf::Joined(schema)) => schema,
            None => schema,
        };
        let shown = subject.shown(read);
        let concerns = concerns(schema, &read.field.path).into_iter();
        concerns.map(|concern| Concern { path: shown.clone(), ..concern }).collect()
    }

    /// What an expression reads.
    fn all(&self, subject: &Subject<'_>, schema: &Schema, expression: &Expression) -> BTreeSet<Concern> {
        let reads = expression.reads.iter().flat_map(|read| self.of(subject, schema, read));
        let lets = expression.lets.iter().filter_map(|(other, _)| self.lets.get(*other as usize));
        reads.chain(lets.flatten().cloned()).collect()
    }
}

/// What stands behind the names of a policy. A let reads only those before it, and a counter only lets that read no counter: so
/// lets come first, then counters, then the lets that read those.
fn of_named<'a>(subject: &Subject<'a>, policy: usize, schema: &Schema) -> Behind<'a> {
    let mut behind = Behind { lets: Vec::new(), counters: BTreeMap::new() };
    for _ in 0..2 {
        for expression in subject.expressions {
            let Owner::Let(owner, index) = expression.owner else { continue };
            if owner != policy {
                continue;
            }
            let own = behind.all(subject, schema, expression);
            behind.lets.resize(behind.lets.len().max(index + 1), BTreeSet::new());
            if let Some(place) = behind.lets.get_mut(index) {
                *place = own;
            }
        }
        for expression in subject.expressions {
            let Owner::Counter(owner, index) = expression.owner else { continue };
            let document = subject.loaded.policies.get(policy).filter(|_| owner == policy);
            let Some((name, _)) = document.and_then(|(_, document)| document.counters.entries.get(index)) else {
                continue;
            };
            let own = behind.all(subject, schema, expression);
            behind.counters.entry(name.value.as_str()).or_default().extend(own);
        }
    }
    behind
}

/// What is said of the fields on a path, from the root down. A list of plain values is read with its elements: a macro goes
/// through them without a field of its own.
fn concerns(schema: &Schema, path: &str) -> Vec<Concern> {
    let mut out = Vec::new();
    let mut shape = Some(schema.root());
    let mut element: Option<&FieldType> = None;
    let add = |attributes: &Attributes, out: &mut Vec<Concern>| {
        for (attribute, proxy) in [(&attributes.protected, false), (&attributes.proxy, true)] {
            if let Some(attribute) = attribute {
                out.push(Concern { path: path.to_owned(), attribute: attribute.clone(), proxy });
            }
        }
    };
    for part in path.split('.') {
        let ty = if part == "*" {
            let Some(FieldType::List(inner)) = element else { break };
            add(&inner.attributes, &mut out);
            &inner.ty
        } else {
            let Some(field) = shape.and_then(|shape| shape.field(part)) else { break };
            add(&field.attributes, &mut out);
            &field.ty
        };
        shape = match ty {
            FieldType::Object(inner) => Some(inner),
            _ => None,
        };
        element = Some(ty);
    }
    while let Some(FieldType::List(inner)) = element
        && !matches!(inner.ty, FieldType::Object(_))
    {
        add(&inner.attributes, &mut out);
        element = Some(&inner.ty);
    }
    out
}

fn report(expression: &Expression, span: Span, concern: &Concern, by: Option<&str>, findings: &mut Findings<'_>) {
    let Concern { path, attribute, proxy } = concern;
    let code: Code = if *proxy { L413 } else { L412 };
    let message = if *proxy {
        format!("`{path}` stands in for a protected attribute: {attribute}")
    } else {
        format!("`{path}` is a protected attribute: {attribute}")
    };
    let label = by.map_or_else(
        || "used as a basis of this rule".to_owned(),
        |name| format!("`{name}` reads it, so it is a basis of this rule"),
    );
    let diagnostic = Diagnostic::new(code, message)
        .help("Judge by something else, or add `justification:` to the rule with why this is lawful and fair.");
    findings.add_in(expression, span, diagnostic, label);
}
