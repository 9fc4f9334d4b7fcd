//! The policies that ship compile without an error.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};

use hirewall_diagnostic::render;
use hirewall_policy::{Options, SourceFile, compile};

fn collect(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            // What binds a detector needs its plugin, which is read in another crate: see `tests/starter_policies.rs`.
            if name.starts_with("detectors/") {
                continue;
            }
            files.push(SourceFile::from_bytes(name, std::fs::read(&path).unwrap()));
        }
    }
}

#[test]
fn the_shipped_policies_compile() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    let compilation = compile(files, &Options::default());
    let errors: Vec<_> = compilation.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).cloned().collect();
    assert!(errors.is_empty(), "{}", render::text(&errors, &compilation.sources, false));
    assert!(compilation.bundle.is_some());
}
