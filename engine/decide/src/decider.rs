//! Record to decision. It evaluates no expression itself, and it keeps nothing from one record to the next.

use std::num::NonZeroU32;
use std::sync::Arc;

use hirewall_counter::Secret;
use hirewall_model::{
    Answer, AppliedException, Count, Decision, Evidence, Finding, Mode, Record, RecordName, Schema, Verdict,
};
use hirewall_policy::{Bundle, Exception, Maturity, OnUndetermined, Rule};

use crate::answered::Answered;
use crate::beside::{counter_records, counts, frames};
use crate::case::{Case, done, enter, evaluator};
use crate::counting::{Observed, Uncounted, observe};
use crate::decision_id::decision_id;
use crate::evidence::{evidence, evidence_of_missing};
use crate::judgement::{Judgement, Unanswered};
use crate::names::Lacks;
use crate::outcome::Outcome;
use crate::plan::{KindPlan, Plan, PlannedRule};
use crate::reason::reason;
use crate::rule_source::{Planned, RuleSource};
use crate::standing::Standing;
use crate::tally::Tally;
use crate::{Beside, Given};

/// Judges records against one bundle. Cheap to share, as everything in it is read only.
#[derive(Debug)]
pub struct Decider {
    bundle: Arc<Bundle>,
    plan: Plan,
}

/// The record was decoded with a schema that is not the bundle's, so that its fields cannot be found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the record of kind `{kind}` was decoded with a schema that is not the bundle's")]
pub struct ForeignRecord {
    /// The kind that the record says it is.
    pub kind: String,
}

impl Decider {
    /// A decider for a bundle.
    #[must_use]
    pub fn new(bundle: Arc<Bundle>) -> Self {
        let plan = Plan::new(&bundle);
        Self { bundle, plan }
    }

    /// A decider for one policy by itself, as its tests want it: its rules are all enforced, whatever the settings say,
    /// and no exception lifts a finding.
    #[must_use]
    pub fn of_policy(bundle: Arc<Bundle>, policy: &str) -> Self {
        let plan = Plan::of_policy(&bundle, policy);
        Self { bundle, plan }
    }

    /// The bundle.
    #[must_use]
    pub fn bundle(&self) -> &Arc<Bundle> {
        &self.bundle
    }

    /// The mode of a rule, by its full id, and the share of subjects in percent for whom it holds, the others being one step
    /// behind; nothing when there is no such rule.
    #[must_use]
    pub fn mode(&self, rule: &str) -> Option<(Mode, Option<u8>)> {
        let (policy, rule) = self.bundle().rule(rule)?;
        Some(Standing::of(&self.bundle().settings, policy, rule).general())
    }

    /// Judges a record with nothing beside it: signals, counters and joined records are all missing.
    ///
    /// # Errors
    /// The record was not decoded with the bundle's schema of its kind.
    pub fn decide(&self, record: &Record<'_>, given: &Given) -> Result<Decision, ForeignRecord> {
        self.decide_with(record, &Beside::default(), given)
    }

    /// What a record is to the counters of its kind, given what detectors said of it: to be counted before it is judged. A counter that
    /// cannot be asked about the record, for want of data or because an expression of it failed, is left out; a rule that reads it is
    /// then undetermined, and says why. Empty where nothing counts records of that kind.
    ///
    /// # Errors
    /// The record was not decoded with the bundle's schema of its kind.
    pub fn observations(
        &self,
        record: &Record<'_>,
        answers: &[Answer],
        given: &Given,
        secret: &Secret,
    ) -> Result<Vec<Observed>, ForeignRecord> {
        let plan = self.plan_for(record)?;
        if plan.counting.is_empty() {
            return Ok(Vec::new());
        }
        let mut observed = Vec::with_capacity(plan.observed.len());
        let answered = Answered::read(&self.bundle, record.kind(), answers);
        let frames = answered.frames();
        // One evaluator for all, as policies ask the same of the same texts.
        let mut evaluator = evaluator(record, &frames, given);
        let mut keys = Vec::new();
        for found in plan.observed.iter().filter_map(|number| plan.counters.get(*number as usize)) {
            let Some(counter) = found.resolve(&self.bundle) else { continue };
            enter(&mut evaluator, &self.bundle, found.policy);
            match observe(counter, record, &mut evaluator, &found.wants, (secret, &mut keys)) {
                Ok(observation) => observed.push(Observed { counter: Arc::clone(&counter.id), observation }),
                Err(Uncounted::Lacking(missing)) => evaluator.recycle(missing),
                Err(Uncounted::NoTime | Uncounted::Faulted(_)) => {}
            }
        }
        done(evaluator);
        Ok(observed)
    }

