//! A folder of its own for a test, removed at its end.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("hirewall-cli-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file and the folders above it.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Copies all files below `from` to the folder `name`.
    pub(crate) fn copy(&self, from: &Path, name: &str) {
        for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
            let entry = entry.unwrap();
            let inner = format!("{name}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                self.copy(&entry.path(), &inner);
            } else {
                self.write(&inner, &fs::read(entry.path()).unwrap());
            }
        }
    }

    /// Copies the components of the plugins that ship to the folder `plugins`, without their sources.
    pub(crate) fn copy_plugins(&self, from: &Path) {
        for entry in fs::read_dir(from).unwrap() {
            let plugin = entry.unwrap().path();
            let Some(files) = plugin.is_dir().then(|| fs::read_dir(&plugin).unwrap()) else { continue };
            for file in files.map(|file| file.unwrap().path()) {
                if file.extension().is_some_and(|extension| extension == "wasm") {
                    let name = format!("plugins/{}", file.file_name().unwrap().to_string_lossy());
                    self.write(&name, &fs::read(&file).unwrap());
                }
            }
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
