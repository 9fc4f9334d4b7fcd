//! Compiled code on disk: found again, and never believed when somebody else could have written it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::guest::{Guest, detect, echo_then, manifest, patient, record, schema};
use hirewall_detector::{Binding, Detector, Grants, Host, HostOptions, NamedList};
use hirewall_model::{Answer, Time};

fn host(cache: &Path) -> Host {
    Host::new(HostOptions { instances: 4, cache: Some(cache.to_owned()), ..patient() }).unwrap()
}

fn load(host: &Host, settings: &str) -> Detector {
    let schemas = BTreeMap::from([("person".to_owned(), schema())]);
    let binding = Binding { id: "small".to_owned(), settings: settings.to_owned(), schemas, ..Binding::default() };
    host.load(&Guest::default().plugin(), binding).unwrap()
}

fn count(detector: &Detector) -> i64 {
    let schema = schema();
    let answer = detector.detect(&record(&schema, r#"{"id": "1", "name": "Ann"}"#), Time::new(0, 0).unwrap());
    let Answer::Signals { signals, .. } = answer else { unreachable!("{answer:?}") };
    serde_json::from_str::<serde_json::Value>(signals.get()).unwrap()["count"].as_i64().unwrap()
}

fn entries(cache: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = fs::read_dir(cache).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some()).map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn remark(host: &Host) -> Option<&String> {
    host.remarks().iter().find(|remark| remark.starts_with("compiled code is not kept"))
}

#[test]
fn code_is_found_again_and_settings_are_told_apart() {
    let directory = tempfile::tempdir().unwrap();
    let cache = directory.path().join("deep/code");
    assert_eq!(count(&load(&host(&cache), "{}")), 3);
    let before = entries(&cache);
    assert!(!before.is_empty());
    assert_eq!(count(&load(&host(&cache), "{}")), 3);
    assert_eq!(entries(&cache), before, "nothing was compiled");
    assert_eq!(count(&load(&host(&cache), r#"{"a":1}"#)), 8);
    assert!(entries(&cache).len() > before.len());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&cache), mode(&cache.join("key"))), (0o700, 0o600));
}

#[test]
fn an_entry_that_was_changed_is_compiled_again() {
    let directory = tempfile::tempdir().unwrap();
    let cache = directory.path().join("code");
    load(&host(&cache), "{}");
    let before = entries(&cache);
    let changes: [fn(&mut Vec<u8>); 5] = [
        |bytes| bytes.clear(),
        |bytes| bytes.truncate(20),
        |bytes| {
            let half = bytes.len() / 2;
            bytes.truncate(half);
        },
        |bytes| *bytes.last_mut().unwrap() ^= 1,
        |bytes| bytes[0] ^= 1,
    ];
    for change in changes {
        for (path, bytes) in &before {
            let mut bytes = bytes.clone();
            change(&mut bytes);
            fs::write(path, bytes).unwrap();
        }
        assert_eq!(count(&load(&host(&cache), "{}")), 3);
        assert_eq!(entries(&cache).len(), before.len());
        for (path, bytes) in entries(&cache) {
            assert!(bytes.len() > 1_000, "{}", path.display());
        }
    }
}

#[test]
fn an_entry_under_another_name_is_not_believed() {
    let directory = tempfile::tempdir().unwrap();
    let cache = directory.path().join("code");
    load(&host(&cache), "{}");
    load(&host(&cache), r#"{"a":1}"#);
    let all = entries(&cache);
    // Each file holds what another one should.
    let contents: Vec<Vec<u8>> = all.values().cloned().collect();
    for (index, path) in all.keys().enumerate() {
        fs::write(path, &contents[(index + 1) % contents.len()]).unwrap();
    }
    assert_eq!(count(&load(&host(&cache), "{}")), 3);
    assert_eq!(count(&load(&host(&cache), r#"{"a":1}"#)), 8);
}

/// A list of everybody, or of nobody.
struct Everybody(bool);

impl NamedList for Everybody {
    fn contains(&self, _: &str) -> bool {
        self.0
    }
}

#[test]
fn what_a_list_said_while_a_plugin_got_ready_is_not_kept() {
    let ask = "(global.set $found (call $contains (i32.const 80) (i32.const 5) (i32.const 80) (i32.const 5)))";
    let at_start = (format!("(func $start {ask}) (start $start)"), String::new());
    let configure = format!("(func (export \"configure\") (param i32 i32) (result i32) {ask} (i32.const 256))");
    for (start, configure) in [at_start, (String::new(), configure)] {
        let found = "(i64.store (i32.const 568) (i64.extend_i32_u (global.get $found)))";
        let more = format!("(global $found (mut i32) (i32.const 7)) {start}");
        let mut about = manifest();
        about["capabilities"] = serde_json::json!({"lists": ["staff"]});
        let guest =
            Guest { imports: &["contains"], configure, detect: detect(&echo_then(found)), more, ..Guest::default() };
        let plugin = guest.plugin_with(about);
        let directory = tempfile::tempdir().unwrap();
        for everybody in [true, false, true] {
            let list: Arc<dyn NamedList> = Arc::new(Everybody(everybody));
            let grants = Grants { lists: BTreeMap::from([("staff".to_owned(), list)]), ..Grants::default() };
            let schemas = BTreeMap::from([("person".to_owned(), schema())]);
            let binding = Binding { id: "small".to_owned(), grants, schemas, ..Binding::default() };
            let detector = host(&directory.path().join("code")).load(&plugin, binding).unwrap();
            assert!(detector.is_snapshot());
            assert_eq!(count(&detector), i64::from(everybody));
        }
    }
}

#[test]
fn another_key_believes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let cache = directory.path().join("code");
    load(&host(&cache), "{}");
    let before = entries(&cache);
    fs::remove_file(cache.join("key")).unwrap();
    assert_eq!(count(&load(&host(&cache), "{}")), 3);
    let after = entries(&cache);
    assert!(after.keys().eq(before.keys()));
    assert!(after.values().zip(before.values()).all(|(after, before)| after[..32] != before[..32]));
}

#[test]
fn a_directory_or_key_that_others_reach_is_not_used() {
    let directory = tempfile::tempdir().unwrap();
    let set = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let open = directory.path().join("open");
    fs::create_dir(&open).unwrap();
    set(&open, 0o777);
    let seen = host(&open);
    assert!(remark(&seen).is_some_and(|remark| remark.contains("can be written by others")));
    assert_eq!(count(&load(&seen, "{}")), 3, "it works all the same");
    assert!(entries(&open).is_empty());

    let cache = directory.path().join("code");
    load(&host(&cache), "{}");
    set(&cache.join("key"), 0o644);
    assert!(remark(&host(&cache)).is_some_and(|remark| remark.contains("can be read by others")));

    let link = directory.path().join("link");
    std::os::unix::fs::symlink(directory.path(), &link).unwrap();
    assert!(remark(&host(&link)).is_some_and(|remark| remark.contains("is a symbolic link")));

    let file = directory.path().join("file");
    fs::write(&file, "text").unwrap();
    assert!(remark(&host(&file)).is_some());
}