    /// Whether any policy counts records of a kind.
    #[must_use]
    pub fn counts(&self, kind: &str) -> bool {
        self.plan.kind(kind).is_some_and(|plan| !plan.counting.is_empty())
    }

    /// The record kinds of which a record of this kind is joined with the latest of its subject.
    pub fn joins(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.plan.kind(kind).into_iter().flat_map(|plan| plan.joins.iter().map(String::as_str))
    }

    /// Whether records of a kind are joined with others.
    #[must_use]
    pub fn is_joined(&self, kind: &str) -> bool {
        self.bundle.schemas.keys().any(|other| self.joins(other).any(|joined| joined == kind))
    }

    /// Judges a record with what is known beside it.
    ///
    /// # Errors
    /// The record, or a joined one, was not decoded with the bundle's schema of its kind.
    pub fn decide_with(
        &self,
        record: &Record<'_>,
        beside: &Beside<'_>,
        given: &Given,
    ) -> Result<Decision, ForeignRecord> {
        self.judge(record, beside, given).map(Judgement::into_decision)
    }

    /// As [`Decider::decide_with`], with names left to the bundle: for those who print the decision, or read little of it.
    ///
    /// # Errors
    /// The record, or a joined one, was not decoded with the bundle's schema of its kind.
    pub fn judge(&self, record: &Record<'_>, beside: &Beside<'_>, given: &Given) -> Result<Judgement, ForeignRecord> {
        let plan = self.plan_for(record)?;
        let joined = self.joined(plan, beside)?;
        let answered = Answered::read(&self.bundle, record.kind(), beside.answers);
        let counts = counts(&self.bundle, plan, beside);
        let counters = counter_records(&self.bundle, plan, &counts);
        let frames = frames(&self.bundle, &answered, &joined, &counters);
        let mut case = Case::new((&self.bundle, plan), record, (&answered, &frames), given);
        case.counts = beside.counters;
        let mut results =
            Results { unanswered: Vec::with_capacity(USUAL), lacks: Lacks::with_capacity(USUAL), ..Results::default() };
        if !answered.failures().is_empty() {
            // Whoever fails to look must not clear anybody, and must not hold anybody either.
            results.tally.raise(Verdict::Review);
        }
        let (bundle, subject) = (&self.bundle, record.subject());
        let acts = |planned: &PlannedRule| acting(planned, bundle, subject, given).is_some();
        Planned.outcomes(&mut case, plan, &acts, &mut |case, planned, outcome| {
            if let Some((rule, mode)) = acting(planned, case.bundle, subject, given) {
                results.add(case, &Judged { planned, rule, mode }, outcome);
            }
        });
        case.done();
        let told = |(number, count): (u32, &Option<Count>)| {
            let told = plan.counters.get(number as usize).is_some_and(|counter| counter.told);
            Some((number, (*count)?)).filter(|_| told)
        };
        let counters = (0..).zip(&counts).filter_map(told).collect();
        Ok(results.into_judgement(&self.bundle, plan, (record, &answered), (counters, &joined), given))
    }

