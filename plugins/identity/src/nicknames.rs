//! Which given names are forms of one name.

/// One name a line, its forms separated by spaces.
const TEXT: &str = include_str!("nicknames.txt");

/// The forms of given names, ordered for look-up.
#[derive(Debug)]
pub(crate) struct Nicknames {
    /// A form, and the line that it stands in.
    forms: Vec<(&'static str, u16)>,
}

impl Nicknames {
    /// The table that ships with the detector.
    #[must_use]
    pub(crate) fn new() -> Self {
        let lines = TEXT.lines().filter(|line| !line.starts_with('#'));
        let mut forms: Vec<(&'static str, u16)> =
            lines.zip(0u16..).flat_map(|(line, at)| line.split(' ').map(move |form| (form, at))).collect();
        forms.sort_unstable();
        forms.dedup();
        Self { forms }
    }

    /// Whether both words are forms of one name.
    #[must_use]
    pub(crate) fn are_one(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.lines_of(a), self.lines_of(b));
        a.iter().any(|(_, line)| b.iter().any(|(_, other)| line == other))
    }

    /// The names that a word may be a form of: the first form of each of its lines.
    pub(crate) fn formal(&self, word: &str) -> impl Iterator<Item = &'static str> {
        let lines: Vec<u16> = self.lines_of(word).iter().map(|(_, line)| *line).collect();
        TEXT.lines()
            .filter(|line| !line.starts_with('#'))
            .zip(0u16..)
            .filter(move |(_, at)| lines.contains(at))
            .filter_map(|(line, _)| line.split(' ').next())
    }

    fn lines_of(&self, word: &str) -> &[(&'static str, u16)] {
        let from = self.forms.partition_point(|(form, _)| *form < word);
        let to = self.forms.partition_point(|(form, _)| *form <= word);
        self.forms.get(from..to).unwrap_or_default()
    }
}

impl Default for Nicknames {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_plain_words_each_once_a_line() {
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            let forms: Vec<&str> = line.split(' ').collect();
            assert!(forms.len() > 1, "{line}");
            assert!(
                forms.iter().all(|form| !form.is_empty() && form.bytes().all(|b| b.is_ascii_lowercase())),
                "{line}"
            );
        }
    }

    #[test]
    fn forms_of_one_name_are_one() {
        let names = Nicknames::new();
        for (a, b) in
            [("bob", "robert"), ("bob", "bobby"), ("sasha", "aleksandr"), ("sasha", "alexandra"), ("zzz", "zzz")]
        {
            assert_eq!(names.are_one(a, b), a != "zzz", "{a} {b}");
        }
        for (a, b) in [("robert", "richard"), ("alexander", "alexandra"), ("", "robert"), ("bo", "bob")] {
            assert!(!names.are_one(a, b), "{a} {b}");
        }
        assert_eq!(names.formal("ted").collect::<Vec<_>>(), ["edmund", "edward", "theodore"]);
        assert_eq!(names.formal("nobody").next(), None);
    }
}
