//! Diagnostics as text for a person, each with the lines that it is about. It does not print, nor ask whether there
//! is a terminal.
//!
//! ```text
//! error[E203]: unknown field `applicant.phone`
//!   --> contact.yaml:12:11
//!    |
//! 12 |     when: applicant.phone.exists(p, true)
//!    |           ^^^^^^^^^^^^^^^ no such field
//!    |
//!    = help: did you mean `applicant.phones`?
//! ```

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::{Excerpt, excerpts};
use crate::visible::{visible_indented, visible_line};
use crate::{Diagnostic, Label, Severity, Sources};

/// Labels of one diagnostic that are shown; of more, only the number is given.
const LABELS: usize = 16;
/// Wider than any excerpt, so that the printer never cuts a second time.
const WIDTH: usize = 10_000;
/// Ends the place of a snippet. The printer adds the line and column that it counts in the shortened copy, and those
/// are not the ones of the source. A noncharacter: in user text it is shown as a sign.
const PLACE_END: char = '\u{FDD0}';

/// The diagnostics in the order given, an empty line between two, with ANSI colours if `color` is set.
///
/// Any text and any span is fine. Control characters and direction overrides of the text are shown as signs.
#[must_use]
pub fn text(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled().hyperlink(false) } else { Renderer::plain() }.term_width(WIDTH);
    let mut out = String::new();
    for diagnostic in diagnostics {
        if !out.is_empty() {
            out.push('\n');
        }
        let rendered = renderer.render(&[group(diagnostic, sources)]);
        for line in rendered.lines() {
            out.push_str(&finish(line));
            out.push('\n');
        }
    }
    out
}

fn group<'d>(diagnostic: &'d Diagnostic, sources: &Sources) -> Group<'d> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(visible_line(&diagnostic.message)).id(diagnostic.code.id());
    let place = diagnostic.place();
    let others = diagnostic.labels.iter().filter(|label| !place.is_some_and(|place| std::ptr::eq(*label, place)));
    let labels: Vec<&Label> = place.into_iter().chain(others).collect();
    let shown = labels.get(..LABELS).unwrap_or(&labels);

    let mut group = Group::with_title(title);
    for excerpt in excerpts(shown, sources) {
        group = group.element(snippet(excerpt, sources));
    }
    if labels.len() > shown.len() {
        group = group.element(Level::NOTE.message(format!("and {} more places", labels.len() - shown.len())));
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(visible_indented(note)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible_indented(help)));
    }
    group
}

fn snippet<'d>(excerpt: Excerpt<'d>, sources: &Sources) -> Snippet<'d, Annotation<'d>> {
    let place = excerpt.marks.first().map(|(_, label)| {
        let path = visible_line(sources.name(label.source));
        let position = sources.position(label.source, label.span.start);
        format!("{path}:{}:{}{PLACE_END}", position.line, position.column)
    });
    let marks = excerpt.marks.into_iter().map(|(range, label)| -> Annotation<'d> {
        let kind = if label.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let text = (!label.text.is_empty()).then(|| visible_line(&label.text));
        kind.span(range).label(text)
    });
    Snippet::source(excerpt.text).line_start(excerpt.first_line).path(place).annotations(marks)
}

/// A line as rendered without what the printer put behind the place, and without blanks at its end.
fn finish(line: &str) -> String {
    match line.split_once(PLACE_END) {
        None => line.trim_end().to_owned(),
        Some((place, rest)) => {
            let rest = rest.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
            format!("{place}{rest}").trim_end().to_owned()
        }
    }
}
