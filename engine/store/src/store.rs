//! Opening a store, and the handle that everything is asked of.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use zeroize::Zeroizing;

use crate::audit::{CHECKPOINTS, Checkpoints, Verifier};
use crate::backend::{Backend, Connection};
use crate::core::Core;
use crate::idempotency::Reservations;
use crate::index::Index;
use crate::keys::{Keys, Signer, master_key, signer};
use crate::options::file_beside;
use crate::pending::Pending;
use crate::postgres::{PostgresServer, without_password};
use crate::prune::Pruned;
use crate::queue::Queue;
use crate::readers::Readers;
use crate::schema::{last_of, meta, migrate, set_meta};
use crate::sqlite::SqliteFile;
use crate::subject_key::SubjectKeys;
use crate::writer::{Writer, first_ticket, load, restore_index};
use crate::{Audit, Error, Options, Places, Result, Ticket};
use hirewall_model::hex;

/// An open store. Clones share it; it is closed when the last of them goes, or by [`Store::close`].
///
/// ```
/// use hirewall_store::{Content, Entry, Judged, Options, Store};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("store.db");
/// let store = Store::open(&path.display().to_string(), &Options::default())?;
/// let entry = Entry {
///     kind: "applicant".to_owned(),
///     decision: Judged { id: "d-1".to_owned(), ..Judged::default() },
///     content: Content { record_id: "a-1".to_owned(), subject: "a-1".to_owned(), ..Content::default() },
///     ..Entry::default()
/// };
/// let seq = store.ticket()?.commit_and_wait(entry)?;
/// assert_eq!(store.decision("d-1")?.map(|decision| decision.seq), Some(seq));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Store {
    core: Arc<Core>,
    beside: Arc<PathBuf>,
    writer: Arc<WriterThread>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("place", &self.core.backend.place()).finish_non_exhaustive()
    }
}

struct WriterThread {
    core: Arc<Core>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl WriterThread {
    fn finish(&self) {
        self.core.queue.close();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.thread().id() != std::thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

impl Drop for WriterThread {
    fn drop(&mut self) {
        self.finish();
    }
}

/// How a store does.
#[derive(Debug, Clone)]
pub struct Status {
    /// The last durable sequence number.
    pub durable: u64,
    /// Tickets that are out or wait.
    pub waiting: usize,
    /// Bytes that wait.
    pub waiting_bytes: usize,
    /// Why nothing is taken at present.
    pub refusing: Option<Error>,
}

/// Opens what a URL names: the database, and the path that its files begin with.
fn backend(url: &str, options: &Options, lock: bool) -> Result<(Arc<dyn Backend>, PathBuf)> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let beside = options.beside.clone().ok_or(Error::Beside)?;
        return Ok((Arc::new(PostgresServer::new(url, options)?), beside));
    }
    let path = Path::new(url.strip_prefix("sqlite:").unwrap_or(url));
    if path.as_os_str().is_empty() || url.contains("://") {
        return Err(Error::Url { url: without_password(url), why: "it begins with nothing that is known" });
    }
    let beside = options.beside.clone().unwrap_or_else(|| path.to_owned());
    let file = SqliteFile::new(path, &beside, options, lock)?;
    Ok((Arc::new(file), beside))
}

/// The keys, and the name of the store; both made when it is new.
fn identify(connection: &mut dyn Connection, options: &Options, beside: &Path) -> Result<(Keys, Signer, String)> {
    let known = meta(connection, "name")?;
    let keys = Keys::new(&master_key(&options.key, beside, known.is_none())?);
    let signer = signer(beside, known.is_none())?;
    if let Some(name) = known {
        if meta(connection, "key")?.as_deref() != Some(&keys.check()) {
            return Err(Error::WrongKey);
        }
        if meta(connection, "signing")?.as_deref() != Some(&signer.public()) {
            return Err(Error::WrongKey);
        }
        return Ok((keys, signer, name));
    }
    let mut name = [0; 16];
    getrandom::fill(&mut name).map_err(|_| Error::Randomness)?;
    let name = hex(&name);
    connection.begin()?;
    for (what, value) in [("name", name.clone()), ("key", keys.check()), ("signing", signer.public())] {
        set_meta(connection, what, &value)?;
    }
    connection.commit()?;
    Ok((keys, signer, name))
}

/// A connection that reads a store which another process may write, with the store's name, its keys, and the path that its files begin with.
pub(crate) fn beside_a_writer(url: &str, options: &Options) -> Result<(Box<dyn Connection>, String, Keys, PathBuf)> {
    let (backend, beside) = backend(url, options, false)?;
    let mut connection = backend.reader()?;
    let no_store = || Error::NotAStore { place: backend.place(), why: "it has no name".to_owned() };
    let name = meta(connection.as_mut(), "name").map_err(|_| no_store())?.ok_or_else(no_store)?;
    let keys = Keys::new(&master_key(&options.key, &beside, false)?);
    if meta(connection.as_mut(), "key")?.as_deref() != Some(&keys.check()) {
        return Err(Error::WrongKey);
    }
    Ok((connection, name, keys, beside))
}

impl Store {
    /// Opens the store that a URL names, and makes it when it is new: `sqlite:PATH`, a path, or `postgres://…`. No other process can open
    /// it until this one closes it.
    ///
    /// # Errors
    /// The URL names no store; another process has it; it cannot be written; a newer version wrote it; the key is missing or another's.
    pub fn open(url: &str, options: &Options) -> Result<Self> {
        let (backend, beside) = backend(url, options, true)?;
        let mut connection = backend.writer()?;
        migrate(backend.as_ref(), connection.as_mut())?;
        let (keys, signer, name) = identify(connection.as_mut(), options, &beside)?;
        let head = load(connection.as_mut(), &keys)?;
        let first = first_ticket(connection.as_mut(), &head)?;
        let signed = last_of(connection.as_mut(), "checkpoints")?;
        let pruned = Pruned::load(connection.as_mut())?;
        let public = signer.public();
        let checkpoints = Checkpoints::open(&beside, signer, name.clone(), signed)?;
        let core = Arc::new(Core {
            backend: Arc::clone(&backend),
            name,
            public,
            keys,
            subject_keys: SubjectKeys::new(options.subject_keys),
            index: Index::default(),
            pending: Pending::default(),
            queue: Queue::new(first, options.queue_entries, options.queue_bytes),
            readers: Readers::new(Arc::clone(&backend), options.readers),
            arrivals: Readers::new(backend, 1),
            pruned,
            reservations: Arc::new(Reservations::default()),
            durable: AtomicU64::new(head.seq),
            options: options.clone(),
        });
        restore_index(connection.as_mut(), &core)?;
        let writer =
            Writer { core: Arc::clone(&core), connection, head, checkpoints, erased: std::collections::HashMap::new() };
        let thread = std::thread::Builder::new().name("hirewall-store".to_owned()).spawn(|| writer.run());
        let thread =
            thread.map_err(|error| Error::NotWritable { place: core.backend.place(), why: error.to_string() })?;
        let writer = WriterThread { core: Arc::clone(&core), thread: Mutex::new(Some(thread)) };
        Ok(Self { core, beside: Arc::new(beside), writer: Arc::new(writer) })
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }

