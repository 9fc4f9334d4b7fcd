//! Data keys of subjects. Each key belongs to one subject; a subject may have several, as a process never looks for an old key
//! before it seals: it makes one, so that a new subject costs no look-up. Erasing a subject destroys all of them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

use crate::keys::Keys;
use crate::random::Random;
use crate::{Error, Result, seal};

/// A data key.
pub(crate) struct SubjectKey {
    /// The sequence number of the ticket that it was made for.
    pub(crate) number: u64,
    /// The subject, as a keyed hash.
    pub(crate) subject: [u8; 16],
    /// Encrypted under the master key.
    pub(crate) wrapped: Vec<u8>,
    key: Zeroizing<[u8; 32]>,
    stored: AtomicBool,
}

impl SubjectKey {
    /// A new one.
    pub(crate) fn make(keys: &Keys, subject: [u8; 16], number: u64, random: &mut Random) -> Result<Self> {
        let key = Zeroizing::new(random.next()?);
        let wrapped = seal::seal(&keys.wrap, &place(subject, number), key.to_vec(), random)?;
        Ok(Self { number, subject, wrapped, key, stored: AtomicBool::new(false) })
    }

    /// One that was stored.
    pub(crate) fn unwrap(keys: &Keys, subject: [u8; 16], number: u64, wrapped: Vec<u8>) -> Result<Self> {
        let plain = seal::open(&keys.wrap, &place(subject, number), wrapped.clone()).map(Zeroizing::new);
        let key: Option<[u8; 32]> = plain.and_then(|plain| plain.as_slice().try_into().ok());
        let key = key.ok_or(Error::Damaged { seq: number, what: "its key does not open" })?;
        let key = Zeroizing::new(key);
        Ok(Self { number, subject, wrapped, key, stored: AtomicBool::new(true) })
    }

    pub(crate) fn seal(&self, seq: u64, plain: Vec<u8>, random: &mut Random) -> Result<Vec<u8>> {
        seal::seal(&self.key, &seq.to_le_bytes(), plain, random)
    }

    pub(crate) fn open(&self, seq: u64, sealed: Vec<u8>) -> Result<Vec<u8>> {
        seal::open(&self.key, &seq.to_le_bytes(), sealed)
            .ok_or(Error::Damaged { seq, what: "its content is not what was sealed" })
    }

    /// Whether it is in the database. Only the writer asks and says so.
    pub(crate) fn is_stored(&self) -> bool {
        self.stored.load(Ordering::Relaxed)
    }

    pub(crate) fn mark_stored(&self) {
        self.stored.store(true, Ordering::Relaxed);
    }
}

fn place(subject: [u8; 16], number: u64) -> [u8; 24] {
    let mut place = [0; 24];
    let (front, back) = place.split_at_mut(16);
    front.copy_from_slice(&subject);
    back.copy_from_slice(&number.to_le_bytes());
    place
}

/// The keys that were used last, at most as many as the limit says.
pub(crate) struct SubjectKeys {
    limit: usize,
    generations: Mutex<Generations>,
}

type Map = HashMap<[u8; 16], Arc<SubjectKey>>;

#[derive(Default)]
struct Generations {
    young: Map,
    old: Map,
}

impl SubjectKeys {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit: limit.max(2), generations: Mutex::default() }
    }

    /// The key at hand, or a new one that is numbered after the ticket.
    pub(crate) fn get(
        &self,
        keys: &Keys,
        subject: [u8; 16],
        number: u64,
        random: &mut Random,
    ) -> Result<Arc<SubjectKey>> {
        {
            let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(key) = generations.young.get(&subject) {
                return Ok(Arc::clone(key));
            }
            if let Some(key) = generations.old.remove(&subject) {
                return Ok(self.keep(&mut generations, key));
            }
        }
        let made = Arc::new(SubjectKey::make(keys, subject, number, random)?);
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(self.keep(&mut generations, made))
    }

    fn keep(&self, generations: &mut Generations, key: Arc<SubjectKey>) -> Arc<SubjectKey> {
        if generations.young.len() >= self.limit / 2 {
            generations.old = std::mem::take(&mut generations.young);
        }
        Arc::clone(generations.young.entry(key.subject).or_insert(key))
    }

    /// The next entry of the subject gets a new key.
    pub(crate) fn retire(&self, subject: [u8; 16]) {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        generations.young.remove(&subject);
        generations.old.remove(&subject);
    }

    /// What was said to be stored may not be.
    pub(crate) fn forget(&self) {
        *self.generations.lock().unwrap_or_else(PoisonError::into_inner) = Generations::default();
    }
}
