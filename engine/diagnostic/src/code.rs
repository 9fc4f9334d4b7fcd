//! The stable code of a diagnostic. The table of codes is in [`crate::codes`].

use std::fmt;

use crate::Severity;

/// The stable code of a kind of diagnostic, such as `E203`. Codes are never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(&'static CodeEntry);

/// What is documented of one code.
#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeEntry {
    /// The code as printed, such as `E203`.
    pub id: &'static str,
    /// One line that names the mistake.
    pub title: &'static str,
    /// The severity it has unless a setting changes it.
    pub severity: Severity,
    /// Its page: what it means, a wrong example, a right one. Markdown.
    pub page: &'static str,
}

impl CodeEntry {
    /// Where the page can be read on the web.
    #[must_use]
    pub fn docs(&self) -> String {
        let repository = env!("CARGO_PKG_REPOSITORY");
        format!("{repository}/blob/main/engine/diagnostic/src/codes/pages/{}.md", self.id)
    }

    /// The first paragraph of the page: what the code means, on one line.
    #[must_use]
    pub fn meaning(&self) -> String {
        let body = self.page.lines().skip_while(|line| line.starts_with('#') || line.trim().is_empty());
        let paragraph: Vec<&str> = body.take_while(|line| !line.trim().is_empty()).map(str::trim).collect();
        paragraph.join(" ")
    }
}

impl Code {
    /// Makes a code of its entry. Only the tables in [`crate::codes`] do that.
    #[must_use]
    pub const fn new(entry: &'static CodeEntry) -> Self {
        Self(entry)
    }

    /// The code as printed.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.0.id
    }

    /// The documentation of the code.
    #[must_use]
    pub const fn entry(self) -> &'static CodeEntry {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.id)
    }
}
