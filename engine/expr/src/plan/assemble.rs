//! The last step of building: formulas and accesses to code and indexes.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use hirewall_model::FieldType;

use super::access::Entry;
use super::build::{PlanBuilder, UNKNOWN};
use super::formula::{Formula, Literal};
use super::index::{Bound, Named, ValueIndex, posted};
use super::literals::required;
use super::place::At;
use super::test::Test;
use super::texts::TextBuild;
use super::{ConditionPlan, List, PlanReport, Slot};
use crate::value::Number;

/// What is posted under a field while a plan is built.
#[derive(Default)]
struct Postings {
    symbols: HashMap<u32, Vec<u32>>,
    told: HashMap<u32, Vec<u32>>,
    ints: HashMap<i64, Vec<u32>>,
    less: Vec<(Number, bool, u32)>,
    greater: Vec<(Number, bool, u32)>,
    texts: TextBuild,
    all: Vec<u32>,
}

impl PlanBuilder {
    /// The plan of the conditions that were added.
    #[must_use]
    pub fn build(mut self) -> ConditionPlan {
        let count = self.formulas.len();
        let mut report = PlanReport { conditions: count, tests: self.tests.len() - 1, ..PlanReport::default() };
        let mut always = vec![0_u64; count.div_ceil(64)];
        let mut slots: Vec<Postings> = self.slots.iter().map(|_| Postings::default()).collect();
        let mut elements: Vec<Vec<Postings>> =
            self.lists.iter().map(|list| list.slots.iter().map(|_| Postings::default()).collect()).collect();
        let mut asked: BTreeMap<Literal, Vec<u32>> = BTreeMap::new();
        let mut conditions = Vec::with_capacity(count);
        for (condition, formula) in (0_u32..).zip(&std::mem::take(&mut self.formulas)) {
            conditions.push(self.code.push(formula));
            let Some(access) = self.access(formula) else {
                if let Some(word) = always.get_mut((condition / 64) as usize) {
                    *word |= 1 << (condition % 64);
                }
                let list = if opaque(formula) { &mut report.opaque } else { &mut report.unselective };
                list.push(condition);
                continue;
            };
            for entry in access.entries {
                let at = match &entry {
                    Entry::Asked(literal) => {
                        asked.entry(*literal).or_default().push(condition);
                        continue;
                    }
                    Entry::Symbols(at, _)
                    | Entry::Ints(at, _)
                    | Entry::Less(at, ..)
                    | Entry::Greater(at, ..)
                    | Entry::Text(at, ..) => *at,
                };
                if let Some(postings) = postings_at(&mut slots, &mut elements, at) {
                    postings.add(entry, condition);
                }
            }
        }
        self.code.shrink();
        let quick = self.quick(|at, symbol, test| {
            if let Some(postings) = postings_at(&mut slots, &mut elements, at) {
                postings.told.entry(symbol).or_default().push(test);
            }
        });
        for (number, test) in (0_u32..).zip(&self.tests) {
            let Some(At::Slot(slot)) =
                test.place().filter(|place| matches!(place.ty, FieldType::String)).map(|place| place.at)
            else {
                continue;
            };
            let Some(postings) = slots.get_mut(slot as usize) else { continue };
            match test {
                Test::Text(kind, _, part) if !part.is_empty() => postings.texts.holds(part, *kind, number),
                Test::Matches(_, regex) => {
                    if let Some(parts) = required(regex) {
                        postings.texts.needs(&parts, number);
                    }
                }
                _ => {}
            }
        }
        let slots = self.slots.into_iter().zip(slots);
        let lists = self.lists.into_iter().zip(elements);
        ConditionPlan {
            conditions,
            code: self.code,
            tests: self.tests,
            quick,
            slots: slots.map(|(slot, own)| Slot { spot: slot.spot, index: own.index(slot.symbols) }).collect(),
            lists: lists
                .map(|(list, own)| List {
                    spot: list.spot,
                    width: list.width,
                    posted: posted(own.iter().flat_map(|own| own.all.iter().copied()).collect()),
                    slots: own
                        .into_iter()
                        .zip(list.slots)
                        .map(|(own, (offset, symbols))| (offset, own.index(symbols)))
                        .collect(),
                })
                .collect(),
            asked: asked.into_iter().map(|(literal, list)| (literal, posted(list))).collect(),
            always,
            report,
        }
    }
}

