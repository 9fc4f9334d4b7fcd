//! One record before the rules: the evaluator that answers for all policies. It does not judge.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use hirewall_expr::{DEFAULT_FUEL, Evaluator, EvaluatorScratch, Inputs, Place, Truth};
use hirewall_model::{self as model, Count, PiiClass, Record};
use hirewall_policy::{Bundle, Counter, DetectorBinding, FrameOf};
use serde_json::Value;

use crate::Given;
use crate::answered::Answered;
use crate::counting::{Uncounted, read};
use crate::counts::Counts;
use crate::names::{Lacks, Missing};
use crate::outcome::Outcome;
use crate::plan::KindPlan;

/// A record, what is given with it, and the evaluator, which keeps what its policies' named expressions came to.
///
/// Each question has fuel of its own, so that a rule that uses up what it may take starves no other.
pub(crate) struct Case<'r> {
    pub(crate) bundle: &'r Bundle,
    plan: &'r KindPlan,
    pub(crate) record: &'r Record<'r>,
    pub(crate) answered: &'r Answered<'r>,
    pub(crate) given: &'r Given,
    /// What counters came to, by their full ids.
    pub(crate) counts: Option<&'r Counts>,
    frames: &'r [Option<&'r Record<'r>>],
    /// One for rules and counters, whose keys read the same named expressions. Never asked while it answers.
    evaluator: RefCell<Evaluator<'r>>,
    /// What stands behind counters that were not counted, by their places: many rules may read one.
    uncounted: RefCell<BTreeMap<(u32, u32), Behind>>,
}

/// What stands behind a counter that was not counted.
struct Behind {
    places: Vec<Place>,
    failed: Option<String>,
}

impl<'r> Case<'r> {
    /// A case; `frames` are everything beside the record, those of `answered` first.
    pub(crate) fn new(
        (bundle, plan): (&'r Bundle, &'r KindPlan),
        record: &'r Record<'r>,
        (answered, frames): (&'r Answered<'r>, &'r [Option<&'r Record<'r>>]),
        given: &'r Given,
    ) -> Self {
        Self {
            bundle,
            plan,
            record,
            answered,
            given,
            counts: None,
            frames,
            evaluator: RefCell::new(evaluator(record, frames, given)),
            uncounted: RefCell::default(),
        }
    }

    /// The evaluator, before the conditions of a policy, by its index in the bundle.
    pub(crate) fn policy(&mut self, at: usize) -> &mut Evaluator<'r> {
        let evaluator = self.evaluator.get_mut();
        enter(evaluator, self.bundle, at);
        evaluator
    }

    /// Leaves its memory to the next record.
    pub(crate) fn done(self) {
        let mut evaluator = self.evaluator.into_inner();
        self.uncounted.into_inner().into_values().for_each(|behind| evaluator.recycle(behind.places));
        done(evaluator);
    }

