//! The colours of the output, by meaning. A style prints nothing unless colour is on.

use clap::builder::styling::{AnsiColor, Effects, Style};
use hirewall::model::Verdict;

/// Marks what is wrong.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
/// Marks what is doubtful.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);
/// Marks what is well.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().effects(Effects::BOLD);
/// Headings and names.
pub(crate) const STRONG: Style = Style::new().effects(Effects::BOLD);
/// What to do.
pub(crate) const HELP: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);
/// What one may skip.
pub(crate) const FAINT: Style = Style::new().effects(Effects::DIMMED);

/// The colour of a verdict.
pub(crate) fn verdict(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Clear => GOOD,
        Verdict::Verify => HELP,
        Verdict::Review => WARNING,
        Verdict::Block => ERROR,
    }
}

/// The text in a style, or plain.
pub(crate) fn paint(text: &str, style: Style, color: bool) -> String {
    if color { format!("{style}{text}{style:#}") } else { text.to_owned() }
}