    /// The joined records that rules of a kind read, one of each kind, sorted by kind.
    pub(crate) fn joined<'r>(
        &self,
        plan: &KindPlan,
        beside: &Beside<'r>,
    ) -> Result<Vec<&'r Record<'r>>, ForeignRecord> {
        let mut joined = Vec::new();
        for kind in &plan.joins {
            let Some(record) = beside.joined.iter().find(|record| record.kind() == kind) else { continue };
            self.plan_for(record)?;
            joined.push(*record);
        }
        Ok(joined)
    }

    /// The rules of a record kind.
    pub(crate) fn kind_plan(&self, kind: &str) -> Option<&KindPlan> {
        self.plan.kind(kind)
    }

    /// The rules for a record, when its fields are where the bundle looks for them.
    pub(crate) fn plan_for(&self, record: &Record<'_>) -> Result<&KindPlan, ForeignRecord> {
        let (kind, schema) = (record.kind(), record.schema());
        let fits = |ours: &Arc<Schema>| Arc::ptr_eq(ours, schema) || ours.digest() == schema.digest();
        self.bundle
            .schemas
            .get(kind)
            .filter(|ours| fits(ours))
            .and_then(|_| self.plan.kind(kind))
            .ok_or_else(|| ForeignRecord { kind: kind.to_owned() })
    }
}

/// The rule and its mode for a subject, when it acts at the evaluation time.
pub(crate) fn acting<'b>(
    planned: &PlannedRule,
    bundle: &'b Bundle,
    subject: &str,
    given: &Given,
) -> Option<(&'b Rule, Mode)> {
    let (_, rule) = planned.resolve(bundle)?;
    let mode = planned.standing.mode(subject);
    (mode != Mode::Off && rule.effective.contains(given.now)).then_some((rule, mode))
}

/// A rule that has something to say of the record.
struct Judged<'p, 'r> {
    planned: &'p PlannedRule,
    rule: &'r Rule,
    mode: Mode,
}

/// Rules that lack data, of a usual record: so that memory is asked for once.
const USUAL: usize = 48;

/// What the rules said so far.
#[derive(Default)]
struct Results {
    tally: Tally,
    findings: Vec<Finding>,
    unanswered: Vec<Unanswered>,
    /// What those rules lack.
    lacks: Lacks,
    /// Why those that failed did.
    errors: Vec<String>,
    exceptions: Vec<AppliedException>,
}

