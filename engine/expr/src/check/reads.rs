//! Which declared fields a program reads, where, and whether their absence was thought of. For lints: it changes nothing.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::checker::{Checker, Origin};
use crate::ir::{Comparison, Ir, IrId, Read};

/// What is known where a node stands.
#[derive(Clone)]
struct Context {
    negated: bool,
    presence: bool,
    guards: Option<Rc<Guard>>,
}

/// A path that is known to be present, and those known before.
struct Guard {
    frame: u32,
    path: Arc<str>,
    outer: Option<Rc<Guard>>,
}

/// The reads of a program, in the order of its text.
pub(super) fn of(checker: &Checker<'_>, root: IrId) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut open = vec![(root, Context { negated: false, presence: false, guards: None })];
    let mut seen = HashSet::new();
    while let Some((id, context)) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let Some(read) = read(checker, id, &context) {
            reads.push(read);
        }
        children(checker, id, &context, &mut open);
    }
    reads.sort_by_key(|read: &Read| (read.span.start, read.span.end));
    reads
}

fn read(checker: &Checker<'_>, id: IrId, context: &Context) -> Option<Read> {
    if !matches!(checker.ir(id)?, Ir::Field { .. } | Ir::Member { .. }) {
        return None;
    }
    let place = checker.place(id)?;
    let Origin::Field(field) = &place.origin else { return None };
    let covered = |link: &Arc<str>| {
        let mut guard = context.guards.as_ref();
        while let Some(known) = guard {
            // The empty link is a frame itself, which is there with anything in it.
            let within = || known.path.strip_prefix(&**link).is_some_and(|rest| rest.starts_with('.'));
            if known.frame == place.frame && (link.is_empty() || *known.path == **link || within()) {
                return true;
            }
            guard = known.outer.as_ref();
        }
        false
    };
    Some(Read {
        frame: place.frame,
        field: field.clone(),
        span: checker.span(id),
        optional: !place.optional.is_empty(),
        guarded: context.presence || place.optional.iter().all(covered),
        negated: context.negated,
        presence: context.presence,
    })
}

/// Adds the children of a node with what is known where they stand.
fn children(checker: &Checker<'_>, id: IrId, context: &Context, open: &mut Vec<(IrId, Context)>) {
    let Some(ir) = checker.ir(id) else { return };
    let same = |id: &IrId| (*id, context.clone());
    match ir {
        Ir::Has(path) | Ir::Missing(path) | Ir::OptionalField(path) => {
            open.push((*path, Context { presence: true, ..context.clone() }));
        }
        Ir::Not(operand) => open.push((*operand, Context { negated: !context.negated, ..context.clone() })),
        Ir::Compare(Comparison::NotEqual, a, b) => {
            let inner = Context { negated: !context.negated, ..context.clone() };
            open.extend([(*a, inner.clone()), (*b, inner)]);
        }
        Ir::And(operands) | Ir::Or(operands) => {
            let and = matches!(ir, Ir::And(_));
            let mut inner = context.clone();
            for operand in operands {
                inner.guards = guards(checker, *operand, and, inner.guards);
            }
            open.extend(operands.iter().map(|operand| (*operand, inner.clone())));
        }
        Ir::Conditional(condition, then, otherwise) => {
            let when = |truth| Context {
                guards: guards(checker, *condition, truth, context.guards.clone()),
                ..context.clone()
            };
            open.extend([same(condition), (*then, when(true)), (*otherwise, when(false))]);
        }
        other => each_child(other, |id| open.push(same(&id))),
    }
}

/// What is present when a condition has this truth, added to what was known.
fn guards(checker: &Checker<'_>, id: IrId, truth: bool, mut known: Option<Rc<Guard>>) -> Option<Rc<Guard>> {
    let mut open = vec![(id, truth)];
    while let Some((id, truth)) = open.pop() {
        match checker.ir(id) {
            Some(Ir::Has(path)) if truth => known = present(checker, *path, known),
            Some(Ir::Missing(path)) if !truth => known = present(checker, *path, known),
            Some(Ir::Not(operand)) => open.push((*operand, !truth)),
            Some(Ir::And(operands)) if truth => open.extend(operands.iter().map(|operand| (*operand, true))),
            Some(Ir::Or(operands)) if !truth => open.extend(operands.iter().map(|operand| (*operand, false))),
            _ => {}
        }
    }
    known
}

fn present(checker: &Checker<'_>, path: IrId, outer: Option<Rc<Guard>>) -> Option<Rc<Guard>> {
    match checker.place(path) {
        Some(place) => Some(Rc::new(Guard { frame: place.frame, path: Arc::clone(&place.path), outer })),
        None => outer,
    }
}

/// Calls `visit` with every child of a node.
pub(crate) fn each_child(ir: &Ir, mut visit: impl FnMut(IrId)) {
    match ir {
        Ir::Const(_) | Ir::Variable(_) | Ir::Local(_) | Ir::Let(_) | Ir::Now | Ir::Fault(_) | Ir::Field { .. } => {}
        Ir::Member { object: id, .. }
        | Ir::Select { operand: id, .. }
        | Ir::Has(id)
        | Ir::Missing(id)
        | Ir::OptionalField(id)
        | Ir::Not(id)
        | Ir::Negate(id)
        | Ir::Matches(id, _)
        | Ir::InConstants(id, _)
        | Ir::InNamedList(id, _)
        | Ir::TableCell { key: id, .. }
        | Ir::InTable(id, _) => visit(*id),
        Ir::Index { operand: a, index: b, .. }
        | Ir::Arithmetic(_, a, b)
        | Ir::Compare(_, a, b)
        | Ir::In(a, b)
        | Ir::Bind { value: a, body: b, .. }
        | Ir::OptionalMap { operand: a, body: b, .. } => [*a, *b].into_iter().for_each(visit),
        Ir::And(ids) | Ir::Or(ids) | Ir::Call(_, ids) => ids.iter().copied().for_each(visit),
        Ir::Conditional(a, b, c) => [*a, *b, *c].into_iter().for_each(visit),
        Ir::MakeList(elements) => elements.iter().for_each(|(id, _)| visit(*id)),
        Ir::MakeMap(entries) => {
            entries.iter().for_each(|(key, value, _)| [*key, *value].into_iter().for_each(&mut visit));
        }
        Ir::Comprehension { range, filter, body, .. } => {
            [Some(*range), *filter, Some(*body)].into_iter().flatten().for_each(visit);
        }
    }
}
