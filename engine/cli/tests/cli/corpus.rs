//! Runs every case of the corpus. With `UPDATE_CASES=1` the cases are rewritten to what the binary does, with `ONLY_CASES=fmt` only
//! those are run whose path contains the text.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::case::Case;
use crate::folder::Folder;
use crate::matching::matches;

#[test]
fn every_case_of_the_corpus_holds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files = Vec::new();
    cases(&corpus, &mut files);
    files.sort();
    assert!(files.len() > 20, "only {} cases in {}", files.len(), corpus.display());
    if let Ok(only) = std::env::var("ONLY_CASES") {
        files.retain(|file| file.to_string_lossy().contains(&only));
    }
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let failed: Vec<String> = files.iter().filter_map(|file| check(file, update)).collect();
    for failure in &failed {
        eprintln!("{failure}");
    }
    assert!(failed.is_empty(), "{} of {} cases failed", failed.len(), files.len());
}

fn cases(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            cases(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "case") {
            files.push(path);
        }
    }
}

/// Runs one case; what is not as expected, if anything.
fn check(file: &Path, update: bool) -> Option<String> {
    let case = Case::parse(&fs::read_to_string(file).unwrap());
    let folder = Folder::new();
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (from, to) in &case.copies {
        folder.copy(&repository.join(from), to);
    }
    for section in &case.sections {
        if let ["file", name, actions @ ..] = section.words().as_slice() {
            folder.write(name, &section.bytes(actions));
        }
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_hirewall"));
    command.args(&case.command).current_dir(folder.path());
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "COLORTERM", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    // Settings of whoever runs the tests.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("HIREWALL_")) {
        command.env_remove(name);
    }
    command.env("COLUMNS", "80").env("TERM", "xterm").envs(case.environment.iter().cloned());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let input = case.section("stdin").map_or_else(Vec::new, |section| section.bytes(&section.words()[1..]));
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        // A command that does not read its input closes the pipe.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let exit = output.status.code().unwrap_or(-1);
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));

    let expected = |name: &str| case.section(name).map_or("", |section| section.text.as_str());
    let mut wrong = String::new();
    if exit != case.exit {
        wrong.push_str(&format!("exit code {exit}, expected {}\n", case.exit));
    }
    for (name, found) in [("stdout", &stdout), ("stderr", &stderr)] {
        if !matches(expected(name), found) {
            wrong.push_str(&format!("{name}:\n{found}--- expected:\n{}---\n", expected(name)));
        }
    }
    for section in &case.sections {
        if let ["after", name, actions @ ..] = section.words().as_slice() {
            let found = fs::read(folder.path().join(name)).unwrap_or_default();
            if found != section.bytes(actions) {
                wrong.push_str(&format!("{name} afterwards:\n{}", String::from_utf8_lossy(&found)));
            }
        }
    }
    if wrong.is_empty() {
        return None;
    }
    if update {
        fs::write(file, case.with_result(exit, &nameless(&stdout), &timeless(&stderr))).unwrap();
    }
    Some(format!("=== {}: {}\n{wrong}", file.display(), case.title.trim()))
}

/// The summary without the time that the run took.
fn timeless(text: &str) -> String {
    let lines = text.lines().map(|line| match line.rsplit_once(" in ") {
        Some((told, time)) if told.contains(" decided from ") && time.ends_with(" s") => format!("{told} in [..] s\n"),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

/// Decisions without what changes with every change of the policies: their ids and the digest.
fn nameless(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let Some((_, rest)) = line.strip_prefix("{\"id\":\"").and_then(|rest| rest.split_once('"')) else {
            return format!("{line}\n");
        };
        let line = format!("{{\"id\":\"[..]\"{rest}");
        match line.split_once("\"sha256:") {
            Some((before, after)) => format!("{before}\"sha256:[..]{}\n", after.get(64..).unwrap_or_default()),
            None => format!("{line}\n"),
        }
    });
    lines.collect()
}
