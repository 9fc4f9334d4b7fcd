//! Which values of the record a finding rests on. It does not decide whether a rule matched.

use hirewall_expr::Witness;
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
/// other classes.
pub(crate) fn evidence(case: &Case<'_>, witnesses: &[Witness]) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = Vec::new();
    for witness in witnesses {
        let leaf = clip(witness.label.as_deref().unwrap_or(&witness.text));
        let begin = evidence.len();
        for place in &witness.places {
            if evidence.len() >= MOST {
                return evidence;
            }
            let path = case.pointer(place);
            if evidence.iter().skip(begin).any(|given| given.path == path) {
                continue;
            }
            let class = case.class(place);
            let value = case.given.reveal.shows(class).then(|| case.plain_value(place)).flatten();
            evidence.push(Evidence { path, class, value, leaf: Some(leaf.clone()) });
        }
    }
    evidence
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(LEAF_CHARACTERS) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
        None => text.to_owned(),
    }
}