impl Results {
    fn add<'r>(&mut self, case: &mut Case<'r>, judged: &Judged<'_, 'r>, outcome: Outcome) {
        let rule = judged.rule;
        match outcome {
            Outcome::NotMatched => {}
            Outcome::Matched => {
                let witnesses = case.policy(judged.planned.policy).witnesses_of_true(&rule.condition);
                let evidence = evidence(case, &witnesses);
                self.finding(case, judged, evidence, false);
            }
            Outcome::Lacking(missing) => match rule.on_undetermined {
                // What a detector failed to say may ask for a person, but never hold the record.
                OnUndetermined::Match if !case.lacks_failed(&missing) => {
                    let evidence = evidence_of_missing(case, &missing);
                    self.finding(case, judged, evidence, true);
                }
                OnUndetermined::Skip => {
                    let unanswered = judged.unanswered(case.name_missing(&missing, &mut self.lacks));
                    self.unanswered.push(unanswered);
                    case.recycle(missing);
                }
                OnUndetermined::Match | OnUndetermined::Review => {
                    let unanswered = judged.unanswered(case.name_missing(&missing, &mut self.lacks));
                    match self.exception(case, judged) {
                        Some(exception) => {
                            self.exceptions.push(applied(exception, None));
                            self.unanswered.push(unanswered);
                        }
                        None => {
                            self.raise(judged.mode);
                            self.unanswered.push(Unanswered { verdict: Some(Verdict::Review), ..unanswered });
                        }
                    }
                }
            },
            Outcome::Faulted { message, missing } => {
                let unanswered = judged.unanswered(case.name_missing(&missing, &mut self.lacks));
                self.fault(unanswered, message);
            }
        }
    }

    fn finding<'r>(
        &mut self,
        case: &mut Case<'r>,
        judged: &Judged<'_, 'r>,
        evidence: Vec<Evidence>,
        from_undetermined: bool,
    ) {
        let rule = judged.rule;
        let finding = Finding {
            rule: rule.id.clone(),
            mode: judged.mode,
            score: rule.score.max(0),
            verdict: rule.verdict,
            maturity: (rule.maturity != Maturity::Stable).then(|| rule.maturity.as_str().to_owned()),
            reason: reason(case, judged.planned.policy, rule),
            evidence,
            from_undetermined,
        };
        if let Some(exception) = self.exception(case, judged) {
            self.exceptions.push(applied(exception, Some(finding)));
            return;
        }
        if judged.mode == Mode::Enforce {
            self.tally.count(finding.score, finding.verdict);
        }
        self.findings.push(finding);
    }

    /// The first exception from the rule that holds for the record. One that lacks data to say so does not hold, and one
    /// that fails does not either, and is told.
    fn exception<'r>(&mut self, case: &mut Case<'r>, judged: &Judged<'_, 'r>) -> Option<&'r Exception> {
        let (bundle, now) = (case.bundle, case.given.now);
        let mut failed = None;
        for exception in judged.planned.exceptions(bundle).filter(|exception| exception.holds(now)) {
            let truth = case.exceptions().truth(&exception.condition);
            match case.outcome(truth) {
                Outcome::Matched => return Some(exception),
                Outcome::Faulted { message, missing } => {
                    failed.get_or_insert_with(|| (message, case.name_missing(&missing, &mut self.lacks)));
                }
                Outcome::NotMatched | Outcome::Lacking(_) => {}
            }
        }
        if let Some((message, missing)) = failed {
            let message = format!("an exception from this rule failed: {message}");
            self.fault(judged.unanswered(missing), message);
        }
        None
    }

    /// A mistake of ours or of the policy's author: never fail open, and never hold a record for it either.
    fn fault(&mut self, unanswered: Unanswered, message: String) {
        self.raise(unanswered.mode);
        self.errors.push(message);
        let error = u32::try_from(self.errors.len()).ok().and_then(NonZeroU32::new);
        self.unanswered.push(Unanswered { error, verdict: Some(Verdict::Review), ..unanswered });
    }

    fn raise(&mut self, mode: Mode) {
        if mode == Mode::Enforce {
            self.tally.raise(Verdict::Review);
        }
    }

    fn into_judgement(
        mut self,
        bundle: &Bundle,
        plan: &KindPlan,
        (record, answered): (&Record<'_>, &Answered<'_>),
        (counters, joined): (Vec<(u32, Count)>, &[&Record<'_>]),
        given: &Given,
    ) -> Judgement {
        // Sorts are stable, so that what one rule said twice keeps its order.
        self.findings.sort_by(|a, b| a.rule.cmp(&b.rule));
        self.unanswered.sort_by_key(|unanswered| unanswered.rule);
        self.exceptions.sort_by(|a, b| a.rule.cmp(&b.rule));
        let named = counters.iter().map(|(counter, count)| (plan.names.counter(*counter), *count));
        Judgement {
            id: decision_id(
                &bundle.digest,
                (record.kind(), record.input()),
                answered.answers(),
                (named, joined),
                given.now,
            ),
            record: name(record),
            verdict: self.tally.verdict(plan.bands),
            score: self.tally.score(),
            findings: self.findings,
            unanswered: self.unanswered,
            lacks: self.lacks,
            errors: self.errors,
            names: Arc::clone(&plan.names),
            exceptions: self.exceptions,
            counters,
            joined: joined.iter().map(|record| name(record)).collect(),
            failures: answered.failures().to_vec(),
            warnings: Vec::new(),
            generation: given.generation,
            bundle: bundle.digest.clone(),
            decided_at: given.now,
        }
    }
}

impl Judged<'_, '_> {
    fn unanswered(&self, missing: (u32, u32)) -> Unanswered {
        Unanswered { rule: self.planned.number, mode: self.mode, missing, error: None, verdict: None }
    }
}

fn name(record: &Record<'_>) -> RecordName {
    RecordName { kind: record.kind().to_owned(), id: record.id().to_owned(), subject: record.subject().to_owned() }
}

fn applied(exception: &Exception, finding: Option<Finding>) -> AppliedException {
    AppliedException {
        rule: exception.rule.clone(),
        reason: exception.reason.clone(),
        owner: exception.owner.clone(),
        ticket: exception.ticket.clone(),
        expires: exception.expires,
        finding,
    }
}
