//! Compiled functions, kept in memory while the host lives: a component is compiled twice, before and after it was configured, and its next
//! version has most of its functions. What was not asked for lately goes. It knows nothing of components, and writes nothing to disk.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::mem;
use std::sync::{Mutex, PoisonError};

use wasmtime::CacheStore;

/// What an entry takes beside its bytes, about.
const ENTRY: usize = 128;

/// Functions by what they were compiled from: what was met lately, and what was before.
pub(super) struct Functions {
    most: usize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    young: HashMap<Vec<u8>, Vec<u8>>,
    old: HashMap<Vec<u8>, Vec<u8>>,
    /// Bytes of the young.
    bytes: usize,
}

impl Kept {
    fn put(&mut self, key: &[u8], value: Vec<u8>, most: usize) -> bool {
        let size = key.len() + value.len() + ENTRY;
        if size > most / 2 {
            return false;
        }
        if self.bytes + size > most / 2 {
            self.old = mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes += size;
        self.young.insert(key.to_vec(), value);
        true
    }
}

impl Functions {
    /// That keeps so many bytes at most.
    pub(super) fn new(most: usize) -> Self {
        Self { most, kept: Mutex::default() }
    }
}

impl CacheStore for Functions {
    fn get(&self, key: &[u8]) -> Option<Cow<'_, [u8]>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = kept.young.get(key) {
            return Some(Cow::Owned(value.clone()));
        }
        let value = kept.old.remove(key)?;
        let told = value.clone();
        kept.put(key, value, self.most);
        Some(Cow::Owned(told))
    }

    fn insert(&self, key: &[u8], value: Vec<u8>) -> bool {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(key, value, self.most)
    }
}

impl fmt::Debug for Functions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Functions").field("most", &self.most).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(functions: &Functions, key: &str) -> bool {
        functions.get(key.as_bytes()).is_some()
    }

    #[test]
    fn what_is_asked_for_stays_and_what_is_not_goes() {
        let functions = Functions::new(4 * (ENTRY + 101));
        for key in ["a", "b", "c", "d"] {
            assert!(functions.insert(key.as_bytes(), vec![0; 100]));
            assert!(said(&functions, "a"), "{key}");
        }
        assert!(said(&functions, "d"));
        functions.insert(b"e", vec![0; 100]);
        functions.insert(b"f", vec![0; 100]);
        assert!(!said(&functions, "b"), "it was not asked for");
    }

    #[test]
    fn it_never_holds_more_than_it_may_and_nothing_too_large() {
        let functions = Functions::new(10_000);
        for number in 0..1_000_u32 {
            functions.insert(&number.to_le_bytes(), vec![0; 300]);
            let kept = functions.kept.lock().unwrap_or_else(PoisonError::into_inner);
            let bytes: usize =
                kept.young.iter().chain(&kept.old).map(|(key, value)| key.len() + value.len() + ENTRY).sum();
            assert!(bytes <= 10_000, "{bytes}");
        }
        assert!(!functions.insert(b"large", vec![0; 6_000]));
        assert!(!said(&functions, "large"));
    }
}