fn postings_at<'b>(slots: &'b mut [Postings], elements: &'b mut [Vec<Postings>], at: At) -> Option<&'b mut Postings> {
    match at {
        At::Slot(slot) => slots.get_mut(slot as usize),
        At::Element { list, slot, .. } => elements.get_mut(list as usize)?.get_mut(slot as usize),
    }
}

impl ConditionPlan {
    /// What became of the conditions.
    #[must_use]
    pub fn report(&self) -> &PlanReport {
        &self.report
    }
}

impl Postings {
    fn add(&mut self, entry: Entry, condition: u32) {
        self.all.push(condition);
        match entry {
            Entry::Symbols(_, symbols) => {
                for symbol in symbols {
                    self.symbols.entry(symbol).or_default().push(condition);
                }
            }
            Entry::Ints(_, ints) => {
                for int in ints {
                    self.ints.entry(int).or_default().push(condition);
                }
            }
            Entry::Less(_, limit, inclusive) => self.less.push((limit, inclusive, condition)),
            Entry::Greater(_, limit, inclusive) => self.greater.push((limit, inclusive, condition)),
            Entry::Text(_, kind, part) => {
                self.texts.post(&part, kind, condition);
            }
            Entry::Asked(_) => {}
        }
    }

    fn index(mut self, symbols: HashMap<Box<str>, u32>) -> ValueIndex {
        let strings = symbols
            .into_iter()
            .map(|(text, symbol)| {
                let take = |from: &mut HashMap<u32, Vec<u32>>| posted(from.remove(&symbol).unwrap_or_default());
                let (conditions, holds) = (take(&mut self.symbols), take(&mut self.told));
                (text, Named { symbol, posted: conditions, holds })
            })
            .collect();
        let (texts, any_text) = match self.texts.build() {
            Ok(texts) => (texts, Vec::new()),
            Err(conditions) => (None, conditions),
        };
        ValueIndex {
            strings,
            ints: self.ints.into_iter().map(|(int, list)| (int, posted(list))).collect(),
            // At one limit those that want less than it come before those that are content with it, and the other
            // way round for those that want more: so bounds that are met lie side by side.
            less: bounds(self.less, false),
            greater: bounds(self.greater, true),
            texts,
            any_text: posted(any_text),
            all: posted(self.all),
        }
    }
}

/// Bounds in order, equal ones as one.
fn bounds(mut list: Vec<(Number, bool, u32)>, inclusive_first: bool) -> Vec<Bound> {
    let key = |inclusive: bool| inclusive != inclusive_first;
    let order = |a: &(Number, bool, u32), b: &(Number, bool, u32)| {
        a.0.order(b.0).unwrap_or(std::cmp::Ordering::Equal).then(key(a.1).cmp(&key(b.1)))
    };
    list.sort_by(order);
    list.chunk_by(|a, b| order(a, b).is_eq())
        .filter_map(|equal| {
            let (limit, inclusive, _) = *equal.first()?;
            Some(Bound { limit, inclusive, posted: posted(equal.iter().map(|bound| bound.2).collect()) })
        })
        .collect()
}

/// Whether no part of a formula could decide it.
fn opaque(formula: &Formula) -> bool {
    match formula {
        Formula::Constant(_) => false,
        Formula::Literal(literal) => literal.test == UNKNOWN,
        Formula::All(parts) | Formula::Any(parts) => parts.iter().all(opaque),
    }
}
