//! What counters came to at one record.

use std::collections::BTreeMap;
use std::sync::Arc;

use hirewall_model::Count;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What counters came to at one record, by their full ids (`policy/counter`), in their order. As JSON an object.
///
/// ```
/// use hirewall_decide::Counts;
/// use hirewall_model::{Count, CountValue};
///
/// let two = Count { value: CountValue::Int(2), at_least: false };
/// let counts = Counts::from_iter([("shared/per_phone".into(), two), ("copies/per_file".into(), two)]);
/// assert_eq!(counts.get("shared/per_phone"), Some(&two));
/// assert_eq!(counts.iter().map(|(counter, _)| counter).collect::<Vec<_>>(), ["copies/per_file", "shared/per_phone"]);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counts(Vec<(Arc<str>, Count)>);

impl Counts {
    /// None.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Room for so many.
    #[must_use]
    pub fn with_capacity(counters: usize) -> Self {
        Self(Vec::with_capacity(counters))
    }

    /// Adds a counter, or replaces what it came to.
    pub fn insert(&mut self, counter: Arc<str>, count: Count) {
        // Counters are mostly told in their order.
        if self.0.last().is_none_or(|(last, _)| *last < counter) {
            return self.0.push((counter, count));
        }
        match self.find(&counter) {
            Ok(at) => self.0.get_mut(at).map_or((), |(_, known)| *known = count),
            Err(at) => self.0.insert(at, (counter, count)),
        }
    }

    /// Takes a counter out.
    pub fn remove(&mut self, counter: &str) -> Option<Count> {
        let at = self.find(counter).ok()?;
        Some(self.0.remove(at).1)
    }

    /// Leaves only counters that `keep` keeps.
    pub fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.0.retain(|(counter, _)| keep(counter));
    }

    /// What a counter came to.
    #[must_use]
    pub fn get(&self, counter: &str) -> Option<&Count> {
        self.0.get(self.find(counter).ok()?).map(|(_, count)| count)
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Count)> {
        self.0.iter().map(|(counter, count)| (&**counter, count))
    }

    /// Whether nothing was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn find(&self, counter: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| (**known).cmp(counter))
    }
}

impl FromIterator<(Arc<str>, Count)> for Counts {
    fn from_iter<I: IntoIterator<Item = (Arc<str>, Count)>>(counts: I) -> Self {
        let counts = counts.into_iter();
        let mut all = Self::with_capacity(counts.size_hint().0);
        counts.for_each(|(counter, count)| all.insert(counter, count));
        all
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Counts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let counts = BTreeMap::<String, Count>::deserialize(deserializer)?;
        Ok(counts.into_iter().map(|(counter, count)| (counter.into(), count)).collect())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use hirewall_model::CountValue;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_are_a_map_by_ids(changes in prop::collection::vec(("[a-c]{0,2}", 0_i64..9, any::<bool>()), 0..30)) {
            let (mut counts, mut map) = (Counts::new(), BTreeMap::new());
            for (counter, value, removes) in changes {
                let count = Count { value: CountValue::Int(value), at_least: value == 0 };
                if removes {
                    prop_assert_eq!(counts.remove(&counter), map.remove(&counter));
                } else {
                    counts.insert(counter.as_str().into(), count);
                    map.insert(counter, count);
                }
            }
            prop_assert!(counts.iter().eq(map.iter().map(|(counter, count)| (counter.as_str(), count))));
            prop_assert_eq!(counts.is_empty(), map.is_empty());
            for counter in ["", "a", "b", "ab", "cc", "d"] {
                prop_assert_eq!(counts.get(counter), map.get(counter));
            }
            let json = serde_json::to_string(&map).unwrap();
            prop_assert_eq!(serde_json::to_string(&counts).unwrap(), json.as_str());
            prop_assert_eq!(&serde_json::from_str::<Counts>(&json).unwrap(), &counts);
            counts.retain(|counter| counter != "a");
            map.remove("a");
            prop_assert!(counts.iter().eq(map.iter().map(|(counter, count)| (counter.as_str(), count))));
        }
    }
}
