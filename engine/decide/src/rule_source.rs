//! Where the outcomes of rules come from: from the plan of their conditions, or, to hold it against, from each by itself.

use std::cell::Cell;

use hirewall_expr::plan::{PlanScratch, Standing};

use crate::case::Case;
use crate::outcome::Outcome;
use crate::plan::{KindPlan, PlannedRule};

thread_local! {
    /// Buffers that one record leaves to the next.
    static SCRATCH: Cell<PlanScratch> = const { Cell::new(PlanScratch::new()) };
}

/// Answers rules for a record.
pub(crate) trait RuleSource {
    /// Gives `found` every rule that `acts` and whose outcome is not [`Outcome::NotMatched`], in the order of the plan.
    ///
    /// The outcome of a rule is that of its condition alone: it does not depend on which other rules are asked.
    fn outcomes<'p, 'r>(
        &self,
        case: &mut Case<'r>,
        plan: &'p KindPlan,
        acts: &dyn Fn(&PlannedRule) -> bool,
        found: &mut dyn FnMut(&mut Case<'r>, &'p PlannedRule, Outcome),
    );
}

/// Asks the plan, and the evaluator about what the plan leaves open.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Planned;

impl RuleSource for Planned {
    fn outcomes<'p, 'r>(
        &self,
        case: &mut Case<'r>,
        plan: &'p KindPlan,
        acts: &dyn Fn(&PlannedRule) -> bool,
        found: &mut dyn FnMut(&mut Case<'r>, &'p PlannedRule, Outcome),
    ) {
        let mut scratch = SCRATCH.take();
        let inputs = case.inputs();
        plan.conditions.scan(&inputs, &mut scratch, &mut |at, standing| {
            let Some(planned) = plan.rules.get(at as usize).filter(|planned| acts(planned)) else { return };
            match standing {
                Standing::True => found(case, planned, Outcome::Matched),
                Standing::Open => evaluate(case, planned, found),
            }
        });
        SCRATCH.set(scratch);
    }
}

/// Evaluates every rule.
#[cfg(test)]
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct EveryRule;

#[cfg(test)]
impl RuleSource for EveryRule {
    fn outcomes<'p, 'r>(
        &self,
        case: &mut Case<'r>,
        plan: &'p KindPlan,
        acts: &dyn Fn(&PlannedRule) -> bool,
        found: &mut dyn FnMut(&mut Case<'r>, &'p PlannedRule, Outcome),
    ) {
        for planned in plan.rules.iter().filter(|planned| acts(planned)) {
            evaluate(case, planned, found);
        }
    }
}

fn evaluate<'p, 'r>(
    case: &mut Case<'r>,
    planned: &'p PlannedRule,
    found: &mut dyn FnMut(&mut Case<'r>, &'p PlannedRule, Outcome),
) {
    let bundle = case.bundle;
    let Some((_, rule)) = planned.resolve(bundle) else { return };
    match Outcome::from(case.policy(planned.policy).truth(&rule.condition)) {
        Outcome::NotMatched => {}
        outcome => found(case, planned, outcome),
    }
}

#[cfg(test)]
mod tests;
