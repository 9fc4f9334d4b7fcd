//! Idempotency keys: a caller that sends the same request again gets the decisions that were made, and no second ones. A request may be of many
//! records: each is a part of it, written with its decision, so that whatever broke off between two of them, the rest alone is left.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::backend::Param;
use crate::entry::now;
use crate::read::row_at;
use crate::{Error, Result, Store};

/// Longest idempotency key, in bytes.
const KEY_BYTES: usize = 256;

/// What is known of an idempotency key.
#[derive(Debug)]
pub enum Idempotency {
    /// It is this request's: what was decided under it before, and what the rest is kept under.
    Ours(Reservation, Answered),
    /// The same request is being answered.
    InProgress,
    /// Another request has used the key.
    Conflict,
}

/// Decisions of a request by part, as they were stored; nothing in the place of one whose content was erased or has expired.
pub type Answered = BTreeMap<u32, Option<Vec<u8>>>;

/// An idempotency key that belongs to one request until its last clone is dropped, and the part of the request that an entry is: 0 to begin with.
#[derive(Clone)]
pub struct Reservation {
    held: Arc<Held>,
    part: u32,
}

struct Held {
    key: [u8; 16],
    body: [u8; 16],
    expires: i64,
    all: Arc<Reservations>,
}

impl Reservation {
    /// The same for another part of the request.
    #[must_use]
    pub fn of_part(&self, part: u32) -> Self {
        Self { held: Arc::clone(&self.held), part }
    }

    /// The row that says where the answer is.
    pub(crate) fn row(&self, seq: u64) -> [Param<'_>; 5] {
        let Held { key, body, expires, .. } = self.held.as_ref();
        [Param::Bytes(key), Param::Int(self.part.into()), Param::Bytes(body), Param::seq(seq), Param::Int(*expires)]
    }
}

impl std::fmt::Debug for Reservation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reservation").field("part", &self.part).finish_non_exhaustive()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.all.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

/// Keys of requests that are being answered, and what they ask.
#[derive(Debug, Default)]
pub(crate) struct Reservations(Mutex<HashMap<[u8; 16], [u8; 16]>>);

impl Store {
    /// Looks an idempotency key up, and reserves it unless another request has it. `scope` keeps the keys of different callers apart; `body` is a
    /// digest of the request. Keys and digests are kept as keyed hashes, for [`crate::Options::idempotency`].
    ///
    /// # Errors
    /// A key of more than 256 bytes; the database fails; a content is not what was written.
    pub fn idempotent(&self, scope: &str, key: &str, body: &[u8; 32]) -> Result<Idempotency> {
        if key.len() > KEY_BYTES {
            return Err(Error::TooLarge { what: "an idempotency key", limit: KEY_BYTES, unit: "bytes" });
        }
        let core = self.core();
        let key = core.keys.index("idempotency", scope, key);
        let body = core.keys.index("idempotency body", "", &hirewall_model::hex(body));
        let now = now().micros();
        let reserve = || {
            let mut held = core.reservations.0.lock().unwrap_or_else(PoisonError::into_inner);
            match held.get(&key) {
                Some(other) if *other == body => Some(Idempotency::InProgress),
                Some(_) => Some(Idempotency::Conflict),
                None => {
                    held.insert(key, body);
                    None
                }
            }
        };
        // Reserved before it is looked up: who was there first is stored by now, or still holds it.
        if let Some(other) = reserve() {
            return Ok(other);
        }
        let expires = now.saturating_add(i64::try_from(core.options.idempotency.as_micros()).unwrap_or(i64::MAX));
        let held = Held { key, body, expires, all: Arc::clone(&core.reservations) };
        let reservation = Reservation { held: Arc::new(held), part: 0 };
        core.readers.with(|connection| {
            let sql = "SELECT part, body, seq FROM idempotency WHERE key = ?1 AND expires > ?2 ORDER BY part";
            let mut answered = Answered::new();
            for mut row in connection.query(sql, &[Param::Bytes(&key), Param::Int(now)])? {
                let (part, other, seq) = (row.int(), row.bytes(), row.seq());
                if other != body {
                    return Ok(Idempotency::Conflict);
                }
                let content = match row_at(connection, seq)? {
                    Some(mut row) => self.content(connection, &mut row)?,
                    None => None,
                };
                answered.insert(u32::try_from(part).unwrap_or(u32::MAX), content.map(|content| content.decision));
            }
            Ok(Idempotency::Ours(reservation, answered))
        })
    }
}
