//! A hostile guest as it is kept: the head says what it tries and what comes of it, the rest is its text. Reads and builds it;
//! runs nothing.

use std::fs;
use std::path::{Path, PathBuf};

use crate::guest::{Guest, detect, echo_then, import, manifest};
use hirewall_detector::{Plugin, PluginError, Signature, SigningKey};
use hirewall_model::manifest::Limits;
use serde_json::Value;

/// The line between items of the core module and items of the component around it.
const OUTSIDE: &str = ";; -- of the component";

/// One guest.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) tries: String,
    /// Where it ends: `read`, `signature`, `load`, `call`.
    pub(super) stage: String,
    /// The code that it ends with; `ok` for an answer.
    pub(super) code: String,
    /// The operator's limits.
    pub(super) limits: Limits,
    /// The signals of each answer.
    pub(super) answer: Option<Value>,
    /// Lines in the operator's log after five records.
    pub(super) lines: usize,
    manifest: Value,
    imports: &'static [&'static str],
    contract: Option<String>,
    /// What became of the file.
    file: String,
    text: String,
}

impl Case {
    /// Where they are kept.
    pub(super) fn directory() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/guests")
    }

    /// What comes of it, in words.
    pub(super) fn outcome(&self) -> String {
        let code = &self.code;
        match &*self.stage {
            "read" => format!("no plugin: `{code}`"),
            "signature" => format!("its signature is {code}"),
            "load" => format!("does not serve: `{code}`"),
            "call" if code == "ok" && self.lines > 0 => {
                format!("answers, the same each time; {} log lines of five records", self.lines)
            }
            "call" if code == "ok" => "answers, the same each time".to_owned(),
            "call" => format!("fails: `{code}`, by the plugin's fault"),
            other => panic!("{}: a guest cannot end at `{other}`", self.name),
        }
    }

    /// All of them, by name.
    pub(super) fn all() -> Vec<Self> {
        let paths = fs::read_dir(Self::directory()).unwrap().map(|entry| entry.unwrap().path());
        let mut cases: Vec<Self> = paths
            .filter(|path| path.extension().is_some_and(|end| end == "wat"))
            .map(|path| Self::read(&path))
            .collect();
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        cases
    }

    /// That one.
    pub(super) fn named(name: &str) -> Self {
        Self::all().into_iter().find(|case| case.name == name).unwrap_or_else(|| panic!("there is no guest `{name}`"))
    }

    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut case = Self {
            name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
            tries: String::new(),
            stage: String::new(),
            code: String::new(),
            limits: Limits::default(),
            answer: None,
            lines: 0,
            manifest: manifest(),
            imports: &[],
            contract: None,
            file: "whole".to_owned(),
            text: String::new(),
        };
        let is_head = |line: &&str| line.starts_with(";; ") && *line != OUTSIDE;
        for line in text.lines().take_while(is_head) {
            let (key, value) = line.trim_start_matches(";; ").split_once(": ").unwrap();
            let json = || serde_json::from_str::<Value>(value).unwrap_or_else(|error| panic!("{}: {error}", case.name));
            match key {
                "tries" => value.clone_into(&mut case.tries),
                "ends" => {
                    let (stage, code) = value.split_once(' ').unwrap();
                    (case.stage, case.code) = (stage.to_owned(), code.to_owned());
                }
                "limits" => case.limits = serde_json::from_value(json()).unwrap(),
                "answer" => case.answer = Some(json()),
                "lines" => case.lines = value.parse().unwrap(),
                "manifest" => {
                    for (member, value) in json().as_object().unwrap() {
                        case.manifest[member] = value.clone();
                    }
                }
                "imports" => case.imports = import(value),
                "contract" => case.contract = Some(value.to_owned()),
                "file" => value.clone_into(&mut case.file),
                _ => panic!("{}: `{key}` means nothing", case.name),
            }
        }
        let lines: Vec<&str> = text.lines().skip_while(is_head).collect();
        case.text = lines.join("\n");
        case
    }

    /// The file that a vendor would ship.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let component = self.component();
        let with = |component: &[u8]| Plugin::embed_manifest_text(component, self.manifest.to_string().as_bytes());
        let whole = || with(&component).unwrap();
        match &*self.file {
            "whole" => whole(),
            "bare" => component,
            "empty" => Vec::new(),
            "cut" => whole()[..whole().len() / 2].to_vec(),
            // The second manifest is the end of the file with the first one.
            "twice" => [whole(), whole()[component.len()..].to_vec()].concat(),
            "padded" => {
                let text = format!("{}{}", self.manifest, " ".repeat(2 << 20));
                Plugin::embed_manifest_text(&component, text.as_bytes()).unwrap()
            }
            "flipped" => altered(whole(), b"flipflipflipflip", 4),
            "changed" => {
                let signed = Plugin::sign(&whole(), &SigningKey::from_bytes(&[7; 32])).unwrap();
                altered(signed, b"A guest of tests", 1)
            }
            other => panic!("{}: nothing makes a file `{other}`", self.name),
        }
    }

    /// The plugin, or the code with which it is refused.
    pub(super) fn plugin(&self) -> Result<Plugin, PluginError> {
        Plugin::read(self.bytes())
    }

    fn component(&self) -> Vec<u8> {
        let text = repeated(&self.text);
        let text = if text.starts_with("(component") || text.starts_with("(module") { text } else { self.guest(&text) };
        wat::parse_str(text).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    fn guest(&self, text: &str) -> String {
        let (inside, outside) = text.split_once(OUTSIDE).unwrap_or((text, ""));
        let guest = Guest {
            imports: self.imports,
            // A guest with a `configure` or `detect` of its own has it among its items.
            configure: if inside.contains("(export \"configure\")") { " ".to_owned() } else { String::new() },
            detect: if inside.contains("(export \"detect\")") {
                " ".to_owned()
            } else if inside.contains("(func $spoil") {
                detect(&echo_then("(call $spoil (local.get $inputs))"))
            } else {
                String::new()
            },
            more: inside.to_owned(),
            outside: outside.to_owned(),
        };
        let text = guest.text();
        self.contract.as_ref().map_or(text.clone(), |version| text.replace("@1.0.0", &format!("@{version}")))
    }
}

/// The file with bits turned in the byte behind these words.
fn altered(mut file: Vec<u8>, words: &[u8], bits: u8) -> Vec<u8> {
    let at = file.windows(words.len()).position(|window| window == words).unwrap();
    file[at + words.len()] ^= bits;
    file
}

/// The text with each `{{repeat 3: x}}` as `x x x`.
fn repeated(text: &str) -> String {
    let Some((before, rest)) = text.split_once("{{repeat ") else { return text.to_owned() };
    let (count, rest) = rest.split_once(": ").unwrap();
    let (item, after) = rest.split_once("}}").unwrap();
    let items = format!("{item} ").repeat(count.parse().unwrap());
    format!("{before}{items}{}", repeated(after))
}

/// A signature's word.
pub(super) fn word(signature: &Signature) -> &'static str {
    match signature {
        Signature::Unsigned => "unsigned",
        Signature::Valid { .. } => "valid",
        Signature::Invalid { .. } => "invalid",
    }
}
