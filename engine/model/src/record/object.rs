//! Reads an object: each member to the cells of its field, then what is missing.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::Cell;
use super::problem::ProblemKind;
use super::reading::Reading;
use super::value::ValueSeed;
use crate::json::path::Path;
use crate::schema::plan::ObjectPlan;

pub(super) fn read<'a, A: MapAccess<'a>>(
    reading: &mut Reading<'a>,
    plan: &ObjectPlan,
    at: usize,
    path: &Path<'_>,
    mut members: A,
) -> Result<(), A::Error> {
    reading.budget.enter(path)?;
    reading.set(at, Cell::Object);
    let (mut seen, mut given) = (Marks::default(), Marks::default());
    let mut others: Vec<Cow<'a, str>> = Vec::new();
    let mut next = 0;
    while let Some(key) = members.next_key_seed(KeySeed { plan, next })? {
        let index = match key {
            Key::Field(index) => index,
            Key::Other(name) => {
                members.next_value::<IgnoredAny>()?;
                reading.budget.take(1)?;
                if !plan.shape.open {
                    reading.undeclared(&path.key(&name), near(&name, plan));
                }
                others.push(name);
                continue;
            }
        };
        next = index + 1;
        let (Some(field), Some(inner)) = (plan.shape.fields.get(index as usize), plan.fields.get(index as usize))
        else {
            continue;
        };
        let here = path.key(&field.name);
        if seen.mark(index) {
            reading.duplicate(|| here.pointer());
            members.next_value::<IgnoredAny>()?;
            continue;
        }
        let seed = ValueSeed { reading, plan: inner, at: at + field.offset as usize, path: &here };
        if members.next_value_seed(seed)? {
            given.mark(index);
        }
    }
    for index in plan.required.iter().filter(|index| !given.holds(**index)) {
        let Some(field) = plan.shape.fields.get(*index as usize) else { continue };
        let null = if seen.holds(*index) { ", but it is null" } else { "" };
        let message = format!("the field `{}` is required{null}", field.name);
        reading.problem(ProblemKind::Missing, &path.key(&field.name), message, "Give the field a value.");
    }
    // Sorted, equal names stand side by side, however many there are.
    others.sort_unstable();
    for pair in others.windows(2) {
        if let [one, other] = pair
            && one == other
        {
            reading.duplicate(|| path.key(one).pointer());
        }
    }
    Ok(())
}

/// A key of an object.
enum Key<'a> {
    Field(u32),
    Other(Cow<'a, str>),
}

/// Reads a key. Most records name the fields in the order of the schema, so `next` is tried first.
struct KeySeed<'r> {
    plan: &'r ObjectPlan,
    next: u32,
}

impl KeySeed<'_> {
    fn index(&self, name: &str) -> Option<u32> {
        let guess = self.plan.shape.fields.get(self.next as usize).is_some_and(|field| &*field.name == name);
        if guess { Some(self.next) } else { self.plan.index(name) }
    }
}

impl<'a> DeserializeSeed<'a> for KeySeed<'_> {
    type Value = Key<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Key<'a>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for KeySeed<'_> {
    type Value = Key<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, name: &'a str) -> Result<Key<'a>, E> {
        Ok(self.index(name).map_or(Key::Other(Cow::Borrowed(name)), Key::Field))
    }

    fn visit_str<E>(self, name: &str) -> Result<Key<'a>, E> {
        Ok(self.index(name).map_or_else(|| Key::Other(Cow::Owned(name.to_owned())), Key::Field))
    }
}

/// A set of field indexes; nothing is allocated for objects of up to 64 fields.
#[derive(Default)]
pub(super) struct Marks {
    low: u64,
    high: Vec<u64>,
}

impl Marks {
    /// Adds an index and gives whether it was there already.
    pub(super) fn mark(&mut self, index: u32) -> bool {
        let bit = 1 << (index % 64);
        let word = match (index / 64).checked_sub(1) {
            None => &mut self.low,
            Some(at) => {
                let at = at as usize;
                if self.high.len() <= at {
                    self.high.resize(at + 1, 0);
                }
                let Some(word) = self.high.get_mut(at) else { return false };
                word
            }
        };
        let before = *word & bit != 0;
        *word |= bit;
        before
    }

    pub(super) fn holds(&self, index: u32) -> bool {
        let word = match (index / 64).checked_sub(1) {
            None => self.low,
            Some(at) => self.high.get(at as usize).copied().unwrap_or(0),
        };
        word & (1 << (index % 64)) != 0
    }
}

/// The declared field whose name is one or two typing mistakes away.
fn near<'p>(name: &str, plan: &'p ObjectPlan) -> Option<&'p str> {
    if name.len() > 40 {
        return None;
    }
    let most = if name.chars().count() < 5 { 1 } else { 2 };
    let names = plan.shape.fields.iter().map(|field| &*field.name);
    names.map(|known| (distance(name, known), known)).filter(|(far, _)| *far <= most).min().map(|(_, known)| known)
}

/// Edits that make one name of the other, the case of letters not counted.
fn distance(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > 8 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b.chars()) {
            let best = (diagonal + usize::from(!x.eq_ignore_ascii_case(&y))).min(left + 1).min(*cell + 1);
            diagonal = *cell;
            *cell = best;
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}
