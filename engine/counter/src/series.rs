//! The observations of one counter and key, in the order of their times. It knows no limits but those that it is given.
//!
//! An element stands once for each of its times. The last of them is the one that counts in a window that reaches to the end of
//! the series, as nearly all do: then counting is one pass without looking for repetitions.

use std::collections::HashSet;

use crate::entry::Entry;

/// What a series no longer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gone {
    /// The latest time of what was the last of its element.
    pub(crate) through: i64,
    /// Up to here, the earlier times of elements that are still held are gone.
    pub(crate) repeated: i64,
}

impl Gone {
    pub(crate) const NOTHING: Self = Self { through: i64::MIN, repeated: i64::MIN };

    /// Whether a window may have held something that is gone.
    pub(crate) fn touches(self, after: i64, until: i64) -> bool {
        after < self.through || until < self.repeated
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self { through: self.through.max(other.through), repeated: self.repeated.max(other.repeated) }
    }
}

/// Adds an observation. The same element at the same time is there once, with the amount that came last.
pub(crate) fn insert<E: Entry>(entries: &mut Vec<E>, new: E) {
    let mut new = new;
    let element = new.element();
    for entry in entries.iter_mut().filter(|entry| entry.element() == element) {
        match entry.time().cmp(&new.time()) {
            std::cmp::Ordering::Less => entry.supersede(),
            std::cmp::Ordering::Equal => {
                entry.set_amount(new.amount());
                return;
            }
            std::cmp::Ordering::Greater => new.supersede(),
        }
    }
    let at = entries.partition_point(|entry| entry.time() <= new.time());
    if entries.len() == entries.capacity() {
        // Most series are short for ever: room for one more, and later for half as many again.
        entries.reserve_exact((entries.len() / 2).clamp(1, 1_024));
    }
    entries.insert(at, new);
}

/// What the window `(after, until]` comes to.
pub(crate) fn count<E: Entry>(entries: &[E], after: i64, until: i64, seen: &mut HashSet<u64>) -> i128 {
    let from = entries.partition_point(|entry| entry.time() <= after);
    let to = entries.partition_point(|entry| entry.time() <= until);
    let Some(window) = entries.get(from..to) else { return 0 };
    let last = window.iter().filter(|entry| !entry.is_superseded());
    let mut sum: i128 = last.map(|entry| i128::from(entry.amount())).sum();
    if to < entries.len() && window.iter().any(E::is_superseded) {
        // A record that came late: what is the last of its element here may stand again after the window.
        seen.clear();
        for entry in window.iter().rev() {
            if seen.insert(entry.element()) && entry.is_superseded() {
                sum += i128::from(entry.amount());
            }
        }
    }
    sum
}

/// Keeps about `most` observations, when there are a quarter more: first those that are not the last of their element go,
/// then the oldest. So nobody pushes others out of a series by coming again and again.
pub(crate) fn trim<E: Entry>(entries: &mut Vec<E>, most: usize, gone: &mut Gone) {
    if entries.len() <= most.saturating_add(most / 4) {
        return;
    }
    let newest = entries.last().map_or(i64::MIN, E::time);
    let before = entries.len();
    entries.retain(|entry| !entry.is_superseded());
    if entries.len() < before {
        gone.repeated = gone.repeated.max(newest);
    }
    let excess = entries.len().saturating_sub(most);
    if let Some(last) = excess.checked_sub(1).and_then(|at| entries.get(at)) {
        gone.through = gone.through.max(last.time());
        entries.drain(..excess);
    }
}

/// Forgets what is not later than `horizon`.
pub(crate) fn expire<E: Entry>(entries: &mut Vec<E>, horizon: i64) {
    let from = entries.partition_point(|entry| entry.time() <= horizon);
    if from > 0 {
        entries.drain(..from);
        entries.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Plain;

    fn series(observed: &[(i64, u64)]) -> Vec<Plain> {
        let mut entries = Vec::new();
        for (time, element) in observed {
            insert(&mut entries, Plain::new(*time, element << 1, 0));
        }
        entries
    }

    #[test]
    fn an_element_that_comes_again_pushes_nobody_out() {
        let (mut entries, mut gone) = (series(&[(1, 1), (2, 2), (3, 3)]), Gone::NOTHING);
        for time in 4..1_000 {
            insert(&mut entries, Plain::new(time, 4 << 1, 0));
            trim(&mut entries, 4, &mut gone);
        }
        let mut seen = HashSet::new();
        assert_eq!(count(&entries, 0, 999, &mut seen), 4);
        assert!(!gone.touches(0, 999), "the last of each element is held");
        assert!(gone.touches(0, 500), "what the fourth was at in the meantime is not");
    }

    #[test]
    fn what_is_trimmed_makes_counts_that_reach_it_lower_bounds() {
        let (mut entries, mut gone) = (Vec::new(), Gone::NOTHING);
        for time in 1..=14 {
            insert(&mut entries, Plain::new(time, (time.unsigned_abs()) << 1, 0));
            trim(&mut entries, 8, &mut gone);
        }
        // At 11 the oldest three went, and so at most ten are held.
        assert_eq!((entries.len(), gone.through), (8, 6));
        let mut seen = HashSet::new();
        assert_eq!(count(&entries, 6, 14, &mut seen), 8);
        assert!(!gone.touches(6, 14));
        assert!(gone.touches(5, 14));
    }
}
