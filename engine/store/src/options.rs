//! How a store is opened: durability, limits, keys. Each limit has its unit in its documentation, and a default.

use std::path::{Path, PathBuf};
use std::time::Duration;

use zeroize::Zeroizing;

/// When an entry counts as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// Once it is on the disk: `synchronous=FULL` on SQLite, `synchronous_commit=on` on PostgreSQL. A crash of the process or
    /// of the machine loses nothing that was acknowledged.
    #[default]
    Strict,
    /// Once the database has it, before the disk does: a crash of the process loses nothing, a crash of the machine loses what
    /// was acknowledged since the system wrote its buffers: on SQLite since the last checkpoint of the write-ahead log or the
    /// system's own flush (30 s on Linux by default), on PostgreSQL three times `wal_writer_delay` (0.6 s by default). What is
    /// lost is always a tail: the chain ends earlier, and verifies.
    Relaxed,
}

/// Where the master key comes from.
#[derive(Clone, Default)]
pub enum KeySource {
    /// The file `<store>.key`, made with mode 0600 when the store is new.
    #[default]
    Beside,
    /// A file of that name, made with mode 0600 when the store is new.
    File(PathBuf),
    /// The caller keeps it.
    Given(Zeroizing<[u8; 32]>),
}

impl std::fmt::Debug for KeySource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Beside => "Beside",
            Self::File(_) => "File",
            Self::Given(_) => "Given",
        })
    }
}

/// How a store is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// When an entry counts as written. Default: strict.
    pub durability: Durability,
    /// Where the master key comes from. Default: beside the store.
    pub key: KeySource,
    /// The path that the files beside the store begin with: `.key`, `.signing.pem`, `.checkpoints`, `.lock` are put
    /// behind it. Default: the SQLite file; for PostgreSQL it must be given.
    pub beside: Option<PathBuf>,
    /// Entries that may wait, tickets included. Default: 8,192. Beyond it a ticket is refused with `Full`.
    pub queue_entries: usize,
    /// Bytes that may wait. Default: 64 MiB. Beyond it a ticket is refused with `Full`; what tickets in hand still bring comes on top.
    pub queue_bytes: usize,
    /// Entries in one transaction. Default: 2,048.
    pub group_entries: usize,
    /// The largest entry, in bytes of what it holds. Default: 8 MiB. A larger one is refused.
    pub entry_bytes: usize,
    /// Connections for reading. Default: 4. Readers beyond wait for one.
    pub readers: usize,
    /// Subjects whose data key is kept at hand. Default: 65,536.
    pub subject_keys: usize,
    /// Chain entries between two signed checkpoints. Default: 1,000.
    pub checkpoint_every: u64,
    /// How long an idempotency key is remembered. Default: 24 hours.
    pub idempotency: Duration,
    /// How long to wait for a lock that someone else has in the database. Default: 5 s; then the write fails.
    pub lock_wait: Duration,
    /// How long after a failed write until the store tries by itself whether writing works again. Default: 1 s.
    pub probe_every: Duration,
    /// Bytes that a SQLite file may grow to. Default: no limit but the disk's. Beyond it writes fail as on a full disk.
    pub max_bytes: Option<u64>,
    /// Whether contents are compressed before they are encrypted, where that makes them smaller. Default: yes.
    pub compress: bool,
    /// A PEM file of certificates that PostgreSQL's may be signed by. Default: those that the system trusts.
    pub postgres_roots: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            durability: Durability::Strict,
            key: KeySource::Beside,
            beside: None,
            queue_entries: 8192,
            queue_bytes: 64 << 20,
            group_entries: 2048,
            entry_bytes: 8 << 20,
            readers: 4,
            subject_keys: 65_536,
            checkpoint_every: 1000,
            idempotency: Duration::from_hours(24),
            lock_wait: Duration::from_secs(5),
            probe_every: Duration::from_secs(1),
            max_bytes: None,
            compress: true,
            postgres_roots: None,
        }
    }
}

/// A file beside a store, by its ending.
pub(crate) fn file_beside(beside: &Path, ending: &str) -> PathBuf {
    let mut name = beside.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}
