//! The file of tokens. It is written whole, beside and then into place, and readable by its owner alone.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use hirewall::Time;
use hirewall_store::Existing;
use serde::{Deserialize, Serialize};

use super::{MOST_TOKENS, Role, Secret, Token, Tokens};
use crate::words::reason;

/// Bytes of the file. Beyond it: an error.
const BYTES: u64 = 1 << 20;

/// A file of tokens that was read.
#[derive(Debug, Clone, Default)]
pub struct TokenFile {
    path: PathBuf,
    tokens: Vec<Token>,
}

/// Why a file of tokens cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// It cannot be read.
    #[error("the token file `{path}` cannot be read: {reason}")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// It cannot be written.
    #[error("the token file `{path}` cannot be written: {reason}")]
    Write {
        /// Which.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// What stands in it is no list of tokens.
    #[error("the token file `{path}` is damaged: {reason}")]
    Damaged {
        /// Which.
        path: PathBuf,
        /// What is wrong, without what stands there.
        reason: String,
    },
    /// A name that is taken.
    #[error("there is a token `{0}` already")]
    Taken(String),
    /// A name that is none.
    #[error("a token's name has 1 to 64 letters, digits, `.`, `-` and `_`")]
    Name,
    /// No token of that name.
    #[error("there is no token `{0}`")]
    Unknown(String),
    /// Too many.
    #[error("there are {MOST_TOKENS} tokens already")]
    Full,
    /// No randomness.
    #[error("the system gives no random numbers: {0}")]
    Random(getrandom::Error),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    token: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    name: String,
    roles: Vec<String>,
    digest: String,
    created: Time,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires: Option<Time>,
}

impl TokenFile {
    /// Reads a file; one that is not there has no tokens.
    ///
    /// # Errors
    /// It is there and cannot be read, or is damaged.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        let unreadable = |reason: String| FileError::Read { path: path.to_owned(), reason };
        let text = match fs::metadata(path) {
            Ok(metadata) if metadata.len() > BYTES => {
                return Err(unreadable(format!("it is larger than {BYTES} bytes")));
            }
            Ok(_) => fs::read_to_string(path).map_err(|error| unreadable(reason(&error)))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(unreadable(reason(&error))),
        };
        let damaged = |reason: String| FileError::Damaged { path: path.to_owned(), reason };
        let written: Written = toml::from_str(&text).map_err(|error| {
            let line =
                error.span().map_or(1, |span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
            damaged(format!("line {line} is not as `hirewall token new` writes it"))
        })?;
        if written.token.len() > MOST_TOKENS {
            return Err(damaged(format!("it has more than {MOST_TOKENS} tokens")));
        }
        let mut tokens: Vec<Token> = Vec::new();
        for line in written.token {
            let token = line.token().map_err(damaged)?;
            if tokens.iter().any(|other| other.name == token.name) {
                return Err(damaged(format!("the name `{}` stands there twice", token.name)));
            }
            tokens.push(token);
        }
        Ok(Self { path: path.to_owned(), tokens })
    }

    /// The tokens.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The tokens, to find one by its secret.
    #[must_use]
    pub fn good(&self) -> Tokens {
        Tokens::new(self.tokens.clone())
    }

    /// Makes a token and writes the file. The secret is nowhere but in what is given back.
    ///
    /// # Errors
    /// The name is taken or none, there are too many, or the file cannot be written.
    pub fn add(&mut self, name: &str, roles: &[Role], expires: Option<Time>) -> Result<Secret, FileError> {
        if !is_name(name) {
            return Err(FileError::Name);
        }
        if self.tokens.iter().any(|token| token.name == name) {
            return Err(FileError::Taken(name.to_owned()));
        }
        if self.tokens.len() >= MOST_TOKENS {
            return Err(FileError::Full);
        }
        let secret = Secret::new().map_err(FileError::Random)?;
        self.tokens.push(Token {
            name: name.to_owned(),
            roles: roles.to_vec(),
            digest: secret.digest(),
            created: hirewall::now(),
            expires,
        });
        self.write()?;
        Ok(secret)
    }

    /// Takes a token out and writes the file.
    ///
    /// # Errors
    /// There is none of that name, or the file cannot be written.
    pub fn revoke(&mut self, name: &str) -> Result<(), FileError> {
        let at = self.tokens.iter().position(|token| token.name == name);
        let at = at.ok_or_else(|| FileError::Unknown(name.to_owned()))?;
        self.tokens.remove(at);
        self.write()
    }

