//! Which rules match, and nothing else of a decision. It gives no reason, no evidence and no verdict.

use hirewall_expr::plan::{PlanReport, PlanScratch, PlanWork, Standing};
use hirewall_model::Record;

use crate::Given;
use crate::answered::Answered;
use crate::case::Case;
use crate::decider::{Decider, ForeignRecord, acting};
use crate::outcome::Outcome;
use crate::rule_source::{Planned, evaluate};

/// Rules for which there is room from the start.
const USUAL: usize = 1_024;

impl Decider {
    /// The rules that match a record by its own data, by their numbers in [`Decider::rule_ids`], in order: for counting and searching.
    /// Rules in shadow mode are among them; exceptions are not looked at.
    ///
    /// # Errors
    /// The record was not decoded with the bundle's schema of its kind.
    pub fn matching(&self, record: &Record<'_>, given: &Given) -> Result<Vec<u32>, ForeignRecord> {
        let plan = self.plan_for(record)?;
        let answered = Answered::default();
        let mut case = Case::new((self.bundle(), plan), record, (&answered, &[]), given);
        let subject = record.subject();
        let mut matching = Vec::with_capacity(plan.rules.len().min(USUAL));
        Planned::standings(&mut case, plan, &mut |case, at, standing| {
            let found = match standing {
                // Most rules are not even looked at.
                Standing::True if plan.unconditional.get(at as usize) == Some(&true) => true,
                _ => plan.rules.get(at as usize).is_some_and(|planned| {
                    acting(planned, case.bundle, subject, given).is_some()
                        && (standing == Standing::True || matches!(evaluate(case, planned), Outcome::Matched))
                }),
            };
            if found {
                matching.push(at);
            }
        });
        case.done();
        Ok(matching)
    }

    /// The work that the plan does for a record, counted, to hold against what it should be: no clock disturbs it.
    ///
    /// # Errors
    /// The record was not decoded with the bundle's schema of its kind.
    pub fn work(&self, record: &Record<'_>, given: &Given) -> Result<PlanWork, ForeignRecord> {
        let plan = self.plan_for(record)?;
        let answered = Answered::default();
        let case = Case::new((self.bundle(), plan), record, (&answered, &[]), given);
        // New buffers, so that nothing but this record is counted.
        let mut scratch = PlanScratch::new();
        plan.conditions.scan(&case.inputs(), &mut scratch, &mut |_, _| {});
        Ok(scratch.work())
    }

    /// What the plan made of the rules of a record kind, which it numbers as [`Decider::rule_ids`] lists them; nothing for a kind that
    /// the bundle does not know.
    #[must_use]
    pub fn plan_report(&self, kind: &str) -> Option<&PlanReport> {
        Some(self.kind_plan(kind)?.conditions.report())
    }

    /// The full ids of the rules of a record kind, in their order.
    pub fn rule_ids(&self, kind: &str) -> impl Iterator<Item = &str> {
        let rules = self.kind_plan(kind).into_iter().flat_map(|plan| &plan.rules);
        rules.filter_map(|planned| Some(planned.resolve(self.bundle())?.1.id.as_str()))
    }
}
