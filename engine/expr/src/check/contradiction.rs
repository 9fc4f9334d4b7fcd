//! Warnings about chains of `&&` and `||`: parts that contradict each other, that cover every value, that are repeated. It
//! looks at comparisons of one field with constants, nothing more, so it warns of nothing that is not so.

use std::collections::HashMap;

use hirewall_diagnostic::Span;
use hirewall_diagnostic::codes::condition::{E220, E221, E223};

use super::checker::Checker;
use super::comparison::mirrored;
use crate::ir::{Comparison, Ir, IrId};
use crate::syntax::{NodeId, print_node};
use crate::{Problem, Type, Value};

/// Chains with more operands are not looked at for repetitions.
const MOST: usize = 500;

/// What a chain says of one field, as conditions that must all hold.
#[derive(Default)]
struct Facts {
    /// The lowest and highest value, and whether they themselves are left out.
    low: Option<(f64, bool)>,
    high: Option<(f64, bool)>,
    equal: Vec<String>,
    not_equal: Vec<String>,
    among: Option<Vec<String>>,
    spans: Vec<Span>,
}

/// Looks at one chain.
#[inline(never)]
pub(super) fn check(checker: &mut Checker<'_>, parts: &[NodeId], lowered: &[IrId], and: bool, span: Span) {
    if !checker.checked || parts.len() > MOST {
        return;
    }
    repeated(checker, parts, and);
    // A disjunction is always true when the negations of its parts contradict each other.
    let mut facts: HashMap<String, Facts> = HashMap::new();
    for id in lowered {
        if let Some((key, op, value)) = comparison(checker, *id) {
            let op = if and { op } else { negated(op) };
            let known = facts.entry(key).or_default();
            known.spans.push(checker.span(*id));
            known.note(op, &value);
        } else if let Some((key, texts)) = membership(checker, *id).filter(|_| and) {
            let known = facts.entry(key).or_default();
            known.spans.push(checker.span(*id));
            known.among = Some(match known.among.take() {
                Some(before) => before.into_iter().filter(|text| texts.contains(text)).collect(),
                None => texts,
            });
        }
    }
    let mut found: Vec<Facts> =
        facts.into_values().filter(|facts| facts.spans.len() > 1 && facts.contradict()).collect();
    found.sort_by_key(|facts| facts.spans.first().map_or(0, |span| span.start));
    if let Some(facts) = found.first() {
        let text =
            if and { "these conditions can never hold together" } else { "one of these conditions always holds" };
        let mut problem = Problem::new(E220, span, text);
        for place in &facts.spans {
            problem = problem.related(*place, if and { "this" } else { "or this" });
        }
        let meant = if and { "`||`" } else { "`&&`" };
        checker.warnings.push(problem.help(format!("Was {meant} meant, or another field or value?")));
    }
}

/// Warns of a value that is compared with itself.
#[inline(never)]
pub(super) fn check_itself(checker: &mut Checker<'_>, op: Comparison, left: IrId, right: IrId, span: Span) {
    let same = key(checker, left).is_some_and(|left| Some(left) == key(checker, right));
    if !checker.checked || !same || matches!(checker.ty(left), Type::Double | Type::Dyn) {
        return;
    }
    let truth = matches!(op, Comparison::Equal | Comparison::LessEqual | Comparison::GreaterEqual);
    let text = format!("`{}` is compared with itself, which is always {truth}", checker.shown(checker.span(left)));
    checker.warnings.push(Problem::new(E221, span, text).help("Was another field meant?"));
}

/// Warns of a condition that depends on nothing.
pub(super) fn check_whole(checker: &mut Checker<'_>, root: IrId) {
    let depends = checker
        .nodes
        .iter()
        .any(|ir| matches!(ir, Ir::Variable(_) | Ir::Let(_) | Ir::Now | Ir::Field { .. } | Ir::Fault(_)));
    if checker.checked && !depends && matches!(checker.ty(root), Type::Bool) {
        let span = checker.span(root);
        let problem = Problem::new(E220, span, "the condition reads neither the record nor anything else that changes");
        checker.warnings.push(problem.help("Its value is the same for every record: name a field, or leave it out."));
    }
}

