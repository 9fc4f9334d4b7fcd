//! The plugins that ship: each passes its cases in the sandbox; bound as its README says, with the lists of the shipped policies, it
//! answers about every realistic record and fails about none.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use hirewall::detector::Plugin;
use hirewall::model::Answer;
use hirewall::model::manifest::Example;
use hirewall::{Engine, Given, SourceFile};

use crate::shipped::{host, loader, root};

/// The folders of the plugins with their components.
fn shipped() -> Vec<(PathBuf, Plugin)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join("plugins")).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.join("cases").is_dir() {
            continue;
        }
        let component = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.extension().is_some_and(|extension| extension == "wasm"))
            .unwrap_or_else(|| panic!("{} has no component", folder.display()));
        let plugin = Plugin::read(fs::read(&component).unwrap()).unwrap();
        found.push((folder, plugin));
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

#[test]
fn every_shipped_plugin_passes_its_cases_in_the_sandbox() {
    let host = host();
    let plugins = shipped();
    assert!(plugins.len() >= 7, "{} plugins", plugins.len());
    let mut wrong = Vec::new();
    for (folder, plugin) in &plugins {
        let trial = host.trial(plugin).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut ran = BTreeSet::new();
        for file in fs::read_dir(folder.join("cases")).unwrap() {
            let text = fs::read(file.unwrap().path()).unwrap();
            for case in serde_json::from_slice::<Vec<Example>>(&text).unwrap() {
                let mismatches = trial.run(&case).mismatches;
                wrong.extend(mismatches.iter().map(|it| format!("{}: {}: {it}", folder.display(), case.name)));
                ran.insert(case.name);
            }
        }
        assert!(ran.len() >= 4, "{}: {} cases", folder.display(), ran.len());
        assert!(plugin.manifest().examples.iter().any(|example| example.canary), "{}: no canary", folder.display());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The shipped policies with what the READMEs of the plugins show, in place of what ships bound.
fn engine() -> Engine {
    let loader = loader();
    let mut files = loader.read(&root().join("policies")).unwrap();
    files.retain(|file| !file.path.starts_with("detectors/"));
    files.extend(
        loader
            .read(&root().join("plugins/policies"))
            .unwrap()
            .into_iter()
            .map(|file| SourceFile { path: format!("plugins/{}", file.path), ..file }),
    );
    for (folder, plugin) in shipped() {
        let readme = fs::read_to_string(folder.join("README.md")).unwrap();
        let samples: String = readme
            .split("```yaml\n")
            .skip(1)
            .map(|rest| rest.split("```").next().unwrap_or_default())
            .collect::<Vec<_>>()
            .join("---\n");
        assert!(samples.contains("detector:") && samples.contains("policy:"), "{} shows no use", folder.display());
        files.push(SourceFile::new(format!("readme/{}.yaml", plugin.manifest().id), samples));
    }
    loader.files(files).unwrap_or_else(|error| {
        let errors = error.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
        let told: Vec<String> = errors.map(|it| format!("{} {} ({:?})", it.code, it.message, it.help)).collect();
        panic!("{told:#?}")
    })
}

#[test]
fn bound_as_their_readmes_say_they_answer_about_every_realistic_record() {
    let engine = engine();
    let given = Given::at("2026-02-01T00:00:00Z".parse().unwrap());
    let mut failures = Vec::new();
    let (mut signals, mut records) = (0, 0);
    for file in ["applicants.ndjson", "devices.ndjson"] {
        let text = fs::read_to_string(root().join("tests/records").join(file)).unwrap();
        for line in text.lines() {
            records += 1;
            let decoded = engine.decode(None, line.as_bytes()).unwrap();
            let answers = engine.answers(&decoded.record, given.now);
            for answer in &answers {
                match answer {
                    Answer::Signals { signals: said, .. } if said.get() != "{}" => signals += 1,
                    Answer::Signals { .. } => {}
                    Answer::Failed(failure) => failures.push(format!("{}: {failure:?}", decoded.record.id())),
                }
            }
            let decision = engine.decide_answered(&decoded.record, &answers, &given).unwrap();
            failures.extend(decision.failures.iter().map(|it| format!("{}: {it:?}", decoded.record.id())));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(signals > records, "only {signals} answers with signals about {records} records");
}

/// Pages that this thread had to be given so far.
#[cfg(target_os = "linux")]
fn pages_given() -> u64 {
    let stat = fs::read_to_string("/proc/thread-self/stat").unwrap();
    // After the name in parentheses, which may hold anything: state, six numbers, flags, minor faults.
    stat.rsplit(')').next().unwrap().split_whitespace().nth(7).unwrap().parse().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn what_they_write_lies_together_so_that_records_find_their_pages_at_hand() {
    // Without `PAGEMAP_SCAN` every record is given pages anew.
    if !host().remarks().is_empty() {
        return;
    }
    let engine = engine();
    let now = "2026-02-01T00:00:00Z".parse().unwrap();
    let text = fs::read_to_string(root().join("tests/records/applicants.ndjson")).unwrap();
    let decoded: Vec<_> = text.lines().map(|line| engine.decode(None, line.as_bytes()).unwrap()).collect();
    let ask_all = || decoded.iter().for_each(|decoded| drop(engine.answers(&decoded.record, now)));
    ask_all();
    let before = pages_given();
    ask_all();
    let pages = pages_given() - before;
    // More than 32 places that are written to are not put back but taken away (`wasmtime`), and given anew with whatever was read.
    assert!(pages < 4 * decoded.len() as u64, "{pages} pages for {} records", decoded.len());
}
