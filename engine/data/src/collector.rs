//! Takes what the formats find, leaves out what the list or table cannot use, and counts it. It does not read files.

use std::collections::{BTreeMap, BTreeSet};

use hirewall_expr::named::{MatchKind, NamedList};

use crate::{Entries, Format, ImportError, Limits, Target};

/// Letters of an entry that a note shows.
const SHOWN: usize = 60;

/// Collects entries.
pub(crate) struct Collector<'a> {
    target: &'a Target,
    format: Format,
    limits: Limits,
    /// Items, each with the number of its first line or place.
    items: BTreeMap<String, u64>,
    rows: BTreeMap<String, Vec<String>>,
    told: BTreeMap<&'static str, Told>,
}

struct Told {
    count: u64,
    first: String,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(target: &'a Target, format: Format, limits: Limits) -> Self {
        Self { target, format, limits, items: BTreeMap::new(), rows: BTreeMap::new(), told: BTreeMap::new() }
    }

    pub(crate) fn target(&self) -> &'a Target {
        self.target
    }

    /// Whether the items are compared as domains.
    pub(crate) fn takes_domains(&self) -> bool {
        matches!(self.target, Target::List { matching: MatchKind::Domain, .. })
    }

    /// An item of a list, from that line or place.
    pub(crate) fn item(&mut self, text: &str, place: u64) -> Result<(), ImportError> {
        let Target::List { matching, .. } = self.target else {
            return Err(self.unsuited("table", "A table takes CSV, or a format with columns of its own."));
        };
        // A byte order mark inside a file comes from files put together.
        let blank = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
        let text = text.trim_matches(blank);
        let item = match matching {
            MatchKind::Domain => {
                let around = |letter: char| blank(letter) || matches!(letter, '.' | '@');
                text.trim_start_matches("*.").trim_matches(around).to_lowercase()
            }
            _ => text.to_owned(),
        };
        if item.is_empty() {
            return Ok(());
        }
        // The file of a list is read with its comments and blanks taken off.
        if item.starts_with('#')
            || [" #", "\t#"].iter().any(|mark| item.contains(mark))
            || item.contains(char::is_control)
        {
            self.tell("not fit for a line of the data file, left out", text, place);
            return Ok(());
        }
        self.items.entry(item).or_insert(place);
        self.full(self.items.len())
    }

    /// A row of a table, by the names of its columns.
    pub(crate) fn row(&mut self, cells: &[(&str, String)], place: u64) -> Result<(), ImportError> {
        let Target::Table { key, columns } = self.target else {
            return Err(self.unsuited("list", "A list takes lines, a JSON array of texts, or a column of CSV."));
        };
        let mut row = Vec::with_capacity(columns.len());
        for column in columns {
            let Some((_, cell)) = cells.iter().find(|(name, _)| name == column) else {
                let has: Vec<String> = cells.iter().map(|(name, _)| format!("`{name}`")).collect();
                let help = format!("It has the columns {}; `{column}` is none of them.", has.join(", "));
                return Err(self.unsuited("table", &help));
            };
            row.push(cell.trim().to_owned());
        }
        let found = columns.iter().position(|column| column == key).and_then(|at| row.get(at)).cloned();
        let id = found.unwrap_or_default();
        if id.is_empty() {
            self.tell("no key, left out", row.first().map_or("", String::as_str), place);
        } else if self.rows.get(&id).is_some_and(|known| *known != row) {
            self.tell("another row has the key, left out", &id, place);
        } else {
            self.rows.insert(id, row);
        }
        self.full(self.rows.len())
    }

    /// Counts something that is told of, mostly because it is left out.
    pub(crate) fn tell(&mut self, why: &'static str, text: &str, place: u64) {
        let unit = self.format.unit();
        let entry = self.told.entry(why).or_insert_with(|| {
            let mut shown: String = text.chars().take(SHOWN).collect();
            if shown.len() < text.len() {
                shown.push('…');
            }
            Told { count: 0, first: format!("`{shown}` in {unit} {place}") }
        });
        entry.count += 1;
    }

    pub(crate) fn unsuited(&self, what: &'static str, help: &str) -> ImportError {
        ImportError::Unsuited { format: self.format, what, help: help.to_owned() }
    }

    fn full(&self, count: usize) -> Result<(), ImportError> {
        let limit = self.limits.entries;
        if count > limit { Err(ImportError::TooMany { limit }) } else { Ok(()) }
    }

    /// The entries, and what there is to tell, in words.
    pub(crate) fn finish(mut self) -> (Entries, Vec<String>) {
        let entries = match self.target {
            Target::List { matching, .. } => Entries::List(self.usable(*matching)),
            Target::Table { columns, .. } => {
                Entries::Table { columns: columns.clone(), rows: std::mem::take(&mut self.rows) }
            }
        };
        let notes = self.told.iter().map(|(why, Told { count, first })| format!("{why}: {count}, first {first}"));
        (entries, notes.collect())
    }

    /// The items that the list can use, each once.
    fn usable(&mut self, matching: MatchKind) -> BTreeSet<String> {
        let found = std::mem::take(&mut self.items);
        let texts = || found.keys().map(String::as_str);
        let mut out: BTreeMap<usize, &'static str> = BTreeMap::new();
        for problem in NamedList::repeated(matching, texts()) {
            out.insert(problem.index, "repeated but for the case of letters, left out");
        }
        // A list that has items to search for inside texts is built whole, which cannot fail for one of them.
        if matches!(matching, MatchKind::Cidr | MatchKind::Domain) {
            for problem in NamedList::new("", matching, texts()).err().unwrap_or_default() {
                let cidr = matching == MatchKind::Cidr;
                out.insert(problem.index, if cidr { "no network or address, left out" } else { "no domain, left out" });
            }
        }
        let domains = matching == MatchKind::Domain;
        for (index, (item, _)) in found.iter().enumerate() {
            if domains && !out.contains_key(&index) && parents(item).any(|parent| found.contains_key(parent)) {
                out.insert(index, "below another domain of the list, left out");
            }
        }
        let mut kept = BTreeSet::new();
        for (index, (item, place)) in found.into_iter().enumerate() {
            match out.get(&index) {
                Some(why) => self.tell(why, &item, place),
                None => {
                    kept.insert(item);
                }
            }
        }
        kept
    }
}

/// The domains above a domain that have at least two labels.
pub(crate) fn parents(domain: &str) -> impl Iterator<Item = &str> {
    domain.match_indices('.').filter_map(|(at, _)| domain.get(at + 1..)).filter(|parent| parent.contains('.'))
}
