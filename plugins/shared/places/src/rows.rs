//! Rows of an embedded table, found by binary search: where each begins is found when the plugin is built, and nothing is parsed ahead of its
//! use. It does not check the tables; a test does.

/// The text of a CSV file without quotes: a heading, then rows sorted bytewise by their first column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows {
    text: &'static str,
    /// Where each row begins.
    starts: &'static [u32],
}

/// The rows of a file.
macro_rules! rows {
    ($file:literal) => {{
        const TEXT: &str = include_str!($file);
        const STARTS: [u32; crate::rows::count(TEXT)] = crate::rows::starts(TEXT);
        crate::rows::Rows::new(TEXT, &STARTS)
    }};
}
pub(crate) use rows;

/// How many rows follow the heading. The last one may lack its line's end.
pub(crate) const fn count(text: &str) -> usize {
    let (mut rest, mut lines, mut ended) = (text.as_bytes(), 0, true);
    while let Some((byte, after)) = rest.split_first() {
        if ended {
            lines += 1;
        }
        ended = *byte == b'\n';
        rest = after;
    }
    if lines > 0 { lines - 1 } else { 0 }
}

/// Where they begin.
#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "runs when the plugin is built; tables are small"
)]
pub(crate) const fn starts<const COUNT: usize>(text: &str) -> [u32; COUNT] {
    let (bytes, mut at, mut row, mut out) = (text.as_bytes(), 1, 0, [0; COUNT]);
    while at < bytes.len() {
        if bytes[at - 1] == b'\n' {
            out[row] = at as u32;
            row += 1;
        }
        at += 1;
    }
    out
}

impl Rows {
    pub(crate) const fn new(text: &'static str, starts: &'static [u32]) -> Self {
        Self { text, starts }
    }

    /// All rows, each as its first column and the rest.
    #[cfg(test)]
    pub(crate) fn all(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.from("")
    }

    /// The row of that key, without the key.
    pub(crate) fn get(self, key: &str) -> Option<&'static str> {
        self.row(key).map(|(_, rest)| rest)
    }

    /// The row of that key.
    pub(crate) fn row(self, key: &str) -> Option<(&'static str, &'static str)> {
        self.from(key).next().filter(|(found, _)| *found == key)
    }

    /// The rows whose keys begin so.
    pub(crate) fn beginning(self, key: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.from(key).take_while(move |(found, _)| found.starts_with(key))
    }

    /// The rows of that key, without it.
    pub(crate) fn of(self, key: &str) -> impl Iterator<Item = &'static str> {
        self.from(key).take_while(move |(found, _)| *found == key).map(|(_, rest)| rest)
    }

    /// The rows from the first on whose key is not below this one.
    fn from(self, key: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let before = |start: &u32| {
            let row = self.text.as_bytes().get(*start as usize..).unwrap_or_default();
            let found = row.iter().take_while(|byte| !matches!(byte, b',' | b'\n'));
            found.lt(key.as_bytes())
        };
        let first = self.starts.partition_point(before);
        let rest = self.starts.get(first).and_then(|start| self.text.get(*start as usize..)).unwrap_or_default();
        rest.lines().filter_map(|line| line.split_once(','))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    const TABLES: [(&str, Rows); 6] = [
        ("area_codes", crate::area_code::ROWS),
        ("calling_codes", crate::calling_code::ROWS),
        ("country_caps", crate::distance::ROWS),
        ("country_offsets", crate::offsets::ROWS),
        ("regions", crate::region::ROWS),
        ("time_zones", crate::zone::ROWS),
    ];

    #[test]
    fn every_table_is_sorted_and_every_row_is_found_by_its_key() {
        for (name, rows) in TABLES {
            let keys: Vec<_> = rows.all().map(|(key, _)| key).collect();
            assert!(keys.len() > 50, "{name}");
            assert!(keys.is_sorted_by(|a, b| a.as_bytes() <= b.as_bytes()), "{name}");
            for (key, rest) in rows.all() {
                assert!(rows.of(key).any(|found| found == rest), "{name} {key}");
            }
        }
    }

    #[test]
    fn what_is_not_in_a_table_is_not_found() {
        for (name, rows) in TABLES {
            for key in ["", "0", "\u{10ffff}", "A", "ZZZ", "M", "5", "US-", "Europe/"] {
                assert_eq!(rows.get(key), None, "{name} {key}");
            }
        }
    }

    #[test]
    fn the_last_row_is_found() {
        const ENDED: &str = "key,value\na,1\nb,2\n";
        let unended = ENDED.trim_end();
        assert_eq!((count(ENDED), count(unended)), (2, 2));
        for text in [ENDED, unended] {
            const STARTS: [u32; 2] = starts(ENDED);
            let rows = Rows::new(text, &STARTS);
            assert_eq!(starts::<2>(text), STARTS);
            assert_eq!(rows.get("b").unwrap(), "2");
            assert_eq!(rows.get("a").unwrap(), "1");
            assert_eq!(rows.get("c"), None);
        }
        assert_eq!((count("key,value"), count("key,value\n"), count("")), (0, 0, 0));
        assert_eq!(Rows::new("key,value", &[]).get("a"), None);
        assert_eq!(Rows::new("", &[]).get("a"), None);
    }
}
