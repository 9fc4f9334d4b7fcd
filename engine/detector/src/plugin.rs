//! A plugin as a file: what it says of itself, what it imports, who signed it. Reads; neither compiles nor runs anything.

use std::collections::BTreeSet;
use std::sync::Arc;

use hirewall_model::Manifest;
use sha2::{Digest, Sha256};

mod contract;
mod error;
mod outline;
mod sections;
mod signature;

pub use contract::{CONTRACT, Interface, Version};
pub use ed25519_dalek::{SigningKey, VerifyingKey};
pub use error::{PLUGIN_CODES, PluginError};
pub use outline::Outline;
pub use signature::Signature;

/// Bytes of a plugin file, when nothing else is said: 32 MiB.
pub const PLUGIN_BYTES: usize = 32 << 20;

/// A plugin that keeps the contract as far as can be told without running it.
///
/// ```
/// use hirewall_detector::{Plugin, PluginError};
///
/// let error = Plugin::read(b"no component".to_vec()).err();
/// assert_eq!(error.as_ref().map(PluginError::code), Some("not-wasm"));
/// ```
#[derive(Debug, Clone)]
pub struct Plugin {
    bytes: Arc<[u8]>,
    digest: String,
    manifest: Arc<Manifest>,
    outline: Arc<Outline>,
}

impl Plugin {
    /// Reads a component of at most [`PLUGIN_BYTES`]: its manifest, and its imports and exports against the contract and
    /// against the manifest.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Self, PluginError> {
        Self::read_within(bytes, PLUGIN_BYTES)
    }

    /// Reads a component of at most so many bytes.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn read_within(bytes: impl Into<Arc<[u8]>>, most_bytes: usize) -> Result<Self, PluginError> {
        let bytes = bytes.into();
        if bytes.len() > most_bytes {
            return Err(PluginError::TooLarge { bytes: bytes.len(), most: most_bytes });
        }
        let outline = Outline::read(&bytes)?;
        let text = outline.manifest(&bytes)?;
        let manifest = Manifest::read(text).map_err(PluginError::Manifest)?;
        contract::check(&outline, &manifest)?;
        let digest = format!("sha256:{}", hirewall_model::hex(&Sha256::digest(&bytes)));
        Ok(Self { bytes, digest, manifest: Arc::new(manifest), outline: Arc::new(outline) })
    }

    /// The whole file.
    #[must_use]
    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }

    /// `sha256:` and the digest of the whole file in hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// What it says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Arc<Manifest> {
        &self.manifest
    }

    /// What is in the file: imports, exports, functions, memories.
    #[must_use]
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// Whether it imports that interface of the contract.
    #[must_use]
    pub fn imports(&self, interface: Interface) -> bool {
        self.interfaces().contains(&interface)
    }

    /// The interfaces of the contract that it imports.
    #[must_use]
    pub fn interfaces(&self) -> BTreeSet<Interface> {
        self.outline.imports.iter().filter_map(|name| Interface::of_import(name)).collect()
    }

    /// Who signed it. Whether that key is to be trusted is the caller's to say.
    #[must_use]
    pub fn signature(&self) -> Signature {
        signature::verify(&self.bytes, &self.outline)
    }

    /// A component with its manifest in it, as the last section. A manifest that is there already is replaced; a signature
    /// is taken away, as it no longer holds.
    ///
    /// # Errors
    /// When the bytes are no component, or cut short.
    pub fn embed_manifest(component: &[u8], manifest: &Manifest) -> Result<Vec<u8>, PluginError> {
        let text = serde_json::to_vec(manifest).map_err(|_| PluginError::Unwritable)?;
        Self::embed_manifest_text(component, &text)
    }

    /// As [`Plugin::embed_manifest`], with the manifest's text as given and unchecked.
    ///
    /// # Errors
    /// When the bytes are no component, or cut short.
    pub fn embed_manifest_text(component: &[u8], manifest: &[u8]) -> Result<Vec<u8>, PluginError> {
        let outline = Outline::read(component)?;
        let without = sections::without(component, &outline, &[sections::MANIFEST, sections::SIGNATURE]);
        Ok(sections::with(without, sections::MANIFEST, manifest))
    }

    /// A component with a signature over all of it, in place of the one that is there.
    ///
    /// # Errors
    /// When the bytes are no component, or cut short.
    pub fn sign(component: &[u8], key: &SigningKey) -> Result<Vec<u8>, PluginError> {
        let outline = Outline::read(component)?;
        let without = sections::without(component, &outline, &[sections::SIGNATURE]);
        let signature = signature::sign(&without, key);
        Ok(sections::with(without, sections::SIGNATURE, &signature))
    }
}
