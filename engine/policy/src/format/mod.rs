//! The formatter behind `hirewall fmt`: indentation, order of keys, blank lines. It never changes what a text means, and
//! it never rewrites a value: conditions, quoted text, block scalars and lists in brackets stay as they are written.
//!
//! Two blanks a level, list items indented below their key, keys in the order of their kind of document with the
//! comments above them moving along, at most one blank line in a row, none at the start of a block, one line break at
//! the end. Formatting a formatted text changes nothing.
//!
//! The text is read as lines that belong to keys and dashes; whatever else YAML allows (explicit keys, directives) is
//! left byte for byte. At the end both texts are parsed and compared, and on any difference formatting is refused.

mod lines;
mod order;
mod print;
mod same;
mod tree;
mod trivia;

use hirewall_diagnostic::codes::file;
use hirewall_diagnostic::{Diagnostic, Sources, Span};

use self::lines::Lines;
use crate::{Limits, yaml};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The text in its canonical form: line feeds, no byte order mark.
///
/// # Errors
///
/// What the YAML parser refuses, and a text whose meaning formatting would change. The diagnostics point into the first
/// source of the caller's [`Sources`], which should be this text.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let mut sources = Sources::new();
    let id = sources.add("", text);
    let bare = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let Some(wanted) = same::documents(bare) else {
        let mut faults = Vec::new();
        yaml::parse(text, id, &Limits::default(), &mut faults);
        if faults.is_empty() {
            faults.push(Diagnostic::new(file::E003, "YAML cannot be read").at(id, Span::default(), ""));
        }
        return Err(faults);
    };
    let body = bare.replace("\r\n", "\n");
    if body.contains('\r') {
        // The old Macintosh line break ends a line for YAML, but not here.
        return Ok(text.to_owned());
    }
    let body = body.as_str();
    let lines = Lines::new(body);
    let Some(segments) = tree::segments(body, &lines) else { return Ok(text.to_owned()) };
    let segments: Vec<_> = segments
        .into_iter()
        .map(|mut segment| {
            let comments = trivia::assign(&mut segment, &lines);
            (segment, comments)
        })
        .collect();
    // An alias may stand before its anchor once keys have changed places.
    for sort in [true, false] {
        let formatted = print::print(&segments, body, &lines, sort);
        if same::documents(&formatted).as_ref() == Some(&wanted) {
            return Ok(formatted);
        }
    }
    Err(vec![
        Diagnostic::new(file::E080, "text cannot be formatted without changing what it means")
            .at(id, Span::default(), "")
            .help("Leave it as it is, or write it in simpler YAML."),
    ])
}

#[cfg(test)]
mod tests;
