//! Core module → component with the manifest at its top level. It touches no file.

use hirewall_model::Manifest;
use hirewall_model::manifest::{Example, ManifestProblem};
use serde_json::{Map, Value};
use wasm_encoder::{ComponentSection as _, CustomSection};
use wasmparser::{Parser, Payload};
use wit_component::ComponentEncoder;

use crate::PackError;
use crate::sections::{self, MANIFEST};

/// A component, as a host loads it.
#[derive(Debug, Clone)]
pub struct Component {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What it says of itself.
    pub manifest: Manifest,
    /// What its author may want to know.
    pub warnings: Vec<String>,
}

/// Makes a component of a core module that was built with `hirewall-sdk`. The examples go into the manifest; the host
/// runs them before the plugin serves.
///
/// # Errors
/// When the module is none, carries no manifest or a wrong one, or wants something that no host provides.
pub fn component(module: &[u8], examples: &[Example]) -> Result<Component, PackError> {
    let taken = sections::without(module, |name| name.starts_with("component-type"))?;
    let text = match taken.manifests.as_slice() {
        [] => return Err(PackError::NoManifest),
        [text] => text,
        several => return Err(PackError::Manifests { count: several.len() }),
    };
    let (text, manifest) = manifest(text, examples)?;
    check_imports(&taken.bytes)?;
    let contract = |error: &dyn std::fmt::Display| PackError::Contract { reason: one_line(&format!("{error:#}")) };
    let mut encoder = ComponentEncoder::default().validate(true);
    encoder = encoder.module(&taken.bytes).map_err(|error| contract(&error))?;
    let bytes = encoder.encode().map_err(|error| contract(&error))?;
    let mut bytes = sections::without(&bytes, |_| false)?.bytes;
    let warnings = check_capabilities(&bytes, &manifest)?;
    let section = CustomSection { name: MANIFEST.into(), data: text.as_slice().into() };
    section.append_to_component(&mut bytes);
    Ok(Component { bytes, manifest, warnings })
}

/// The manifest with the examples in it.
fn manifest(text: &[u8], examples: &[Example]) -> Result<(Vec<u8>, Manifest), PackError> {
    let wrong = |problems| PackError::Manifest { problems };
    let mut text = text.to_vec();
    if !examples.is_empty() {
        let unreadable = |error: serde_json::Error| {
            wrong(vec![ManifestProblem {
                pointer: String::new(),
                message: format!("the manifest cannot be read: {error}"),
                help: "Build the plugin again with a current kit.".into(),
            }])
        };
        let mut members: Map<String, Value> = serde_json::from_slice(&text).map_err(unreadable)?;
        members.insert("examples".into(), serde_json::to_value(examples).map_err(unreadable)?);
        text = serde_json::to_vec(&members).map_err(unreadable)?;
    }
    let manifest = Manifest::read(&text).map_err(wrong)?;
    Ok((text, manifest))
}

/// What the module imports beside the contract.
fn check_imports(module: &[u8]) -> Result<(), PackError> {
    for payload in Parser::new(0).parse_all(module) {
        let broken = |error: wasmparser::BinaryReaderError| PackError::Module { reason: error.to_string() };
        let Payload::ImportSection(imports) = payload.map_err(broken)? else { continue };
        for import in imports.into_imports() {
            let import = import.map_err(broken)?;
            if !import.module.starts_with("hirewall:detector/") {
                return Err(PackError::Import { import: import.module.to_owned() });
            }
        }
    }
    Ok(())
}

/// What the component imports against what its manifest asks for; what it asks for without need is a warning.
fn check_capabilities(component: &[u8], manifest: &Manifest) -> Result<Vec<String>, PackError> {
    let mut imports = Vec::new();
    for payload in Parser::new(0).parse_all(component) {
        let broken = |error: wasmparser::BinaryReaderError| PackError::Module { reason: error.to_string() };
        let Payload::ComponentImportSection(section) = payload.map_err(broken)? else { continue };
        for import in section {
            imports.push(import.map_err(broken)?.name.name.to_owned());
        }
    }
    let asked = &manifest.capabilities;
    let all = [
        ("log", asked.log),
        ("lists", !asked.lists.is_empty()),
        ("tables", !asked.tables.is_empty()),
        ("http", !asked.http.is_empty()),
    ];
    let mut warnings = Vec::new();
    for (capability, asked) in all {
        let prefix = format!("hirewall:detector/{capability}@");
        match (imports.iter().any(|import| import.starts_with(&prefix)), asked) {
            (true, false) => return Err(PackError::Capability { capability }),
            (false, true) => {
                warnings.push(format!("the manifest asks for `{capability}`, which the plugin does not use"));
            }
            _ => {}
        }
    }
    Ok(warnings)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
