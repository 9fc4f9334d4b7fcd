//! One record before the rules: the evaluator that answers for all policies. It does not judge.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use hirewall_counter::Secret;
use hirewall_expr::{DEFAULT_FUEL, Evaluator, Inputs, Place, Truth};
use hirewall_model::{Cell, Count, PiiClass, Record};
use hirewall_policy::{Bundle, Counter, DetectorBinding, FrameOf, Policy};
use serde_json::Value;

use crate::Given;
use crate::answered::Answered;
use crate::counting::{Uncounted, observe};
use crate::outcome::Outcome;

/// A record, what is given with it, and the evaluator, which keeps what its policies' named expressions came to.
///
/// Each question has fuel of its own, so that a rule that uses up what it may take starves no other.
pub(crate) struct Case<'r> {
    pub(crate) bundle: &'r Bundle,
    pub(crate) record: &'r Record<'r>,
    pub(crate) answered: &'r Answered<'r>,
    pub(crate) given: &'r Given,
    /// What counters came to, by their full ids.
    pub(crate) counts: Option<&'r BTreeMap<String, Count>>,
    frames: &'r [Option<&'r Record<'r>>],
    evaluator: Evaluator<'r>,
    /// The evaluator of counters, which are asked in the midst of something else.
    counting: RefCell<Evaluator<'r>>,
    /// What stands behind counters that were not counted, by their places: many rules may read one.
    uncounted: RefCell<BTreeMap<(u32, u32), Rc<Behind>>>,
}

/// What stands behind a counter that was not counted.
struct Behind {
    places: Vec<Place>,
    failed: Option<String>,
}

impl<'r> Case<'r> {
    /// A case; `frames` are everything beside the record, those of `answered` first.
    pub(crate) fn new(
        bundle: &'r Bundle,
        record: &'r Record<'r>,
        (answered, frames): (&'r Answered<'r>, &'r [Option<&'r Record<'r>>]),
        given: &'r Given,
    ) -> Self {
        let evaluator = || evaluator((record, frames), &[], given);
        Self {
            bundle,
            record,
            answered,
            given,
            counts: None,
            frames,
            evaluator: evaluator(),
            counting: RefCell::new(evaluator()),
            uncounted: RefCell::default(),
        }
    }

    /// The evaluator, before the conditions of a policy, by its index in the bundle.
    pub(crate) fn policy(&mut self, at: usize) -> &mut Evaluator<'r> {
        match self.bundle.policies.get(at) {
            Some(policy) => {
                self.evaluator.enter_scope(at, &policy.let_programs);
                &mut self.evaluator
            }
            None => self.exceptions(),
        }
    }

    /// The evaluator, before the conditions of exceptions, which know no named expressions.
    pub(crate) fn exceptions(&mut self) -> &mut Evaluator<'r> {
        self.evaluator.enter_scope(self.bundle.policies.len(), &[]);
        &mut self.evaluator
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

    /// The counter of a place among counters, and its policy.
    pub(crate) fn counter(&self, place: &Place) -> Option<(&'r Policy, &'r Counter)> {
        let Some(FrameOf::Counters(policy)) = self.bundle.frame(place.frame) else { return None };
        let shape = policy.counter_schema.as_ref()?.root();
        let field = shape.fields.iter().find(|field| field.offset == place.cell)?;
        Some((policy, policy.counters.iter().find(|counter| counter.name() == &*field.name)?))
    }

    /// What a counter came to.
    pub(crate) fn counted(&self, counter: &Counter) -> Option<Count> {
        self.counts?.get(&counter.id).copied()
    }

