//! What counters no longer hold in memory, read back from the store.

use hirewall::Time;
use hirewall::counter::{CounterId, History, HistoryError, Key, Seen};
use hirewall_store::Store;

/// The observations of a store.
pub(super) struct StoredHistory(pub(super) Store);

impl History for StoredHistory {
    fn read(&mut self, counter: CounterId, key: Key, each: &mut dyn FnMut(Seen)) -> Result<Option<Time>, HistoryError> {
        let (counter, key) = (counter.get().to_be_bytes(), key.get().to_be_bytes());
        for one in self.0.history(&counter, &key, 0)? {
            each(Seen { time: one.at, element: one.element, amount: one.amount });
        }
        // Asked last: what goes in between is noted before it does. Up to the last moment before that one.
        Ok(self.0.pruned_before(&counter).map(|before| Time::from_micros(before.micros() - 1)))
    }
}
