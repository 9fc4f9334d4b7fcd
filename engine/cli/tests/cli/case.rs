//! A case of the corpus: a text file with a command, the files it meets, and what must come of it. `corpus/README.md` describes the
//! format.

use std::fmt::Write as _;
use std::io::Write as _;

#[derive(Debug, Default)]
pub(crate) struct Case {
    /// What the case shows: the lines before the command.
    pub(crate) title: String,
    /// The words of the command after `hirewall`.
    pub(crate) command: Vec<String>,
    command_line: String,
    /// Variables of the environment.
    pub(crate) environment: Vec<(String, String)>,
    /// Folders of the repository that are copied: from, to.
    pub(crate) copies: Vec<(String, String)>,
    pub(crate) exit: i32,
    pub(crate) sections: Vec<Section>,
}

#[derive(Debug)]
pub(crate) struct Section {
    /// `file NAME`, `after NAME`, `stdin`, `stdout`, `stderr`, with what is done to the text.
    pub(crate) head: String,
    pub(crate) text: String,
}

impl Section {
    pub(crate) fn words(&self) -> Vec<&str> {
        self.head.split_whitespace().collect()
    }

    /// The bytes of a section whose head asks for `gzip`, `zstd`, `cut N` (bytes off the end), `bare` (without the last line
    /// break), `crlf`, or `times N`, applied in their order.
    pub(crate) fn bytes(&self, actions: &[&str]) -> Vec<u8> {
        let mut bytes = self.text.clone().into_bytes();
        let mut actions = actions.iter();
        while let Some(action) = actions.next() {
            let mut number = || actions.next().expect("a number").parse::<usize>().expect("a number");
            match *action {
                "gzip" => {
                    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                    packer.write_all(&bytes).unwrap();
                    bytes = packer.finish().unwrap();
                }
                "zstd" => bytes = zstd::encode_all(bytes.as_slice(), 1).unwrap(),
                "cut" => bytes.truncate(bytes.len() - number()),
                "bare" => bytes.truncate(bytes.trim_ascii_end().len()),
                "crlf" => bytes = self.text.replace('\n', "\r\n").into_bytes(),
                "times" => bytes = bytes.repeat(number()),
                "escapes" => bytes = unescape(&self.text),
                other => panic!("unknown action `{other}` in `== {}`", self.head),
            }
        }
        bytes
    }
}

/// The bytes of a text in which `\xNN` stands for a byte.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\x") {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        bytes.push(u8::from_str_radix(&rest[at + 2..at + 4], 16).expect("two hexadecimal digits"));
        rest = &rest[at + 4..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

impl Case {
    pub(crate) fn parse(text: &str) -> Self {
        let mut case = Self::default();
        for line in text.lines() {
            if let Some(head) = line.strip_prefix("== ") {
                case.sections.push(Section { head: head.to_owned(), text: String::new() });
            } else if let Some(section) = case.sections.last_mut() {
                section.text.push_str(line);
                section.text.push('\n');
            } else if let Some(command) = line.strip_prefix("$ hirewall") {
                case.command = words(command);
                case.command_line = line.trim_end().to_owned();
            } else if let Some(exit) = line.strip_prefix("exit ") {
                case.exit = exit.trim().parse().expect("an exit code");
            } else if let Some(setting) = line.strip_prefix("env ") {
                let (name, value) = setting.split_once('=').expect("NAME=VALUE");
                case.environment.push((name.to_owned(), value.to_owned()));
            } else if let Some(copy) = line.strip_prefix("copy ") {
                let (from, to) = copy.split_once(' ').expect("copy FROM TO");
                case.copies.push((from.to_owned(), to.to_owned()));
            } else {
                case.title.push_str(line);
                case.title.push('\n');
            }
        }
        assert!(!case.command_line.is_empty(), "a case needs a line `$ hirewall …`");
        case
    }

    pub(crate) fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.words().first() == Some(&name))
    }

    /// The case as text, with what was found in place of what was expected.
    pub(crate) fn with_result(&self, exit: i32, stdout: &str, stderr: &str) -> String {
        let mut text = format!("{}{}\n", self.title, self.command_line);
        for (name, value) in &self.environment {
            let _ = writeln!(text, "env {name}={value}");
        }
        for (from, to) in &self.copies {
            let _ = writeln!(text, "copy {from} {to}");
        }
        let _ = writeln!(text, "exit {exit}");
        let mut outputs = vec![("stdout", stdout), ("stderr", stderr)];
        for section in &self.sections {
            let found = outputs.iter().position(|(name, _)| section.head == *name).map(|at| outputs.remove(at).1);
            let kept = found.filter(|found| !crate::matching::matches(&section.text, found)).unwrap_or(&section.text);
            let _ = write!(text, "== {}\n{kept}", section.head);
        }
        for (name, found) in outputs.into_iter().filter(|(_, found)| !found.is_empty()) {
            let _ = write!(text, "== {name}\n{found}");
        }
        text
    }
}

/// The words of a command line; single quotes keep blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            letter => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}
