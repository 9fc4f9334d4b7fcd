//! The key that signs checkpoints of the chain. Whoever has its public half can see that the chain was not shortened or
//! rewritten, without being able to read the store.

use std::path::Path;

use ed25519_dalek::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, spki::der::pem::LineEnding};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use super::file::{make_private, read_private};
use crate::options::file_beside;
use crate::{Error, Result};
use hirewall_model::{hex, unhex};

/// Signs.
pub(crate) struct Signer(SigningKey);

impl Signer {
    /// The public half, in hexadecimal digits.
    pub(crate) fn public(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }

    /// The signature, in hexadecimal digits.
    pub(crate) fn sign(&self, text: &str) -> String {
        hex(&self.0.sign(text.as_bytes()).to_bytes())
    }
}

/// Reads the signing key, or makes one when the store is new.
pub(crate) fn signer(beside: &Path, new: bool) -> Result<Signer> {
    let path = file_beside(beside, "signing.pem");
    let refused = |why| Error::KeyFile { path: path.clone(), why };
    if let Some(text) = read_private(&path)? {
        return SigningKey::from_pkcs8_pem(&text).map(Signer).map_err(|_| refused("it holds no signing key"));
    }
    if !new {
        return Err(Error::KeyMissing { path });
    }
    let mut seed = zeroize::Zeroizing::new([0; 32]);
    getrandom::fill(seed.as_mut()).map_err(|_| Error::Randomness)?;
    let key = SigningKey::from_bytes(&seed);
    let text = key.to_pkcs8_pem(LineEnding::LF).map_err(|_| refused("it cannot be written"))?;
    make_private(&path, &text)?;
    Ok(Signer(key))
}

/// Whether a signature in hexadecimal digits is that of the text.
pub(crate) fn verify(public: &str, text: &str, signature: &str) -> bool {
    let verified = || {
        let key: [u8; 32] = unhex(public)?.try_into().ok()?;
        let signature: [u8; 64] = unhex(signature)?.try_into().ok()?;
        let key = VerifyingKey::from_bytes(&key).ok()?;
        key.verify_strict(text.as_bytes(), &Signature::from_bytes(&signature)).ok()
    };
    verified().is_some()
}
