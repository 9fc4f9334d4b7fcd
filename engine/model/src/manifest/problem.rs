//! What is wrong with a manifest.

/// What is wrong with a manifest, and what its vendor can do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ManifestProblem {
    /// JSON pointer into the manifest; empty for the manifest as a whole.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl ManifestProblem {
    pub(super) fn new(pointer: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), message: message.into(), help: help.into() }
    }
}

/// A manifest that is no JSON, or whose keys have other types.
pub(super) fn of_json(error: &serde_json::Error) -> ManifestProblem {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    let mut message = message.to_owned();
    // The parser names the type that it wanted in its own words; the place is what helps.
    message.insert_str(0, "the manifest cannot be read: ");
    ManifestProblem::new(
        "",
        format!("{message}, at line {} column {}", error.line(), error.column()),
        "Build the plugin again with a current kit, or mend the manifest by hand.",
    )
}
