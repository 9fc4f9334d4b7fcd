//! Opening: who may, with which key, and what is said otherwise.

use hirewall_store::{Error, KeySource, Options, Store};

use crate::entries::{entry, fill};
use crate::on_both;
use crate::place::Place;

on_both![
    a_store_has_one_writer,
    another_key_is_refused_at_open,
    a_lost_key_is_said_and_not_made_anew,
    a_newer_schema_is_refused,
    a_key_that_others_may_read_is_refused,
    numbers_go_on_after_closing,
    what_larger_limits_let_in_is_read_under_smaller_ones,
    every_error_names_a_cure_and_no_message_has_a_full_stop,
    a_caller_may_keep_the_key,
];

fn what_larger_limits_let_in_is_read_under_smaller_ones(place: &Place) {
    let store = place.open();
    let mut large = entry(1, "s");
    large.content.record = b"the same words, many times; ".repeat(10_000);
    let record = large.content.record.clone();
    store.ticket().unwrap().commit_and_wait(large).unwrap();
    drop(store);
    let store = Store::open(place.url(), &Options { entry_bytes: 10_000, ..place.options() }).unwrap();
    let found = store.decision_at(1).unwrap().unwrap();
    assert_eq!(found.content.unwrap().record, record);
}

#[test]
fn the_database_of_another_program_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE songs (name TEXT); INSERT INTO songs VALUES ('a')").unwrap();
    drop(other);
    let before = std::fs::read(&path).unwrap();
    let error = Store::open(&path.display().to_string(), &Options::default()).unwrap_err();
    assert!(matches!(error, Error::NotAStore { .. }), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn no_password_is_shown_of_a_url_that_names_no_store() {
    let error = Store::open("mysql://ann:secret@db.example/hire", &Options::default()).unwrap_err();
    assert!(matches!(error, Error::Url { .. }) && !error.to_string().contains("secret"), "{error}");
}

fn a_store_has_one_writer(place: &Place) {
    let store = place.open();
    let mut options = place.options();
    options.lock_wait = std::time::Duration::from_millis(1);
    let error = Store::open(place.url(), &options).unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error}");
    store.close();
    place.open();
}

fn another_key_is_refused_at_open(place: &Place) {
    fill(&place.open(), 3);
    std::fs::write(place.file("key"), format!("{}\n", "17".repeat(32))).unwrap();
    let error = Store::open(place.url(), &place.options()).unwrap_err();
    assert!(matches!(error, Error::WrongKey), "{error}");
}

fn a_lost_key_is_said_and_not_made_anew(place: &Place) {
    fill(&place.open(), 1);
    for ending in ["key", "signing.pem"] {
        let (path, aside) = (place.file(ending), place.file("aside"));
        std::fs::rename(&path, &aside).unwrap();
        let error = Store::open(place.url(), &place.options()).unwrap_err();
        assert!(matches!(&error, Error::KeyMissing { path: named } if *named == path), "{error}");
        assert!(!path.exists());
        std::fs::rename(&aside, &path).unwrap();
    }
    place.open();
}

fn a_newer_schema_is_refused(place: &Place) {
    fill(&place.open(), 1);
    place.tamper("UPDATE hirewall_meta SET value = '99' WHERE name = 'schema'");
    let error = Store::open(place.url(), &place.options()).unwrap_err();
    assert!(matches!(error, Error::NewerSchema { found: 99, .. }), "{error}");
}

fn a_key_that_others_may_read_is_refused(place: &Place) {
    use std::os::unix::fs::PermissionsExt as _;
    place.open();
    let path = place.file("key");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let error = Store::open(place.url(), &place.options()).unwrap_err();
    assert!(matches!(error, Error::KeyFile { .. }), "{error}");
}

fn numbers_go_on_after_closing(place: &Place) {
    let store = place.open();
    fill(&store, 5);
    drop(store);
    let store = place.open();
    assert_eq!(store.status().durable, 5);
    let seq = store.ticket().unwrap().commit_and_wait(entry(6, "s-1")).unwrap();
    assert_eq!(seq, 6);
    let replayed: Vec<u64> = store.replay(0).map(|decision| decision.unwrap().seq).collect();
    assert_eq!(replayed, [1, 2, 3, 4, 5, 6]);
    store.close();
    assert!(matches!(store.ticket().unwrap_err(), Error::Closed));
}

fn every_error_names_a_cure_and_no_message_has_a_full_stop(place: &Place) {
    let nowhere = ["mysql://x", "", "sqlite:", "sqlite:/no/such/folder/store.db"];
    for url in nowhere.iter().copied().chain([place.url()]) {
        let _held = place.open();
        let options = Options { lock_wait: std::time::Duration::from_millis(1), ..place.options() };
        let options = if url.contains("/no/such") { Options { beside: None, ..options } } else { options };
        let error = Store::open(url, &options).unwrap_err();
        assert!(error.help().ends_with('.'), "{error}");
        assert!(!error.to_string().ends_with('.'), "{error}");
    }
}

fn a_caller_may_keep_the_key(place: &Place) {
    let with = |byte| Options { key: KeySource::Given([byte; 32].into()), ..place.options() };
    fill(&Store::open(place.url(), &with(1)).unwrap(), 2);
    assert!(!place.file("key").exists());
    assert!(matches!(Store::open(place.url(), &with(2)).unwrap_err(), Error::WrongKey));
    assert!(Store::open(place.url(), &with(1)).unwrap().decision("decision-2").unwrap().unwrap().content.is_some());
}

#[test]
fn a_file_of_something_else_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "not a database, ".repeat(100)).unwrap();
    let error = Store::open(&path.display().to_string(), &Options::default()).unwrap_err();
    assert!(matches!(error, Error::NotAStore { .. }), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "not a database, ".repeat(100));
}

#[test]
fn postgres_needs_a_path_for_its_keys() {
    let error = Store::open("postgres://nobody@localhost/none", &Options::default()).unwrap_err();
    assert!(matches!(error, Error::Beside), "{error}");
}
