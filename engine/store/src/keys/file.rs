//! The master key, in a file that its owner alone may read, or from the caller.

use std::fs;
use std::path::Path;

use zeroize::Zeroizing;

use crate::options::file_beside;
use crate::private_file::{Existing, write_private};
use crate::{Error, KeySource, Result};
use hirewall_model::{hex, unhex};

/// The master key; overwritten in memory when it is dropped.
pub(crate) struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_ref()
    }
}

/// Reads the master key, or makes one when the store is new.
pub(crate) fn master_key(source: &KeySource, beside: &Path, new: bool) -> Result<MasterKey> {
    let path = match source {
        KeySource::Given(key) => return Ok(MasterKey(key.clone())),
        KeySource::File(path) => path.clone(),
        KeySource::Beside => file_beside(beside, "key"),
    };
    if let Some(text) = read_private(&path)? {
        let refused = |why| Error::KeyFile { path: path.clone(), why };
        let bytes = unhex(text.trim_end()).map(Zeroizing::new).ok_or_else(|| refused("it holds something else"))?;
        let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| refused("it is not 32 bytes long"))?;
        return Ok(MasterKey(Zeroizing::new(key)));
    }
    if !new {
        return Err(Error::KeyMissing { path });
    }
    let mut key = Zeroizing::new([0; 32]);
    getrandom::fill(key.as_mut()).map_err(|_| Error::Randomness)?;
    make_private(&path, &Zeroizing::new(hex(key.as_ref()) + "\n"))?;
    Ok(MasterKey(key))
}

/// The text of a file that nobody else may read; nothing when it does not exist.
pub(super) fn read_private(path: &Path) -> Result<Option<Zeroizing<String>>> {
    let failed = |error: &std::io::Error| Error::File { doing: "read", path: path.to_owned(), why: error.to_string() };
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error)),
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        if found.permissions().mode() & 0o077 != 0 {
            return Err(Error::KeyFile { path: path.to_owned(), why: "other users may read it" });
        }
    }
    if found.len() > 4096 {
        return Err(Error::KeyFile { path: path.to_owned(), why: "it is longer than a key" });
    }
    fs::read_to_string(path).map(|text| Some(Zeroizing::new(text))).map_err(|error| failed(&error))
}

/// Makes a file that nobody else may read, and that did not exist.
pub(super) fn make_private(path: &Path, text: &str) -> Result<()> {
    write_private(path, text.as_bytes(), Existing::Keep).map_err(|error| Error::File {
        doing: "write",
        path: path.to_owned(),
        why: error.to_string(),
    })
}
