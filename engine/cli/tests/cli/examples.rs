//! The examples of every help text, run as they stand.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::folder::Folder;

const COMMANDS: [&str; 11] = [
    "decide",
    "evaluate",
    "check",
    "test",
    "explain",
    "fmt",
    "import",
    "schema",
    "expr",
    "explain-code",
    "completions",
];

#[test]
fn the_examples_of_the_help_texts_run() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = Folder::new();
    folder.copy_plugins(&repository.join("plugins"));
    for name in ["policies", "tests/records", "tests/data", "tests/imports"] {
        folder.copy(&repository.join(name), name);
    }
    let mut ran = 0;
    for command in COMMANDS {
        let help = Command::new(env!("CARGO_BIN_EXE_hirewall")).args([command, "--help"]).output().unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        let (_, examples) = help.split_once("\nExamples:\n").unwrap_or_else(|| panic!("{command} has no examples"));
        for example in examples.lines().filter(|line| line.starts_with("  ") && line.contains("hirewall ")) {
            // Where an example writes to is the user's.
            let line = example.split(" > ").next().unwrap().trim();
            let script = format!("hirewall() {{ \"{}\" \"$@\"; }}\n{line}", env!("CARGO_BIN_EXE_hirewall"));
            let output = Command::new("sh")
                .args(["-c", &script])
                .current_dir(folder.path())
                .stdin(Stdio::null())
                .output()
                .unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            // 1 is for findings, such as a verdict that --fail-on names.
            assert!(matches!(output.status.code(), Some(0 | 1)), "{line}: {:?}\n{told}", output.status);
            assert!(!output.stdout.is_empty() || line.contains("fmt"), "{line} printed nothing\n{told}");
            ran += 1;
        }
    }
    assert!(ran > 20, "only {ran} examples");
}
