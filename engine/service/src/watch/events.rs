//! Events of the file system below some folders. Which file it was does not matter: whoever is told looks at all of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// Watches folders, and the folders that they lie in: a folder may be deleted, come back, or be a link that is moved.
pub(crate) struct Events {
    watcher: RecommendedWatcher,
    watched: BTreeMap<PathBuf, RecursiveMode>,
}

impl Events {
    /// Calls `changed` at every event from now on. Nothing is watched yet.
    pub(crate) fn new(changed: impl Fn() + Send + 'static) -> Result<Self, notify::Error> {
        let watcher = notify::recommended_watcher(move |event: Result<notify::Event, notify::Error>| {
            // An error, such as a queue that ran over, means that something was missed.
            if event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
                return;
            }
            changed();
        })?;
        Ok(Self { watcher, watched: BTreeMap::new() })
    }

    /// Watches those folders. It is called again after each change, as what was watched may have been replaced by another folder of
    /// the same name.
    ///
    /// # Errors
    /// The last thing that cannot be watched though it is there, such as when the system has no watch left.
    pub(crate) fn watch(&mut self, folders: &[&Path]) -> Result<(), notify::Error> {
        let mut wanted = BTreeMap::new();
        for folder in folders {
            if let Some(parent) = folder.parent() {
                let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
                if parent.is_dir() {
                    wanted.insert(parent.to_owned(), RecursiveMode::NonRecursive);
                }
            }
        }
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            wanted.insert((*folder).to_owned(), RecursiveMode::Recursive);
            // The link is watched by its parent; what it leads to needs a watch of its own.
            if let Ok(real) = folder.canonicalize() {
                wanted.insert(real, RecursiveMode::Recursive);
            }
        }
        for path in std::mem::take(&mut self.watched).keys() {
            // It may be gone, and its watch with it.
            let _ = self.watcher.unwatch(path);
        }
        let mut failed = Ok(());
        for (path, mode) in &wanted {
            // What went away in between is no fault.
            if let Err(error) = self.watcher.watch(path, *mode)
                && path.exists()
            {
                failed = Err(error);
            }
        }
        self.watched = wanted;
        failed
    }
}
