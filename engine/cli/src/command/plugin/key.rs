//! Keys of those who sign plugins: ed25519, private ones as PKCS #8 in PEM, as `openssl genpkey -algorithm ed25519` writes them; public
//! ones as PEM or as 64 hexadecimal digits.

use std::fs;
use std::path::Path;

use ed25519_dalek::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use hirewall::detector::{SigningKey, VerifyingKey};

use crate::failure::Failure;

/// A private key.
pub(super) fn private(path: &Path) -> Result<SigningKey, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    SigningKey::from_pkcs8_pem(&text).map_err(|_| {
        Failure::input(format!("`{}` is no private ed25519 key in PEM", path.display()))
            .help("Make one: hirewall plugin keygen vendor.pem.")
    })
}

/// A public key: 64 hexadecimal digits, or a file that holds them or PEM. A private key's file gives its public half.
pub(super) fn public(named: &str) -> Result<VerifyingKey, Failure> {
    if let Some(key) = digits(named) {
        return Ok(key);
    }
    let path = Path::new(named);
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::unreadable(path, &error).help("Give 64 hexadecimal digits, or the file of a key."))?;
    digits(text.trim())
        .or_else(|| VerifyingKey::from_public_key_pem(&text).ok())
        .or_else(|| Some(SigningKey::from_pkcs8_pem(&text).ok()?.verifying_key()))
        .ok_or_else(|| {
            Failure::input(format!("`{named}` holds no ed25519 key"))
                .help("Give 64 hexadecimal digits, or a file that holds them or a key in PEM.")
        })
}

fn digits(text: &str) -> Option<VerifyingKey> {
    let bytes: [u8; 32] = hirewall::model::unhex(text)?.try_into().ok()?;
    VerifyingKey::from_bytes(&bytes).ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

    use super::*;

    #[test]
    fn a_public_key_is_read_as_it_is_written() {
        let key = SigningKey::from_bytes(&[7; 32]).verifying_key();
        let text = hirewall::model::hex(key.as_bytes());
        assert_eq!(text.len(), 64);
        assert_eq!(public(&text).unwrap(), key);
        assert_eq!(public(&text.to_uppercase()).unwrap(), key);
        assert!(public(&text[1..]).is_err());
        assert!(public(&format!("+{}", &text[1..])).is_err(), "a sign is no digit");
    }
}
