//! The files of a policy directory as texts. It does not know what they mean.
//!
//! Read are, in all folders below the directory: policies (`.yaml`, `.yml`), schemas (`.json`), and the data of lists and
//! tables (`.csv`, `.tsv`, `.txt`). Names that begin with a dot are passed over, folders too; so are editors' backups
//! (`name~`). Links are followed, as the volumes of Kubernetes are made of them.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use hirewall_diagnostic::codes::file;
use hirewall_diagnostic::{Diagnostic, Sources, Span};
use hirewall_policy::SourceFile;

use super::Limits;

const EXTENSIONS: [&str; 6] = ["yaml", "yml", "json", "csv", "tsv", "txt"];

/// Reads a policy directory: its files with paths relative to it and `/` between the parts, sorted by path.
///
/// # Errors
/// Everything that cannot be read, each with the name of its file; the files that can be read are then not given.
pub(super) fn read(directory: &Path, limits: &Limits) -> Result<Vec<SourceFile>, (Vec<Diagnostic>, Sources)> {
    let mut reading =
        Reading { limits, files: Vec::new(), total: 0, diagnostics: Vec::new(), sources: Sources::new(), full: false };
    reading.folder(directory, "", 0);
    if reading.diagnostics.is_empty() {
        reading.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(reading.files)
    } else {
        Err((reading.diagnostics, reading.sources))
    }
}

struct Reading<'a> {
    limits: &'a Limits,
    files: Vec<SourceFile>,
    total: u64,
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
    /// Whether a limit on the whole was reached; nothing more is read then.
    full: bool,
}

impl Reading<'_> {
    fn folder(&mut self, folder: &Path, relative: &str, depth: usize) {
        let listing = match fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
            Ok(listing) => listing,
            Err(error) => {
                let name = folder.display().to_string();
                let diagnostic = Diagnostic::new(file::E093, format!("`{name}` cannot be read: {}", reason(&error)))
                    .help("Name a directory of policies that exists and may be listed.");
                return self.tell(&name, diagnostic);
            }
        };
        let mut entries: Vec<(String, PathBuf)> = Vec::with_capacity(listing.len());
        for entry in listing {
            match entry.file_name().into_string() {
                Ok(name) => entries.push((name, entry.path())),
                Err(name) => {
                    let shown = name.to_string_lossy().into_owned();
                    if wanted(&shown) {
                        let message = format!("the name of `{shown}` is not UTF-8 text");
                        let help = "Rename the file.";
                        self.tell(&join(relative, &shown), Diagnostic::new(file::E090, message).help(help));
                    }
                }
            }
        }
        entries.sort();
        for (name, path) in entries {
            if self.full {
                return;
            }
            if name.starts_with('.') {
                continue;
            }
            let relative = join(relative, &name);
            // Follows links. One that leads nowhere matters only when its name says that it should be read.
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => {
                    if depth >= self.limits.depth {
                        let limit = self.limits.depth;
                        self.too_much(&relative, format!("folders are nested more than {limit} deep"));
                    } else {
                        self.folder(&path, &relative, depth + 1);
                    }
                }
                Ok(metadata) if wanted(&name) => {
                    if metadata.is_file() {
                        self.file(&path, relative);
                    } else {
                        let message = format!("`{relative}` is neither a file nor a folder");
                        let help = "Keep pipes, sockets and devices out of the policy directory.";
                        self.tell(&relative, Diagnostic::new(file::E090, message).help(help));
                    }
                }
                Err(error) if wanted(&name) => self.unreadable(&relative, &error),
                Ok(_) | Err(_) => {}
            }
        }
    }

    fn file(&mut self, path: &Path, relative: String) {
        if self.files.len() >= self.limits.files {
            let limit = self.limits.files;
            return self.too_much(&relative, format!("there are more than {limit} files"));
        }
        let mut bytes = Vec::new();
        // One byte more than allowed: a file may grow between the question for its size and the reading.
        let read = File::open(path)
            .and_then(|file| file.take(self.limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes));
        if let Err(error) = read {
            return self.unreadable(&relative, &error);
        }
        let size = bytes.len() as u64;
        if size > self.limits.file_bytes {
            let limit = self.limits.file_bytes;
            let diagnostic = Diagnostic::new(file::E092, format!("`{relative}` is larger than {limit} bytes"))
                .help("Keep only what a rule reads, or move the file out of the policy directory.");
            return self.tell(&relative, diagnostic);
        }
        self.total = self.total.saturating_add(size);
        if self.total > self.limits.total_bytes {
            let limit = self.limits.total_bytes;
            return self.too_much(&relative, format!("the files together are larger than {limit} bytes"));
        }
        match String::from_utf8(bytes) {
            Ok(text) => self.files.push(SourceFile { path: relative, text }),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let line = error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
                let message = format!("`{relative}` is not UTF-8 text: byte {at}, in line {line}, does not fit");
                let diagnostic = Diagnostic::new(file::E091, message).help("Save the file as UTF-8.");
                self.tell(&relative, diagnostic);
            }
        }
    }

    fn unreadable(&mut self, relative: &str, error: &std::io::Error) {
        let diagnostic = Diagnostic::new(file::E090, format!("`{relative}` cannot be read: {}", reason(error)))
            .help("Check the file's permissions and that the link, if it is one, leads to a file.");
        self.tell(relative, diagnostic);
    }

    fn too_much(&mut self, relative: &str, message: String) {
        self.full = true;
        let diagnostic = Diagnostic::new(file::E094, message)
            .help("Name the directory that holds the policies alone, and look for links that lead back up.");
        self.tell(relative, diagnostic);
    }

    /// Records a diagnostic about a file whose text is not known.
    fn tell(&mut self, name: &str, diagnostic: Diagnostic) {
        let source = self.sources.add(name, "");
        self.diagnostics.push(diagnostic.at(source, Span::default(), ""));
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn wanted(name: &str) -> bool {
    !name.starts_with('.')
        && Path::new(name)
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| EXTENSIONS.contains(&extension))
}

