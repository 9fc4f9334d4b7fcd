//! What commands that judge many records have in common: their flags, and what is said when such a run stops early.

use std::num::NonZeroUsize;

use clap::Args;
use hirewall::bulk::{self, Stop};
use hirewall::model::DecodeOptions;
use hirewall::policy::Options;
use hirewall::{Given, Loader, Time};

use crate::failure::{self, Failure};
use crate::input::Source;
use crate::output::progress::{Progress, When};
use crate::output::terminal::Terminal;
use crate::run::interrupt::Interrupt;
use crate::run::problems::Problems;

/// How records are judged in bulk.
#[derive(Debug, Args)]
pub(crate) struct BulkArguments {
    /// Refuse records with fields that the schema does not declare
    #[arg(long)]
    strict: bool,
    /// Threads that judge; without it, as many as the machine runs at once
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Mebibytes that counters may take, and as many again the records that others are joined with
    #[arg(long, value_name = "MIB", default_value_t = 256)]
    counter_memory: usize,
    /// Show at most this many records that do not fit; all are counted
    #[arg(long, value_name = "N", default_value_t = 20)]
    problems: u64,
    /// When to show progress
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    progress: When,
}

impl BulkArguments {
    /// What the policies are loaded with, still without plugins.
    pub(crate) fn loader(&self, now: Time) -> Loader {
        let decode = DecodeOptions { strict: self.strict, ..DecodeOptions::default() };
        Loader::new().options(Options { now: Some(now), ..Options::default() }).decode(decode)
    }

    /// How the records are judged.
    pub(crate) fn options(&self, given: Given) -> bulk::Options {
        let mut options = bulk::Options::new(given);
        options.threads = self.threads;
        options.counting.counters.memory_mib = self.counter_memory;
        options.counting.joined_mib = self.counter_memory;
        options
    }

    /// The progress bar; `streams` says that output is printed while it stands.
    pub(crate) fn progress(&self, sources: &[Source], streams: bool, terminal: &Terminal) -> Progress {
        let bytes = sources.iter().map(|source| source.bytes).sum::<Option<u64>>();
        Progress::new(self.progress, bytes, streams, terminal)
    }

    /// What tells of records that do not fit.
    pub(crate) fn problems(&self, terminal: &Terminal) -> Problems {
        Problems::new(self.problems, terminal.err_color)
    }
}

/// Why a run stopped before the end of its input; `sink` says what the failure of whoever took the answers was.
pub(crate) fn halted<E>(stop: Stop<E>, interrupt: &Interrupt, sink: impl FnOnce(E) -> anyhow::Error) -> anyhow::Error {
    match stop {
        Stop::Sink(error) => sink(error),
        Stop::Read(error) => Failure::input(format!("cannot read on: {}", failure::reason(&error))).into(),
        Stop::Counting(error) => {
            interrupt.stop();
            Failure::input(format!("cannot count on: {error}"))
                .help("Give more with `--counter-memory MIB`, or judge the records of a shorter time in one run.")
                .into()
        }
        Stop::Internal => Failure::internal("a thread stopped before its work was done").into(),
    }
}
