//! "Did you mean": the known name nearest to an unknown one.

/// The candidate that differs from `name` by few enough edits to be meant, if there is one.
pub(crate) fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.chars().take(MAX + 1).flat_map(char::to_lowercase).collect();
    if name.is_empty() || name.len() > MAX {
        return None;
    }
    let allowed = match name.len() {
        1 => 0,
        2..=3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other: Vec<char> = candidate.chars().take(MAX + 1).flat_map(char::to_lowercase).collect();
        if other.len() > MAX || other.len().abs_diff(name.len()) > allowed {
            continue;
        }
        let distance = distance(&name, &other);
        let better = best.is_none_or(|(least, text)| (distance, candidate) < (least, text));
        if distance <= allowed && better {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Longer names, in characters, get no suggestion.
const MAX: usize = 80;

/// Edits from one text to the other: insert, delete, replace, swap neighbours (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["applies_to", "owner", "rules", "references", "id"];
        for (name, expected) in [
            ("aplies_to", Some("applies_to")),
            ("appliesTo", Some("applies_to")),
            ("onwer", Some("owner")),
            ("Rules", Some("rules")),
            ("rule", Some("rules")),
            ("reference", Some("references")),
            ("x", None),
            ("", None),
            ("completely_different", None),
        ] {
            assert_eq!(suggest(name, known), expected, "{name}");
        }
        assert_eq!(suggest(&"a".repeat(10_000), ["a"]), None);
    }
}
