//! Where the outcomes of rules come from. This is the seam for a plan that does not try each rule.

use crate::case::Case;
use crate::outcome::Outcome;
use crate::plan::PlannedRule;

/// Answers rules for a record.
pub(crate) trait RuleSource {
    /// Gives `found` every rule of `rules` whose outcome is not [`Outcome::NotMatched`], in their order.
    ///
    /// The outcome of a rule is that of its condition alone: it does not depend on which other rules are asked, but for
    /// the fuel that rules of one policy share in the order of `rules`.
    fn outcomes<'p, 'r>(
        &self,
        case: &mut Case<'r>,
        rules: &mut dyn Iterator<Item = &'p PlannedRule>,
        found: &mut dyn FnMut(&mut Case<'r>, &'p PlannedRule, Outcome),
    );
}

/// Tries every rule.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct EveryRule;

impl RuleSource for EveryRule {
    fn outcomes<'p, 'r>(
        &self,
        case: &mut Case<'r>,
        rules: &mut dyn Iterator<Item = &'p PlannedRule>,
        found: &mut dyn FnMut(&mut Case<'r>, &'p PlannedRule, Outcome),
    ) {
        for planned in rules {
            let bundle = case.bundle;
            let Some((_, rule)) = planned.resolve(bundle) else { continue };
            let truth = case.policy(planned.policy).truth(&rule.condition);
            match case.outcome(truth) {
                Outcome::NotMatched => {}
                outcome => found(case, planned, outcome),
            }
        }
    }
}
