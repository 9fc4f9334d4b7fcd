//! The progress bar on standard error, and messages that do not tear it. It does not decide what is worth a message.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::number;
use crate::output::terminal::Terminal;

/// When to show a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// When standard error is a terminal and decisions do not go there too
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A progress bar, or none.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    consumed: Arc<AtomicU64>,
}

impl Progress {
    /// A bar over the bytes of the input, a plain counter where their number is not known. `streams` says that decisions are
    /// printed while the bar stands.
    pub(crate) fn new(when: When, bytes: Option<u64>, streams: bool, terminal: &Terminal) -> Self {
        let shown = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal.err_is_terminal && !(streams && terminal.out_is_terminal),
        };
        let bar = shown.then(|| {
            let target = ProgressDrawTarget::stderr_with_hz(10);
            let bar = ProgressBar::with_draw_target(bytes, target);
            let template = match bytes {
                Some(_) => "{bar:24} {percent:>3} %  {msg}  {bytes_per_sec}, {eta} left",
                None => "{spinner} {msg}  {elapsed}",
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.progress_chars("━╸─"));
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self { bar, consumed: Arc::new(AtomicU64::new(0)) }
    }

    /// Counts the bytes read.
    pub(crate) fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.consumed)
    }

    /// Shows how far it is.
    pub(crate) fn update(&self, decided: u64, refused: u64) {
        if let Some(bar) = &self.bar {
            bar.set_position(self.consumed.load(Ordering::Relaxed));
            let refused =
                if refused == 0 { String::new() } else { format!(", {} did not fit", number::grouped(refused)) };
            bar.set_message(format!("{}{refused}", number::count(decided, "record")));
        }
    }

    /// Prints a message on standard error.
    pub(crate) fn note(&self, text: &str) {
        let print = || {
            let _ = std::io::stderr().lock().write_all(text.as_bytes());
        };
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
