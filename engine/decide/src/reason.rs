//! The reason of a finding: its template with the values that may be shown. It does not know what the reason is for.

use std::fmt::Write as _;

use hirewall_expr::{Place, Value};
use hirewall_policy::{Piece, Rule};

use crate::case::Case;
use crate::display::display;

/// Characters of a reason, beyond which it is cut.
const MOST_CHARACTERS: usize = 2_000;
/// Places that stand for one masked value, beyond which they are left out.
const MOST_PLACES: usize = 3;

/// The reason of a finding.
///
/// The value of an expression is shown when all that it read may be shown. Otherwise the places that may not stand
/// for it: `[/phones/0/raw]`. What is not given shows as `[/phones/0/raw is missing]`, and an expression that fails as
/// `[not available]`: a reason is for reading, so nothing that goes wrong with it changes the verdict. A rule without a
/// reason gives its title, or else its id.
pub(crate) fn reason<'r>(case: &mut Case<'r>, policy_at: usize, rule: &'r Rule) -> String {
    if rule.reason.pieces.is_empty() {
        return rule.title.clone().unwrap_or_else(|| rule.id.clone());
    }
    let mut text = String::new();
    for piece in &rule.reason.pieces {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Value(program) => {
                let (value, places) = case.policy(policy_at).value_and_places(program);
                match value {
                    Ok(value) => shown(case, &value, &places, &mut text),
                    Err(undetermined) if undetermined.fault.is_none() && !undetermined.missing.is_empty() => {
                        bracketed(case, undetermined.missing.iter(), " is missing", &mut text);
                    }
                    Err(_) => text.push_str("[not available]"),
                }
            }
        }
    }
    if text.len() > MOST_CHARACTERS
        && let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS)
    {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// Writes a value if all that it was read from may be shown, or else the places that may not.
pub(crate) fn shown(case: &Case<'_>, value: &Value<'_>, places: &[Place], text: &mut String) {
    let hidden = |place: &&Place| !case.given.reveal.shows(case.class(place));
    if places.iter().any(|place| hidden(&place)) {
        bracketed(case, places.iter().filter(hidden), "", text);
    } else {
        display(value, text);
    }
}

fn bracketed<'p>(case: &Case<'_>, places: impl Iterator<Item = &'p Place>, remark: &str, text: &mut String) {
    let mut pointers: Vec<String> = Vec::new();
    for pointer in places.map(|place| case.pointer(place)) {
        if !pointers.contains(&pointer) {
            pointers.push(pointer);
        }
        if pointers.len() > MOST_PLACES {
            break;
        }
    }
    let more = if pointers.len() > MOST_PLACES { ", …" } else { "" };
    pointers.truncate(MOST_PLACES);
    // Writing to a string cannot fail.
    let _ = write!(text, "[{}{more}{remark}]", pointers.join(", "));
}
