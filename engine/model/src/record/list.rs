//! Reads an array: its elements are put together on the stack and move to their place, side by side, when it is
//! complete. Lists inside of it are complete earlier, so that they have moved by then.

use serde::de::SeqAccess;

use super::problem::ProblemKind;
use super::reading::Reading;
use super::value::ValueSeed;
use super::{Cell, ListFrame};
use crate::json::path::Path;
use crate::schema::plan::ListPlan;

pub(super) fn read<'a, A: SeqAccess<'a>>(
    reading: &mut Reading<'a>,
    plan: &ListPlan,
    at: usize,
    path: &Path<'_>,
    mut elements: A,
) -> Result<(), A::Error> {
    reading.budget.enter(path)?;
    let (base, mark) = (reading.stack.len(), reading.frames.len());
    let width = plan.width as usize;
    let mut len = 0_u32;
    loop {
        let here = path.index(len);
        let place = reading.stack.len();
        reading.stack.resize(place + width, Cell::Absent);
        let seed = ValueSeed { reading, plan: &plan.item, at: place, path: &here };
        let Some(given) = elements.next_element_seed(seed)? else {
            reading.stack.truncate(place);
            break;
        };
        reading.budget.take(width)?;
        if !given {
            let message = "expected a value, found null".to_owned();
            reading.problem(ProblemKind::Type, &here, message, "Leave the element out of the array.");
        }
        len += 1;
    }
    check(reading, plan, base, u64::from(len), path);
    reading.close_list(ListFrame { first: 0, width: plan.width, len, owner: 0, settled: false }, (base, mark), at);
    Ok(())
}

fn check(reading: &mut Reading<'_>, plan: &ListPlan, base: usize, len: u64, path: &Path<'_>) {
    let kind = ProblemKind::Items;
    if len < plan.min {
        let message = format!("has {len} elements, fewer than the schema's `minItems` of {}", plan.min);
        reading.problem(kind, path, message, "Give the missing elements, or leave the array out.");
    }
    if len > plan.max {
        let message = format!("has {len} elements, more than the schema's `maxItems` of {}", plan.max);
        reading.problem(kind, path, message, "Leave out the elements beyond.");
    }
    if plan.unique && repeats(reading, base) {
        let message = "two elements are equal, which the schema's `uniqueItems` forbids".to_owned();
        reading.problem(kind, path, message, "Name each element once.");
    }
}

/// Whether two of the scalars on the stack from `base` are equal.
pub(super) fn repeats(reading: &Reading<'_>, base: usize) -> bool {
    let cells = reading.stack.get(base..).unwrap_or_default();
    let mut keys: Vec<(u8, i128, &str)> = cells.iter().filter_map(|cell| key(reading, *cell)).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair.first() == pair.last())
}

/// A scalar as something to sort by, equal for equal values.
fn key<'r>(reading: &'r Reading<'_>, cell: Cell) -> Option<(u8, i128, &'r str)> {
    Some(match cell {
        Cell::Absent | Cell::Object | Cell::List { .. } | Cell::Dyn(_) => return None,
        Cell::Null => (0, 0, ""),
        Cell::Bool(value) => (1, i128::from(value), ""),
        Cell::Int(value) => (2, i128::from(value), ""),
        // Adding zero turns minus zero into zero.
        Cell::Double(value) => (3, i128::from((value + 0.0).to_bits()), ""),
        Cell::String { .. } => (4, 0, super::string(reading.input, &reading.own, cell)),
        Cell::Time { seconds, nanos } => (5, i128::from(seconds) * 1_000_000_000 + i128::from(nanos), ""),
    })
}
