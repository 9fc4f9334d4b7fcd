//! From the texts of a policy directory to a bundle. It opens no file.

use hirewall_diagnostic::{Diagnostic, Sources};

use crate::{Bundle, Options, Settings, SourceFile, source_file::Role};

/// What became of the texts.
#[derive(Debug)]
pub struct Compilation {
    /// The bundle, when no diagnostic is an error.
    pub bundle: Option<Bundle>,
    /// Everything there is to say, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics and the bundle's origins point into.
    pub sources: Sources,
}

/// Compiles the texts of a policy directory. The order of `files` does not matter.
#[must_use]
pub fn compile(mut files: Vec<SourceFile>, options: &Options) -> Compilation {
    let _ = options;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut sources = Sources::new();
    for file in &files {
        sources.add(file.path.as_str(), file.text.as_str());
    }
    let bundle = Bundle {
        digest: crate::digest(files.iter().filter(|file| file.role() != Role::Other)),
        schemas: std::collections::BTreeMap::new(),
        policies: Vec::new(),
        settings: Settings::default(),
        exceptions: Vec::new(),
        tests: Vec::new(),
        lists: Vec::new(),
        tables: Vec::new(),
    };
    Compilation { bundle: Some(bundle), diagnostics: Vec::new(), sources }
}
