//! Which parts of a condition are asked again and again of the same element, because one macro goes through a list inside of another. It
//! says nothing of what they come to.

use std::rc::Rc;

use super::reads::each_child;
use crate::ir::{Ir, IrId, LocalId, Remembered};

/// Variables as bits. The last bit stands for all that have none of their own.
type Variables = u64;

const OTHERS: Variables = 1 << 63;

/// A macro around a part.
#[derive(Clone)]
struct Loop {
    /// The variable that is the element.
    variable: Variables,
    /// The variables that the list depends on, whether directly or through the lists of other macros.
    list: Variables,
}

/// Of each node, where its value depends on nothing but the record and one macro's element that comes back, that macro's variable. Only the
/// outermost of such parts are named, and none that merely reads a field. Empty where there are none.
pub(super) fn of(nodes: &[Ir], root: IrId) -> Box<[Remembered]> {
    let macros = nodes.iter().filter(|node| matches!(node, Ir::Comprehension { .. })).count();
    if macros < 2 {
        return Box::default();
    }
    let parts = parts(nodes);
    let part = |id: IrId| parts.get(id.0 as usize).copied().unwrap_or(Part { free: OTHERS, works: false });
    let mut found = vec![Remembered::No; nodes.len()];
    let mut open: Vec<(IrId, Rc<[Loop]>)> = vec![(root, Rc::from([]))];
    while let Some((id, loops)) = open.pop() {
        let Part { free, works } = part(id);
        if works && free.count_ones() == 1 && comes_back(free, &loops) {
            if let Some(slot) = found.get_mut(id.0 as usize) {
                *slot = Remembered::Element(LocalId(free.trailing_zeros()));
            }
            continue;
        }
        match nodes.get(id.0 as usize) {
            Some(Ir::Comprehension { range, first, second, filter, body, .. }) => {
                let list = reached(part(*range).free, &loops);
                let own = Loop { variable: bit(second.unwrap_or(*first)), list };
                let inner: Rc<[Loop]> = loops.iter().cloned().chain([own]).collect();
                open.push((*range, loops));
                open.extend(filter.iter().chain([body]).map(|part| (*part, Rc::clone(&inner))));
            }
            Some(node) => each_child(node, |child| open.push((child, Rc::clone(&loops)))),
            None => {}
        }
    }
    if found.iter().all(|by| *by == Remembered::No) { Box::default() } else { found.into() }
}

/// What is known of a node.
#[derive(Clone, Copy)]
struct Part {
    /// The variables that it reads and does not bind itself.
    free: Variables,
    /// Whether it does more than reading and comparing.
    works: bool,
}

/// Of each node, children before their parents.
fn parts(nodes: &[Ir]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let works = matches!(node, Ir::Call(..) | Ir::Matches(..) | Ir::Arithmetic(..) | Ir::Comprehension { .. });
        let mut own = Part { free: 0, works };
        each_child(node, |child| {
            let child = parts.get(child.0 as usize).copied().unwrap_or(Part { free: OTHERS, works: false });
            own.free |= child.free;
            own.works |= child.works;
        });
        let bound = match node {
            Ir::Local(local) => {
                own.free |= bit(*local);
                0
            }
            Ir::Comprehension { first, second, .. } => bit(*first) | second.map_or(0, bit),
            Ir::Bind { local, .. } | Ir::OptionalMap { local, .. } => bit(*local),
            _ => 0,
        };
        // A variable without a bit of its own is never taken out, nor one that the list itself reads: too many are left, not too few.
        own.free &= !(bound & !OTHERS);
        parts.push(own);
    }
    parts
}

fn bit(local: LocalId) -> Variables {
    if local.0 < 63 { 1 << local.0 } else { OTHERS }
}

/// The variables that a list depends on, through the lists that its elements are of too. One that is no macro's element stands for all.
fn reached(free: Variables, loops: &[Loop]) -> Variables {
    let known = loops.iter().fold(0, |known, around| known | around.variable);
    if free & !known != 0 {
        return Variables::MAX;
    }
    loops.iter().filter(|around| free & around.variable != 0).fold(free, |all, around| all | around.list)
}

/// Whether a macro's element is looked at again: inside of another macro that goes on meanwhile, or because its list is gone through once for
/// each element of a list around it.
fn comes_back(variable: Variables, loops: &[Loop]) -> bool {
    let Some(at) = loops.iter().position(|around| around.variable == variable) else { return false };
    let Some((own, outer)) = loops.get(..=at).and_then(<[Loop]>::split_last) else { return false };
    variable != OTHERS && (at + 1 < loops.len() || outer.iter().any(|around| own.list & around.variable == 0))
}