    /// The evaluator, before the conditions of exceptions, which know no named expressions.
    pub(crate) fn exceptions(&mut self) -> &mut Evaluator<'r> {
        self.policy(self.bundle.policies.len())
    }

    /// What conditions read, without named expressions.
    pub(crate) fn inputs(&self) -> Inputs<'r> {
        Inputs {
            record: Some(self.record),
            frames: self.frames,
            variables: &[],
            lets: &[],
            now: self.given.now,
            fuel: DEFAULT_FUEL,
        }
    }

    /// The record of a place's frame: the record itself, or what is beside it.
    fn frame(&self, place: &Place) -> Option<&'r Record<'r>> {
        match place.frame.checked_sub(1) {
            None => Some(self.record),
            Some(at) => self.frames.get(at as usize).copied().flatten(),
        }
    }

    /// The detector of a place among its signals.
    pub(crate) fn detector(&self, place: &Place) -> Option<&'r DetectorBinding> {
        self.bundle.detectors.get(place.frame.checked_sub(1)? as usize)
    }

    /// Whether any of these places lacks its value because its detector failed.
    pub(crate) fn lacks_failed(&self, missing: &[Place]) -> bool {
        let failed = |id: &str| self.answered.failures().iter().any(|failure| failure.detector == id);
        missing.iter().filter_map(|place| self.detector(place)).any(|detector| failed(&detector.id))
    }

    /// The counter of a place among counters, and the index of its policy.
    pub(crate) fn counter(&self, place: &Place) -> Option<(usize, &'r Counter)> {
        let (policy, counter) = self.plan.counter(place.frame, place.cell)?;
        Some((policy, self.bundle.policies.get(policy)?.counters.get(counter)?))
    }

    /// What a counter came to.
    pub(crate) fn counted(&self, counter: &Counter) -> Option<Count> {
        self.counts?.get(&counter.id).copied()
    }

    /// Asks the evaluator about a counter of a policy. It takes no fuel from the rules, as each question has its own.
    pub(crate) fn counting<T>(&self, policy: usize, ask: impl FnOnce(&mut Evaluator<'r>) -> T) -> T {
        let mut evaluator = self.evaluator.borrow_mut();
        enter(&mut evaluator, self.bundle, policy);
        ask(&mut evaluator)
    }

    /// What a condition came to, with what counters lack in their place. A counter that failed is a failure of the rule.
    pub(crate) fn outcome(&self, truth: Truth) -> Outcome {
        let mut outcome = Outcome::from(truth);
        if let Outcome::Lacking(missing) | Outcome::Faulted { missing, .. } = &mut outcome
            && missing.iter().any(|place| self.counter(place).is_some())
        {
            let (places, failed) = self.behind(missing);
            self.recycle(std::mem::replace(missing, places));
            if let (Outcome::Lacking(missing), Some(message)) = (&mut outcome, failed) {
                outcome = Outcome::Faulted { message, missing: std::mem::take(missing) };
            }
        }
        outcome
    }

    /// Leaves the memory of places to the next question.
    pub(crate) fn recycle(&self, places: Vec<Place>) {
        self.evaluator.borrow_mut().recycle(places);
    }

    /// The places that missing ones stand for: for a counter what it lacks itself; and why one failed.
    fn behind(&self, missing: &[Place]) -> (Vec<Place>, Option<String>) {
        let (mut places, mut failed): (_, Option<String>) = (self.evaluator.borrow_mut().spare_places(), None);
        let mut add = |place: &Place| {
            if !places.contains(place) {
                places.push(place.clone());
            }
        };
        for place in missing {
            match self.counter(place) {
                None => add(place),
                Some((policy, counter)) => {
                    self.uncounted(place, policy, counter, |behind| {
                        behind.places.iter().for_each(&mut add);
                        failed = failed.take().or_else(|| behind.failed.clone());
                    });
                }
            }
        }
        (places, failed)
    }

    /// Tells what stands behind a counter, from memory if another rule asked before.
    fn uncounted(&self, place: &Place, policy: usize, counter: &'r Counter, tell: impl FnOnce(&Behind)) {
        let at = (place.frame, place.cell);
        if let Some(known) = self.uncounted.borrow().get(&at) {
            return tell(known);
        }
        let behind = |places| Behind { places, failed: None };
        let planned = self.plan.planned_counter(place.frame, place.cell);
        let wants = planned.map_or(&[][..], |planned| &planned.wants);
        let found = self.counting(policy, |evaluator| read(counter, self.record, evaluator, wants, &mut Vec::new()));
        let found = match found {
            Err(Uncounted::Lacking(own)) => behind(own),
            Err(Uncounted::NoTime) => behind(self.times()),
            Err(Uncounted::Faulted(message)) => Behind {
                places: vec![place.clone()],
                failed: Some(format!("counter `{}` failed: {message}", counter.name())),
            },
            // It could have been counted, and was not.
            Ok(_) => behind(vec![place.clone()]),
        };
        tell(&found);
        self.uncounted.borrow_mut().insert(at, found);
    }

    /// Where the record's time would stand: in any of these.
    fn times(&self) -> Vec<Place> {
        let schema = self.record.schema();
        let fields = schema.kind().times.iter().filter_map(|time| schema.fields_on(time));
        fields.map(|fields| Place::cell(fields.iter().map(|field| field.offset).sum())).collect()
    }

    /// The places, with what a counter lacks in its stead.
    fn lacked<'p>(&self, places: &'p [Place]) -> Cow<'p, [Place]> {
        if places.iter().any(|place| self.counter(place).is_some()) {
            Cow::Owned(self.behind(places).0)
        } else {
            Cow::Borrowed(places)
        }
    }

    /// How the decision names places, sorted, each once. For a counter stands what it lacks.
    pub(crate) fn pointers(&self, places: &[Place]) -> Vec<String> {
        let mut pointers: Vec<String> = self.lacked(places).iter().map(|place| self.pointer(place)).collect();
        pointers.sort_unstable();
        pointers.dedup();
        pointers
    }

    /// Adds how the decision names places to a list, sorted, each once, and gives their run in it. For a counter stands what it lacks.
    pub(crate) fn name_missing(&self, places: &[Place], lacks: &mut Lacks) -> (u32, u32) {
        let (names, begin) = (&self.plan.names, lacks.places.len());
        for place in &*self.lacked(places) {
            let place = match place {
                Place { frame: 0, cell, rest: None } if names.has_cell(*cell) => Missing::Cell(*cell),
                place @ Place { frame: 0, cell, rest: None } => {
                    lacks.cell(*cell, |name| self.write_pointer(place, name))
                }
                place => lacks.named(|name| self.write_pointer(place, name)),
            };
            names.insert(lacks, begin, place);
        }
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        (number(begin), number(lacks.places.len()))
    }

    /// How the decision names a place: its JSON pointer; among signals `signals/` and the detector before it, of a joined record
    /// its kind; counters by their names after `counters/`.
    pub(crate) fn pointer(&self, place: &Place) -> String {
        let mut pointer = String::with_capacity(48);
        self.write_pointer(place, &mut pointer);
        pointer
    }

    fn write_pointer(&self, place: &Place, out: &mut String) {
        match self.bundle.frame(place.frame) {
            None => {
                self.record.write_pointer(place.cell, out);
                out.push_str(place.rest.as_deref().unwrap_or_default());
            }
            Some(FrameOf::Signals(_)) => {
                out.push_str("signals/");
                out.push_str(&self.signal(place));
            }
            Some(FrameOf::Joined(schema)) => {
                out.push_str(&schema.kind().name);
                out.push_str(&self.within(place));
            }
            Some(FrameOf::Counters(_)) => {
                out.push_str("counters/");
                out.push_str(self.counter(place).map_or("", |(_, counter)| counter.name()));
            }
        }
    }

    /// The JSON pointer of a place in its frame.
    fn within(&self, place: &Place) -> String {
        match self.frame(place) {
            Some(frame) => place.pointer(frame),
            None => place.rest.as_deref().unwrap_or_default().to_owned(),
        }
    }

    /// The detector of a place among signals, and the JSON pointer after it; empty for a place of the record.
    pub(crate) fn signal(&self, place: &Place) -> String {
        let Some(detector) = self.detector(place) else { return String::new() };
        format!("{}{}", detector.id, self.within(place))
    }

    /// How near the value at a place is to a person.
    pub(crate) fn class(&self, place: &Place) -> PiiClass {
        self.frame(place).map_or(PiiClass::None, |frame| frame.pii_at(place.cell, place.rest.as_deref()))
    }

    /// The value at a place as JSON, when it is neither list nor object.
    pub(crate) fn plain_value(&self, place: &Place) -> Option<Value> {
        let record = self.frame(place)?;
        match record.cell(place.cell) {
            model::Cell::Absent | model::Cell::Object | model::Cell::List { .. } => None,
            cell @ model::Cell::Dyn(_) => {
                let value = record.json(cell).pointer(place.rest.as_deref().unwrap_or_default())?;
                (!value.is_array() && !value.is_object()).then(|| value.clone())
            }
            _ => Some(record.json_at(place.cell)),
        }
    }
}

/// Makes an evaluator ready for the programs of a policy. Beyond the last policy are programs without named expressions.
pub(crate) fn enter<'r>(evaluator: &mut Evaluator<'r>, bundle: &'r Bundle, policy: usize) {
    let lets = bundle.policies.get(policy).map_or(&[][..], |policy| &policy.let_programs);
    evaluator.enter_scope(policy, lets);
}

thread_local! {
    /// Memory that the evaluator of one record leaves to that of the next.
    static SCRATCH: Cell<EvaluatorScratch> = Cell::default();
}

/// An evaluator of programs that read the record and what is beside it.
pub(crate) fn evaluator<'r>(
    record: &'r Record<'r>,
    frames: &'r [Option<&'r Record<'r>>],
    given: &Given,
) -> Evaluator<'r> {
    let inputs = Inputs { record: Some(record), frames, variables: &[], lets: &[], now: given.now, fuel: DEFAULT_FUEL };
    Evaluator::reusing(SCRATCH.take(), inputs)
}

/// Leaves the memory of an evaluator to the next.
pub(crate) fn done(evaluator: Evaluator<'_>) {
    SCRATCH.set(evaluator.into_scratch());
}
