//! One record before the rules: an evaluator for each policy, made when first needed. It does not judge.

use std::collections::BTreeSet;

use hirewall_expr::{DEFAULT_FUEL, Evaluator, Inputs, Place};
use hirewall_model::{Cell, PiiClass, Record};
use hirewall_policy::{Bundle, DetectorBinding};
use serde_json::Value;

use crate::Given;
use crate::answered::Answered;

/// A record, what is given with it, and the evaluators that share its policies' named expressions.
///
/// Each question has fuel of its own, so that a rule that uses up what it may take starves no other.
pub(crate) struct Case<'r> {
    pub(crate) bundle: &'r Bundle,
    pub(crate) record: &'r Record<'r>,
    pub(crate) answered: &'r Answered<'r>,
    pub(crate) given: &'r Given,
    frames: &'r [Option<&'r Record<'r>>],
    policies: Vec<Option<Evaluator<'r>>>,
    exceptions: Option<Evaluator<'r>>,
}

impl<'r> Case<'r> {
    /// A case; `frames` are those of `answered`.
    pub(crate) fn new(
        bundle: &'r Bundle,
        record: &'r Record<'r>,
        (answered, frames): (&'r Answered<'r>, &'r [Option<&'r Record<'r>>]),
        given: &'r Given,
    ) -> Self {
        let mut policies = Vec::new();
        policies.resize_with(bundle.policies.len(), || None);
        Self { bundle, record, answered, given, frames, policies, exceptions: None }
    }

    /// The evaluator of a policy, by its index in the bundle; for an index beyond the end that of the exceptions, which
    /// knows no named expressions.
    pub(crate) fn policy(&mut self, at: usize) -> &mut Evaluator<'r> {
        let (inputs, given) = ((self.record, self.frames), self.given);
        match (self.policies.get_mut(at), self.bundle.policies.get(at)) {
            (Some(slot), Some(policy)) => slot.get_or_insert_with(|| evaluator(inputs, &policy.let_programs, given)),
            _ => self.exceptions.get_or_insert_with(|| evaluator(inputs, &[], given)),
        }
    }

    /// The evaluator of the exceptions.
    pub(crate) fn exceptions(&mut self) -> &mut Evaluator<'r> {
        let (inputs, given) = ((self.record, self.frames), self.given);
        self.exceptions.get_or_insert_with(|| evaluator(inputs, &[], given))
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

    /// The record of a place's frame: the record itself or a detector's signals.
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

    /// How the decision names places, sorted, each once.
    pub(crate) fn pointers(&self, places: &[Place]) -> Vec<String> {
        let pointers: BTreeSet<String> = places.iter().map(|place| self.pointer(place)).collect();
        pointers.into_iter().collect()
    }

    /// How the decision names a place: its JSON pointer, and among signals `signals/` and the detector before it.
    pub(crate) fn pointer(&self, place: &Place) -> String {
        match self.detector(place) {
            Some(_) => format!("signals/{}", self.signal(place)),
            None => place.pointer(self.record),
        }
    }

    /// The detector of a place among signals, and the JSON pointer after it; empty for a place of the record.
    pub(crate) fn signal(&self, place: &Place) -> String {
        let Some(detector) = self.detector(place) else { return String::new() };
        let pointer = match self.frame(place) {
            Some(frame) => place.pointer(frame),
            None => place.rest.as_deref().unwrap_or_default().to_owned(),
        };
        format!("{}{pointer}", detector.id)
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

fn evaluator<'r>(
    (record, frames): (&'r Record<'r>, &'r [Option<&'r Record<'r>>]),
    lets: &'r [hirewall_expr::ir::Program],
    given: &Given,
) -> Evaluator<'r> {
    Evaluator::new(Inputs { record: Some(record), frames, variables: &[], lets, now: given.now, fuel: DEFAULT_FUEL })
}
