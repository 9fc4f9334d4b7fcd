//! The last step of building: formulas and accesses to code and indexes.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};
use hirewall_model::FieldType;

use super::access::{Entry, Find};
use super::build::{ListBuild, PlanBuilder, UNKNOWN};
use super::formula::{Formula, Literal};
use super::index::{Bound, Named, ValueIndex, tests};
use super::literals::required;
use super::patterns::PatternSet;
use super::place::At;
use super::posting::{Posting, Postings};
use super::quick::Quick;
use super::test::Test;
use super::texts::TextBuild;
use super::{ConditionPlan, Laid, List, PlanReport, Slot};
use crate::value::Number;

/// What is posted under a field while a plan is built.
#[derive(Default)]
struct FieldBuild {
    symbols: HashMap<u32, Vec<Posting>>,
    told: HashMap<u32, Vec<u32>>,
    ints: HashMap<i64, Vec<Posting>>,
    less: Vec<(Number, bool, Posting)>,
    greater: Vec<(Number, bool, Posting)>,
    texts: TextBuild,
    all: Vec<Posting>,
}

/// The fields of a plan while it is built.
struct Fields {
    slots: Vec<FieldBuild>,
    elements: Vec<Vec<FieldBuild>>,
}

impl Fields {
    fn at(&mut self, at: At) -> Option<&mut FieldBuild> {
        match at {
            At::Slot(slot) => self.slots.get_mut(slot as usize),
            At::Element { list, slot, .. } => self.elements.get_mut(list as usize)?.get_mut(slot as usize),
        }
    }
}

impl PlanBuilder {
    /// The plan of the conditions that were added.
    #[must_use]
    pub fn build(mut self) -> ConditionPlan {
        let count = self.formulas.len();
        let mut report = PlanReport { conditions: count, tests: self.tests.len() - 1, ..PlanReport::default() };
        let mut always = vec![0_u64; count.div_ceil(64)];
        let mut fields = Fields {
            slots: self.slots.iter().map(|_| FieldBuild::default()).collect(),
            elements: self
                .lists
                .iter()
                .map(|list| list.slots.iter().map(|_| FieldBuild::default()).collect())
                .collect(),
        };
        let mut asked: BTreeMap<Literal, Vec<Posting>> = BTreeMap::new();
        let quick = self.quick(|at, symbol, test| {
            if let Some(field) = fields.at(at) {
                field.told.entry(symbol).or_default().push(test);
            }
        });
        let mut conditions = Vec::with_capacity(count);
        let mut guards = Postings::default();
        for (condition, formula) in (0_u32..).zip(&std::mem::take(&mut self.formulas)) {
            let (needs, whole) = formula.needs();
            let needs = needs.into_iter().map(|literal| {
                let quick = quick.get(literal.test as usize).copied().unwrap_or(Quick::ELSEWHERE);
                Posting::new(condition, Some((literal, quick)), false)
            });
            conditions.push(Laid { code: self.code.push(formula), guards: guards.push(needs.collect()), whole });
            let Some(access) = self.access(formula) else {
                if let Some(word) = always.get_mut((condition / 64) as usize) {
                    *word |= 1 << (condition % 64);
                }
                let list = if opaque(formula) { &mut report.opaque } else { &mut report.unselective };
                list.push(condition);
                continue;
            };
            for find in access.finds {
                let posting = self.posting(condition, &find, &quick);
                match &find.entry {
                    Entry::Asked(literal) => asked.entry(*literal).or_default().push(posting),
                    Entry::Symbols(at, _)
                    | Entry::Ints(at, _)
                    | Entry::Less(at, ..)
                    | Entry::Greater(at, ..)
                    | Entry::Text(at, ..) => {
                        if let Some(field) = fields.at(*at) {
                            field.add(find.entry, posting);
                        }
                    }
                }
            }
        }
        self.code.shrink();
        let settled = self.post_texts(&mut fields);
        let patterns = PatternSet::of(&mut self.tests, |test| settled.contains(&test));
        let mut postings = Postings::default();
        let slots = self.slots.into_iter().zip(fields.slots);
        let slots =
            slots.map(|(slot, own)| Slot { spot: slot.spot, index: own.index(slot.symbols, &mut postings) }).collect();
        let mut elements = |list: ListBuild, own: Vec<FieldBuild>| {
            let slots = own.into_iter().zip(list.slots);
            let slots = slots.map(|(own, (offset, symbols))| (offset, own.index(symbols, &mut postings))).collect();
            List { spot: list.spot, width: list.width, slots }
        };
        let lists = self.lists.into_iter().zip(fields.elements).map(|(list, own)| elements(list, own)).collect();
        let asked = asked.into_iter().map(|(literal, list)| (literal, postings.push(list))).collect();
        postings.shrink();
        guards.shrink();
        ConditionPlan {
            conditions,
            code: self.code,
            guards,
            postings,
            tests: self.tests,
            quick,
            patterns,
            slots,
            lists,
            asked,
            always,
            report,
        }
    }

