//! What can go wrong with a store, and the cure. No message holds a value of a record.

use std::path::PathBuf;
use std::sync::Arc;

/// Why a store did not do what it was asked.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The URL names no store that this crate knows.
    #[error("`{url}` names no store: {why}")]
    Url {
        /// The URL, without a password.
        url: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// PostgreSQL has no folder that files can stand in.
    #[error("a store in PostgreSQL needs a path for its keys and checkpoints")]
    Beside,
    /// Another process has the store open.
    #[error("the store `{place}` is in use by another process")]
    Locked {
        /// The store.
        place: String,
    },
    /// The store cannot be written.
    #[error("the store `{place}` cannot be written: {why}")]
    NotWritable {
        /// The store.
        place: String,
        /// What the system says.
        why: String,
    },
    /// The place holds something else.
    #[error("`{place}` is not a store: {why}")]
    NotAStore {
        /// The place.
        place: String,
        /// What was found.
        why: String,
    },
    /// A newer version has written it.
    #[error("the store has schema {found}, and this version knows schemas up to {known}")]
    NewerSchema {
        /// The schema of the store.
        found: i64,
        /// The newest that this version knows.
        known: i64,
    },
    /// The master key is not the one that the store was made with.
    #[error("the master key does not belong to this store")]
    WrongKey,
    /// The store exists, its key does not.
    #[error("the store exists, but its key file `{path}` does not")]
    KeyMissing {
        /// Where the key was looked for.
        path: PathBuf,
    },
    /// A key file that cannot be used.
    #[error("the key file `{path}` cannot be used: {why}")]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: &'static str,
    },
    /// A file beside the store.
    #[error("cannot {doing} `{path}`: {why}")]
    File {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// The database refused.
    #[error("the database failed to {doing}: {why}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// What the database says.
        why: Arc<str>,
    },
    /// A group of entries was not written; none of them is acknowledged.
    #[error("the write failed: {why}")]
    WriteFailed {
        /// What the database says.
        why: Arc<str>,
    },
    /// After a failed write the store takes nothing more until a probe succeeds.
    #[error("the store takes no entries since a write failed: {why}")]
    Refusing {
        /// What the database said.
        why: Arc<str>,
    },
    /// More waits than the queue may hold.
    #[error("the store's queue is full")]
    Full,
    /// It was closed.
    #[error("the store is closed")]
    Closed,
    /// Larger than a limit.
    #[error("{what} is larger than {limit} {unit}")]
    TooLarge {
        /// What.
        what: &'static str,
        /// The limit.
        limit: usize,
        /// Its unit.
        unit: &'static str,
    },
    /// What is stored is not what was written.
    #[error("entry {seq} is damaged: {what}")]
    Damaged {
        /// Its sequence number.
        seq: u64,
        /// What is wrong.
        what: &'static str,
    },
    /// The subject is under a legal hold.
    #[error("the subject is under a legal hold")]
    OnHold,
    /// No such decision, or its content was erased.
    #[error("no such decision")]
    NoDecision,
    /// An event that the store records itself.
    #[error("the store itself records dispositions, erasures, expiries, exports, holds and releases")]
    Reserved,
    /// What was asked for could not be handed out.
    #[error("the output failed: {why}")]
    Output {
        /// What the system says.
        why: String,
    },
    /// A cursor that this store did not give.
    #[error("the cursor is not one that a search gave")]
    Cursor,
    /// The system has no randomness to give.
    #[error("the system gives no random numbers")]
    Randomness,
}

impl Error {
    /// What to do about it, as a sentence.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Url { .. } => "Give `sqlite:PATH`, a path, or `postgres://USER@HOST/DATABASE`.",
            Self::Locked { .. } => {
                "Stop the other process, or give this one a store of its own: a store has one writer."
            }
            Self::NotWritable { .. } => {
                "Give this user the right to write the file and its folder, or name another place."
            }
            Self::NotAStore { .. } => "Name another place, or move away what is there.",
            Self::NewerSchema { .. } => "Run the version that wrote it, or a newer one.",
            Self::WrongKey => {
                "Put the key file back that was made with this store; without it nothing in it can be read."
            }
            Self::KeyMissing { .. } => "Restore the key file from its backup; a new key cannot read this store.",
            Self::KeyFile { .. } => "It holds 64 hexadecimal digits and is read by its owner alone: `chmod 600`.",
            Self::File { .. } => "See that the folder exists and this user may write it.",
            Self::Database { .. } => "See what the database says, and its log.",
            Self::WriteFailed { .. } | Self::Refusing { .. } => {
                "Free space on the disk or bring the database back; the store tries again by itself."
            }
            Self::Full => "Send again later, more slowly.",
            Self::Closed => "Open it again.",
            Self::TooLarge { .. } => "Send less at once, or raise the limit.",
            Self::Damaged { .. } => "Run the verification of the audit chain, and restore from a backup.",
            Self::OnHold => "Release the hold first.",
            Self::NoDecision => "See the id; what was erased or has expired is gone.",
            Self::Reserved => "Call the function that does it.",
            Self::Output { .. } => "See where the output goes, and ask again.",
            Self::Beside => "Name a path that only this user can read; `.key` and the like are put behind it.",
            Self::Cursor => "Begin the search again without a cursor.",
            Self::Randomness => "See that the system's random number generator works.",
        }
    }
}

/// What the functions of this crate give.
pub type Result<T> = std::result::Result<T, Error>;
