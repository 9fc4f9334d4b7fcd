//! What a condition wants before anything else: the fields that its parts read first. A record that has none of them needs no evaluation, as
//! no part has an answer, and what is missing is known beforehand. It says nothing of a record that has one.

use hirewall_model::{Cell, Record};

use crate::condition::Condition;
use crate::eval::{Inputs, LET_HEIGHT, Place};
use crate::functions::Function;
use crate::ir::{Ir, IrId, Program};

/// How deep parts may nest, named expressions included; of deeper ones nothing is said.
const MOST_DEPTH: u32 = 64;
/// Fields, beyond which nothing is said: an evaluator names no more.
const MOST: usize = 32;

/// The fields that the parts of a condition read first, in their order, each once.
#[derive(Debug, Clone, Default)]
pub struct Wants(Box<[(u32, u32)]>);

impl Wants {
    /// Those of a condition and the named expressions that it may use; none where some part can be answered without a field, or begins with
    /// one that depends on others.
    #[must_use]
    pub fn of(condition: &Condition, lets: &[Program]) -> Self {
        let mut fields = Vec::new();
        let all = of_condition(condition, lets, 0, &mut fields);
        Self(if all.is_some() && fields.len() <= MOST { fields.into() } else { Box::default() })
    }

    /// Those of a program.
    #[must_use]
    pub fn of_program(program: &Program, lets: &[Program]) -> Self {
        let mut fields = Vec::new();
        let all = of_node(At { program, lets, height: 0, depth: 0 }, program.root(), &mut fields);
        Self(if all.is_some() && fields.len() <= MOST { fields.into() } else { Box::default() })
    }

    /// Whether there is nothing of what a condition wants: then it is undetermined, and lacks [`Wants::places`]. False where nothing is known
    /// of the condition.
    #[inline]
    pub(crate) fn none_in(&self, inputs: &Inputs<'_>) -> bool {
        let absent = |(frame, offset): &(u32, u32)| match record(inputs, *frame) {
            Some(record) => matches!(record.cell(*offset), Cell::Absent),
            // A record always is there.
            None => *frame > 0,
        };
        !self.0.is_empty() && self.0.iter().all(absent)
    }

    /// Adds the places of what a condition wants, each once, as the evaluator names them when they are missing.
    pub(crate) fn places(&self, inputs: &Inputs<'_>, places: &mut Vec<Place>) {
        for (frame, offset) in &self.0 {
            // A frame that is not there is missing as a whole.
            let offset = if *frame > 0 && record(inputs, *frame).is_none() { 0 } else { *offset };
            let place = Place::of(*frame, offset);
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
}

/// The record of a frame; 0 is the record itself.
fn record<'r>(inputs: &Inputs<'r>, frame: u32) -> Option<&'r Record<'r>> {
    match frame.checked_sub(1) {
        None => inputs.record,
        Some(at) => inputs.frames.get(at as usize).copied().flatten(),
    }
}

/// Where a part of a condition stands.
#[derive(Clone, Copy)]
struct At<'p> {
    program: &'p Program,
    lets: &'p [Program],
    /// The height that the evaluator counts for named expressions.
    height: u32,
    depth: u32,
}

fn of_condition(condition: &Condition, lets: &[Program], depth: u32, fields: &mut Vec<(u32, u32)>) -> Option<()> {
    if depth > MOST_DEPTH {
        return None;
    }
    match condition {
        Condition::Leaf { program, .. } => of_node(At { program, lets, height: 0, depth }, program.root(), fields),
        Condition::All(parts) | Condition::Any(parts) if !parts.is_empty() => {
            parts.iter().try_for_each(|part| of_condition(part, lets, depth + 1, fields))
        }
        Condition::All(_) | Condition::Any(_) => None,
        Condition::Not(part) => of_condition(part, lets, depth + 1, fields),
    }
}

/// Adds what a node stops at when it is not there.
fn of_node(at: At<'_>, id: IrId, fields: &mut Vec<(u32, u32)>) -> Option<()> {
    let at = At { depth: at.depth + 1, ..at };
    if at.depth > MOST_DEPTH {
        return None;
    }
    match at.program.node(id) {
        Ir::Field { frame, offset, field: Some(_) } => {
            if !fields.contains(&(*frame, *offset)) {
                fields.push((*frame, *offset));
            }
            Some(())
        }
        // All parts are asked, and none is known.
        Ir::And(parts) | Ir::Or(parts) if !parts.is_empty() => {
            parts.iter().try_for_each(|part| of_node(at, *part, fields))
        }
        // The first that is no constant is asked first, and stops the rest.
        Ir::Compare(_, left, right) | Ir::In(left, right) | Ir::Arithmetic(_, left, right) => {
            first(at, [*left, *right], fields)
        }
        Ir::Call(function, args) if !chooses(function) => first(at, args.iter().copied(), fields),
        Ir::MakeList(items) => first(at, items.iter().map(|(item, _)| *item), fields),
        Ir::Not(part)
        | Ir::Negate(part)
        | Ir::Conditional(part, ..)
        | Ir::Matches(part, _)
        | Ir::InConstants(part, _)
        | Ir::InNamedList(part, _)
        | Ir::InTable(part, _)
        | Ir::TableCell { key: part, .. }
        | Ir::Select { operand: part, optional: false, .. }
        | Ir::Index { operand: part, optional: false, .. }
        | Ir::Comprehension { range: part, .. } => of_node(at, *part, fields),
        Ir::Let(index) => {
            let program = at.lets.get(*index as usize)?;
            let height = at.height + 1 + program.height();
            if height > LET_HEIGHT {
                return None;
            }
            of_node(At { program, height, ..at }, program.root(), fields)
        }
        _ => None,
    }
}

/// What stops the first part that is no constant.
fn first(at: At<'_>, parts: impl IntoIterator<Item = IrId>, fields: &mut Vec<(u32, u32)>) -> Option<()> {
    let part = parts.into_iter().find(|part| !matches!(at.program.node(*part), Ir::Const(_)))?;
    of_node(at, part, fields)
}

/// Whether a function looks at its first argument before the others, and may go without them.
fn chooses(function: &Function) -> bool {
    matches!(function.name, "or" | "orValue")
}
