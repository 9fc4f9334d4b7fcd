//! Ids: whether they are well formed, and whether they stand twice.

use std::collections::HashMap;

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId, Span};

use super::Context;
use crate::read::Spanned;
use crate::yaml::brief;

/// Longest id, in characters.
const MAX: usize = 64;

/// Words that the condition language keeps for itself.
const RESERVED: [&str; 27] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "package",
    "namespace",
    "null",
    "return",
    "true",
    "var",
    "void",
    "while",
    "now",
    "lists",
    "tables",
    "signals",
    "counters",
    "has",
];

/// Checks the form of an id. `name` says that it is a name in conditions too.
pub(crate) fn check(id: &Spanned<String>, name: bool, source: SourceId, context: &mut Context<'_>) {
    let text = &id.value;
    if text.is_empty() {
        return;
    }
    let well_formed = text.len() <= MAX
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !well_formed {
        let mut diagnostic = Diagnostic::new(document::E105, format!("`{}` is not a valid id", brief(text)));
        let cured = cure(text);
        diagnostic = if cured.is_empty() || text.len() > MAX {
            diagnostic.help(format!(
                "Use lower-case letters, digits and underscores, a letter first, at most {MAX} characters."
            ))
        } else {
            diagnostic.help(format!("Write it in snake_case: `{cured}`."))
        };
        context.report(source, id.span, diagnostic);
    } else if name && RESERVED.contains(&text.as_str()) {
        let diagnostic = Diagnostic::new(document::E105, format!("`{text}` is a word of the condition language"))
            .help("Choose another name.");
        context.report(source, id.span, diagnostic);
    }
}

/// The id in `snake_case`; empty when nothing is left of it.
fn cure(text: &str) -> String {
    let mut cured = String::new();
    let mut lower = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && lower {
                cured.push('_');
            }
            lower = !c.is_ascii_uppercase();
            cured.push(c.to_ascii_lowercase());
        } else if !cured.is_empty() && !cured.ends_with('_') {
            cured.push('_');
            lower = false;
        }
    }
    let cured = cured.trim_start_matches(|c: char| !c.is_ascii_lowercase()).trim_end_matches('_');
    cured.to_owned()
}

/// Finds ids that stand twice.
pub(crate) struct Unique {
    what: &'static str,
    seen: HashMap<String, (SourceId, Span)>,
}

impl Unique {
    /// `what` names the things: `policy`.
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, seen: HashMap::new() }
    }

    /// Whether the id is new; otherwise with a diagnostic. A missing id counts as new.
    pub(crate) fn add(&mut self, id: &Spanned<String>, source: SourceId, context: &mut Context<'_>) -> bool {
        if id.value.is_empty() {
            return true;
        }
        if let Some((first, span)) = self.seen.get(&id.value) {
            context.out.push(
                Diagnostic::new(document::E106, format!("{} `{}` stands twice", self.what, brief(&id.value)))
                    .at(source, id.span, "here again")
                    .related(*first, *span, "first here")
                    .help("Rename or remove one of them."),
            );
            return false;
        }
        self.seen.insert(id.value.clone(), (source, id.span));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::cure;

    #[test]
    fn ids_are_cured_to_snake_case() {
        for (id, cured) in [
            ("Remote-Access Tools", "remote_access_tools"),
            ("sharedPhone", "shared_phone"),
            ("2fast", "fast"),
            ("_x_", "x"),
            ("...", ""),
            ("ASN", "asn"),
        ] {
            assert_eq!(cure(id), cured, "{id}");
        }
    }
}
