//! Takes the custom sections out of a module or a component. It does not look into what is nested.

use wasm_encoder::{Component, Module, RawSection};
use wasmparser::{Encoding, Parser, Payload};

use crate::PackError;

/// The section that holds the manifest.
pub(crate) const MANIFEST: &str = "hirewall-manifest";

/// A module or component without some of its custom sections, and what the sections for the manifest held.
pub(crate) struct Sections {
    pub(crate) bytes: Vec<u8>,
    pub(crate) manifests: Vec<Vec<u8>>,
}

enum Out {
    Module(Module),
    Component(Component),
}

/// Takes out the manifest, and all custom sections that `keep` does not want.
pub(crate) fn without(bytes: &[u8], keep: impl Fn(&str) -> bool) -> Result<Sections, PackError> {
    let mut out = None;
    let mut manifests = Vec::new();
    let mut depth = 0_u32;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(|error| PackError::Module { reason: error.to_string() })?;
        // What is nested was copied as a whole with the section that holds it.
        let nested = depth > 0;
        match &payload {
            Payload::Version { encoding, .. } if !nested => {
                out = Some(match encoding {
                    Encoding::Module => Out::Module(Module::new()),
                    Encoding::Component => Out::Component(Component::new()),
                });
            }
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if nested {
            continue;
        }
        if let Payload::CustomSection(section) = &payload {
            if section.name() == MANIFEST {
                manifests.push(section.data().to_vec());
                continue;
            }
            if !keep(section.name()) {
                continue;
            }
        }
        if let Some((id, range)) = payload.as_section() {
            let data = bytes.get(range).ok_or_else(|| PackError::Module { reason: "a section is cut off".into() })?;
            match &mut out {
                Some(Out::Module(module)) => drop(module.section(&RawSection { id, data })),
                Some(Out::Component(component)) => drop(component.section(&RawSection { id, data })),
                None => {}
            }
        }
    }
    let bytes = match out {
        Some(Out::Module(module)) => module.finish(),
        Some(Out::Component(component)) => component.finish(),
        None => return Err(PackError::Module { reason: "it is empty".into() }),
    };
    Ok(Sections { bytes, manifests })
}
