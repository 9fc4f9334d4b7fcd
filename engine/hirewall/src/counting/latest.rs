//! Records that others of the same subject are joined with, by time. It decides nothing.

use std::collections::HashMap;
use std::sync::Arc;

use hirewall_model::{Record, Time};

use super::CountingError;

/// Bytes that are reckoned for a record beside its text.
const RECORD: usize = 96;

/// Texts of records, in the order of their times.
type Texts = Vec<(Time, Arc<str>)>;

/// Records by kind and subject, in the order of their times.
#[derive(Debug)]
pub(super) struct Latest {
    kinds: HashMap<String, HashMap<String, Texts>>,
    bytes: usize,
    most_mib: usize,
}

impl Latest {
    pub(super) fn new(most_mib: usize) -> Self {
        Self { kinds: HashMap::new(), bytes: 0, most_mib }
    }

    /// Keeps a record.
    pub(super) fn keep(&mut self, record: &Record<'_>, time: Time) -> Result<(), CountingError> {
        self.bytes += RECORD + record.input().len() + record.subject().len();
        if self.bytes > self.most_mib.saturating_mul(1 << 20) {
            return Err(CountingError::Joined { joined_mib: self.most_mib });
        }
        let subjects = self.kinds.entry(record.kind().to_owned()).or_default();
        let records = subjects.entry(record.subject().to_owned()).or_default();
        // After those with the same time: of them the last to arrive is the latest.
        let at = records.partition_point(|(known, _)| *known <= time);
        records.insert(at, (time, Arc::from(record.input())));
        Ok(())
    }

    /// The latest record of a kind and subject whose time is not after another.
    pub(super) fn find(&self, kind: &str, subject: &str, not_after: Time) -> Option<Arc<str>> {
        let records = self.kinds.get(kind)?.get(subject)?;
        let after = records.partition_point(|(known, _)| *known <= not_after);
        records.get(after.checked_sub(1)?).map(|(_, text)| Arc::clone(text))
    }
}
