//! Which values of the record a finding rests on. It does not decide whether a rule matched.

use std::borrow::Cow;

use hirewall_expr::{Place, Witness};
use hirewall_model::Evidence;

use crate::case::Case;

/// Pieces of evidence of one finding. What lies beyond is left out: a person reads this.
const MOST: usize = 100;
/// Characters of a leaf's text, beyond which it is cut.
const LEAF_CHARACTERS: usize = 200;

/// The evidence of a finding: the places that the true leaves of its condition read, in the order of the leaves, each
/// place once for each leaf. At most 100.
///
/// A value is given only when its class may be shown, and only a plain one: a list or an object may hold values of
/// other classes. For a signal stand the parts of the record that it rests on.
pub(crate) fn evidence(case: &Case<'_>, witnesses: &[Witness]) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = Vec::new();
    for witness in witnesses {
        let leaf = clip(witness.label.as_deref().unwrap_or(&witness.text));
        let begin = evidence.len();
        for place in &witness.places {
            for (place, signal) in of_record(case, place) {
                if evidence.len() >= MOST {
                    return evidence;
                }
                let path = case.pointer(&place);
                if evidence.iter().skip(begin).any(|given| given.path == path && given.signal == signal) {
                    continue;
                }
                let class = case.class(&place);
                let value = case.given.reveal.shows(class).then(|| case.plain_value(&place)).flatten();
                evidence.push(Evidence { path, signal, class, value, leaf: Some(leaf.clone()) });
            }
        }
    }
    evidence
}

/// The evidence of a finding that rests on what is missing.
pub(crate) fn evidence_of_missing(case: &Case<'_>, missing: &[Place]) -> Vec<Evidence> {
    let places = missing.iter().flat_map(|place| of_record(case, place));
    let evidence = places.map(|(place, signal)| Evidence {
        path: case.pointer(&place),
        signal,
        class: case.class(&place),
        value: None,
        leaf: None,
    });
    evidence.take(MOST).collect()
}

/// The places of the record that stand for a place: itself, or for a signal those that the detector named, or else the
/// inputs of the detector that the record has, or else the record as a whole; each with the name of the signal.
fn of_record<'p>(case: &Case<'_>, place: &'p Place) -> Vec<(Cow<'p, Place>, Option<String>)> {
    let Some(detector) = case.detector(place) else { return vec![(Cow::Borrowed(place), None)] };
    let signal = case.signal(place);
    let inputs = detector.manifest.inputs(case.record.kind()).unwrap_or_default();
    let declared = |pointer: &str| {
        inputs.iter().any(|input| {
            pointer.strip_prefix(&*input.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    let find = |pointer: &str| {
        let (cell, rest) = case.record.find(pointer)?;
        Some(Place { rest: rest.map(Into::into), ..Place::cell(cell) })
    };
    let named = case.answered.evidence(place).iter().take(MOST);
    let mut places: Vec<Place> =
        named.filter(|pointer| declared(pointer)).filter_map(|pointer| find(pointer)).collect();
    if places.is_empty() {
        places.extend(inputs.iter().filter_map(|input| find(&input.path)));
    }
    if places.is_empty() {
        places.push(Place::cell(0));
    }
    places.into_iter().map(|place| (Cow::Owned(place), Some(signal.clone()))).collect()
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(LEAF_CHARACTERS) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
        None => text.to_owned(),
    }
}
