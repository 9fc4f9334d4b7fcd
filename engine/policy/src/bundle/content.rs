//! What is in a list or table, as one number an item: enough to say how many items came and went. It holds no item.

use std::hash::{DefaultHasher, Hash, Hasher as _};

/// The items of a list, or the rows of a table, as numbers. Two with the same numbers have the same items, but for accidents of one in
/// billions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content(Box<[u64]>);

impl Content {
    /// Of items in any order.
    pub fn of(items: impl IntoIterator<Item = impl Hash>) -> Self {
        let number = |item| {
            let mut hasher = DefaultHasher::new();
            Hash::hash(&item, &mut hasher);
            hasher.finish()
        };
        let mut numbers: Vec<u64> = items.into_iter().map(number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Self(numbers.into())
    }

    /// How many items `later` has that this one has not, and the reverse.
    #[must_use]
    pub fn difference(&self, later: &Self) -> (usize, usize) {
        let missing_in =
            |ours: &Self, theirs: &Self| ours.0.iter().filter(|number| theirs.0.binary_search(number).is_err()).count();
        (missing_in(later, self), missing_in(self, later))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_that_came_and_went_are_counted() {
        let before = Content::of(["a", "b", "c", "c"]);
        assert_eq!(before.difference(&Content::of(["c", "b", "a"])), (0, 0));
        assert_eq!(before.difference(&Content::of(["b", "d", "e"])), (2, 2));
        assert_eq!(Content::default().difference(&before), (3, 0));
    }
}
