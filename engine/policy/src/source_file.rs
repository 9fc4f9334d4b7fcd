//! A text of the policy directory. It is not opened here.

/// A file of the policy directory: its path and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path relative to the policy directory, with `/` between folders.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl SourceFile {
    /// A file with that path and text.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// A file of bytes. Bytes that are not UTF-8 become U+FFFD, which compiling refuses at its place.
    #[must_use]
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let text =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Self { path: path.into(), text }
    }

    /// The part that it plays.
    pub(crate) fn role(&self) -> Role {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        if name.ends_with(".document.schema.json") {
            Role::Other
        } else if name.ends_with(".schema.json") {
            Role::RecordSchema
        } else if name.ends_with(".yaml") || name.ends_with(".yml") {
            Role::Documents
        } else {
            Role::Other
        }
    }
}

/// The part that a file plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// YAML documents.
    Documents,
    /// A record schema.
    RecordSchema,
    /// Data, if a list or table names it; otherwise nothing.
    Other,
}
