//! Runs the cases of a plugin natively, so that a failure can be looked at in a debugger. What counts is the built component, which
//! `hirewall plugin test` runs with the host's limits.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hirewall_sdk::{Detector, testing};
use serde::Deserialize;
use serde_json::{Map, Value};

/// A case, as manifests hold it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    kind: String,
    #[serde(default)]
    inputs: Map<String, Value>,
    #[serde(default)]
    config: Option<Value>,
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    tables: BTreeMap<String, Value>,
    signals: Map<String, Value>,
    #[serde(default)]
    canary: bool,
    #[serde(default)]
    now: Option<String>,
}

/// The time of the decision where a case names none: 2026-01-01T00:00:00Z.
const NOW_MS: i64 = 1_767_225_600_000;

/// Runs every case of the files `*.json` in a folder, and says which of them differ. A case that names a time is left to the
/// component's run.
#[must_use]
pub fn differences<D: Detector>(folder: &Path) -> Vec<String> {
    let mut out = Vec::new();
    let mut names = BTreeSet::new();
    let mut canaries = 0;
    for (file, cases) in read(folder, &mut out) {
        for case in cases {
            if !names.insert(case.name.clone()) {
                out.push(format!("{file}: two cases are named `{}`", case.name));
            }
            canaries += usize::from(case.canary);
            if case.now.is_none() {
                out.extend(run::<D>(&case).into_iter().map(|text| format!("{file}: {}: {text}", case.name)));
            }
        }
    }
    if canaries == 0 {
        out.push("no case is a canary".to_owned());
    }
    out
}

fn read(folder: &Path, out: &mut Vec<String>) -> Vec<(String, Vec<Case>)> {
    let mut files = Vec::new();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            out.push(format!("{}: {error}", folder.display()));
            return files;
        }
    };
    let paths = entries.flatten().map(|entry| entry.path());
    for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let cases = std::fs::read_to_string(&path)
            .map_err(|error| error.to_string())
            .and_then(|text| serde_json::from_str::<Vec<Case>>(&text).map_err(|error| error.to_string()));
        match cases {
            Ok(cases) => files.push((name, cases)),
            Err(error) => out.push(format!("{name}: {error}")),
        }
    }
    files
}

fn run<D: Detector>(case: &Case) -> Vec<String> {
    let config = case.config.clone().unwrap_or_else(|| Value::Object(Map::new()));
    let inputs = Value::Object(case.inputs.clone());
    let lists = case.lists.iter().map(|(name, items)| (name.clone(), items.clone()));
    let tables = case.tables.iter().map(|(name, rows)| (name.clone(), rows.clone()));
    let answer = testing::with_lists(lists, || {
        testing::with_tables(tables, || testing::answer::<D>(&config, &case.kind, &inputs, NOW_MS))
    });
    let signals = match answer {
        Ok(answer) => answer.signals,
        Err(failure) => return vec![format!("the detector fails: {failure:?}")],
    };
    let mut out = Vec::new();
    for (name, expected) in &case.signals {
        let found = signals.get(name).unwrap_or(&Value::Null);
        if found != expected {
            out.push(format!("`{name}` is {found}, expected {expected}"));
        }
    }
    out
}
