//! Files and directories that nobody else can write, nor read where they are secret.

use std::fs;
use std::io;
use std::path::Path;

use super::CacheError;

/// Makes a directory for its owner alone; one that is there stays as it is.
pub(super) fn make(directory: &Path) -> io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    if let Some(parent) = directory.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent)?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(directory) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

/// Makes a file for its owner alone; fails when it is there.
pub(super) fn create(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Whether it is ours alone: a directory that nobody else writes, or a secret file that nobody else reads.
#[cfg(unix)]
pub(super) fn check(path: &Path, directory: bool) -> Result<(), CacheError> {
    use std::os::unix::fs::MetadataExt;

    let about = fs::symlink_metadata(path).map_err(|error| CacheError::Io { path: path.to_owned(), error })?;
    let reason = if about.is_symlink() {
        "is a symbolic link"
    } else if about.is_dir() != directory {
        if directory { "is not a directory" } else { "is not a file" }
    } else if Some(about.uid()) != own_user() {
        "belongs to another user"
    } else if directory && about.mode() & 0o022 != 0 {
        "can be written by others; run `chmod go-w` on it"
    } else if !directory && about.mode() & 0o077 != 0 {
        "can be read by others; delete it, and a new key is made"
    } else {
        return Ok(());
    };
    Err(CacheError::Unsafe { path: path.to_owned(), reason })
}

/// Without owners and modes there is no telling who wrote an entry.
#[cfg(not(unix))]
pub(super) fn check(path: &Path, _: bool) -> Result<(), CacheError> {
    Err(CacheError::Unsafe { path: path.to_owned(), reason: "is on a system without owners of files" })
}

/// The user that this process acts as, told by a file that it makes: the standard library does not say.
#[cfg(unix)]
fn own_user() -> Option<u32> {
    use std::os::unix::fs::MetadataExt;

    static USER: std::sync::OnceLock<Option<u32>> = std::sync::OnceLock::new();
    *USER.get_or_init(|| {
        fs::metadata("/proc/self").ok().map(|about| about.uid()).or_else(|| {
            let mut name = [0; 8];
            getrandom::fill(&mut name).ok()?;
            let path = std::env::temp_dir().join(format!(".hirewall-{}", hirewall_model::hex(&name)));
            let uid = create(&path).and_then(|file| file.metadata()).ok().map(|about| about.uid());
            let _ = fs::remove_file(&path);
            uid
        })
    })
}
