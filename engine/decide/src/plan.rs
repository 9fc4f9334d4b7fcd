//! What a bundle's rules come to for each record kind, worked out once. It does not evaluate.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hirewall_expr::Wants;
use hirewall_expr::plan::{ConditionPlan, PlanBuilder};
use hirewall_model::Bands;
use hirewall_policy::{Bundle, Counter, Effective, Exception, Policy, Rule};

use crate::names::Names;
use crate::standing::Standing;

/// The rules of a bundle, by record kind.
#[derive(Debug)]
pub(crate) struct Plan {
    kinds: BTreeMap<String, KindPlan>,
}

/// The rules of one record kind.
#[derive(Debug, Default)]
pub(crate) struct KindPlan {
    /// In the order of their full ids, which is the order of everything in a decision.
    pub(crate) rules: Vec<PlannedRule>,
    /// Of each whether it acts at any time and for any subject.
    pub(crate) unconditional: Vec<bool>,
    /// Their conditions, numbered as they are.
    pub(crate) conditions: ConditionPlan,
    /// The lowest score of each verdict.
    pub(crate) bands: Bands,
    /// The policies that count, by their index in the bundle.
    pub(crate) counting: Vec<usize>,
    /// Their counters by number, policy by policy.
    pub(crate) observed: Vec<u32>,
    /// The frames of counters of all policies for the kind, in order.
    pub(crate) counter_frames: Vec<CounterFrame>,
    /// The counters of all policies for the kind, in the order of their full ids, which their numbers are.
    pub(crate) counters: Vec<PlannedCounter>,
    /// What decisions name.
    pub(crate) names: Arc<Names>,
    /// The record kinds that rules read beside it, sorted.
    pub(crate) joins: BTreeSet<String>,
}

/// The frame of the counters of a policy.
#[derive(Debug)]
pub(crate) struct CounterFrame {
    /// Its number.
    pub(crate) frame: u32,
    /// Index of the policy in the bundle.
    pub(crate) policy: usize,
    /// The index in the policy of the counter at each cell.
    at: Vec<Option<usize>>,
    /// The number of the counter at each cell.
    numbers: Vec<Option<u32>>,
}

/// A counter, by its place in the bundle, and what was worked out for it.
#[derive(Debug)]
pub(crate) struct PlannedCounter {
    pub(crate) policy: usize,
    counter: usize,
    /// Whether decisions tell of it: its policy is one of those that judge.
    pub(crate) told: bool,
    /// Of each of its keys what it wants before anything else.
    pub(crate) wants: Vec<Wants>,
}

/// A rule, by its place in the bundle, and what was worked out for it.
#[derive(Debug)]
pub(crate) struct PlannedRule {
    /// Its number in the plan.
    pub(crate) number: u32,
    /// Index of its policy in the bundle.
    pub(crate) policy: usize,
    /// Index in its policy.
    pub(crate) rule: usize,
    /// Its mode.
    pub(crate) standing: Standing,
    /// What its condition wants before anything else.
    pub(crate) wants: Wants,
    /// Indices of its exceptions in the bundle, in the order of the bundle.
    pub(crate) exceptions: Vec<usize>,
}

impl Plan {
    pub(crate) fn new(bundle: &Bundle) -> Self {
        let mut plan = Self::of(bundle, |_| true, |policy, rule| Standing::of(&bundle.settings, policy, rule));
        let mut exceptions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, exception) in bundle.exceptions.iter().enumerate() {
            exceptions.entry(&exception.rule).or_default().push(at);
        }
        for planned in plan.kinds.values_mut().flat_map(|kind| &mut kind.rules) {
            let id = planned.resolve(bundle).map_or("", |(_, rule)| &rule.id);
            planned.exceptions = exceptions.get(id).cloned().unwrap_or_default();
        }
        plan
    }

    /// The rules of one policy alone, enforced and without exceptions.
    pub(crate) fn of_policy(bundle: &Bundle, policy: &str) -> Self {
        Self::of(bundle, |found| found.id == policy, |_, _| Standing::enforced())
    }

    fn of(bundle: &Bundle, wanted: impl Fn(&Policy) -> bool, standing: impl Fn(&Policy, &Rule) -> Standing) -> Self {
        let empty = |kind: &String| {
            let plan = KindPlan { bands: bundle.settings.bands(kind), ..KindPlan::default() };
            (kind.clone(), plan)
        };
        let mut kinds: BTreeMap<String, KindPlan> = bundle.schemas.keys().map(empty).collect();
        for (at, policy) in bundle.policies.iter().enumerate() {
            if let Some(kind) = kinds.get_mut(&policy.applies_to) {
                kind.counter_frames.extend(CounterFrame::of(at, policy));
            }
        }
        for (policy_at, policy) in bundle.policies.iter().enumerate().filter(|(_, policy)| wanted(policy)) {
            let Some(kind) = kinds.get_mut(&policy.applies_to) else { continue };
            kind.joins.extend(policy.joins.iter().cloned());
            if !policy.counters.is_empty() {
                kind.counting.push(policy_at);
            }
            for (rule_at, rule) in policy.rules.iter().enumerate() {
                kind.rules.push(PlannedRule {
                    number: 0,
                    policy: policy_at,
                    rule: rule_at,
                    standing: standing(policy, rule),
                    wants: Wants::of(&rule.condition, &policy.let_programs),
                    exceptions: Vec::new(),
                });
            }
        }
        for (name, kind) in &mut kinds {
            kind.counter_frames.sort_by_key(|counters| counters.frame);
            kind.rules.sort_by_key(|planned| planned.resolve(bundle).map(|(_, rule)| rule.id.as_str()));
            for (number, planned) in (0..).zip(&mut kind.rules) {
                planned.number = number;
            }
            kind.number_counters(bundle, name);
            let rules = kind.rules.iter().map(|planned| planned.resolve(bundle).map_or("", |(_, rule)| &rule.id));
            let counters = kind.counters.iter().map(|counter| counter.id(bundle));
            kind.names = Arc::new(Names::new(bundle.schemas.get(name).map(|schema| &**schema), rules, counters));
            let always = |planned: &PlannedRule| {
                planned.standing.is_always_on()
                    && planned.resolve(bundle).is_some_and(|(_, rule)| rule.effective == Effective::default())
            };
            kind.unconditional = kind.rules.iter().map(always).collect();
            let mut builder = PlanBuilder::default();
            for (policy, rule) in kind.rules.iter().filter_map(|planned| planned.resolve(bundle)) {
                builder.add(&rule.condition, &policy.let_programs);
            }
            kind.conditions = builder.build();
        }
        Self { kinds }
    }

    /// The rules of a record kind; none for a kind that the bundle does not know.
    pub(crate) fn kind(&self, kind: &str) -> Option<&KindPlan> {
        self.kinds.get(kind)
    }
}

