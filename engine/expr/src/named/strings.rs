//! A set of strings in one piece of memory: twelve bytes and the text for each.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// A set of strings that numbers them in the order of adding.
#[derive(Debug, Default)]
pub(super) struct StringSet {
    text: String,
    index: HashTable<Slot>,
    hasher: DefaultHashBuilder,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    start: u32,
    len: u32,
    ordinal: u32,
}

impl Slot {
    fn text(self, all: &str) -> &str {
        let start = self.start as usize;
        all.get(start..start + self.len as usize).unwrap_or("")
    }
}

/// Why a string could not be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is in the set already.
    Duplicate,
    /// The set would be larger than four gigabytes.
    Full,
}

impl StringSet {
    pub(super) fn len(&self) -> usize {
        self.index.len()
    }

    pub(super) fn add(&mut self, item: &str) -> Result<u32, Refused> {
        if self.find(item).is_some() {
            return Err(Refused::Duplicate);
        }
        let (Ok(start), Ok(len), Ok(ordinal)) =
            (u32::try_from(self.text.len()), u32::try_from(item.len()), u32::try_from(self.index.len()))
        else {
            return Err(Refused::Full);
        };
        self.text.push_str(item);
        let (text, hasher) = (&self.text, &self.hasher);
        let slot = Slot { start, len, ordinal };
        self.index.insert_unique(hash(hasher, item), slot, |slot| hash(hasher, slot.text(text)));
        Ok(ordinal)
    }

    /// The number of a string.
    pub(super) fn find(&self, item: &str) -> Option<u32> {
        self.index.find(hash(&self.hasher, item), |slot| slot.text(&self.text) == item).map(|slot| slot.ordinal)
    }

    pub(super) fn contains(&self, item: &str) -> bool {
        self.find(item).is_some()
    }

    /// The strings, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.index.iter().map(|slot| slot.text(&self.text))
    }

    /// Gives back memory that adding took ahead.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        let (text, hasher) = (&self.text, &self.hasher);
        self.index.shrink_to_fit(|slot| hash(hasher, slot.text(text)));
    }
}

fn hash(builder: &DefaultHashBuilder, item: &str) -> u64 {
    builder.hash_one(item)
}
