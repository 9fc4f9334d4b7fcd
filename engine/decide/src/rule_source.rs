//! Where the outcomes of rules come from: from the plan of their conditions, or, to hold it against, from each by itself.

use std::cell::Cell;

use hirewall_expr::plan::{PlanScratch, Standing};
use hirewall_expr::{Truth, Undetermined};

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

impl Planned {
    /// Gives `found` what the plan says of every rule that is not plainly false, by its number in the plan.
    pub(crate) fn standings<'r>(
        case: &mut Case<'r>,
        plan: &KindPlan,
        found: &mut impl FnMut(&mut Case<'r>, u32, Standing),
    ) {
        let mut scratch = SCRATCH.take();
        let inputs = case.inputs();
        plan.conditions.scan(&inputs, &mut scratch, &mut |at, standing| found(case, at, standing));
        SCRATCH.set(scratch);
    }
}

impl RuleSource for Planned {
    fn outcomes<'p, 'r>(
        &self,
        case: &mut Case<'r>,
        plan: &'p KindPlan,
        acts: &dyn Fn(&PlannedRule) -> bool,
        found: &mut dyn FnMut(&mut Case<'r>, &'p PlannedRule, Outcome),
    ) {
        Self::standings(case, plan, &mut |case, at, standing| {
            let Some(planned) = plan.rules.get(at as usize).filter(|planned| acts(planned)) else { return };
            let outcome = match standing {
                Standing::True => Outcome::Matched,
                Standing::Open => evaluate(case, planned),
            };
            if !matches!(outcome, Outcome::NotMatched) {
                found(case, planned, outcome);
            }
        });
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
            match evaluate(case, planned) {
                Outcome::NotMatched => {}
                outcome => found(case, planned, outcome),
            }
        }
    }
}

/// What the condition of a rule comes to by itself.
pub(crate) fn evaluate(case: &mut Case<'_>, planned: &PlannedRule) -> Outcome {
    let Some((_, rule)) = planned.resolve(case.bundle) else { return Outcome::NotMatched };
    let evaluator = case.policy(planned.policy);
    let truth = match evaluator.lacks(&planned.wants) {
        Some(missing) => Truth::Undetermined(Undetermined { missing, fault: None }),
        None => evaluator.truth(&rule.condition),
    };
    case.outcome(truth)
}

#[cfg(test)]
mod tests;