impl KindPlan {
    /// Numbers the counters of all policies for the kind.
    fn number_counters(&mut self, bundle: &Bundle, name: &str) {
        let policies = bundle.policies.iter().enumerate().filter(|(_, policy)| policy.applies_to == name);
        let counters = policies.flat_map(|(at, policy)| {
            let told = self.counting.binary_search(&at).is_ok();
            policy.counters.iter().enumerate().map(move |(counter, found)| PlannedCounter {
                policy: at,
                counter,
                told,
                wants: found.keys.iter().map(|key| Wants::of_program(key, &policy.let_programs)).collect(),
            })
        });
        self.counters = counters.collect();
        self.counters.sort_by_key(|counter| counter.resolve(bundle).map(|counter| &*counter.id));
        let numbered = (0..).zip(&self.counters);
        let numbers: BTreeMap<_, u32> =
            numbered.map(|(number, counter)| ((counter.policy, counter.counter), number)).collect();
        for counters in &mut self.counter_frames {
            let number = |at: &Option<usize>| numbers.get(&(counters.policy, (*at)?)).copied();
            counters.numbers = counters.at.iter().map(number).collect();
        }
        let told = |number: &u32| self.counters.get(*number as usize).is_some_and(|counter| counter.told);
        self.observed = numbers.into_values().filter(told).collect();
    }

    /// The counter at a place among counters, as it is planned.
    pub(crate) fn planned_counter(&self, frame: u32, cell: u32) -> Option<&PlannedCounter> {
        let at = self.counter_frames.binary_search_by_key(&frame, |counters| counters.frame).ok()?;
        self.counters.get(self.counter_frames.get(at)?.number(cell)? as usize)
    }

    /// The policy and the counter at a place among counters, by their index in the bundle and in the policy.
    pub(crate) fn counter(&self, frame: u32, cell: u32) -> Option<(usize, usize)> {
        // Frame 0, the record itself, is asked about most.
        frame.checked_sub(1)?;
        let at = self.counter_frames.binary_search_by_key(&frame, |counters| counters.frame).ok()?;
        let counters = self.counter_frames.get(at)?;
        Some((counters.policy, counters.counter(cell)?))
    }
}

impl CounterFrame {
    /// That of a policy which has counters.
    fn of(at: usize, policy: &Policy) -> Option<Self> {
        let (frame, schema) = (policy.counter_frame?, policy.counter_schema.as_ref()?);
        let mut counters = vec![None; schema.root().width as usize];
        for field in &schema.root().fields {
            if let Some(slot) = counters.get_mut(field.offset as usize) {
                *slot = policy.counters.iter().position(|counter| counter.name() == &*field.name);
            }
        }
        Some(Self { frame, policy: at, at: counters, numbers: Vec::new() })
    }

    /// The number of the counter at a cell.
    pub(crate) fn number(&self, cell: u32) -> Option<u32> {
        self.numbers.get(cell as usize).copied().flatten()
    }

    /// The index in its policy of the counter at a cell.
    pub(crate) fn counter(&self, cell: u32) -> Option<usize> {
        self.at.get(cell as usize).copied().flatten()
    }
}

impl PlannedCounter {
    /// The counter. Always there for the bundle that the plan was made of.
    pub(crate) fn resolve<'b>(&self, bundle: &'b Bundle) -> Option<&'b Counter> {
        bundle.policies.get(self.policy)?.counters.get(self.counter)
    }

    /// Its full id.
    pub(crate) fn id<'b>(&self, bundle: &'b Bundle) -> &'b str {
        self.resolve(bundle).map_or("", |counter| &counter.id)
    }
}

impl PlannedRule {
    /// The rule and its policy. Always there for the bundle that the plan was made of.
    pub(crate) fn resolve<'b>(&self, bundle: &'b Bundle) -> Option<(&'b Policy, &'b Rule)> {
        let policy = bundle.policies.get(self.policy)?;
        Some((policy, policy.rules.get(self.rule)?))
    }

    /// The exceptions from the rule.
    pub(crate) fn exceptions<'b>(&self, bundle: &'b Bundle) -> impl Iterator<Item = &'b Exception> {
        self.exceptions.iter().filter_map(|at| bundle.exceptions.get(*at))
    }
}