    /// Asks the evaluator of the counters of a policy. It takes no fuel from the rules, as each question has its own.
    pub(crate) fn counting<T>(&self, policy: &'r Policy, ask: impl FnOnce(&mut Evaluator<'r>) -> T) -> T {
        let mut evaluator = self.counting.borrow_mut();
        // A frame of its own has each policy that counts.
        evaluator.enter_scope(policy.counter_frame.unwrap_or(0) as usize, &policy.let_programs);
        ask(&mut evaluator)
    }

    /// What a condition came to, with what counters lack in their place. A counter that failed is a failure of the rule.
    pub(crate) fn outcome(&self, truth: Truth) -> Outcome {
        let mut outcome = Outcome::from(truth);
        if let Outcome::Lacking(missing) | Outcome::Faulted { missing, .. } = &mut outcome
            && missing.iter().any(|place| self.counter(place).is_some())
        {
            let (places, failed) = self.behind(missing);
            *missing = places;
            if let (Outcome::Lacking(missing), Some(message)) = (&mut outcome, failed) {
                outcome = Outcome::Faulted { message, missing: std::mem::take(missing) };
            }
        }
        outcome
    }

    /// The places that missing ones stand for: for a counter what it lacks itself; and why one failed.
    fn behind(&self, missing: &[Place]) -> (Vec<Place>, Option<String>) {
        let (mut places, mut failed) = (Vec::new(), None);
        let mut add = |place: &Place| {
            if !places.contains(place) {
                places.push(place.clone());
            }
        };
        for place in missing {
            match self.counter(place) {
                None => add(place),
                Some((policy, counter)) => {
                    let behind = self.uncounted(place, policy, counter);
                    behind.places.iter().for_each(&mut add);
                    failed = failed.or_else(|| behind.failed.clone());
                }
            }
        }
        (places, failed)
    }

    /// What stands behind a counter, from memory if another rule asked before.
    fn uncounted(&self, place: &Place, policy: &'r Policy, counter: &'r Counter) -> Rc<Behind> {
        let at = (place.frame, place.cell);
        if let Some(known) = self.uncounted.borrow().get(&at) {
            return Rc::clone(known);
        }
        let secret = Secret::of_one_run();
        let behind = |places| Behind { places, failed: None };
        let found = match self.counting(policy, |evaluator| observe(counter, self.record, evaluator, &secret)) {
            Err(Uncounted::Lacking(own)) => behind(own),
            Err(Uncounted::NoTime) => behind(self.times()),
            Err(Uncounted::Faulted(message)) => Behind {
                places: vec![place.clone()],
                failed: Some(format!("counter `{}` failed: {message}", counter.name())),
            },
            // It could have been counted, and was not.
            Ok(_) => behind(vec![place.clone()]),
        };
        let found = Rc::new(found);
        self.uncounted.borrow_mut().insert(at, Rc::clone(&found));
        found
    }

    /// Where the record's time would stand: in any of these.
    fn times(&self) -> Vec<Place> {
        let schema = self.record.schema();
        let fields = schema.kind().times.iter().filter_map(|time| schema.fields_on(time));
        fields.map(|fields| Place::cell(fields.iter().map(|field| field.offset).sum())).collect()
    }

    /// How the decision names places, sorted, each once. For a counter stands what it lacks.
    pub(crate) fn pointers(&self, places: &[Place]) -> Vec<String> {
        let behind;
        let places = if places.iter().any(|place| self.counter(place).is_some()) {
            behind = self.behind(places).0;
            &behind
        } else {
            places
        };
        let mut pointers: Vec<String> = places.iter().map(|place| self.pointer(place)).collect();
        pointers.sort_unstable();
        pointers.dedup();
        pointers
    }

    /// How the decision names a place: its JSON pointer; among signals `signals/` and the detector before it, of a joined record
    /// its kind; counters by their names after `counters/`.
    pub(crate) fn pointer(&self, place: &Place) -> String {
        match self.bundle.frame(place.frame) {
            Some(FrameOf::Signals(_)) => format!("signals/{}", self.signal(place)),
            Some(FrameOf::Joined(schema)) => format!("{}{}", schema.kind().name, self.within(place)),
            Some(FrameOf::Counters(_)) => {
                format!("counters/{}", self.counter(place).map_or("", |(_, counter)| counter.name()))
            }
            None => place.pointer(self.record),
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
            Cell::Absent | Cell::Object | Cell::List { .. } => None,
            cell @ Cell::Dyn(_) => {
                let value = record.json(cell).pointer(place.rest.as_deref().unwrap_or_default())?;
                (!value.is_array() && !value.is_object()).then(|| value.clone())
            }
            _ => Some(record.json_at(place.cell)),
        }
    }
}

/// An evaluator of programs that read the record and what is beside it.
pub(crate) fn evaluator<'r>(
    (record, frames): (&'r Record<'r>, &'r [Option<&'r Record<'r>>]),
    lets: &'r [hirewall_expr::ir::Program],
    given: &Given,
) -> Evaluator<'r> {
    Evaluator::new(Inputs { record: Some(record), frames, variables: &[], lets, now: given.now, fuel: DEFAULT_FUEL })
}
