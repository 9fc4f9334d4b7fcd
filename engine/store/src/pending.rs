//! What was committed and is not durable yet, for those who read their own writes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::prepared::View;

/// Entries that wait, by subject.
#[derive(Default)]
pub(crate) struct Pending(Mutex<HashMap<[u8; 16], Vec<Arc<View>>>>);

impl Pending {
    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 16], Vec<Arc<View>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add(&self, views: impl IntoIterator<Item = Arc<View>>) {
        let mut map = self.lock();
        for view in views {
            map.entry(view.subject).or_default().push(view);
        }
    }

    /// They are in the index and the database now, or nowhere.
    pub(crate) fn remove<'v>(&self, views: impl Iterator<Item = &'v View>) {
        let mut map = self.lock();
        for view in views {
            if let Some(waiting) = map.get_mut(&view.subject) {
                waiting.retain(|other| other.seq != view.seq);
                if waiting.is_empty() {
                    map.remove(&view.subject);
                }
            }
        }
    }

    pub(crate) fn of_subject(&self, subject: &[u8; 16]) -> Vec<Arc<View>> {
        self.lock().get(subject).cloned().unwrap_or_default()
    }

    pub(crate) fn all(&self) -> Vec<Arc<View>> {
        self.lock().values().flatten().cloned().collect()
    }
}
