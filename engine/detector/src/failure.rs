//! What can go wrong with a call, as codes that do not change.

use hirewall_model::{Blame, DetectorFailure};

use crate::untrusted::{self, SEARCHED, Values};
use crate::world::types::ValueParam;

/// The code of a failure of one call. Beside these there are the codes that plugins give themselves; a plugin that gives
/// one of these is given [`Code::PluginFailure`] instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// It ran longer than its time for one record.
    TimeLimit,
    /// It ended after it was refused more memory.
    MemoryLimit,
    /// It ended after it was refused more table elements.
    TableLimit,
    /// Its stack was used up.
    StackOverflow,
    /// It trapped: a panic, an access outside of its memory, a division by zero.
    Trap,
    /// It handed over more bytes in one call than it may.
    OutputLimit,
    /// It handed over what is no value of the contract, such as text that is not UTF-8.
    BadOutput,
    /// It gave more signals than it may.
    SignalLimit,
    /// It called the host more often than it may.
    HostCallLimit,
    /// It gave a signal that its manifest does not declare.
    UnknownSignal,
    /// It gave a signal twice.
    DuplicateSignal,
    /// A signal has another type or value than the manifest's schema allows.
    BadSignals,
    /// Its evidence lies outside of what it was handed, or is too much.
    BadEvidence,
    /// It called what it does not declare, or what is not at hand.
    ForbiddenCall,
    /// It failed on its own account, with a code that cannot be passed on.
    PluginFailure,
    /// Something of the host's failed.
    HostError,
    /// No instance was free within the time.
    HostBusy,
    /// It failed too often of late and is not asked for a while.
    CircuitOpen,
}

impl Code {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::TimeLimit,
        Self::MemoryLimit,
        Self::TableLimit,
        Self::StackOverflow,
        Self::Trap,
        Self::OutputLimit,
        Self::BadOutput,
        Self::SignalLimit,
        Self::HostCallLimit,
        Self::UnknownSignal,
        Self::DuplicateSignal,
        Self::BadSignals,
        Self::BadEvidence,
        Self::ForbiddenCall,
        Self::PluginFailure,
        Self::HostError,
        Self::HostBusy,
        Self::CircuitOpen,
    ];

    /// As it stands in decisions.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TimeLimit => "time-limit",
            Self::MemoryLimit => "memory-limit",
            Self::TableLimit => "table-limit",
            Self::StackOverflow => "stack-overflow",
            Self::Trap => "trap",
            Self::OutputLimit => "output-limit",
            Self::BadOutput => "bad-output",
            Self::SignalLimit => "signal-limit",
            Self::HostCallLimit => "host-call-limit",
            Self::UnknownSignal => "unknown-signal",
            Self::DuplicateSignal => "duplicate-signal",
            Self::BadSignals => "bad-signals",
            Self::BadEvidence => "bad-evidence",
            Self::ForbiddenCall => "forbidden-call",
            Self::PluginFailure => "plugin-failure",
            Self::HostError => "host-error",
            Self::HostBusy => "host-busy",
            Self::CircuitOpen => "circuit-open",
        }
    }

    /// Whose fault it is.
    #[must_use]
    pub fn blame(self) -> Blame {
        match self {
            Self::HostError | Self::HostBusy => Blame::Host,
            _ => Blame::Plugin,
        }
    }

    /// Whether it says that the guest misbehaves as a program, which opens the circuit when it goes on.
    #[must_use]
    pub fn trips(self) -> bool {
        matches!(
            self,
            Self::TimeLimit
                | Self::MemoryLimit
                | Self::TableLimit
                | Self::StackOverflow
                | Self::Trap
                | Self::OutputLimit
                | Self::BadOutput
                | Self::HostCallLimit
                | Self::ForbiddenCall
        )
    }
}