/// The operating system's reason without its number, in lower case as all messages are.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A folder of its own for a test, removed at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn with(files: &[(&str, &[u8])]) -> Self {
            static NEXT: AtomicUsize = AtomicUsize::new(0);
            let name = format!("hirewall-load-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
            let root = std::env::temp_dir().join(name);
            fs::create_dir_all(&root).unwrap();
            for (path, bytes) in files {
                let path = root.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
            Self(root)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn paths(folder: &Folder) -> Vec<String> {
        read(&folder.0, &Limits::default()).unwrap().into_iter().map(|file| file.path).collect()
    }

    fn codes(folder: &Folder, limits: &Limits) -> Vec<(&'static str, String)> {
        let (diagnostics, _) = read(&folder.0, limits).unwrap_err();
        diagnostics.into_iter().map(|diagnostic| (diagnostic.code.id(), diagnostic.message)).collect()
    }

    #[test]
    fn policies_data_and_schemas_are_read_and_all_else_is_passed_over() {
        let folder = Folder::with(&[
            ("b.yaml", b"x"),
            ("a.yml", b"x"),
            ("packs/deep/c.yaml", b"x"),
            ("data/list.txt", b"x"),
            ("data/table.csv", b"x"),
            ("schema/applicant.schema.json", b"x"),
            ("README.md", b"x"),
            ("phone.wasm", b"\0asm"),
            ("a.yaml~", b"x"),
            (".a.yaml.swp", b"\xff"),
            (".hidden.yaml", b"\xff"),
            (".git/config.yaml", b"\xff"),
        ]);
        assert_eq!(
            paths(&folder),
            ["a.yml", "b.yaml", "data/list.txt", "data/table.csv", "packs/deep/c.yaml", "schema/applicant.schema.json"]
        );
    }

    #[test]
    fn every_file_that_cannot_be_used_is_named() {
        let folder =
            Folder::with(&[("a.yaml", b"ok\n\xff"), ("b.txt", b"\xfe"), ("big.csv", b"123456789"), ("c.yaml", b"")]);
        let limits = Limits { file_bytes: 8, ..Limits::default() };
        assert_eq!(
            codes(&folder, &limits),
            [
                ("E091", "`a.yaml` is not UTF-8 text: byte 3, in line 2, does not fit".to_owned()),
                ("E091", "`b.txt` is not UTF-8 text: byte 0, in line 1, does not fit".to_owned()),
                ("E092", "`big.csv` is larger than 8 bytes".to_owned()),
            ]
        );
    }

    #[test]
    fn limits_on_the_whole_stop_the_reading() {
        let folder = Folder::with(&[("a.yaml", b"1234"), ("b.yaml", b"1234"), ("c/d/e.yaml", b"1234")]);
        let all = Limits::default();
        for (limits, message) in [
            (Limits { files: 1, ..all }, "there are more than 1 files"),
            (Limits { total_bytes: 7, ..all }, "the files together are larger than 7 bytes"),
            (Limits { depth: 1, ..all }, "folders are nested more than 1 deep"),
        ] {
            assert_eq!(codes(&folder, &limits), [("E094", message.to_owned())]);
        }
        let just_enough = Limits { files: 3, total_bytes: 12, depth: 2, ..all };
        assert_eq!(read(&folder.0, &just_enough).unwrap().len(), 3);
    }

    #[test]
    fn a_directory_that_is_not_there_is_said_so() {
        let missing = Folder(std::env::temp_dir().join("hirewall-there-is-no-such-folder"));
        let told = codes(&missing, &Limits::default());
        assert_eq!(told.len(), 1);
        assert!(told.iter().all(|(code, message)| *code == "E093" && message.ends_with("no such file or directory")));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_one_that_leads_back_up_or_nowhere_is_told() {
        use std::os::unix::fs::symlink;

        let folder = Folder::with(&[("..data/a.yaml", b"x")]);
        symlink("..data/a.yaml", folder.0.join("a.yaml")).unwrap();
        assert_eq!(paths(&folder), ["a.yaml"]);
        symlink("nowhere", folder.0.join("b.yaml")).unwrap();
        assert_eq!(codes(&folder, &Limits::default()).len(), 1);
        fs::remove_file(folder.0.join("b.yaml")).unwrap();
        symlink(&folder.0, folder.0.join("loop")).unwrap();
        assert_eq!(codes(&folder, &Limits::default()).len(), 1);
    }
}
