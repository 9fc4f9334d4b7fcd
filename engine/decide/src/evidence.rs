//! Which values of the record a finding rests on. It does not decide whether a rule matched.

use std::borrow::Cow;
use std::sync::Arc;

use hirewall_expr::{Place, Witness};
use hirewall_model::{CountedBy, Evidence};
use hirewall_policy::Counter;

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
    let places: usize = witnesses.iter().map(|witness| witness.places.len()).sum();
    let (mut evidence, mut rests): (Vec<Evidence>, _) = (Vec::with_capacity(places.min(MOST)), Vec::new());
    for witness in witnesses {
        let leaf = clip(witness.label.as_ref().unwrap_or(&witness.text));
        let begin = evidence.len();
        for place in &witness.places {
            of_record(case, place, &mut rests);
            for Rests { place, signal, counter } in rests.drain(..) {
                if evidence.len() >= MOST {
                    return evidence;
                }
                let path = case.pointer(&place);
                let same = |given: &Evidence| given.path == path && given.signal == signal && given.counter == counter;
                if evidence.iter().skip(begin).any(same) {
                    continue;
                }
                let class = case.class(&place);
                let value = case.given.reveal.shows(class).then(|| case.plain_value(&place)).flatten();
                evidence.push(Evidence { path, counter, signal, class, value, leaf: Some(Arc::clone(&leaf)) });
            }
        }
    }
    evidence
}

/// The evidence of a finding that rests on what is missing.
pub(crate) fn evidence_of_missing(case: &Case<'_>, missing: &[Place]) -> Vec<Evidence> {
    let mut rests = Vec::new();
    missing.iter().for_each(|place| of_record(case, place, &mut rests));
    let evidence = rests.into_iter().map(|Rests { place, signal, counter }| Evidence {
        path: case.pointer(&place),
        counter,
        signal,
        class: case.class(&place),
        value: None,
        leaf: None,
    });
    evidence.take(MOST).collect()
}

/// What a finding rests on.
struct Rests<'p> {
    place: Cow<'p, Place>,
    signal: Option<String>,
    counter: Option<CountedBy>,
}

/// The places of the record that stand for a place: itself; for a signal those that the detector named, or else the
/// inputs of the detector that the record has, or else the record as a whole, each with the name of the signal; for a counter
/// those that its key was read from.
fn of_record<'p>(case: &Case<'_>, place: &'p Place, rests: &mut Vec<Rests<'p>>) {
    if let Some((policy, counter)) = case.counter(place) {
        return of_counter(case, place, (policy, counter), rests);
    }
    let plain = |place, signal| Rests { place, signal, counter: None };
    let Some(detector) = case.detector(place) else { return rests.push(plain(Cow::Borrowed(place), None)) };
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
    rests.extend(places.into_iter().map(|place| plain(Cow::Owned(place), Some(signal.clone()))));
}

/// The places that the key of a counter was read from. Of other records nothing is known here but how many they are.
fn of_counter<'p, 'r>(
    case: &Case<'r>,
    place: &Place,
    (policy, counter): (usize, &'r Counter),
    rests: &mut Vec<Rests<'p>>,
) {
    let counted = case.counted(counter).map(|count| CountedBy { name: counter.id.to_string(), count });
    let mut places = Vec::new();
    for key in &counter.keys {
        places.extend(case.counting(policy, |evaluator| evaluator.value_and_places(key)).1);
    }
    if places.is_empty() {
        places.push(if counted.is_some() { Place::cell(0) } else { place.clone() });
    }
    // A key reads no counter, so that this ends here.
    for place in places {
        if case.counter(&place).is_some() {
            rests.push(Rests { place: Cow::Owned(place), signal: None, counter: None });
            continue;
        }
        let mut own = Vec::new();
        of_record(case, &place, &mut own);
        let own = own.into_iter().map(|own| Rests {
            place: Cow::Owned(own.place.into_owned()),
            signal: own.signal,
            counter: counted.clone(),
        });
        rests.extend(own);
    }
}

fn clip(text: &Arc<str>) -> Arc<str> {
    // A text of so few bytes has no more characters.
    let long = text.len() > LEAF_CHARACTERS;
    match long.then(|| text.char_indices().nth(LEAF_CHARACTERS)).flatten() {
        Some((end, _)) => (text.get(..end).unwrap_or_default().to_owned() + "…").into(),
        None => Arc::clone(text),
    }
}