/// A failure before it is told of a detector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    /// The plugin's own code in place of [`Code::PluginFailure`].
    pub(crate) own_code: Option<String>,
    pub(crate) reason: String,
    /// Words of the plugin that belong to it. They are not passed on when they hold a value that was handed over.
    pub(crate) said: Option<String>,
    /// When it is of the component, whatever it is asked.
    pub(crate) defect: Option<Defect>,
}

/// What is wrong with a component that has no working instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Defect {
    /// It has more instances, memories or tables than it may.
    Parts,
    /// Its exports have other types than the contract's.
    Types,
}

/// Characters of a plugin's words.
const SAID: usize = 300;

impl Fault {
    pub(crate) fn new(code: Code, reason: impl Into<String>) -> Self {
        Self { code, own_code: None, reason: reason.into(), said: None, defect: None }
    }

    pub(crate) fn said(code: Code, reason: impl Into<String>, said: &str) -> Self {
        Self { said: Some(said.to_owned()), ..Self::new(code, reason) }
    }

    /// The component itself is at fault.
    pub(crate) fn defect(defect: Defect, reason: impl Into<String>) -> Self {
        Self { defect: Some(defect), ..Self::new(Code::BadOutput, reason) }
    }

    /// A failure that the plugin gave itself.
    pub(crate) fn own(code: String, message: &str) -> Self {
        let words = code.len() <= 64
            && !code.is_empty()
            && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let own_code = Some(code).filter(|code| words && Code::ALL.iter().all(|taken| taken.as_str() != code));
        Self { own_code, ..Self::said(Code::PluginFailure, "it gave no answer", message) }
    }

    /// The fault with the plugin's words made fit to be passed on, or left out.
    pub(crate) fn settled(mut self, inputs: &[ValueParam<'_>]) -> Self {
        if self.own_code.as_ref().is_some_and(|code| Values::of(inputs).are_in(code)) {
            self.own_code = None;
        }
        if let Some(said) = self.said.take() {
            if said.len() > SEARCHED {
                self.reason.push_str("; its words are too long, and are left out");
            } else if Values::of(inputs).are_in(&said) {
                self.reason.push_str("; its words hold a value that it was handed, and are left out");
            } else {
                self.reason.push_str(": `");
                self.reason.push_str(&untrusted::line(&said, SAID));
                self.reason.push('`');
            }
        }
        self
    }

    pub(crate) fn code(&self) -> &str {
        self.own_code.as_deref().unwrap_or(self.code.as_str())
    }

    pub(crate) fn of(self, detector: &str) -> DetectorFailure {
        DetectorFailure {
            detector: detector.to_owned(),
            blame: self.code.blame(),
            code: self.code().to_owned(),
            reason: self.reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Fault};
    use crate::world::types::ValueParam;

    #[test]
    fn a_plugins_own_code_passes_unless_it_is_taken_misspelt_or_a_value() {
        let inputs = [ValueParam::Text("secret")];
        let code = |code: &str| Fault::own(code.to_owned(), "why").settled(&inputs).code().to_owned();
        assert_eq!(code("upstream-unavailable"), "upstream-unavailable");
        for other in ["", "Trap", "a b", "host-error", "circuit-open", "is-secret", &"x".repeat(65)] {
            assert_eq!(code(other), "plugin-failure", "{other}");
        }
    }

    #[test]
    fn words_that_are_too_long_to_be_searched_are_left_out() {
        let reason = |bytes: usize| Fault::own("why".to_owned(), &"x".repeat(bytes)).settled(&[]).reason;
        assert!(reason(2 << 10).ends_with("x…`"), "{}", reason(2 << 10));
        assert_eq!(reason((2 << 10) + 1), "it gave no answer; its words are too long, and are left out");
    }

    #[test]
    fn each_code_is_another_and_no_fault_of_the_hosts_opens_the_circuit() {
        let all: std::collections::BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(all.len(), Code::ALL.len());
        let hosts = Code::ALL.iter().filter(|code| code.blame() == hirewall_model::Blame::Host);
        assert!(hosts.clone().count() == 2 && hosts.into_iter().all(|code| !code.trips()));
    }
}
