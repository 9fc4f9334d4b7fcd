//! Custom sections at the top level of a component: adds and takes away. What is in them is others' business.

use wasm_encoder::{ComponentSection, CustomSection};

use super::Outline;

/// The section that holds the manifest.
pub(crate) const MANIFEST: &str = "hirewall-manifest";
/// The section that holds the signature.
pub(crate) const SIGNATURE: &str = "hirewall-signature";

/// The component without the sections of these names.
pub(super) fn without(component: &[u8], outline: &Outline, names: &[&str]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(component.len());
    let mut from = 0;
    for section in outline.sections.iter().filter(|section| names.contains(&&*section.name)) {
        kept.extend_from_slice(component.get(from..section.whole.start).unwrap_or_default());
        from = section.whole.end;
    }
    kept.extend_from_slice(component.get(from..).unwrap_or_default());
    kept
}

/// The component with one more section at its end.
pub(super) fn with(mut component: Vec<u8>, name: &str, data: &[u8]) -> Vec<u8> {
    CustomSection { name: name.into(), data: data.into() }.append_to_component(&mut component);
    component
}
