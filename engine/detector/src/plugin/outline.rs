//! What is in a component, found by walking over its sections. Validates nothing beyond their framing: wasmtime does, when it
//! compiles.

use std::ops::Range;

use hirewall_model::manifest::MANIFEST_BYTES;
use wasmparser::{Encoding, Parser, Payload};

use super::PluginError;
use super::sections::{MANIFEST, SIGNATURE};

/// What is in a component.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// Names of what it imports, such as `hirewall:detector/log@1.0.0`, in the order of the file.
    pub imports: Vec<String>,
    /// Names of what it exports.
    pub exports: Vec<String>,
    /// Core modules, nested components' included.
    pub modules: u32,
    /// Functions with a body.
    pub functions: u32,
    /// Bytes of code of all functions.
    pub code_bytes: usize,
    /// Bytes of the largest function's body.
    pub largest_function: usize,
    /// Linear memories that its modules define.
    pub memories: u32,
    /// Tables that its modules define.
    pub tables: u32,
    /// Custom sections of the contract at the top level.
    pub(super) sections: Vec<Section>,
}

/// A custom section at the top level.
#[derive(Debug, Clone)]
pub(super) struct Section {
    pub(super) name: String,
    /// With its id and length.
    pub(super) whole: Range<usize>,
    pub(super) data: Range<usize>,
}

impl Outline {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, PluginError> {
        if bytes.get(..4) != Some(b"\0asm") {
            return Err(PluginError::NotWasm { empty: bytes.is_empty() });
        }
        let mut outline = Self::default();
        let mut depth = 0_u32;
        // The end of the section before: where a section begins that the parser names by its contents only.
        let mut end = 8;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.map_err(|error| broken(&error, bytes.len()))?;
            if let Payload::Version { encoding: Encoding::Module, .. } = payload
                && depth == 0
            {
                return Err(PluginError::CoreModule);
            }
            if let (0, Some((_, range))) = (depth, payload.as_section()) {
                if let Payload::CustomSection(custom) = &payload
                    && [MANIFEST, SIGNATURE].contains(&custom.name())
                {
                    let data = custom.data_offset()..custom.data_offset() + custom.data().len();
                    outline.sections.push(Section { name: custom.name().to_owned(), whole: end..range.end, data });
                }
                end = range.end;
            }
            match payload {
                Payload::ModuleSection { .. } => {
                    outline.modules += 1;
                    depth += 1;
                }
                Payload::ComponentSection { .. } => depth += 1,
                Payload::End(_) => depth = depth.saturating_sub(1),
                Payload::ComponentImportSection(imports) if depth == 0 => {
                    for import in imports {
                        let import = import.map_err(|error| broken(&error, bytes.len()))?;
                        outline.imports.push(import.name.name.to_owned());
                    }
                }
                Payload::ComponentExportSection(exports) if depth == 0 => {
                    for export in exports {
                        let export = export.map_err(|error| broken(&error, bytes.len()))?;
                        outline.exports.push(export.name.name.to_owned());
                    }
                }
                Payload::MemorySection(memories) => {
                    outline.memories = outline.memories.saturating_add(memories.count());
                }
                Payload::TableSection(tables) => outline.tables = outline.tables.saturating_add(tables.count()),
                Payload::CodeSectionEntry(body) => {
                    let size = body.range().len();
                    outline.functions = outline.functions.saturating_add(1);
                    outline.code_bytes += size;
                    outline.largest_function = outline.largest_function.max(size);
                }
                _ => {}
            }
        }
        Ok(outline)
    }

    /// The manifest's text.
    pub(super) fn manifest<'b>(&self, bytes: &'b [u8]) -> Result<&'b [u8], PluginError> {
        let mut found = self.sections.iter().filter(|section| section.name == MANIFEST);
        let Some(section) = found.next() else { return Err(PluginError::NoManifest) };
        if found.next().is_some() {
            return Err(PluginError::TwoManifests);
        }
        if section.data.len() > MANIFEST_BYTES {
            return Err(PluginError::ManifestTooLarge { bytes: section.data.len() });
        }
        Ok(bytes.get(section.data.clone()).unwrap_or_default())
    }

    pub(super) fn signatures(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.name == SIGNATURE)
    }
}

fn broken(error: &wasmparser::BinaryReaderError, bytes: usize) -> PluginError {
    let at = error.offset();
    // The parser wants more bytes than there are, or the file ends within a section.
    let message = error.message();
    if at >= bytes || message.contains("unexpected end") || message.contains("out of bounds") {
        PluginError::Truncated { bytes }
    } else {
        PluginError::Broken { at }
    }
}
