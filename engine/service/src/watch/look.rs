//! A look at folders: names, sizes, times and numbers of all files below them, as one number. It reads no file.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Entries that a look goes over. Beyond it, the rest is not seen; loading has limits of its own, below this one.
const ENTRIES: usize = 50_000;

/// The file that marks a folder of things that can be made again, such as what Cargo builds beside the sources of a plugin
/// (<https://bford.info/cachedir/>). Nothing that is loaded lies in one, and there may be tens of thousands of files.
const CACHE: &str = "CACHEDIR.TAG";

/// What a look saw. Two are equal when nothing changed in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look(u64);

/// Looks at folders and everything below them, through links. A folder that is not there is seen as such.
pub(crate) fn look(folders: &[&Path]) -> Look {
    let mut hasher = DefaultHasher::new();
    let mut left = ENTRIES;
    for folder in folders {
        // Links may lead back up: each real folder is gone through once.
        below(folder, &mut hasher, &mut left, &mut BTreeSet::new());
    }
    Look(hasher.finish())
}

fn below(folder: &Path, hasher: &mut DefaultHasher, left: &mut usize, seen: &mut BTreeSet<PathBuf>) {
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        path.hash(hasher);
        // Follows links, so that a link that leads elsewhere is seen by what it leads to.
        let Ok(metadata) = fs::metadata(&path) else {
            0_u8.hash(hasher);
            continue;
        };
        if metadata.is_dir() {
            let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
            real.hash(hasher);
            if !seen.insert(real) || path.join(CACHE).is_file() {
                continue;
            }
            let Ok(entries) = fs::read_dir(&path) else { continue };
            let mut names: Vec<PathBuf> = entries
                .filter_map(Result::ok)
                .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
                .map(|entry| entry.path())
                .collect();
            names.sort();
            waiting.extend(names);
        } else {
            of_file(&metadata, hasher);
        }
    }
}

#[cfg(unix)]
fn of_file(metadata: &Metadata, hasher: &mut DefaultHasher) {
    use std::os::unix::fs::MetadataExt as _;
    // The time of the last change of the entry itself moves even where somebody sets the other times back.
    (metadata.dev(), metadata.ino(), metadata.size()).hash(hasher);
    (metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()).hash(hasher);
}

#[cfg(not(unix))]
fn of_file(metadata: &Metadata, hasher: &mut DefaultHasher) {
    (metadata.len(), metadata.modified().ok(), metadata.created().ok()).hash(hasher);
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

    use super::*;

    #[test]
    fn whatever_changes_below_a_folder_is_seen() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("policies");
        let mut before = look(&[&folder]);
        let mut sees = |what: &str| {
            let now = look(&[&folder]);
            assert_ne!(before, now, "{what} is not seen");
            assert_eq!(look(&[&folder]), now, "nothing changed");
            before = now;
        };
        fs::create_dir_all(folder.join("deep")).unwrap();
        sees("a folder");
        fs::write(folder.join("deep/a.yaml"), "one").unwrap();
        sees("a file");
        fs::write(folder.join("deep/a.yaml"), "two!").unwrap();
        sees("a change");
        fs::write(folder.join("b.yaml"), "two!").unwrap();
        fs::rename(folder.join("b.yaml"), folder.join("deep/a.yaml")).unwrap();
        sees("a file that took another's place");
        fs::rename(folder.join("deep/a.yaml"), folder.join("deep/c.yaml")).unwrap();
        sees("another name");
        fs::remove_file(folder.join("deep/c.yaml")).unwrap();
        sees("a file that went");
    }

    #[test]
    fn what_is_built_beside_the_sources_is_not_gone_through() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("plugin/target");
        fs::create_dir_all(&target).unwrap();
        fs::write(target.join(CACHE), "Signature: 8a477f597d28d172789f06886806bc55").unwrap();
        let before = look(&[root.path()]);
        fs::write(target.join("plugin.o"), "built").unwrap();
        assert_eq!(look(&[root.path()]), before);
        fs::write(root.path().join("plugin/plugin.wasm"), "made").unwrap();
        assert_ne!(look(&[root.path()]), before);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_seen_by_what_it_leads_to_and_a_circle_ends() {
        use std::os::unix::fs::symlink;

        let root = tempfile::tempdir().unwrap();
        for name in ["one", "two"] {
            fs::create_dir(root.path().join(name)).unwrap();
            fs::write(root.path().join(name).join("a.yaml"), name).unwrap();
            symlink(root.path(), root.path().join(name).join("up")).unwrap();
        }
        let link = root.path().join("current");
        symlink("one", &link).unwrap();
        let before = look(&[&link]);
        assert_eq!(look(&[&link]), before);
        fs::remove_file(&link).unwrap();
        symlink("two", &link).unwrap();
        assert_ne!(look(&[&link]), before);
    }
}
