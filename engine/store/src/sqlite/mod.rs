//! SQLite, in a file of its own with a write-ahead log. It knows nothing of what the tables mean.

mod connection;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection as Database, ErrorCode, OpenFlags};

use crate::backend::{Backend, Connection};
use crate::options::file_beside;
use crate::{Durability, Error, Options, Result};
use connection::Sqlite;

/// Bytes of a page: three to five entries of the usual size, so that a group writes few pages twice.
const PAGE: u32 = 8192;

/// The file, locked for this process.
pub(crate) struct SqliteFile {
    path: PathBuf,
    options: Options,
    /// Held open for its lock.
    lock: Mutex<Option<File>>,
}

impl SqliteFile {
    /// The file, which may not exist yet; locked, so that no other process does the same.
    pub(crate) fn new(path: &Path, beside: &Path, options: &Options, lock: bool) -> Result<Self> {
        let lock = if lock { Some(locked(path, beside)?) } else { None };
        Ok(Self { path: path.to_owned(), options: options.clone(), lock: Mutex::new(lock) })
    }

    fn open(&self, flags: OpenFlags) -> Result<Database> {
        let database = Database::open_with_flags(&self.path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|error| self.opening(&error))?;
        database.busy_timeout(self.options.lock_wait).map_err(|error| self.opening(&error))?;
        database.set_prepared_statement_cache_capacity(64);
        Ok(database)
    }

    /// Refuses the database of another program before anything of it is changed.
    fn ours(&self, database: &Database) -> Result<()> {
        let sql = "SELECT count(*) > 0 AND total(name = 'hirewall_meta') = 0 FROM sqlite_schema";
        match database.query_row(sql, [], |row| row.get(0)) {
            Ok(false) => Ok(()),
            Ok(true) => {
                Err(Error::NotAStore { place: self.place(), why: "it has tables of something else".to_owned() })
            }
            Err(error) => Err(self.opening(&error)),
        }
    }

    fn opening(&self, error: &rusqlite::Error) -> Error {
        let place = self.place();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked { place },
            Some(ErrorCode::NotADatabase) => Error::NotAStore { place, why: "the file is not of SQLite".to_owned() },
            _ => Error::NotWritable { place, why: connection::said(error) },
        }
    }

    fn prepare(&self, database: &Database, write: bool) -> rusqlite::Result<()> {
        if write {
            database.pragma_update(None, "page_size", PAGE)?;
            database.pragma_update(None, "journal_mode", "wal")?;
            let synchronous = if self.options.durability == Durability::Strict { "full" } else { "normal" };
            database.pragma_update(None, "synchronous", synchronous)?;
            database.pragma_update(None, "wal_autocheckpoint", 4096)?;
            // What is erased is overwritten.
            database.pragma_update(None, "secure_delete", true)?;
            if let Some(bytes) = self.options.max_bytes {
                let size: i64 = database.pragma_query_value(None, "page_size", |row| row.get(0))?;
                database.pragma_update(
                    None,
                    "max_page_count",
                    i64::try_from(bytes).unwrap_or(i64::MAX) / size.max(1),
                )?;
            }
        }
        database.pragma_update(None, "cache_size", -32_768)?;
        database.pragma_update(None, "temp_store", "memory")
    }
}

impl Backend for SqliteFile {
    fn writer(&self) -> Result<Box<dyn Connection>> {
        let database = self.open(OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        self.ours(&database)?;
        self.prepare(&database, true).map_err(|error| self.opening(&error))?;
        private(&self.path);
        Ok(Box::new(Sqlite::new(database)))
    }

    fn reader(&self) -> Result<Box<dyn Connection>> {
        let database = self.open(OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        self.prepare(&database, false).map_err(|error| self.opening(&error))?;
        database.pragma_update(None, "query_only", true).map_err(|error| self.opening(&error))?;
        Ok(Box::new(Sqlite::new(database)))
    }

    fn place(&self) -> String {
        self.path.display().to_string()
    }

    fn release(&self) {
        if let Some(lock) = self.lock.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Closing alone would not do: a process that is just being started has copies of all open files until it runs its own program.
            let _ = lock.unlock();
        }
    }

    fn dialect(&self, sql: &str) -> String {
        sql.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY").replace("BYTEA", "BLOB")
    }
}

impl Drop for SqliteFile {
    fn drop(&mut self) {
        self.release();
    }
}

fn locked(path: &Path, beside: &Path) -> Result<File> {
    let place = path.display().to_string();
    let name = file_beside(beside, "lock");
    let not_writable = |error: std::io::Error| Error::NotWritable { place: place.clone(), why: error.to_string() };
    let lock = File::options().create(true).truncate(false).write(true).open(name).map_err(not_writable)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::Locked { place }),
        Err(TryLockError::Error(error)) => Err(not_writable(error)),
    }
}

/// Keeps other users out of a new file; where that is not possible the folder has to.
fn private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
    }
    #[cfg(not(unix))]
    let _ = path;
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::SqliteFile;
    use crate::backend::Backend as _;
    use crate::{Error, Options};

    #[test]
    fn a_released_file_is_free_though_a_process_that_is_being_started_has_a_copy_of_its_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let lock = || SqliteFile::new(&path, &path, &Options::default(), true);
        let first = lock().unwrap();
        let copy = first.lock.lock().unwrap().as_ref().unwrap().try_clone().unwrap();
        assert!(matches!(lock().map(drop), Err(Error::Locked { .. })));
        first.release();
        lock().unwrap();
        drop(copy);
    }
}
