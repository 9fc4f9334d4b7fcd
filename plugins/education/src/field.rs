//! Fields of study, by the US Classification of Instructional Programs (CIP).

use std::collections::BTreeSet;

/// A phrase and the codes that it may mean, a line each.
const TEXT: &str = include_str!("fields.csv");

/// Families of fields that schools draw the borders between in different ways.
const NEIGHBOURS: &[&[&str]] = &[
    &["10", "11", "14", "15", "27", "29", "30", "40"],
    &["26", "51", "60", "61", "34", "31"],
    &["44", "45", "52", "19"],
    &["04", "09", "10", "50"],
    &["05", "16", "23", "24", "30", "38", "39", "54", "42", "45"],
    &["22", "43"],
    &["01", "03", "26"],
    &["13", "42", "31"],
];

/// Fields of study by name.
#[derive(Debug)]
pub(crate) struct Fields {
    /// Phrases with their codes, ordered by phrase.
    phrases: Vec<(&'static str, &'static str)>,
}

impl Fields {
    /// The table that ships with the detector.
    #[must_use]
    pub(crate) fn new() -> Self {
        let mut phrases: Vec<_> = TEXT.lines().filter_map(|line| line.split_once(',')).collect();
        phrases.sort_unstable();
        Self { phrases }
    }

    /// The codes (`11.07`) that a field of study may mean, of all its fields where it names several; empty when it is not known.
    #[must_use]
    pub(crate) fn codes(&self, area: &str) -> BTreeSet<&'static str> {
        let key = spelling::key(&area.chars().take(200).collect::<String>().replace('&', " and "));
        let major = key.split(" minor ").next().unwrap_or_default();
        let words: Vec<&str> = major.split(' ').filter(|word| !word.is_empty()).take(20).collect();
        let mut codes = BTreeSet::new();
        let mut at = 0;
        // The longest known phrase from each word on: "electrical and computer engineering" is one field, "music and physics" two.
        while at < words.len() {
            let found = (at + 1..=words.len()).rev().find_map(|end| {
                let phrase = words.get(at..end)?.join(" ");
                Some((end, self.known(&phrase)?))
            });
            at = match found {
                Some((end, known)) => {
                    codes.extend(known.split(' '));
                    end
                }
                None => at + 1,
            };
        }
        codes
    }

    fn known(&self, phrase: &str) -> Option<&'static str> {
        let at = self.phrases.binary_search_by(|(known, _)| (*known).cmp(phrase)).ok()?;
        self.phrases.get(at).map(|(_, codes)| *codes)
    }
}

impl Default for Fields {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether two codes are of one family of fields, or of families that schools tell apart in different ways.
#[must_use]
pub(crate) fn related(a: &str, b: &str) -> bool {
    let family = |code: &str| code.split('.').next().unwrap_or_default().to_owned();
    let (a, b) = (family(a), family(b));
    a == b || NEIGHBOURS.iter().any(|near| near.contains(&a.as_str()) && near.contains(&b.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        for line in TEXT.lines() {
            let (phrase, codes) = line.split_once(',').unwrap_or_default();
            assert_eq!(spelling::key(phrase), phrase, "{line}");
            assert!(!phrase.is_empty() && !codes.is_empty(), "{line}");
            let code = |code: &str| {
                code.len() == 5
                    && code.char_indices().all(|(at, c)| if at == 2 { c == '.' } else { c.is_ascii_digit() })
            };
            assert!(codes.split(' ').all(code), "{line}");
        }
        let fields = Fields::new();
        assert!(fields.phrases.is_sorted_by(|a, b| a.0 < b.0), "a phrase stands twice");
    }

    #[test]
    fn fields_are_recognised_by_name() {
        let fields = Fields::new();
        let cases: &[(&str, &[&str])] = &[
            ("Computer Science", &["11.01", "11.07"]),
            ("B.S. in Computer Science", &["11.01", "11.07"]),
            ("Computer Science, Minor in Music", &["11.01", "11.07"]),
            ("Electrical & Computer Engineering", &["14.09", "14.10"]),
            ("Music and Physics", &["40.08", "50.09"]),
            ("Informática", &["11.01", "11.07"]),
            ("Nursing", &["51.38"]),
            ("Basket weaving", &[]),
            ("", &[]),
        ];
        for (area, codes) in cases {
            assert_eq!(fields.codes(area).into_iter().collect::<Vec<_>>(), *codes, "{area}");
        }
    }

    #[test]
    fn related_fields_are_near_and_others_are_not() {
        assert!(related("11.07", "14.09") && related("11.07", "11.01") && related("27.01", "11.07"));
        assert!(!related("11.07", "50.09") && !related("51.38", "11.07") && !related("11.07", "52.02"));
    }
}
