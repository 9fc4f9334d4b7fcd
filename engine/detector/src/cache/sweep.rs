//! Keeps the directory within its size: what was written first goes first. It does not know what entries hold.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// After so long nobody writes on a draft any more.
const STALE: Duration = Duration::from_secs(3_600);

/// Deletes entries until there are at most so many bytes, and drafts that were left behind. What cannot be deleted stays: the
/// next one tries again.
pub(super) fn sweep(directory: &Path, most: u64) {
    let Ok(files) = fs::read_dir(directory) else { return };
    let now = SystemTime::now();
    let mut entries: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for file in files.flatten() {
        let path = file.path();
        let Ok(about) = file.metadata() else { continue };
        let written = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        if !about.is_file() || path.extension().is_none_or(|end| end != "code") {
            continue;
        }
        if !file.file_name().as_encoded_bytes().starts_with(b".") {
            entries.push((written, about.len(), path));
        } else if now.duration_since(written).is_ok_and(|age| age > STALE) {
            let _ = fs::remove_file(path);
        }
    }
    entries.sort();
    let mut all: u64 = entries.iter().map(|(_, size, _)| size).sum();
    for (_, size, path) in entries {
        if all <= most {
            break;
        }
        if fs::remove_file(path).is_ok() {
            all = all.saturating_sub(size);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{STALE, sweep};
    use std::fs;
    use std::time::{Duration, SystemTime};

    #[test]
    fn the_oldest_entries_go_and_drafts_that_were_left_behind() {
        let directory = tempfile::tempdir().unwrap();
        let now = SystemTime::now();
        let write = |name: &str, age: Duration| {
            let file = fs::File::create(directory.path().join(name)).unwrap();
            file.set_len(10).unwrap();
            file.set_modified(now - age).unwrap();
        };
        let hour = |count: u32| STALE * count;
        write("old.code", hour(3));
        write("older.code", hour(4));
        write("new.code", hour(0));
        write(".draft.code", hour(2));
        write(".busy.code", hour(0));
        write("key", hour(9));
        sweep(directory.path(), 20);
        let left = || {
            let mut names: Vec<_> =
                fs::read_dir(directory.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
            names.sort();
            names
        };
        assert_eq!(left(), [".busy.code", "key", "new.code", "old.code"]);
        sweep(directory.path(), 5);
        assert_eq!(left(), [".busy.code", "key"]);
    }
}
