//! Rows of an embedded table, found by binary search in its text: nothing is parsed ahead of its use. It does not check the
//! tables; a test does.

/// The text of a CSV file without quotes: a heading, then rows sorted bytewise by their first column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows(&'static str);

impl Rows {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// The rows, without the heading.
    fn body(self) -> &'static str {
        self.0.split_once('\n').map_or("", |(_, body)| body)
    }

    /// All rows, each as its first column and the rest.
    #[cfg(test)]
    pub(crate) fn all(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.body().lines().filter_map(|line| line.split_once(','))
    }

    /// The row of that key, without the key.
    pub(crate) fn get(self, key: &str) -> Option<&'static str> {
        self.of(key).next()
    }

    /// The row of that key.
    pub(crate) fn row(self, key: &str) -> Option<(&'static str, &'static str)> {
        self.beginning(key).next().filter(|(found, _)| *found == key)
    }

    /// The rows whose keys begin so.
    pub(crate) fn beginning(self, key: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.from(key).lines().take_while(move |line| line.starts_with(key)).filter_map(|line| line.split_once(','))
    }

    /// The rows of that key, without it.
    pub(crate) fn of(self, key: &str) -> impl Iterator<Item = &'static str> {
        self.from(key)
            .lines()
            .filter_map(|line| line.split_once(','))
            .take_while(move |(found, _)| *found == key)
            .map(|(_, rest)| rest)
    }

    /// The text from the first row on whose key is not below this one.
    fn from(self, key: &str) -> &'static str {
        let body = self.body();
        let (mut low, mut high) = (0, body.len());
        while low < high {
            let middle = low + (high - low) / 2;
            // The row that holds the middle byte; rows are ASCII-delimited, so the cuts are at character boundaries.
            let bytes = body.as_bytes();
            let start = bytes.iter().take(middle).rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let end =
                bytes.iter().skip(middle).position(|byte| *byte == b'\n').map_or(body.len(), |at| middle + at + 1);
            let row = body.get(start..end).unwrap_or_default();
            let found = row.split_once(',').map_or("", |(found, _)| found);
            if found.as_bytes() < key.as_bytes() {
                low = end;
            } else {
                high = start;
            }
        }
        body.get(low..).unwrap_or_default()
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
        let rows = Rows::new("key,value\na,1\nb,2");
        assert_eq!(rows.get("b").unwrap(), "2");
        assert_eq!(rows.get("a").unwrap(), "1");
        assert_eq!(Rows::new("key,value").get("a"), None);
        assert_eq!(Rows::new("").get("a"), None);
    }
}
