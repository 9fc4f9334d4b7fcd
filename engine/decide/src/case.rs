//! One record before the rules: an evaluator for each policy, made when first needed. It does not judge.

use std::collections::BTreeSet;

use hirewall_expr::{DEFAULT_FUEL, Evaluator, Inputs, Place};
use hirewall_model::{Cell, PiiClass, Record};
use hirewall_policy::Bundle;
use serde_json::Value;

use crate::Given;

/// A record, what is given with it, and the evaluators that share its policies' named expressions.
///
/// Fuel is counted for each policy on its own, so that a policy that uses up what it may take neither starves the others
/// nor depends on which of them exist. Exceptions have an evaluator, and so fuel, of their own.
pub(crate) struct Case<'r> {
    pub(crate) bundle: &'r Bundle,
    pub(crate) record: &'r Record<'r>,
    pub(crate) given: &'r Given,
    policies: Vec<Option<Evaluator<'r>>>,
    exceptions: Option<Evaluator<'r>>,
}

impl<'r> Case<'r> {
    pub(crate) fn new(bundle: &'r Bundle, record: &'r Record<'r>, given: &'r Given) -> Self {
        let mut policies = Vec::new();
        policies.resize_with(bundle.policies.len(), || None);
        Self { bundle, record, given, policies, exceptions: None }
    }

    /// The evaluator of a policy, by its index in the bundle; for an index beyond the end that of the exceptions, which
    /// knows no named expressions.
    pub(crate) fn policy(&mut self, at: usize) -> &mut Evaluator<'r> {
        let (record, given) = (self.record, self.given);
        match (self.policies.get_mut(at), self.bundle.policies.get(at)) {
            (Some(slot), Some(policy)) => slot.get_or_insert_with(|| evaluator(record, &policy.let_programs, given)),
            _ => self.exceptions.get_or_insert_with(|| evaluator(record, &[], given)),
        }
    }

    /// The evaluator of the exceptions.
    pub(crate) fn exceptions(&mut self) -> &mut Evaluator<'r> {
        let (record, given) = (self.record, self.given);
        self.exceptions.get_or_insert_with(|| evaluator(record, &[], given))
    }

    /// The JSON pointers of places, sorted, each once.
    pub(crate) fn pointers(&self, places: &[Place]) -> Vec<String> {
        let pointers: BTreeSet<String> = places.iter().map(|place| self.pointer(place)).collect();
        pointers.into_iter().collect()
    }

    /// The JSON pointer of a place.
    pub(crate) fn pointer(&self, place: &Place) -> String {
        let mut pointer = self.record.pointer(place.cell);
        pointer.push_str(place.rest.as_deref().unwrap_or_default());
        pointer
    }

    /// How near the value at a place is to a person.
    pub(crate) fn class(&self, place: &Place) -> PiiClass {
        self.record.pii_at(place.cell, place.rest.as_deref())
    }

    /// The value at a place as JSON, when it is neither list nor object.
    pub(crate) fn plain_value(&self, place: &Place) -> Option<Value> {
        match self.record.cell(place.cell) {
            Cell::Absent | Cell::Object | Cell::List { .. } => None,
            cell @ Cell::Dyn(_) => {
                let value = self.record.json(cell).pointer(place.rest.as_deref().unwrap_or_default())?;
                (!value.is_array() && !value.is_object()).then(|| value.clone())
            }
            _ => Some(self.record.json_at(place.cell)),
        }
    }
}

fn evaluator<'r>(record: &'r Record<'r>, lets: &'r [hirewall_expr::ir::Program], given: &Given) -> Evaluator<'r> {
    Evaluator::new(Inputs { record: Some(record), variables: &[], lets, now: given.now, fuel: DEFAULT_FUEL })
}
