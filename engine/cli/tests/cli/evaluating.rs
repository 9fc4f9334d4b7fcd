//! What `hirewall evaluate` does with the file of its page.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::folder::Folder;

#[test]
fn the_page_takes_the_place_of_what_was_in_the_file_and_only_when_there_is_one() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = Folder::new();
    folder.copy_plugins(&repository.join("plugins"));
    for name in ["policies", "tests/records"] {
        folder.copy(&repository.join(name), name);
    }
    let run = |labels: &str| {
        let arguments = ["evaluate", "--labels", labels, "--as-of", "2026-02-01", "--html", "page.html"];
        let records = ["tests/records/devices.ndjson"];
        Command::new(env!("CARGO_BIN_EXE_hirewall"))
            .args(arguments)
            .args(records)
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    let before = "old ".repeat(1_000_000);
    folder.write("page.html", before.as_bytes());
    folder.write("other.ndjson", b"{\"kind\": \"device\", \"id\": \"none\", \"label\": \"honest\"}\n");

    assert_eq!(run("other.ndjson").status.code(), Some(3));
    assert!(fs::read_to_string(folder.path().join("page.html")).unwrap() == before, "a run that fails leaves the file");

    let output = run("tests/records/labels.ndjson");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{} bytes", page.len());
    assert!(page.contains("kvm/named_kvm") && !page.contains("d-001"));
}
