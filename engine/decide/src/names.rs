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

/// A text, and the JSON that begins with it.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) text: Box<str>,
    /// As it stands behind another of its list, with a comma first.
    next: Box<str>,
}

/// A place that a record lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// A cell of the record's own frame: it is named for good.
    Cell(u32),
    /// Any other, as the decision names it: from where to where in the text of [`Lacks`].
    Named(u32, u32),
}

/// Bytes of the names of a usual record's places that are not named for good: so that memory is asked for once.
const USUAL: usize = 512;
/// How many they are.
const USUAL_CELLS: usize = 16;

/// What a record lacks, as the decision names it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lacks {
    /// Of each rule that lacks data a run.
    pub(crate) places: Vec<Missing>,
    /// The names of those that are not named for good.
    text: String,
    /// The cells among them, as many rules lack the same.
    cells: Vec<(u32, Missing)>,
}

impl Lacks {
    /// Room for so many places.
    pub(crate) fn with_capacity(places: usize) -> Self {
        Self { places: Vec::with_capacity(places), ..Self::default() }
    }

    /// A cell of the record's own frame that is named by what `write` writes, unless it was named before.
    pub(crate) fn cell(&mut self, cell: u32, write: impl FnOnce(&mut String)) -> Missing {
        if let Some((_, known)) = self.cells.iter().find(|(known, _)| *known == cell) {
            return *known;
        }
        let named = self.named(write);
        if self.cells.is_empty() {
            self.cells.reserve(USUAL_CELLS);
        }
        self.cells.push((cell, named));
        named
    }

    /// A place that is named by what `write` writes.
    pub(crate) fn named(&mut self, write: impl FnOnce(&mut String)) -> Missing {
        let at = |text: &String| u32::try_from(text.len()).unwrap_or(u32::MAX);
        if self.text.is_empty() {
            self.text.reserve(USUAL);
        }
        let begin = at(&self.text);
        write(&mut self.text);
        Missing::Named(begin, at(&self.text))
    }

    /// The name of a place that is not named for good.
    pub(crate) fn text(&self, (begin, end): (u32, u32)) -> &str {
        self.text.get(begin as usize..end as usize).unwrap_or_default()
    }

    /// The places of a run.
    pub(crate) fn run(&self, (begin, end): (u32, u32)) -> &[Missing] {
        self.places.get(begin as usize..end as usize).unwrap_or_default()
    }
}

impl Names {
    pub(crate) fn new<'n>(
        schema: Option<&Schema>,
        rules: impl Iterator<Item = &'n str>,
        counters: impl Iterator<Item = &'n str>,
    ) -> Self {
        let pointers = schema.map(|schema| {
            (0..schema.root().width).map(|cell| Name::new(schema.describe(cell), |pointer| format!(",{pointer}")))
        });
        Self {
            rules: rules.map(|rule| Name::new(rule, |id| format!(",{{\"rule\":{id},\"missing\":["))).collect(),
            counters: counters.map(|counter| Name::new(counter, |id| format!(",{id}:{{\"value\":"))).collect(),
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
    pub(crate) fn missing<'n>(&'n self, missing: Missing, lacks: &'n Lacks) -> &'n str {
        match missing {
            Missing::Cell(cell) => self.pointers.get(cell as usize).map_or("", |name| &name.text),
            Missing::Named(begin, end) => lacks.text((begin, end)),
        }
    }

    /// The JSON of a pointer that is named for good, behind a comma unless it is the first.
    pub(crate) fn pointer(&self, cell: u32, first: bool) -> &str {
        self.pointers.get(cell as usize).map_or(",\"\"", |name| name.next(first))
    }

    /// Adds a place to those from `begin` on, which stay sorted, each once.
    pub(crate) fn insert(&self, lacks: &mut Lacks, begin: usize, place: Missing) {
        let own = lacks.places.get(begin..).unwrap_or_default();
        let text = self.missing(place, lacks);
        let mut at = begin + own.len();
        for known in own.iter().rev() {
            match self.missing(*known, lacks).cmp(text) {
                Ordering::Less => break,
                Ordering::Equal => return,
                Ordering::Greater => at -= 1,
            }
        }
        lacks.places.insert(at, place);
    }
}

impl Name {
    fn new(text: &str, next: impl FnOnce(&str) -> String) -> Self {
        let json = serde_json::to_string(text).unwrap_or_default();
        Self { text: text.into(), next: next(&json).into() }
    }

    /// The JSON that begins with it, behind a comma unless it is the first of its list.
    pub(crate) fn next(&self, first: bool) -> &str {
        self.next.get(usize::from(first)..).unwrap_or_default()
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
        let mut lacks = Lacks::default();
        let mut named = |text: &str| lacks.named(|name| name.push_str(text));
        let (first, others) = (named("/z"), [named("/aa"), named("/a"), named("/id")]);
        lacks.places.push(first);
        for place in cells.iter().rev().copied().chain(others).chain(cells.clone()) {
            names.insert(&mut lacks, 1, place);
        }
        let texts: Vec<&str> = lacks.places.iter().map(|place| names.missing(*place, &lacks)).collect();
        assert_eq!(texts, ["/z", "", "/a", "/aa", "/b\"", "/id"]);
        let json: Vec<_> = (0..schema.root().width).map(|cell| names.pointer(cell, true)).collect();
        assert!(json.contains(&r#""/b\"""#), "{json:?}");
    }
}
