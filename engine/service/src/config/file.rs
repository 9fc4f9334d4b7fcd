//! The configuration file: TOML, flattened to names with their places. What a setting means is not known here.

use toml::de::{DeTable, DeValue};

use super::fault::Fault;

/// A value of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its name, tables joined by dots.
    pub(super) key: String,
    /// Its value as text.
    pub(super) value: String,
    /// `hirewall.toml:3:1`
    pub(super) place: String,
}

/// Reads the text of a configuration file.
pub(super) fn entries(name: &str, text: &str) -> (Vec<Entry>, Vec<Fault>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reading = Reading { name, text, entries: Vec::new(), faults: Vec::new() };
    for error in errors {
        let place = reading.place(error.span().map_or(0, |span| span.start));
        // The parser's own words, which may run over lines.
        let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        reading.faults.push(Fault::new(place, message, "Write it as TOML: `name = \"value\"`, tables as `[name]`."));
    }
    // What could be read of a broken file is of no use: each thing that is missing would be told a second time.
    if reading.faults.is_empty() {
        reading.table("", table.get_ref());
    }
    (reading.entries, reading.faults)
}

struct Reading<'t> {
    name: &'t str,
    text: &'t str,
    entries: Vec<Entry>,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn table(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let key =
                if prefix.is_empty() { name.get_ref().to_string() } else { format!("{prefix}.{}", name.get_ref()) };
            let place = self.place(name.span().start);
            let value = match value.get_ref() {
                DeValue::Table(table) => {
                    self.table(&key, table);
                    continue;
                }
                DeValue::String(text) => text.to_string(),
                DeValue::Integer(number) => number.to_string(),
                DeValue::Boolean(flag) => flag.to_string(),
                DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Array(_) => {
                    let message = format!("`{key}` is neither text, nor a whole number, nor true or false");
                    self.faults.push(Fault::new(place, message, "Write the value in quotes, such as \"10s\"."));
                    continue;
                }
            };
            self.entries.push(Entry { key, value, place });
        }
    }

    fn place(&self, at: usize) -> String {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        format!("{}:{line}:{column}", self.name)
    }
}
