//! A protected attribute, or a proxy of one, as a basis of a rule. Only a justification on the rule waives it.

use std::collections::BTreeSet;

use hirewall_diagnostic::codes::lint::{L412, L413};
use hirewall_diagnostic::{Code, Diagnostic, Span};
use hirewall_expr::ir::Read;
use hirewall_model::{Attributes, FieldType, Schema};

use super::{Findings, Subject};
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
        let lets = of_lets(subject, at, schema);
        for expression in subject.expressions {
            let Owner::Rule(owner, rule) = expression.owner else { continue };
            let Some(rule) = policy.rules.get(rule).filter(|_| owner == at) else { continue };
            if rule.justification.is_some() {
                continue;
            }
            let mut told: BTreeSet<(Span, Concern)> = BTreeSet::new();
            for read in &expression.reads {
                for concern in of_read(subject, schema, read) {
                    if told.insert((read.span, concern.clone())) {
                        report(expression, read.span, &concern, None, findings);
                    }
                }
            }
            for (index, span) in &expression.lets {
                let name = policy.lets.entries.get(*index as usize).map(|(name, _)| name.value.as_str());
                for concern in lets.get(*index as usize).into_iter().flatten() {
                    if told.insert((*span, concern.clone())) {
                        report(expression, *span, concern, name, findings);
                    }
                }
            }
        }
    }
}

/// What each let of a policy reads, through other lets too; a let reads only those before it.
fn of_lets(subject: &Subject<'_>, policy: usize, schema: &Schema) -> Vec<BTreeSet<Concern>> {
    let mut lets: Vec<BTreeSet<Concern>> = Vec::new();
    for expression in subject.expressions {
        let Owner::Let(owner, index) = expression.owner else { continue };
        if owner != policy {
            continue;
        }
        let mut own: BTreeSet<Concern> =
            expression.reads.iter().flat_map(|read| of_read(subject, schema, read)).collect();
        for (other, _) in &expression.lets {
            own.extend(lets.get(*other as usize).into_iter().flatten().cloned());
        }
        lets.resize(lets.len().max(index + 1), BTreeSet::new());
        if let Some(place) = lets.get_mut(index) {
            *place = own;
        }
    }
    lets
}

/// What is said of the fields on a path of the record or of a detector's signals.
fn of_read(subject: &Subject<'_>, schema: &Schema, read: &Read) -> Vec<Concern> {
    let schema = subject.detector(read.frame).map_or(schema, |detector| &detector.signals);
    let shown = subject.shown(read);
    concerns(schema, &read.field.path).into_iter().map(|concern| Concern { path: shown.clone(), ..concern }).collect()
}

/// What is said of the fields on a path, from the root down.
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
