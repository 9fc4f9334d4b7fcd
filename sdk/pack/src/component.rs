//! Core module → component with the manifest at its top level. It touches no file.

use std::fmt::Display;

use hirewall_model::Manifest;
use hirewall_model::manifest::{Example, ManifestProblem};
use serde_json::{Map, Value};
use wasm_encoder::{ComponentSection as _, CustomSection};
use wasmparser::{Parser, Payload, Validator};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

use crate::PackError;
use crate::sections::{self, MANIFEST};
use crate::stubs::{Stubs, stubs};

/// What a detector exports and may import.
const CONTRACT: &str = include_str!("../../wit/detector.wit");

/// A core module that is to become a plugin: what a compiler made, with its manifest.
#[derive(Debug, Clone)]
pub struct CoreModule {
    /// Without the manifest and whatever else does not belong into a plugin.
    bytes: Vec<u8>,
    text: Vec<u8>,
    manifest: Manifest,
}

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

impl CoreModule {
    /// Reads a module that `hirewall-sdk` gave its manifest, or one of another language, with the manifest's JSON text beside it.
    ///
    /// # Errors
    /// When the module is none, or has not exactly one manifest, or that is wrong.
    pub fn read(bytes: &[u8], manifest: Option<&[u8]>) -> Result<Self, PackError> {
        Validator::new().validate_all(bytes).map_err(|error| PackError::Module { reason: error.to_string() })?;
        if Parser::is_component(bytes) {
            return Err(PackError::Module { reason: "it is a component already".into() });
        }
        // Also without what the module says of its interface: the contract is known, and says it better.
        let taken = sections::without(bytes, |_| false)?;
        let mut texts = taken.manifests;
        texts.extend(manifest.map(<[u8]>::to_vec));
        let count = texts.len();
        let text = match (texts.pop(), count) {
            (Some(text), 1) => text,
            (None, _) => return Err(PackError::NoManifest),
            (Some(_), count) => return Err(PackError::Manifests { count }),
        };
        let manifest = Manifest::read(&text).map_err(|problems| PackError::Manifest { problems })?;
        Ok(Self { bytes: taken.bytes, text, manifest })
    }

    /// What it says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Makes the component. Those of the examples that are marked as canaries go into its manifest; the host runs them before
    /// the plugin serves. WASI is answered by stand-ins inside the component.
    ///
    /// # Errors
    /// When the module does not keep the contract, wants something that no host provides, or uses what its manifest does not
    /// ask for; and when an example does not fit the manifest.
    pub fn component(&self, examples: &[Example]) -> Result<Component, PackError> {
        let canaries: Vec<&Example> = examples.iter().filter(|example| example.canary).collect();
        let (text, manifest) = self.with_examples(&canaries)?;
        let stubs = stubs(&self.bytes)?;
        let contract = |error: &dyn Display| PackError::Contract { reason: one_line(&format!("{error:#}")) };
        let mut module = self.bytes.clone();
        describe(&mut module).map_err(|error| contract(&error))?;
        let mut encoder = ComponentEncoder::default().validate(true);
        encoder = encoder.module(&module).map_err(|error| contract(&error))?;
        for stubs in &stubs {
            encoder = encoder.adapter(stubs.name, &stubs.module).map_err(|error| contract(&error))?;
        }
        let bytes = encoder.encode().map_err(|error| contract(&error))?;
        let mut bytes = sections::without(&bytes, |_| false)?.bytes;
        let mut warnings = check_capabilities(&bytes, &manifest)?;
        warnings.extend(stubs.iter().flat_map(notes));
        if manifest.examples.is_empty() {
            warnings.push("no case is marked as a canary, so that no host tries the plugin before it serves".into());
        }
        let section = CustomSection { name: MANIFEST.into(), data: text.as_slice().into() };
        section.append_to_component(&mut bytes);
        Ok(Component { bytes, manifest, warnings })
    }

    /// The manifest with the examples in it, beside those that it has.
    fn with_examples(&self, examples: &[&Example]) -> Result<(Vec<u8>, Manifest), PackError> {
        if examples.is_empty() {
            return Ok((self.text.clone(), self.manifest.clone()));
        }
        let unreadable = |error: serde_json::Error| PackError::Manifest {
            problems: vec![ManifestProblem {
                pointer: String::new(),
                message: format!("the manifest cannot be written: {error}"),
                help: "Build the plugin again with a current kit.".into(),
            }],
        };
        let mut members: Map<String, Value> = serde_json::from_slice(&self.text).map_err(unreadable)?;
        let all: Vec<&Example> = self.manifest.examples.iter().chain(examples.iter().copied()).collect();
        members.insert("examples".into(), serde_json::to_value(all).map_err(unreadable)?);
        let text = serde_json::to_vec(&members).map_err(unreadable)?;
        let manifest = Manifest::read(&text).map_err(|problems| PackError::Manifest { problems })?;
        Ok((text, manifest))
    }
}

/// Adds what the encoder wants to know of the interface.
fn describe(module: &mut Vec<u8>) -> Result<(), impl Display> {
    let mut resolve = Resolve::default();
    let package = resolve.push_str("detector.wit", CONTRACT)?;
    let world = resolve.select_world(&[package], Some("detector"))?;
    embed_component_metadata(module, &resolve, world, StringEncoding::UTF8)
}

/// What an author should know of the stand-ins.
fn notes(stubs: &Stubs) -> Vec<String> {
    let mut out = Vec::new();
    if !stubs.fatal.is_empty() {
        let names: Vec<String> = stubs.fatal.iter().map(|name| format!("`{name}`")).collect();
        out.push(format!(
            "the module can call {}, which ends the run: no host provides `{}`",
            names.join(", "),
            stubs.name
        ));
    }
    if stubs.random {
        out.push("the module asks for randomness and is given zeros, so that its answers can be replayed".into());
    }
    out
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
