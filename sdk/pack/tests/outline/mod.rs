//! What a component shows from outside.

use wasmparser::{Parser, Payload};

/// What a component shows from outside.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Names.
    pub(crate) imports: Vec<String>,
    /// Names.
    pub(crate) exports: Vec<String>,
    /// Custom sections at the top level, with what they hold.
    pub(crate) sections: Vec<(String, Vec<u8>)>,
}

impl Outline {
    /// Imports that are not of the contract.
    pub(crate) fn foreign_imports(&self) -> Vec<&str> {
        self.imports.iter().map(String::as_str).filter(|import| !import.starts_with("hirewall:detector/")).collect()
    }
}

/// Reads a component.
pub(crate) fn outline(component: &[u8]) -> Outline {
    let (mut out, mut depth) = (Outline::default(), 0);
    for payload in Parser::new(0).parse_all(component) {
        match payload.unwrap() {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            _ if depth > 0 => {}
            Payload::ComponentImportSection(section) => {
                out.imports.extend(section.into_iter().map(|import| import.unwrap().name.name.to_owned()));
            }
            Payload::ComponentExportSection(section) => {
                out.exports.extend(section.into_iter().map(|export| export.unwrap().name.name.to_owned()));
            }
            Payload::CustomSection(section) => {
                out.sections.push((section.name().to_owned(), section.data().to_vec()));
            }
            _ => {}
        }
    }
    out
}
