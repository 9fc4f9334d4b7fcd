//! The name that was probably meant.

/// The known name nearest to a written one, if it is near enough to be meant.
pub(super) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = match written.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    let lower = written.to_lowercase().replace('-', "_");
    known
        .into_iter()
        .filter(|name| *name != written)
        .map(|name| {
            let plain = name.to_lowercase();
            let squeezed = plain.replace('_', "") == lower.replace('_', "");
            (if squeezed { 0 } else { distance(&lower, &plain, most) }, name)
        })
        .filter(|(distance, name)| *distance <= most && *distance < name.chars().count().max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Insertions, deletions, replacements and swaps of neighbours from one to the other; anything above `most` is `most + 1`.
fn distance(a: &str, b: &str, most: usize) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut cost = (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    at(&last, b.len()).min(most + 1)
}

/// `did you mean …?`, as a label.
pub(super) fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// Names in back quotes, at most `most` of them.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>, most: usize) -> String {
    let all: Vec<&str> = names.into_iter().collect();
    let mut text = all.iter().take(most).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if all.len() > most {
        text.push_str(&format!(" and {} more", all.len() - most));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        for (written, known, found) in [
            ("locaton", &["location", "label"][..], Some("location")),
            ("countryCode", &["country_code"], Some("country_code")),
            ("raw", &["row", "type"], Some("row")),
            ("nmae", &["name"], Some("name")),
            ("x", &["y"], None),
            ("salary", &["phones", "emails"], None),
        ] {
            assert_eq!(nearest(written, known.iter().copied()), found, "{written}");
        }
    }
}
