//! What an update of a list or table changes, in words, and whether that is too much. It changes nothing itself.

use hirewall_data::{Difference, Entries};

use crate::output::{number, safe};

/// Percent of the old entries that may vanish.
const MAX_VANISHED: usize = 20;

/// Why an update needs `--force`.
pub(super) fn suspicious(old: &Entries, new: &Entries, difference: &Difference) -> Option<String> {
    if new.is_empty() {
        return Some("nothing would be left".to_owned());
    }
    let went = difference.went.saturating_mul(100);
    (went > old.len().saturating_mul(MAX_VANISHED)).then(|| {
        format!(
            "{} of {} entries would vanish",
            number::grouped(difference.went as u64),
            number::grouped(old.len() as u64)
        )
    })
}

/// How many came and went, and a few of them.
pub(super) fn told(name: &str, new: &Entries, difference: &Difference) -> String {
    let count = |number: usize| number::grouped(number as u64);
    let mut text = format!("{name}: +{} −{}", count(difference.came), count(difference.went));
    if difference.changed > 0 {
        text.push_str(&format!(", {} changed", count(difference.changed)));
    }
    text.push_str(&format!(", {} in all\n", count(new.len())));
    for (sign, examples, number) in
        [("+", &difference.came_examples, difference.came), ("−", &difference.went_examples, difference.went)]
    {
        if examples.is_empty() {
            continue;
        }
        let shown: Vec<String> = examples.iter().map(|example| cut(example)).collect();
        let more = if number > examples.len() { ", …" } else { "" };
        text.push_str(&format!("  {sign} {}{more}\n", shown.join(", ")));
    }
    text
}

/// An entry, safe to show and not too long.
fn cut(example: &str) -> String {
    const LETTERS: usize = 60;
    let mut shown: String = example.chars().take(LETTERS).collect();
    if shown.len() < example.len() {
        shown.push('…');
    }
    safe::line(&shown).into_owned()
}
