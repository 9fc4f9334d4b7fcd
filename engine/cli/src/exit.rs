//! The exit codes of the command. Which one applies is for each command to say.

use std::process::ExitCode;

/// How a command ended. The numbers are part of the interface: scripts test them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All is well.
    Fine = 0,
    /// It worked, and what was asked about is not well: findings, failed tests, errors in policies.
    Findings = 1,
    /// The command line or the policy directory does not allow to start.
    Usage = 2,
    /// Some input could not be read or did not fit.
    BadInput = 3,
    /// A defect of this program, or a machine that does not play along.
    Internal = 4,
    /// Ended by Ctrl-C, as shells count it.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
