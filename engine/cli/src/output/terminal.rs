//! Standard output and standard error: whether they are terminals, take colour, how wide they are. It does not know what
//! is printed.

use std::io::{self, IsTerminal as _, Write as _};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{safe, style};

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set; anywhere when CLICOLOR_FORCE is set
    Auto,
    /// Anywhere
    Always,
    /// Nowhere
    Never,
}

/// Where the command prints.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    /// Whether standard output takes colour.
    pub(crate) out_color: bool,
    /// Whether standard error takes colour.
    pub(crate) err_color: bool,
    /// Whether standard output is a terminal.
    pub(crate) out_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub(crate) err_is_terminal: bool,
    /// Columns that text may take.
    pub(crate) width: usize,
}

/// Columns when the output is no terminal and `COLUMNS` says nothing.
const DEFAULT_WIDTH: usize = 100;
/// Text narrower than this is hard to read: a narrower terminal breaks the lines itself.
const LEAST_WIDTH: usize = 40;
/// Text wider than this is hard to read.
const GREATEST_WIDTH: usize = 160;

impl Terminal {
    /// Asks the environment.
    pub(crate) fn new(color: Color) -> Self {
        let takes_color = |choice: ColorChoice| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => choice != ColorChoice::Never,
        };
        let named = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse::<usize>().ok());
        let asked = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
        let width = named.or_else(asked).unwrap_or(DEFAULT_WIDTH).clamp(LEAST_WIDTH, GREATEST_WIDTH);
        Self {
            out_color: takes_color(AutoStream::choice(&io::stdout())),
            err_color: takes_color(AutoStream::choice(&io::stderr())),
            out_is_terminal: io::stdout().is_terminal(),
            err_is_terminal: io::stderr().is_terminal(),
            width,
        }
    }

    /// Prints to standard output, which must work.
    #[expect(clippy::unused_self, reason = "printing is asked of the terminal")]
    pub(crate) fn print(&self, text: &str) -> anyhow::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(output_failed)
    }

    /// Prints JSON: as it is to a file or pipe, to a terminal with the same meaning and nothing that commands it.
    pub(crate) fn print_json(&self, text: &str) -> anyhow::Result<()> {
        if self.out_is_terminal { self.print(&safe::json(text)) } else { self.print(text) }
    }

    /// Prints a text of the policy directory: as it is to a file or pipe, to a terminal without what commands it.
    pub(crate) fn print_text(&self, text: &str) -> anyhow::Result<()> {
        if self.out_is_terminal { self.print(&safe::block(text)) } else { self.print(text) }
    }

    /// Prints to standard error, which may fail: there is nobody left to tell.
    #[expect(clippy::unused_self, reason = "printing is asked of the terminal")]
    pub(crate) fn note(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says why the command ends.
    pub(crate) fn fail(&self, error: &anyhow::Error) -> Exit {
        let failure = error.downcast_ref::<Failure>();
        let mut text = style::paint("error", style::ERROR, self.err_color);
        text.push_str(": ");
        text.push_str(&safe::line(&format!("{error:#}")));
        text.push('\n');
        if let Some(help) = failure.and_then(|failure| failure.help.as_deref()) {
            text.push_str("  ");
            text.push_str(&style::paint("help", style::HELP, self.err_color));
            text.push_str(": ");
            text.push_str(&safe::line(help));
            text.push('\n');
        }
        self.note(&text);
        failure.map_or(Exit::Internal, |failure| failure.exit)
    }
}

/// A failed write to standard output; a broken pipe stays what it is, so that the command can end quietly.
pub(crate) fn output_failed(error: io::Error) -> anyhow::Error {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return error.into();
    }
    Failure::internal(format!("cannot write to standard output: {}", crate::failure::reason(&error))).into()
}
