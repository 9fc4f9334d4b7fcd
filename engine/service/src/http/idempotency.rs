//! Answers by idempotency key, so that a request that is sent again judges nothing twice. Here they are kept in memory, whole, the latest of them;
//! what was decided is found in the ledger too, after a restart.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::{Problem, ProblemKind};

/// Bytes of answers that are kept. Beyond it the oldest go.
const BYTES: usize = 64 << 20;

/// Answers by key.
#[derive(Debug, Clone)]
pub struct Idempotency {
    book: Arc<Mutex<Book>>,
    most: usize,
    time: Duration,
}

#[derive(Debug, Default)]
struct Book {
    entries: HashMap<Name, Entry>,
    /// Names in the order in which they were claimed.
    order: VecDeque<(Name, u64)>,
    claims: u64,
    bytes: usize,
}

/// Digest of caller and key: the key itself is the client's text, and nothing that we need to keep.
type Name = [u8; 32];

/// Digest of what is asked.
pub(crate) type Request = [u8; 32];

#[derive(Debug)]
struct Entry {
    claim: u64,
    since: Instant,
    request: Request,
    answer: Option<Stored>,
}

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(super) status: u16,
    pub(super) body: Bytes,
}

impl Stored {
    pub(crate) fn new(status: u16, body: Bytes) -> Self {
        Self { status, body }
    }
}

/// What a key stands for.
#[derive(Debug)]
pub(crate) enum Claim {
    /// An answer that was given before.
    Answered(Stored),
    /// Nothing yet: the answer is to be made now.
    Ours(Ours),
}

/// A key that is being answered. Dropped without an answer, it is free again.
#[derive(Debug)]
pub(crate) struct Ours {
    keeper: Idempotency,
    name: Name,
    claim: u64,
    kept: bool,
}

/// The key of a request.
pub(super) fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    let good = (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    let bad = || {
        Problem::new(ProblemKind::Request, "the header `Idempotency-Key` is no key")
            .help("Give 1 to 255 visible ASCII characters, such as a UUID, without blanks.")
    };
    good.then(|| Some(text.to_owned())).ok_or_else(bad)
}

/// What is asked: the body, and the kind of its records.
pub(crate) fn request(kind: Option<&str>, body: &[u8]) -> Request {
    digest(&[kind.unwrap_or_default().as_bytes(), body])
}

/// Another request has the key.
pub(super) fn reused() -> Problem {
    Problem::new(ProblemKind::KeyReused, "the key was used with another body before")
        .help("Make a new key for each request; send the same one only with the same body.")
}

/// The same request is being answered.
pub(super) fn in_use() -> Problem {
    Problem::new(ProblemKind::KeyInUse, "a request with the same key is under way")
        .help("Wait for its answer, or send it again after a while.")
}

impl Idempotency {
    /// For so many answers, for so long.
    #[must_use]
    pub fn new(most: usize, time: Duration) -> Self {
        Self { book: Arc::default(), most, time }
    }

    pub(crate) fn claim(&self, caller: &str, key: &str, request: Request) -> Result<Claim, Problem> {
        let name = digest(&[caller.as_bytes(), key.as_bytes()]);
        let mut book = self.book();
        book.forget(self.most, self.time);
        if let Some(entry) = book.entries.get(&name) {
            return match &entry.answer {
                _ if entry.request != request => Err(reused()),
                Some(stored) => Ok(Claim::Answered(stored.clone())),
                None => Err(in_use()),
            };
        }
        book.claims += 1;
        let claim = book.claims;
        book.entries.insert(name, Entry { claim, since: Instant::now(), request, answer: None });
        book.order.push_back((name, claim));
        Ok(Claim::Ours(Ours { keeper: self.clone(), name, claim, kept: false }))
    }

