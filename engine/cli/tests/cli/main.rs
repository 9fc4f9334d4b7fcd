//! The `hirewall` binary from outside: a corpus of command lines with what they print and how they end, and the few things that no
//! file can describe (a pipe that closes, a signal, a bound on memory).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]
#![expect(clippy::print_stderr, reason = "the names of failing cases go to whoever runs the tests")]

mod case;
mod corpus;
mod evaluating;
mod examples;
mod folder;
mod hostile;
mod killed;
mod matching;
#[cfg(unix)]
mod remote;
mod replacing;
#[cfg(unix)]
mod serving;
#[cfg(unix)]
mod signals;
mod streaming;
