//! Files that their owner alone may read, written whole or not at all: whoever reads one sees the old contents, the new ones, or no file.
//! It makes no folders, and does not know what stands in a file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It gives way.
    Replace,
    /// It stays, and writing is an error of the kind `AlreadyExists`.
    Keep,
}

/// Writes a file that its owner alone may read (mode 0600). It is on the disk, with its name, when this returns.
///
/// # Errors
/// What the system says; what stood there is unchanged then.
pub fn write_private(path: &Path, bytes: &[u8], existing: Existing) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let draft = path.with_file_name(name);
    let written = draw_up(&draft, bytes).and_then(|()| match existing {
        Existing::Replace => fs::rename(&draft, path),
        Existing::Keep => place(&draft, path),
    });
    // Gone already where it was moved; else its error is not the one that counts.
    let _ = fs::remove_file(&draft);
    written?;
    // The name too has to last.
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn draw_up(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    // One of a process of the same number that ended under its writing: its mode may be another.
    match fs::remove_file(draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives a draft its name, unless something has it.
fn place(draft: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(draft, path) {
        // Where a file has one name only, this is as near as it gets.
        Err(error) if error.kind() != ErrorKind::AlreadyExists => match fs::symlink_metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => fs::rename(draft, path),
            Err(error) => Err(error),
            Ok(_) => Err(ErrorKind::AlreadyExists.into()),
        },
        linked => linked,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_file_is_replaced_or_kept_as_is_asked_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let read = || fs::read_to_string(&path).unwrap();
        write_private(&path, b"one", Existing::Keep).unwrap();
        assert_eq!(read(), "one");
        let error = write_private(&path, b"two", Existing::Keep).unwrap_err();
        assert_eq!((error.kind(), read().as_str()), (ErrorKind::AlreadyExists, "one"));
        write_private(&path, b"three", Existing::Replace).unwrap();
        assert_eq!(read(), "three");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write_private(&folder.path().join("none/key"), b"", Existing::Replace).is_err());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn what_a_process_that_ended_left_half_written_is_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        fs::write(folder.path().join(format!("key.{}.new", std::process::id())), "half").unwrap();
        write_private(&path, b"whole", Existing::Keep).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
