//! What all handles of an open store share.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::Options;
use crate::backend::Backend;
use crate::idempotency::Reservations;
use crate::index::Index;
use crate::keys::Keys;
use crate::pending::Pending;
use crate::prune::Pruned;
use crate::queue::Queue;
use crate::readers::Readers;
use crate::subject_key::SubjectKeys;

/// What all handles of an open store share.
pub(crate) struct Core {
    pub(crate) options: Options,
    pub(crate) backend: Arc<dyn Backend>,
    /// The store's own name, random, so that keys and checkpoints of one are not taken for another's.
    pub(crate) name: String,
    /// The public half of the signing key, in hexadecimal digits.
    pub(crate) public: String,
    pub(crate) keys: Keys,
    pub(crate) subject_keys: SubjectKeys,
    pub(crate) index: Index,
    pub(crate) pending: Pending,
    pub(crate) queue: Queue,
    pub(crate) readers: Readers,
    /// For what is asked about records that arrive, so that no search holds them up.
    pub(crate) arrivals: Readers,
    pub(crate) pruned: Pruned,
    pub(crate) reservations: Arc<Reservations>,
    /// The last durable entry.
    pub(crate) durable: AtomicU64,
}
