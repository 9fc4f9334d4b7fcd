//! Compiled code on disk. Wasmtime runs what it is given as machine code, so that an entry counts only when it was written by
//! us: each carries a MAC, under a key that only its owner can read, in a directory that only its owner can write. Anything
//! else is as if it were not there. It does not compile.
//!
//! Entries are written by a thread of their own: serialising, the MAC and the disk take as long as a compilation of functions that are known, and whoever
//! waits for a plugin waits for none of it.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use wasmtime::Engine;
use wasmtime::component::Component;

mod behind;
mod entry;
mod key;
mod owned;
mod sweep;

use behind::Behind;

pub(crate) use key::Key;

/// Bytes of an entry that is read. Larger ones are compiled anew.
const MOST: u64 = 512 << 20;
const KEY_FILE: &str = "key";
const KEY_BYTES: usize = 32;
const MAC_BYTES: usize = 32;

/// Why a directory is not used as a cache.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CacheError {
    #[error("`{}` {reason}", path.display())]
    Unsafe { path: PathBuf, reason: &'static str },
    #[error("`{}` cannot be used: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
    #[error("the system gives no random bytes")]
    Random,
}

/// A directory of compiled code. What is to be kept is on disk at the latest when this is dropped.
#[derive(Debug)]
pub(crate) struct Cache {
    place: Arc<Place>,
    behind: Behind,
}

/// The directory, and what its entries are authenticated with.
#[derive(Debug)]
struct Place {
    directory: PathBuf,
    mac: Hmac<Sha256>,
    /// Tells apart what was compiled for another engine.
    engine: [u8; 32],
    temporary: AtomicU64,
    /// Bytes of all entries.
    most: u64,
}

impl Cache {
    /// Opens the directory and makes it when it is not there.
    pub(crate) fn open(directory: &Path, most: u64, engine: &Engine) -> Result<Self, CacheError> {
        let io = |error| CacheError::Io { path: directory.to_owned(), error };
        owned::make(directory).map_err(io)?;
        owned::check(directory, true)?;
        let secret = Self::secret(&directory.join(KEY_FILE))?;
        let mac = Hmac::new_from_slice(&secret).map_err(|_| CacheError::Random)?;
        let (directory, engine) = (directory.to_owned(), key::of_engine(engine));
        let place = Arc::new(Place { directory, mac, engine, temporary: AtomicU64::new(0), most });
        Ok(Self { behind: Behind::new(Arc::clone(&place)), place })
    }

    /// The secret of the directory, made when it is not there.
    fn secret(path: &Path) -> Result<[u8; KEY_BYTES], CacheError> {
        let io = |error| CacheError::Io { path: path.to_owned(), error };
        let mut secret = [0; KEY_BYTES];
        getrandom::fill(&mut secret).map_err(|_| CacheError::Random)?;
        // A key is complete before it has its name, and the first to name one wins: others read that one.
        let draft = path.with_file_name(format!(".key-{}", hirewall_model::hex(secret.get(..8).unwrap_or_default())));
        let made = owned::create(&draft).and_then(|mut file| file.write_all(&secret).and_then(|()| file.sync_all()));
        let linked = made.and_then(|()| fs::hard_link(&draft, path));
        let _ = fs::remove_file(&draft);
        match linked {
            Ok(()) => return Ok(secret),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(io(error)),
        }
        owned::check(path, false)?;
        let mut found = Vec::new();
        fs::File::open(path).and_then(|file| file.take(KEY_BYTES as u64 + 1).read_to_end(&mut found)).map_err(io)?;
        found.try_into().map_err(|_| CacheError::Unsafe { path: path.to_owned(), reason: "is not a key of 32 bytes" })
    }

    /// What is kept under a key; none when there is nothing, or nothing that can be trusted.
    pub(crate) fn get(&self, engine: &Engine, key: &Key) -> Option<Component> {
        self.place.get(engine, key)
    }

    /// Keeps compiled code, soon.
    pub(crate) fn put(&self, key: Key, component: &Component) {
        self.behind.put(key, component.clone());
    }
}

impl Place {
    fn get(&self, engine: &Engine, key: &Key) -> Option<Component> {
        let name = key.name(&self.engine);
        let file = fs::File::open(self.directory.join(&name)).ok()?;
        let size = file.metadata().ok().filter(|about| about.is_file() && about.len() <= MOST)?.len();
        let mut bytes = Vec::with_capacity(usize::try_from(size).ok()?.saturating_add(1));
        file.take(MOST).read_to_end(&mut bytes).ok()?;
        let (mac, code) = bytes.split_at_checked(MAC_BYTES)?;
        let mut expected = self.mac.clone();
        expected.update(name.as_bytes());
        expected.update(code);
        expected.verify_slice(mac).ok()?;
        entry::trusted(engine, code)
    }

    /// Writes an entry. A disk that is full or gone costs a compilation next time, nothing else.
    fn put(&self, key: &Key, component: &Component) {
        let Ok(code) = component.serialize() else { return };
        let name = key.name(&self.engine);
        let mut mac = self.mac.clone();
        mac.update(name.as_bytes());
        mac.update(&code);
        let mac = mac.finalize().into_bytes();
        let count = self.temporary.fetch_add(1, Ordering::Relaxed);
        let draft = self.directory.join(format!(".{}-{count}-{name}", std::process::id()));
        let written = owned::create(&draft).and_then(|mut file| {
            file.write_all(&mac)?;
            file.write_all(&code)
        });
        if written.and_then(|()| fs::rename(&draft, self.directory.join(&name))).is_err() {
            let _ = fs::remove_file(&draft);
        }
        sweep::sweep(&self.directory, self.most);
    }
}
