//! What authors are told: every entry of `corpus/` is a policy directory of one file or of a folder, together with
//! `person.schema.json` and the manifests of `plugins/`, and its snapshot is what `check` prints. Warnings are shown for entries that begin with `lint_`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hirewall_diagnostic::{Diagnostic, render};
use hirewall_model::{Manifest, Time};
use hirewall_policy::{Options, Plugin, PluginInfo, SourceFile, compile};

const SCHEMA: &str = include_str!("person.schema.json");

fn collect(root: &Path, path: &Path, files: &mut Vec<SourceFile>) {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for entry in entries {
            collect(root, &entry, files);
        }
    } else {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        files.push(SourceFile::from_bytes(name, std::fs::read(path).unwrap()));
    }
}

/// The plugins whose manifests lie in `plugins/`: `phone.json` is that of `phone.wasm`.
fn plugins() -> BTreeMap<String, Plugin> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plugins");
    let sound = std::fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = format!("{}.wasm", path.file_stem().unwrap().to_str().unwrap());
        let manifest =
            Manifest::read(&std::fs::read(path).unwrap()).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let signed_by = (name == "phone.wasm").then(|| "5a".repeat(32));
        let digest = format!("sha256:{}", "0f".repeat(32));
        (name, Plugin::Sound(Box::new(PluginInfo { manifest, digest, signed_by })))
    });
    let message = "it has no section `hirewall-manifest`".to_owned();
    let broken = Plugin::Broken { message, help: "Build it with `hirewall plugin build`.".to_owned() };
    sound.chain([("broken.wasm".to_owned(), broken)]).collect()
}

fn check(path: &Path) -> (Vec<Diagnostic>, String, bool) {
    let mut files = vec![SourceFile::new("person.schema.json", SCHEMA)];
    let root = if path.is_dir() { path } else { path.parent().unwrap() };
    collect(root, path, &mut files);
    let now: Time = "2026-09-01T00:00:00Z".parse().unwrap();
    let plugins = if path.ends_with("no_plugins.yaml") { BTreeMap::new() } else { plugins() };
    let compilation = compile(files, &Options { now: Some(now), plugins, ..Options::default() });
    let lints = path.file_name().unwrap().to_str().unwrap().starts_with("lint_");
    let shown: Vec<Diagnostic> =
        compilation.diagnostics.into_iter().filter(|diagnostic| lints || diagnostic.is_error()).collect();
    let text = render::text(&shown, &compilation.sources, false);
    (shown, text, compilation.bundle.is_some())
}

#[test]
fn every_fault_is_shown_at_its_place_with_help() {
    insta::glob!("corpus/*", |path| {
        let (shown, text, sound) = check(path);
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_eq!(sound, !shown.iter().any(Diagnostic::is_error), "{name}: a bundle exists exactly without errors");
        if !name.starts_with("fine_") {
            assert!(!shown.is_empty(), "{name}: nothing is reported");
        }
        for diagnostic in &shown {
            assert!(diagnostic.labels.iter().any(|label| label.primary), "{name}: no place: {diagnostic:?}");
            let said = diagnostic.help.is_some() || diagnostic.labels.iter().any(|label| !label.text.is_empty());
            assert!(said, "{name}: no cause and no help: {diagnostic:?}");
            assert!(!diagnostic.message.ends_with('.'), "{name}: {diagnostic:?}");
        }
        insta::assert_snapshot!(text);
    });
}

#[test]
fn ten_broken_files_show_ten_diagnostics_in_one_run() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/ten_broken_files");
    let (shown, text, _) = check(&path);
    let mut sources: Vec<_> = shown.iter().filter_map(|diagnostic| Some(diagnostic.labels.first()?.source)).collect();
    sources.dedup();
    assert_eq!((shown.len(), sources.len()), (10, 10), "{text}");
}
