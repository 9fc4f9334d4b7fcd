//! The parser's faults in the words of somebody who writes policies: what is wrong, where, what to do.

use hirewall_diagnostic::codes::file;
use hirewall_diagnostic::{Diagnostic, SourceId, Span};
use serde_yaml::granit_parser::{ErrorKind, ScanError};

use crate::Limits;

/// Reports a fault of the parser.
pub(crate) fn report(error: &ScanError, text: &str, source: SourceId, limits: &Limits, out: &mut Vec<Diagnostic>) {
    use ErrorKind as K;
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let span = mark(text, at);
    let syntax = |message: &str| Diagnostic::new(file::E003, message).at(source, span, "");
    let diagnostic = match error.kind() {
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabAtBlockScalarStart
        | K::TabInIndentation
        | K::TabInPlainScalar => Diagnostic::new(file::E004, "tab where YAML wants spaces")
            .at(source, tab(text, at), "this is a tab")
            .help("Indent with spaces; YAML does not allow tabs."),
        K::RecursionLimitExceeded => too_deep(source, span, limits),
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => {
            syntax("quoted text is never closed").help("Add the closing quote.")
        }
        K::InvalidTrailingDoubleQuotedScalar => syntax("text goes on after the closing `\"`")
            .help("Put the whole value in single quotes, or write it on the lines below `>-`."),
        K::InvalidTrailingSingleQuotedScalar => syntax("text goes on after the closing `'`")
            .help("Write `''` for a single quote inside single quotes, or the whole value on the lines below `>-`."),
        K::UnknownQuotedScalarEscape | K::InvalidQuotedScalarHexEscape | K::InvalidUnicodeEscape => {
            syntax("unknown escape in double quotes")
                .help("Write `\\\\` for a backslash, or use single quotes, where a backslash is itself.")
        }
        K::UnclosedFlowCollection { open } => syntax(&format!("`{open}` is never closed"))
            .help("Close it, or put the value in quotes if the bracket is part of a text."),
        K::MismatchedFlowCollectionEnd { open, close } => {
            syntax(&format!("`{open}` is closed by `{close}`")).help("Close each bracket with its own kind.")
        }
        K::MisplacedFlowCollectionEnd => syntax("closing bracket without an opening one")
            .help("Remove it, or put the value in quotes if the bracket is part of a text."),
        K::ExpectedFlowSequenceSeparator | K::ExpectedFlowMappingSeparator => {
            syntax("expected `,` or the closing bracket")
                .help("Put a value that begins with `[` or `{` but is a text, such as a condition, in single quotes.")
        }
        K::MappingValueNotAllowed | K::InvalidColonPlacement | K::SimpleKeyExpected => syntax(
            "a second `: ` in one line",
        )
        .help(
            "Put the value in quotes if the colon is part of a text, or write it on the lines below `>-`; otherwise \
                 check the indentation.",
        ),
        K::ExpectedBlockMappingKey | K::InvalidIndentation | K::ExpectedBlockSequenceEntry => {
            syntax("line does not fit the indentation of the lines before it")
                .help("Keys of one mapping, and the dashes of one list, begin in the same column.")
        }
        K::BlockSequenceEntryNotAllowed | K::BlockEntryInFlowCollection => {
            syntax("a list item cannot stand here").help("Begin the list on a line of its own below its key.")
        }
        K::UnexpectedCharacter { character } => {
            syntax(&format!("a value cannot begin with `{}`", character.escape_default()))
                .help("Put the value in quotes.")
        }
        K::ExpectedNodeContent => syntax("a value is missing here").help("Write the value, or remove the key."),
        K::UnexpectedEof
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::UnexpectedEofBlockSequence
        | K::UnexpectedEofBlockMapping => {
            syntax("the text ends in the middle of a value").help("Finish the value; the file may be cut off.")
        }
        K::CommentInterceptedScalar | K::CommentNotSeparated => syntax("a comment inside a value")
            .help("Put the value in quotes if the `#` is part of it, or move the comment to a line of its own."),
        K::InvalidBlockScalarIndent => syntax("line is indented less than the block text that it belongs to")
            .help("Indent all lines of the block by the same number of spaces."),
        other => {
            let message = other.to_string();
            let mut letters = message.chars();
            let first = letters.next().map(|c| c.to_ascii_lowercase());
            let message: String = first.into_iter().chain(letters).collect();
            syntax(&format!("YAML cannot be read: {}", message.trim_end_matches('.').replace('"', "`")))
                .help("Check this line and the one before it; quotes round the value often cure it.")
        }
    };
    out.push(diagnostic);
}

/// The diagnostic of a document that is nested too deeply.
pub(crate) fn too_deep(source: SourceId, span: Span, limits: &Limits) -> Diagnostic {
    Diagnostic::new(file::E008, format!("lists and mappings are nested deeper than {} levels", limits.yaml_depth))
        .at(source, span, "the limit is reached here")
        .help("Flatten the document.")
}

/// The character at a place; at the end of a line or of the text, the last one before it.
fn mark(text: &str, at: usize) -> Span {
    let mut start = at.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut next = text.get(start..).and_then(|rest| rest.chars().next());
    if next.is_none_or(char::is_whitespace) {
        let before = text.get(..start).unwrap_or("").trim_end();
        if let Some(last) = before.chars().next_back() {
            start = before.len() - last.len_utf8();
            next = Some(last);
        }
    }
    let end = start + next.map_or(0, char::len_utf8);
    Span::new(u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
}

/// The tab that the parser means: in the indentation of this line or of one after it.
fn tab(text: &str, at: usize) -> Span {
    let line = text.get(..at).unwrap_or("").rfind('\n').map_or(0, |end| end + 1);
    let mut start = line;
    for line in text.get(line..).unwrap_or("").split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line.get(..indent).unwrap_or("").find('\t') {
            let found = u32::try_from(start + tab).unwrap_or(u32::MAX);
            return Span::new(found, found + 1);
        }
        start += line.len();
        if start > at {
            break;
        }
    }
    let end = text.len().min(start.max(at));
    let near = text.get(line..end).unwrap_or("").rfind('\t').map(|tab| line + tab);
    let ahead = text.get(at..).unwrap_or("").find('\t').map(|tab| at + tab);
    near.or(ahead).map_or_else(
        || mark(text, at),
        |tab| {
            let tab = u32::try_from(tab).unwrap_or(u32::MAX);
            Span::new(tab, tab + 1)
        },
    )
}