fn repeated(checker: &mut Checker<'_>, parts: &[NodeId], and: bool) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for part in parts {
        let span = checker.ast.span(*part);
        if let Some(first) = seen.insert(print_node(checker.ast, *part), span) {
            let shown = checker.shown(span);
            let operator = if and { "&&" } else { "||" };
            let problem = Problem::new(E223, span, format!("`{shown}` stands twice in this chain of `{operator}`"));
            checker.warnings.push(problem.related(first, "first here").help("Delete one, or was another field meant?"));
        }
    }
}

/// What names the value that a node reads, if it is a field or an element's field.
fn key(checker: &Checker<'_>, id: IrId) -> Option<String> {
    match checker.ir(id)? {
        Ir::Field { frame, offset, .. } => Some(format!("field {frame} {offset}")),
        Ir::Variable(index) => Some(format!("variable {index}")),
        Ir::Local(local) => Some(format!("local {}", local.0)),
        Ir::Member { object, offset, .. } => match checker.ir(*object)? {
            Ir::Local(local) => Some(format!("local {} {offset}", local.0)),
            _ => None,
        },
        _ => None,
    }
}

fn comparison(checker: &Checker<'_>, id: IrId) -> Option<(String, Comparison, Value<'static>)> {
    let Ir::Compare(op, left, right) = checker.ir(id)? else { return None };
    if let (Some(key), Some(value)) = (key(checker, *left), checker.constant(*right)) {
        return Some((key, *op, value.clone()));
    }
    let (key, value) = (key(checker, *right)?, checker.constant(*left)?);
    Some((key, mirrored(*op), value.clone()))
}

fn membership(checker: &Checker<'_>, id: IrId) -> Option<(String, Vec<String>)> {
    let Ir::InConstants(value, set) = checker.ir(id)? else { return None };
    let texts: Option<Vec<String>> = set.items().iter().map(scalar).collect();
    Some((key(checker, *value)?, texts?))
}

fn negated(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterEqual,
        Comparison::LessEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessEqual,
        Comparison::GreaterEqual => Comparison::Less,
    }
}

/// A form of a scalar in which equal ones are equal texts.
fn scalar(value: &Value<'static>) -> Option<String> {
    match value {
        Value::String(text) => Some(format!("\"{text}")),
        Value::Bool(value) => Some(value.to_string()),
        other => number(other).map(|number| number.to_string()),
    }
}

#[expect(clippy::cast_precision_loss, reason = "integers beyond 2^53 are left out")]
fn number(value: &Value<'static>) -> Option<f64> {
    match value {
        Value::Int(number) if number.unsigned_abs() <= 1 << 53 => Some(*number as f64),
        Value::Uint(number) if *number <= 1 << 53 => Some(*number as f64),
        Value::Double(number) if !number.is_nan() => Some(*number),
        _ => None,
    }
}

impl Facts {
    fn note(&mut self, op: Comparison, value: &Value<'static>) {
        if let (Comparison::Equal | Comparison::NotEqual, Some(text)) = (op, scalar(value)) {
            if op == Comparison::Equal { &mut self.equal } else { &mut self.not_equal }.push(text);
        }
        let Some(number) = number(value) else { return };
        match op {
            Comparison::Equal => {
                self.above(number, false);
                self.below(number, false);
            }
            Comparison::NotEqual => {}
            Comparison::Less => self.below(number, true),
            Comparison::LessEqual => self.below(number, false),
            Comparison::Greater => self.above(number, true),
            Comparison::GreaterEqual => self.above(number, false),
        }
    }

    fn above(&mut self, number: f64, open: bool) {
        let higher = self.low.is_none_or(|(low, was_open)| number > low || number == low && open && !was_open);
        if higher {
            self.low = Some((number, open));
        }
    }

    fn below(&mut self, number: f64, open: bool) {
        let lower = self.high.is_none_or(|(high, was_open)| number < high || number == high && open && !was_open);
        if lower {
            self.high = Some((number, open));
        }
    }

    /// Whether no value satisfies all.
    fn contradict(&self) -> bool {
        let range = match (self.low, self.high) {
            (Some((low, low_open)), Some((high, high_open))) => low > high || low == high && (low_open || high_open),
            _ => false,
        };
        let differ = self.equal.windows(2).any(|pair| matches!(pair, [a, b] if a != b));
        let excluded = self.equal.iter().any(|text| self.not_equal.contains(text));
        let outside = self.among.as_ref().is_some_and(|among| {
            among.iter().all(|text| self.not_equal.contains(text))
                || self.equal.iter().any(|text| !among.contains(text))
        });
        range || differ || excluded || outside
    }
}