    /// Forgets what was answered, and what is being answered. What may still be given is found in the store again.
    pub(crate) fn forget(&self) {
        let mut book = self.book();
        book.entries.clear();
        book.order.clear();
        book.bytes = 0;
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ours {
    /// Keeps the answer.
    pub(crate) fn keep(mut self, answer: Stored) {
        let mut book = self.keeper.book();
        book.bytes += answer.body.len();
        if let Some(entry) = book.entries.get_mut(&self.name).filter(|entry| entry.claim == self.claim) {
            entry.answer = Some(answer);
        } else {
            // It was forgotten meanwhile.
            book.bytes -= answer.body.len();
        }
        drop(book);
        self.kept = true;
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        if !self.kept {
            let mut book = self.keeper.book();
            if book.entries.get(&self.name).is_some_and(|entry| entry.claim == self.claim) {
                book.entries.remove(&self.name);
            }
            // It was claimed lately: it stands near the end.
            if let Some(at) = book.order.iter().rposition(|(_, claim)| *claim == self.claim) {
                book.order.remove(at);
            }
        }
    }
}

impl Book {
    /// Makes room for one more.
    fn forget(&mut self, most: usize, time: Duration) {
        while let Some((name, claim)) = self.order.front() {
            let entry = self.entries.get(name).filter(|entry| entry.claim == *claim);
            let stays = entry
                .is_some_and(|entry| entry.since.elapsed() < time && self.entries.len() < most && self.bytes <= BYTES);
            if stays {
                return;
            }
            if entry.is_some() {
                let gone = self.entries.remove(name).and_then(|entry| entry.answer);
                self.bytes -= gone.map_or(0, |stored| stored.body.len());
            }
            self.order.pop_front();
        }
    }
}

fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first surprise")]

    use super::*;

    fn ours(claim: Result<Claim, Problem>) -> Ours {
        match claim {
            Ok(Claim::Ours(ours)) => ours,
            other => panic!("not ours: {other:?}"),
        }
    }

    #[test]
    fn a_key_gives_its_answer_again_to_the_same_request_alone() {
        let keys = Idempotency::new(10, Duration::from_secs(100));
        let answer = Stored::new(200, Bytes::from_static(b"{}"));
        let claim = ours(keys.claim("ats", "k", request(None, b"body")));
        assert_eq!(keys.claim("ats", "k", request(None, b"body")).unwrap_err().status, 409, "it is under way");
        claim.keep(answer.clone());
        assert!(
            matches!(keys.claim("ats", "k", request(None, b"body")), Ok(Claim::Answered(stored)) if stored == answer)
        );
        assert_eq!(keys.claim("ats", "k", request(None, b"other")).unwrap_err().status, 422);
        assert_eq!(keys.claim("ats", "k", request(Some("device"), b"body")).unwrap_err().status, 422);
        drop(ours(keys.claim("another", "k", request(None, b"body"))));
        drop(ours(keys.claim("another", "k", request(None, b"other body, as the first was given up"))));
    }

    #[test]
    fn keys_are_forgotten_by_number_and_by_time() {
        let keys = Idempotency::new(3, Duration::from_secs(100));
        for key in ["a", "b", "c", "d"] {
            ours(keys.claim("ats", key, request(None, b""))).keep(Stored::new(200, Bytes::from_static(b"12345")));
        }
        let kept = |book: &Book| (book.entries.len(), book.bytes);
        assert_eq!(kept(&keys.book()), (3, 15));
        drop(ours(keys.claim("ats", "a", request(None, b"another body"))));
        let brief = Idempotency::new(3, Duration::ZERO);
        ours(brief.claim("ats", "a", request(None, b""))).keep(Stored::new(200, Bytes::new()));
        drop(ours(brief.claim("ats", "a", request(None, b"another body"))));
    }

    #[test]
    fn keys_that_were_given_back_leave_nothing() {
        let keys = Idempotency::new(3, Duration::from_secs(100));
        let first = ours(keys.claim("ats", "first", request(None, b"")));
        for _ in 0..10 {
            drop(ours(keys.claim("ats", "again", request(None, b""))));
        }
        let kept = |book: &Book| (book.entries.len(), book.order.len());
        assert_eq!(kept(&keys.book()), (1, 1));
        drop(first);
        assert_eq!(kept(&keys.book()), (0, 0));
    }
}
