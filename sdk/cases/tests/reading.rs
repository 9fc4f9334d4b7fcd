//! Files of cases, right and wrong.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;

use hirewall_cases::{CasesError, FILE_BYTES, check, read};
use hirewall_model::Manifest;
use tempfile::TempDir;

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The problems, without the folder.
fn told(error: &CasesError, folder: &TempDir) -> String {
    error.to_string().replace(&format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR), "")
}

const GOOD: &str = r#"[
  {"name": "a", "kind": "applicant", "inputs": {"/email": "x"}, "signals": {"valid": true}},

  {
    "name": "b", "kind": "applicant", "signals": {"valid": null}, "config": {"most": 3}, "now": "2026-02-01T00:00:00Z",
    "lists": {"free": ["x"]}, "tables": {"codes": {"602": {"region": "AZ"}}}, "canary": true
  }
]"#;

#[test]
fn cases_come_in_the_order_of_files_and_lines() {
    let folder = folder(&[
        ("b.json", GOOD.as_bytes()),
        ("a.json", br#"[{"name": "first", "kind": "device", "signals": {}}]"#),
        ("notes.txt", b"no case"),
    ]);
    let cases = read(folder.path()).unwrap();
    let told: Vec<_> = cases
        .iter()
        .map(|case| (case.file.file_name().unwrap().to_str().unwrap(), case.line, case.example.name.as_str()))
        .collect();
    assert_eq!(told, [("a.json", 1, "first"), ("b.json", 2, "a"), ("b.json", 4, "b")]);
    assert!(cases[2].example.canary && cases[2].example.tables["codes"]["602"]["region"] == "AZ");
}

#[test]
fn a_plugin_may_have_no_cases() {
    let folder = folder(&[]);
    assert_eq!(read(folder.path()), Ok(Vec::new()));
    assert_eq!(read(&folder.path().join("cases")), Ok(Vec::new()));
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let cases: [(&[u8], &str); 9] = [
        (b"{}", "a.json:1: this is not a list of cases: invalid type: map, expected a sequence"),
        (b"[\n  {]", "a.json:2: this is not a list of cases: key must be a string"),
        (b"[\n\n3]", "a.json:3: this is not a case: invalid type: integer `3`, expected a case, which is an object"),
        (
            b"[\n{\"name\": \"a\",\n\"kind\": \"x\", \"signal\": {}}]",
            "a.json:3: this is not a case: unknown field `signal`, expected one of `name`, `kind`, `inputs`, `config`, \
             `now`, `lists`, `tables`, `signals`, `canary`",
        ),
        (b"[{\"name\": \"a\"}]", "a.json:1: this is not a case: missing field `kind`"),
        (b"[{\"name\": \"a\", \"kind\": \"x\"}]", "a.json:1: this is not a case: missing field `signals`"),
        (
            b"[{\"name\": \"a\", \"kind\": \"x\", \"signals\": {}},\n{\"name\": \"a\", \"kind\": \"x\", \"signals\": {}}]",
            "a.json:2: a second case is named `a`",
        ),
        (b"[\"\xff\"]", "a.json: the file is not UTF-8"),
        (b"", "a.json:1: this is not a list of cases: EOF while parsing a value"),
    ];
    for (text, expected) in cases {
        let folder = folder(&[("a.json", text)]);
        let error = read(folder.path()).unwrap_err();
        assert_eq!(told(&error, &folder), expected);
        assert!(error.problems.iter().all(|problem| !problem.help.is_empty()));
    }
}

#[test]
fn all_files_are_told_of_at_once() {
    let folder = folder(&[("a.json", b"3"), ("b.json", b"[1, 2]")]);
    assert_eq!(told(&read(folder.path()).unwrap_err(), &folder).lines().count(), 3);
}

#[test]
fn hostile_files_are_refused() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    let deep = format!(r#"[{{"name": "a", "kind": "x", "signals": {{"a": {open}{close}}}}}]"#);
    let folder = folder(&[("deep.json", deep.as_bytes()), ("large.json", &[])]);
    // Sparse: nothing of that size is written.
    fs::File::options().write(true).open(folder.path().join("large.json")).unwrap().set_len(FILE_BYTES + 1).unwrap();
    fs::create_dir(folder.path().join("folder.json")).unwrap();
    let error = read(folder.path()).unwrap_err();
    let told = told(&error, &folder);
    assert!(told.starts_with("deep.json:1: this is not a case: recursion limit exceeded\n"), "{told}");
    assert!(told.contains("\nfolder.json: cannot be read: "), "{told}");
    assert!(told.ends_with("\nlarge.json: the file has more than 16777216 bytes"), "{told}");
}

#[test]
fn cases_are_held_against_the_manifest() {
    let manifest = r#"{
        "id": "mail", "version": "1.0.0", "vendor": "v", "description": "d", "method": "rule", "intended_use": "i",
        "known_limitations": "k", "records": {"applicant": [{"path": "/email"}]},
        "signals": {"type": "object", "properties": {"valid": {"type": "boolean"}}},
        "capabilities": {"lists": ["free"]}
    }"#;
    let manifest = Manifest::read(manifest.as_bytes()).unwrap();
    let folder = folder(&[("a.json", GOOD.as_bytes())]);
    let cases = read(folder.path()).unwrap();
    let error = check(&cases, &manifest).unwrap_err();
    assert_eq!(
        told(&error, &folder),
        "a.json:4: `b`: the example gives the table `codes`, which the manifest does not ask for"
    );
    assert_eq!(check(&cases[..1], &manifest), Ok(()));
}