    fn write(&self) -> Result<(), FileError> {
        let lines = self.tokens.iter().map(Line::new).collect();
        let failed = |reason: String| FileError::Write { path: self.path.clone(), reason };
        let text = toml::to_string(&Written { token: lines }).map_err(|error| failed(error.to_string()))?;
        let text = format!(
            "# Digests of access tokens. Made by `hirewall token new`, removed by `hirewall token revoke`.\n{text}"
        );
        write_private(&self.path, text.as_bytes()).map_err(|error| failed(reason(&error)))
    }
}

impl Line {
    fn new(token: &Token) -> Self {
        Self {
            name: token.name.clone(),
            roles: token.roles.iter().map(ToString::to_string).collect(),
            digest: format!("sha256:{}", hirewall::model::hex(&token.digest)),
            created: token.created,
            expires: token.expires,
        }
    }

    fn token(self) -> Result<Token, String> {
        if !is_name(&self.name) {
            return Err("a name has letters that names do not have".to_owned());
        }
        let name = &self.name;
        let roles: Result<Vec<Role>, _> = self.roles.iter().map(|role| role.parse()).collect();
        let roles = roles.map_err(|error| format!("in `{name}`: {error}"))?;
        let digest = self.digest.strip_prefix("sha256:").and_then(hirewall::model::unhex);
        let digest = digest.and_then(|bytes| bytes.try_into().ok());
        let digest =
            digest.ok_or_else(|| format!("in `{name}`: the digest is not `sha256:` and 64 hexadecimal digits"))?;
        Ok(Token { name: self.name, roles, digest, created: self.created, expires: self.expires })
    }
}

fn is_name(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    (1..=64).contains(&name.len()) && name.bytes().all(letter)
}

/// Writes a file that its owner alone may read, in a folder that may have to be made.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    hirewall_store::write_private(path, bytes, Existing::Replace)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

    use super::*;

    #[test]
    fn a_token_is_made_found_and_revoked_and_its_secret_is_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/tokens.toml");
        let mut file = TokenFile::read(&path).unwrap();
        let secret = file.add("ats", &[Role::Ingest, Role::Reader], Time::new(100, 0)).unwrap();
        assert!(matches!(file.add("ats", &[Role::Ingest], None), Err(FileError::Taken(_))));
        assert!(matches!(file.add("a b", &[Role::Ingest], None), Err(FileError::Name)));
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains(secret.text()) && !format!("{secret:?}").contains("hirewall_"), "{text}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let mut again = TokenFile::read(&path).unwrap();
        let good = again.good();
        let early = Time::new(99, 0).unwrap();
        assert_eq!(good.find(secret.text(), early).unwrap().name, "ats");
        assert!(good.find(secret.text(), Time::new(100, 0).unwrap()).is_none(), "its time is over");
        assert!(good.find("hirewall_0", early).is_none() && good.find("", early).is_none());
        again.revoke("ats").unwrap();
        assert!(matches!(again.revoke("ats"), Err(FileError::Unknown(_))));
        assert!(TokenFile::read(&path).unwrap().tokens().is_empty());
    }

    #[test]
    fn a_damaged_file_is_refused_without_what_stands_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokens.toml");
        let line = |digest: &str, roles: &str| {
            format!(
                "[[token]]\nname = \"a\"\nroles = [{roles}]\ndigest = \"{digest}\"\ncreated = \"2026-01-01T00:00:00Z\"\n"
            )
        };
        let good = format!("sha256:{}", "0".repeat(64));
        let cases = [
            "secretsecret".to_owned(),
            line("sha256:secret", "\"ingest\""),
            line(&good, "\"secret\""),
            line(&good, "\"ingest\"").repeat(2),
            line(&good, "\"ingest\"").replace("name", "secret"),
        ];
        for text in cases {
            fs::write(&path, &text).unwrap();
            let error = TokenFile::read(&path).unwrap_err();
            assert!(matches!(error, FileError::Damaged { .. }), "{text}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
        fs::write(&path, line(&good, "\"ingest\"")).unwrap();
        assert_eq!(TokenFile::read(&path).unwrap().tokens().len(), 1);
    }
}
