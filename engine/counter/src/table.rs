//! Series by key, with what they take in bytes, and a hand that goes round to find those that were not used. It counts nothing.

use hashbrown::HashTable;

use crate::entry::Entry;

/// Slots that are taken from the allocator at once, so that growing never copies what is there.
const CHUNK: usize = 1_024;

/// The observations of one key.
#[derive(Debug)]
pub(crate) struct Slot<E> {
    key: u128,
    /// In the order of their times; empty in a slot that is free.
    pub(crate) entries: Vec<E>,
    /// The low bits of the sequence in which it was last added to.
    pub(crate) sequence: u32,
    /// Whether it was used since the hand passed.
    pub(crate) used: bool,
}

/// Series by key.
#[derive(Debug)]
pub(crate) struct Table<E> {
    index: HashTable<u32>,
    chunks: Vec<Vec<Slot<E>>>,
    free: Vec<u32>,
    hand: u32,
    /// Bytes of the series.
    heap: usize,
}

/// Where a slot stands: it stays there while it is not removed.
pub(crate) type At = u32;

#[expect(clippy::cast_possible_truncation, reason = "a hash may be cut off")]
fn hash(key: u128) -> u64 {
    key as u64
}

/// What the allocator takes for a series.
fn heap<E>(entries: &Vec<E>) -> usize {
    match entries.capacity() {
        0 => 0,
        capacity => (capacity * size_of::<E>() + 8).next_multiple_of(16).max(32),
    }
}

impl<E: Entry> Table<E> {
    pub(crate) fn new() -> Self {
        Self { index: HashTable::new(), chunks: Vec::new(), free: Vec::new(), hand: 0, heap: 0 }
    }

    /// How many keys there are.
    pub(crate) fn len(&self) -> usize {
        self.index.len()
    }

    /// How many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.index.allocation_size()
            + self.chunks.len() * CHUNK * size_of::<Slot<E>>()
            + self.free.capacity() * size_of::<u32>()
            + self.heap
    }

    fn slot(chunks: &[Vec<Slot<E>>], at: At) -> Option<&Slot<E>> {
        chunks.get(at as usize / CHUNK)?.get(at as usize % CHUNK)
    }

    fn slot_mut(&mut self, at: At) -> Option<&mut Slot<E>> {
        self.chunks.get_mut(at as usize / CHUNK)?.get_mut(at as usize % CHUNK)
    }

    /// Where a key stands.
    pub(crate) fn find(&self, key: u128) -> Option<At> {
        let own = |at: &u32| Self::slot(&self.chunks, *at).is_some_and(|slot| slot.key == key);
        self.index.find(hash(key), own).copied()
    }

    /// Gives a key that has no place one, with these observations.
    pub(crate) fn add(&mut self, key: u128, entries: Vec<E>) -> At {
        self.heap += heap(&entries);
        let slot = Slot { key, entries, sequence: 0, used: true };
        let at = match self.free.pop() {
            Some(at) => {
                if let Some(free) = self.slot_mut(at) {
                    *free = slot;
                }
                at
            }
            None => {
                if self.chunks.last().is_none_or(|chunk| chunk.len() == CHUNK) {
                    self.chunks.push(Vec::with_capacity(CHUNK));
                }
                let before = (self.chunks.len() - 1) * CHUNK;
                let chunk = self.chunks.last_mut();
                let place = chunk.as_ref().map_or(0, |chunk| chunk.len());
                if let Some(chunk) = chunk {
                    chunk.push(slot);
                }
                // 2^32 slots are 200 GiB: memory is used up long before.
                u32::try_from(before + place).unwrap_or(u32::MAX)
            }
        };
        let chunks = &self.chunks;
        let rehash = |at: &u32| Self::slot(chunks, *at).map_or(0, |slot| hash(slot.key));
        self.index.insert_unique(hash(key), at, rehash);
        at
    }

    /// Changes a series, and notes what it takes then.
    pub(crate) fn change<T>(&mut self, at: At, change: impl FnOnce(&mut Slot<E>) -> T) -> Option<T> {
        let slot = self.chunks.get_mut(at as usize / CHUNK)?.get_mut(at as usize % CHUNK)?;
        let before = heap(&slot.entries);
        let result = change(slot);
        self.heap = self.heap + heap(&slot.entries) - before;
        Some(result)
    }

    /// The observations at a place.
    pub(crate) fn entries(&self, at: At) -> &[E] {
        Self::slot(&self.chunks, at).map_or(&[], |slot| &slot.entries)
    }

    fn remove(&mut self, at: At) -> Option<u128> {
        let key = Self::slot(&self.chunks, at)?.key;
        let own = |found: &u32| *found == at;
        self.index.find_entry(hash(key), own).ok()?.remove();
        self.change(at, |slot| slot.entries = Vec::new());
        self.free.push(at);
        Some(key)
    }

    /// Removes a key that was not used since the hand passed and that may go; looks at every slot at most twice.
    pub(crate) fn evict(&mut self, may_go: impl Fn(u32) -> bool) -> Option<u128> {
        let slots = self.chunks.len().checked_sub(1)? * CHUNK + self.chunks.last().map_or(0, Vec::len);
        for _ in 0..2 * slots {
            let at = self.hand;
            self.hand = if self.hand as usize + 1 >= slots { 0 } else { self.hand + 1 };
            let Some(slot) = self.slot_mut(at) else { continue };
            if slot.entries.is_empty() || std::mem::take(&mut slot.used) || !may_go(slot.sequence) {
                continue;
            }
            return self.remove(at);
        }
        None
    }

    /// Changes every series, and removes those that are empty then.
    pub(crate) fn sweep(&mut self, mut change: impl FnMut(&mut Vec<E>)) {
        let places: Vec<At> = self.index.iter().copied().collect();
        for at in places {
            let empty = self.change(at, |slot| {
                change(&mut slot.entries);
                slot.entries.is_empty()
            });
            if empty == Some(true) {
                self.remove(at);
            }
        }
    }
}
