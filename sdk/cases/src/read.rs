//! Reads the files. All problems of all files are told at once.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use hirewall_model::manifest::Example;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::place::{line_of, reason};
use crate::{Case, CaseProblem, CasesError};

/// Bytes of a file of cases, 16 MiB. A larger one is refused unread.
pub const FILE_BYTES: u64 = 16 << 20;

/// Cases of one plugin, in all files together. More are refused.
pub const MOST: usize = 10_000;

const FORM: &str = "A file of cases is a JSON list; each case is an object with `name`, `kind`, `inputs` and `signals`, and may have \
                    `config`, `now`, `lists`, `tables` and `canary`.";

/// A case as an author may write it. A manifest's examples are read more leniently: they may be a newer kit's.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a case, which is an object")]
struct Written {
    name: String,
    kind: String,
    #[serde(default)]
    inputs: BTreeMap<String, Value>,
    config: Option<Value>,
    now: Option<String>,
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    tables: BTreeMap<String, BTreeMap<String, Value>>,
    signals: BTreeMap<String, Value>,
    #[serde(default)]
    canary: bool,
}

/// All cases in the files `*.json` of a folder, by file name and then in the file's order. A folder that is not there has no
/// cases: a plugin may do without. What they say is not held against a manifest; [`check`](crate::check) does that.
///
/// # Errors
/// When a file cannot be read, is not a list of cases, or gives a name twice.
pub fn read(folder: &Path) -> Result<Vec<Case>, CasesError> {
    let files = match files(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(CasesError { problems: vec![unreadable(folder, &error)] }),
    };
    let (mut cases, mut problems) = (Vec::new(), Vec::new());
    for file in files {
        match text(&file) {
            Ok(text) => read_text(&file, &text, &mut cases, &mut problems),
            Err(problem) => problems.push(problem),
        }
        if cases.len() > MOST {
            let message = format!("there are more than {MOST} cases");
            problems.push(CaseProblem { file, line: None, message, help: "Split the plugin, or drop some.".into() });
            break;
        }
    }
    let mut names = HashSet::new();
    for case in &cases {
        if !names.insert(case.example.name.as_str()) {
            let message = format!("a second case is named `{}`", case.example.name);
            problems.push(CaseProblem {
                file: case.file.clone(),
                line: Some(case.line),
                message,
                help: "Rename one of them: names are unique in the plugin.".into(),
            });
        }
    }
    if problems.is_empty() { Ok(cases) } else { Err(CasesError { problems }) }
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn text(file: &Path) -> Result<String, CaseProblem> {
    let mut bytes = Vec::new();
    let opened = File::open(file).and_then(|opened| opened.take(FILE_BYTES + 1).read_to_end(&mut bytes));
    opened.map_err(|error| unreadable(file, &error))?;
    let wrong = |message: String, help: &str| CaseProblem { file: file.into(), line: None, message, help: help.into() };
    if bytes.len() as u64 > FILE_BYTES {
        return Err(wrong(format!("the file has more than {FILE_BYTES} bytes"), "Split it into several files."));
    }
    String::from_utf8(bytes).map_err(|_| wrong("the file is not UTF-8".into(), "Save it as UTF-8."))
}

fn unreadable(file: &Path, error: &io::Error) -> CaseProblem {
    let message = format!("cannot be read: {error}");
    CaseProblem { file: file.into(), line: None, message, help: "Check the path and its permissions.".into() }
}

fn read_text(file: &Path, text: &str, cases: &mut Vec<Case>, problems: &mut Vec<CaseProblem>) {
    let mut wrong = |line, message: String| {
        problems.push(CaseProblem { file: file.into(), line: Some(line), message, help: FORM.into() });
    };
    let parts: Vec<&RawValue> = match serde_json::from_str(text) {
        Ok(parts) => parts,
        Err(error) => return wrong(error.line(), format!("this is not a list of cases: {}", reason(&error))),
    };
    for part in parts {
        let line = line_of(text, part.get());
        match serde_json::from_str::<Written>(part.get()) {
            Ok(written) => cases.push(Case { file: file.into(), line, example: written.into() }),
            Err(error) => {
                wrong(line + error.line().saturating_sub(1), format!("this is not a case: {}", reason(&error)));
            }
        }
    }
}

impl From<Written> for Example {
    fn from(written: Written) -> Self {
        let Written { name, kind, inputs, config, now, lists, tables, signals, canary } = written;
        Self { name, kind, inputs, config, now, lists, tables, signals, canary }
    }
}
