//! Idempotency keys: a caller that sends the same request again gets the decision that was made, and no second one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::backend::Param;
use crate::entry::now;
use crate::{Error, Result, Store, StoredDecision};

/// Longest idempotency key, in bytes.
const KEY_BYTES: usize = 256;

/// What is known of an idempotency key.
#[derive(Debug)]
pub enum Idempotency {
    /// Nothing: the reservation goes into the entry. Dropped, it is given up.
    New(Reservation),
    /// The same request was answered with this decision.
    Stored(Box<StoredDecision>),
    /// The same request is being answered.
    InProgress,
    /// Another request has used the key.
    Conflict,
}

/// An idempotency key that belongs to one request until that is stored or given up.
pub struct Reservation {
    pub(crate) key: [u8; 16],
    pub(crate) body: [u8; 32],
    pub(crate) expires: i64,
    held: Arc<Reservations>,
}

impl std::fmt::Debug for Reservation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reservation")
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.held.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

/// Keys of requests that are being answered.
#[derive(Debug, Default)]
pub(crate) struct Reservations(Mutex<HashMap<[u8; 16], [u8; 32]>>);

impl Store {
    /// Looks an idempotency key up, and reserves it when it is new. `scope` keeps the keys of different callers apart; `body` is a
    /// digest of the request.
    ///
    /// # Errors
    /// A key of more than 256 bytes; the database fails.
    pub fn idempotent(&self, scope: &str, key: &str, body: [u8; 32]) -> Result<Idempotency> {
        if key.len() > KEY_BYTES {
            return Err(Error::TooLarge { what: "an idempotency key", limit: KEY_BYTES, unit: "bytes" });
        }
        let core = self.core();
        let key = core.keys.index("idempotency", scope, key);
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
        let reservation = Reservation { key, body, expires, held: Arc::clone(&core.reservations) };
        let stored = core.readers.with(|connection| {
            let sql = "SELECT body, seq FROM idempotency WHERE key = ?1 AND expires > ?2";
            let rows = connection.query(sql, &[Param::Bytes(&key), Param::Int(now)])?;
            Ok(rows.into_iter().next().map(|mut row| (row.bytes(), row.seq())))
        })?;
        match stored {
            None => Ok(Idempotency::New(reservation)),
            Some((other, _)) if other != body => Ok(Idempotency::Conflict),
            Some((_, seq)) => match self.decision_at(seq)? {
                Some(decision) => Ok(Idempotency::Stored(Box::new(decision))),
                None => Ok(Idempotency::New(reservation)),
            },
        }
    }
}