    /// The condition with the least likely of what else it needs as its guard.
    fn posting(&self, condition: u32, find: &Find, quick: &[Quick]) -> Posting {
        let guard = find.needs.iter().copied().min_by(|a, b| self.share(*a).total_cmp(&self.share(*b)));
        let guard = guard.and_then(|guard| Some((guard, *quick.get(guard.test as usize)?)));
        Posting::new(condition, guard, find.whole && find.needs.len() <= 1)
    }

    /// Has the tests of texts answered by the automata of their fields; gives the expressions that these rule out for most texts.
    fn post_texts(&self, fields: &mut Fields) -> HashSet<u32> {
        let mut settled = HashSet::new();
        for (number, test) in (0_u32..).zip(&self.tests) {
            let Some(At::Slot(slot)) =
                test.place().filter(|place| matches!(place.ty, FieldType::String)).map(|place| place.at)
            else {
                continue;
            };
            let Some(field) = fields.slots.get_mut(slot as usize) else { continue };
            match test {
                Test::Text(kind, _, part) if !part.is_empty() => field.texts.holds(part, *kind, number),
                Test::Matches { regex, .. } => {
                    if let Some(parts) = required(regex) {
                        field.texts.needs(&parts, number);
                        settled.insert(number);
                    }
                }
                _ => {}
            }
        }
        settled
    }
}

impl ConditionPlan {
    /// What became of the conditions.
    #[must_use]
    pub fn report(&self) -> &PlanReport {
        &self.report
    }
}

impl FieldBuild {
    fn add(&mut self, entry: Entry, posting: Posting) {
        self.all.push(posting);
        match entry {
            Entry::Symbols(_, symbols) => {
                for symbol in symbols {
                    self.symbols.entry(symbol).or_default().push(posting);
                }
            }
            Entry::Ints(_, ints) => {
                for int in ints {
                    self.ints.entry(int).or_default().push(posting);
                }
            }
            Entry::Less(_, limit, inclusive) => self.less.push((limit, inclusive, posting)),
            Entry::Greater(_, limit, inclusive) => self.greater.push((limit, inclusive, posting)),
            Entry::Text(_, kind, part) => self.texts.post(&part, kind, posting),
            Entry::Asked(_) => {}
        }
    }

    fn index(mut self, symbols: HashMap<Box<str>, u32>, postings: &mut Postings) -> ValueIndex {
        let mut strings = HashMap::with_capacity(symbols.len());
        for (text, symbol) in symbols {
            let posted = postings.push(self.symbols.remove(&symbol).unwrap_or_default());
            let holds = tests(self.told.remove(&symbol).unwrap_or_default());
            strings.insert(text, Named { symbol, posted, holds });
        }
        let (texts, any_text) = match self.texts.build(postings) {
            Ok(texts) => (texts, Vec::new()),
            Err(conditions) => (None, conditions),
        };
        ValueIndex {
            strings,
            ints: self.ints.into_iter().map(|(int, list)| (int, postings.push(list))).collect(),
            // At one limit those that want less than it come before those that are content with it, and the other
            // way round for those that want more: so bounds that are met lie side by side.
            less: bounds(self.less, false, postings),
            greater: bounds(self.greater, true, postings),
            texts,
            any_text: postings.push(any_text),
            all: postings.push(self.all),
        }
    }
}

/// Bounds in order, equal ones as one.
fn bounds(mut list: Vec<(Number, bool, Posting)>, inclusive_first: bool, postings: &mut Postings) -> Vec<Bound> {
    let key = |inclusive: bool| inclusive != inclusive_first;
    let order = |a: &(Number, bool, Posting), b: &(Number, bool, Posting)| {
        a.0.order(b.0).unwrap_or(std::cmp::Ordering::Equal).then(key(a.1).cmp(&key(b.1)))
    };
    list.sort_by(order);
    list.chunk_by(|a, b| order(a, b).is_eq())
        .filter_map(|equal| {
            let (limit, inclusive, _) = *equal.first()?;
            Some(Bound { limit, inclusive, posted: postings.push(equal.iter().map(|bound| bound.2).collect()) })
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
