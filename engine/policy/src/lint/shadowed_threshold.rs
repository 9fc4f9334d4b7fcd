//! Two thresholds of one field in one condition, of which one decides alone.

use std::collections::HashMap;

use hirewall_diagnostic::codes::lint::L416;
use hirewall_diagnostic::{Diagnostic, Span};
use hirewall_expr::Value;
use hirewall_expr::condition::Condition;
use hirewall_expr::ir::{Comparison, Ir, IrId, Program};

use super::{Findings, Subject};
use crate::compile::{Expression, Owner};

/// A comparison of a field with a number.
#[derive(Clone, Copy)]
struct Threshold {
    /// Frame and cell of the field.
    offset: (u32, u32),
    /// Whether it asks for values above the number rather than below it.
    above: bool,
    /// The number, and whether it is itself inside.
    bound: (f64, bool),
    span: Span,
}

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    programs(subject, &mut |program, expression| program_thresholds(program, expression, findings));
}

/// Gives `each` the programs of the conditions of all rules, with what is known of where they stand.
pub(super) fn programs<'a>(subject: &Subject<'a>, each: &mut dyn FnMut(&'a Program, &'a Expression)) {
    let mut expressions: HashMap<String, Vec<&Expression>> = HashMap::new();
    for expression in subject.expressions {
        let Owner::Rule(policy, rule) = expression.owner else { continue };
        let Some((_, policy)) = subject.loaded.policies.get(policy) else { continue };
        let Some(rule) = policy.rules.get(rule) else { continue };
        expressions.entry(format!("{}/{}", policy.policy.value, rule.id.value)).or_default().push(expression);
    }
    for (_, rule) in subject.bundle.rules() {
        let mut programs = Vec::new();
        leaves_of(&rule.condition, &mut programs);
        for (program, expression) in programs.into_iter().zip(expressions.get(&rule.id).into_iter().flatten()) {
            each(program, expression);
        }
    }
}

/// The programs of a condition, in the order in which they were compiled.
fn leaves_of<'c>(condition: &'c Condition, out: &mut Vec<&'c Program>) {
    match condition {
        Condition::Leaf { program, .. } => out.push(program),
        Condition::Not(inner) => leaves_of(inner, out),
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| leaves_of(part, out)),
    }
}

fn program_thresholds(program: &Program, expression: &Expression, findings: &mut Findings<'_>) {
    for (_, node) in program.nodes() {
        let (parts, all) = match node {
            Ir::And(parts) => (parts, true),
            Ir::Or(parts) => (parts, false),
            _ => continue,
        };
        let thresholds: Vec<Threshold> = parts.iter().filter_map(|part| threshold(program, *part)).collect();
        for (index, one) in thresholds.iter().enumerate() {
            for other in thresholds.iter().skip(index + 1) {
                if one.offset != other.offset || one.above != other.above {
                    continue;
                }
                // The narrower of two thresholds implies the wider: in `&&` the wider is idle, in `||` the narrower.
                let narrower_first = if one.above { reach(one) >= reach(other) } else { reach(one) <= reach(other) };
                let (idle, decides) = if narrower_first == all { (other, one) } else { (one, other) };
                let file = findings.sources.text(expression.source);
                let related = expression.text.locate(file, decides.span);
                let diagnostic = Diagnostic::new(L416, "threshold can never decide")
                    .related(expression.source, related, "this one decides already")
                    .help("Remove one of the two, or correct its number.");
                findings.add_in(expression, idle.span, diagnostic, "makes no difference");
            }
        }
    }
}

/// Orders bounds: with the number inside, a lower bound reaches further down and an upper one further up.
fn reach(threshold: &Threshold) -> (f64, i8) {
    let (number, inside) = threshold.bound;
    (
        number,
        match (threshold.above, inside) {
            (true, true) | (false, false) => 0,
            (true, false) | (false, true) => 1,
        },
    )
}

fn threshold(program: &Program, id: IrId) -> Option<Threshold> {
    let Ir::Compare(comparison, left, right) = program.node(id) else { return None };
    let (field, number, flipped) = match (program.node(*left), program.node(*right)) {
        (Ir::Field { frame, offset, .. }, constant) => ((*frame, *offset), value(constant)?, false),
        (constant, Ir::Field { frame, offset, .. }) => ((*frame, *offset), value(constant)?, true),
        _ => return None,
    };
    let (above, inside) = match comparison {
        Comparison::Greater => (true, false),
        Comparison::GreaterEqual => (true, true),
        Comparison::Less => (false, false),
        Comparison::LessEqual => (false, true),
        Comparison::Equal | Comparison::NotEqual => return None,
    };
    Some(Threshold { offset: field, above: above != flipped, bound: (number, inside), span: program.span(id) })
}

pub(super) fn value(node: &Ir) -> Option<f64> {
    match node {
        // Beyond 2^53 two neighbours look alike as doubles; such thresholds are left alone.
        Ir::Const(Value::Int(value)) if value.unsigned_abs() < 1 << 53 => Some(*value as f64),
        Ir::Const(Value::Double(value)) => Some(*value),
        _ => None,
    }
}
