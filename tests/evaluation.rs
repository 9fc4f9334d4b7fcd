//! `hirewall-evaluate` on the records under `tests/records/`: the report as text, and the same numbers that `measure.py` counts by itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use hirewall::model::Decision;
use hirewall::{Engine, Given, SourceFile, Verdict};
use hirewall_evaluate::{Evaluation, Kind, Labels, Options, Report, RuleSet, text};

use crate::shipped;
use crate::starter_policies::judged;

fn records() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("records")
}

/// The decisions about the records, each file judged on its own with counters and joins.
fn decisions(engine: &Engine) -> Vec<Decision> {
    let given = Given::at("2026-02-01T00:00:00Z".parse().unwrap());
    let lines = ["applicants.ndjson", "devices.ndjson"].into_iter().flat_map(|file| judged(engine, &given, file));
    lines.map(|line| serde_json::from_str(&line).unwrap()).collect()
}

fn report() -> Report {
    let engine = shipped::engine();
    let labels = std::fs::read(records().join("labels.ndjson")).unwrap();
    let rules = RuleSet {
        bundle: engine.bundle().digest.clone(),
        bands: engine.bundle().settings.verdicts.clone(),
        ..RuleSet::default()
    };
    let mut evaluation = Evaluation::new(Labels::read(labels.as_slice()).unwrap(), rules, Options::default());
    decisions(&engine).iter().for_each(|decision| evaluation.add(decision, None));
    evaluation.finish()
}

/// With `UPDATE_EXPECTED=1` in the environment the expected report is written anew instead.
#[test]
fn records_are_judged_as_expected_by_the_evaluation() {
    let report = report();
    assert_eq!((report.coverage.unexplained, report.coverage.of_other_policies), (0, 0));
    let path = records().join("expected/evaluation.txt");
    let found = text::render(&report);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(path, found).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap();
    assert!(found == expected, "run with UPDATE_EXPECTED=1 and read the difference\n{found}");
}

/// The words and numbers of a line.
fn words(line: &str) -> Vec<&str> {
    line.split(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '_' | '-' | '/' | '.'))
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn the_numbers_are_those_that_the_script_counts() {
    let Ok(output) = Command::new("python3").arg(records().join("measure.py")).args(["--traits", "--rules"]).output()
    else {
        assert!(std::env::var_os("CI").is_none(), "python3 is needed");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report = report();
    let kind = |name: &str| -> &Kind { report.kinds.iter().find(|kind| kind.kind == name).unwrap() };
    let (mut current, mut verdicts, mut rules, mut traits) = ("", 0, 0, 0);
    let text = String::from_utf8(output.stdout).unwrap();
    for line in text.lines() {
        let number = |at: usize| words(line)[at].parse::<u64>().unwrap();
        match words(line).as_slice() {
            [name @ ("applicant" | "device"), label, ..] => {
                current = name;
                let counts = match *label {
                    "honest" => kind(current).records.honest,
                    _ => kind(current).records.scheme,
                };
                // `applicant honest 200 clear 171 85.5 verify 28 14.0 …`
                let expected = [number(2), number(4), number(7), number(10), number(13)];
                let found = [counts.total(), counts.clear, counts.verify, counts.review, counts.block];
                assert_eq!(found, expected, "{line}");
                verdicts += 1;
            }
            [rule, "honest", _, "scheme", _] => {
                let found = kind(current).rules.iter().find(|found| found.rule == *rule).unwrap();
                assert_eq!((found.honest.part, found.scheme.part), (number(2), number(4)), "{line}");
                rules += 1;
            }
            _ => {
                let (made_with, rest) = line.trim().split_at(34);
                let made_with = made_with.trim().replace("no oddity", "(nothing)");
                let found = kind(current).honest_made_with.iter().find(|it| it.made_with == made_with).unwrap();
                let told: Vec<&str> = words(rest);
                assert_eq!(found.records.to_string(), told[0], "{line}");
                let percent = format!("{:.0}", found.verify.part as f64 / found.verify.whole as f64 * 100.0);
                assert_eq!(Some(&percent.as_str()), told.last(), "{line}");
                traits += 1;
            }
        }
    }
    assert_eq!(verdicts, 4);
    assert_eq!(rules, report.kinds.iter().map(|kind| kind.rules.len()).sum::<usize>());
    assert_eq!(traits, report.kinds.iter().map(|kind| kind.honest_made_with.len()).sum::<usize>());
}

/// The files of the policy directory that ships, the settings changed.
fn files(change: impl Fn(&str) -> String) -> Vec<SourceFile> {
    let root = records().join("../../policies");
    let (mut waiting, mut files) = (vec![root.clone()], Vec::new());
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            if !["yaml", "json", "csv", "txt"].map(|ending| name.ends_with(ending)).contains(&true) {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let text = if name == "settings.yaml" { change(&text) } else { text };
            files.push(SourceFile::new(name, text));
        }
    }
    files
}

/// How many records of each kind reach `review`.
fn reaching_review(engine: &Engine) -> BTreeMap<String, u64> {
    let mut reaching = BTreeMap::new();
    for decision in decisions(engine) {
        *reaching.entry(decision.record.kind).or_default() += u64::from(decision.verdict >= Verdict::Review);
    }
    reaching
}

/// The oracle is the engine itself, with the rule switched off.
#[test]
fn what_hangs_on_a_rule_alone_is_what_the_engine_no_longer_sends_to_review_without_it() {
    let report = report();
    let all = reaching_review(&shipped::loader().files(files(str::to_owned)).unwrap());
    let mut checked = 0;
    for kind in &report.kinds {
        let carrying = kind.rules.iter().filter(|rule| rule.review_by_it_alone.total() > 0).take(2);
        let idle = kind.rules.iter().filter(|rule| rule.review_by_it_alone.total() == 0).take(1);
        for rule in carrying.chain(idle) {
            let off = |settings: &str| {
                let line = format!("  - {{rule: {}, mode: off}}\n", rule.rule);
                assert!(settings.contains("\noverrides:\n"), "the settings have overrides to add to");
                settings.replace("\noverrides:\n", &format!("\noverrides:\n{line}"))
            };
            let without = reaching_review(&shipped::loader().files(files(off)).unwrap());
            let fallen = all[&kind.kind] - without[&kind.kind];
            assert_eq!(fallen, rule.review_by_it_alone.total(), "{}", rule.rule);
            checked += u64::from(fallen > 0);
        }
    }
    assert!(checked >= 3, "{checked} rules carry records alone");
}