    /// The next place in the order of entries.
    ///
    /// # Errors
    /// `Full` when too much waits; `Refusing` after a failed write; `Closed`.
    pub fn ticket(&self) -> Result<Ticket> {
        Ok(Ticket::new(Arc::clone(&self.core), self.core.queue.take(1, false)?))
    }

    /// The next `count` places, in a row, for entries that are committed together.
    ///
    /// # Errors
    /// As [`Store::ticket`]; `TooLarge` when the queue never holds so many.
    pub fn places(&self, count: usize) -> Result<Places> {
        let first = self.core.queue.take(count, false)?;
        Ok(Places::new(Arc::clone(&self.core), first, count))
    }

    /// The secret that counters are to hash keys and elements with: the same as long as the store is.
    #[must_use]
    pub fn counter_secret(&self) -> Zeroizing<[u8; 32]> {
        self.core.keys.counters.clone()
    }

    /// The last durable sequence number; 0 while nothing was ever written.
    #[must_use]
    pub fn durable(&self) -> u64 {
        self.core.durable.load(Ordering::Acquire)
    }

    /// How it does.
    #[must_use]
    pub fn status(&self) -> Status {
        let (waiting, waiting_bytes) = self.core.queue.waiting();
        let durable = self.core.durable.load(Ordering::Acquire);
        Status { durable, waiting, waiting_bytes, refusing: self.core.queue.refusal() }
    }

    /// Asks a store that refuses entries to try at once whether writing works again; it does so by itself too.
    pub fn probe(&self) {
        self.core.queue.probe();
    }

    /// Verifies the chain, with the checkpoints of a file, or of the one beside the store.
    ///
    /// # Errors
    /// The database or the file cannot be read; what is wrong with the chain is no error.
    pub fn audit_verify(&self, checkpoints: Option<&Path>) -> Result<Audit> {
        let beside = file_beside(&self.beside, CHECKPOINTS);
        let verifier = Verifier { keys: &self.core.keys, store: &self.core.name, public: &self.core.public };
        self.core.readers.with(|connection| verifier.verify(connection, Some(checkpoints.unwrap_or(&beside))))
    }

    /// Verifies the chain of a store without becoming its writer: while another process serves it, or when it does not open.
    ///
    /// # Errors
    /// The store, its keys or the file of checkpoints cannot be read.
    pub fn audit_verify_at(url: &str, options: &Options, checkpoints: Option<&Path>) -> Result<Audit> {
        let (mut connection, known, keys, beside) = beside_a_writer(url, options)?;
        let public = signer(&beside, false)?.public();
        let path = file_beside(&beside, CHECKPOINTS);
        let verifier = Verifier { keys: &keys, store: &known, public: &public };
        verifier.verify(connection.as_mut(), Some(checkpoints.unwrap_or(&path)))
    }

    /// Closes the store: what was committed is written, tickets in hand are void, a last checkpoint is signed. Other handles
    /// answer `Closed` from then on where they would write.
    pub fn close(&self) {
        self.writer.finish();
    }
}
