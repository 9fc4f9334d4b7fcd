//! What a decision names again and again, record by record: rules, counters and places, as they are printed. Written out once for a bundle.

use std::cmp::Ordering;

use hirewall_model::Schema;

/// The names of one record kind.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The rules' full ids, in the order of the plan.
    pub(crate) rules: Vec<Name>,
    /// The full ids of the counters, sorted.
    pub(crate) counters: Vec<Name>,
    /// The JSON pointers of the record's own cells, by their offsets.
    pointers: Vec<Name>,
}

/// A text, and the same as JSON has it.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) text: Box<str>,
    pub(crate) json: Box<str>,
}

/// A place that a record lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Missing {
    /// A cell of the record's own frame: it is named for good.
    Cell(u32),
    /// Any other, as the decision names it.
    Named(Box<str>),
}

impl Names {
    pub(crate) fn new<'n>(
        schema: Option<&Schema>,
        rules: impl Iterator<Item = &'n str>,
        counters: impl Iterator<Item = &'n str>,
    ) -> Self {
        let pointers = schema.map(|schema| (0..schema.root().width).map(|cell| Name::new(schema.describe(cell))));
        Self {
            rules: rules.map(Name::new).collect(),
            counters: counters.map(Name::new).collect(),
            pointers: pointers.into_iter().flatten().collect(),
        }
    }

    /// Whether a cell is named here.
    pub(crate) fn has_cell(&self, cell: u32) -> bool {
        (cell as usize) < self.pointers.len()
    }

    /// The id of a rule, by its number in the plan.
    pub(crate) fn rule(&self, number: u32) -> &str {
        self.rules.get(number as usize).map_or("", |name| &name.text)
    }

    /// The id of a counter, by its number.
    pub(crate) fn counter(&self, number: u32) -> &str {
        self.counters.get(number as usize).map_or("", |name| &name.text)
    }

    /// How a decision names a place.
    pub(crate) fn missing<'n>(&'n self, missing: &'n Missing) -> &'n str {
        match missing {
            Missing::Cell(cell) => self.pointers.get(*cell as usize).map_or("", |name| &name.text),
            Missing::Named(text) => text,
        }
    }

    /// The JSON of what is named for good.
    pub(crate) fn pointer(&self, cell: u32) -> Option<&str> {
        self.pointers.get(cell as usize).map(|name| &*name.json)
    }

    /// Adds a place to those from `begin` on, which stay sorted, each once.
    pub(crate) fn insert(&self, missing: &mut Vec<Missing>, begin: usize, place: Missing) {
        let own = missing.get(begin..).unwrap_or_default();
        let text = self.missing(&place);
        let mut at = begin + own.len();
        for known in own.iter().rev() {
            match self.missing(known).cmp(text) {
                Ordering::Less => break,
                Ordering::Equal => return,
                Ordering::Greater => at -= 1,
            }
        }
        missing.insert(at, place);
    }
}

impl Name {
    fn new(text: &str) -> Self {
        let json = serde_json::to_string(text).unwrap_or_default();
        Self { text: text.into(), json: json.into() }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn places_are_kept_sorted_and_each_once() {
        let schema = r#"{"type":"object","x-record":{"kind":"t","id":"/id"},"required":["id"],
            "properties":{"id":{"type":"string"},"a":{"type":"string"},"b\"":{"type":"string"}}}"#;
        let schema = Schema::compile(schema).unwrap();
        let names = Names::new(Some(&schema), std::iter::empty(), std::iter::empty());
        let cells: Vec<Missing> = (0..schema.root().width).map(Missing::Cell).collect();
        let named = |text: &str| Missing::Named(text.into());
        let mut missing = vec![named("/z")];
        for place in cells.iter().rev().cloned().chain([named("/aa"), named("/a"), named("/id")]).chain(cells.clone()) {
            names.insert(&mut missing, 1, place);
        }
        let texts: Vec<&str> = missing.iter().map(|place| names.missing(place)).collect();
        assert_eq!(texts, ["/z", "", "/a", "/aa", "/b\"", "/id"]);
        let json: Vec<_> = cells.iter().filter_map(|cell| names.pointer(if let Missing::Cell(at) = cell { *at } else { 0 })).collect();
        assert!(json.contains(&r#""/b\"""#), "{json:?}");
    }
}
