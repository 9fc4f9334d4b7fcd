//! What came out otherwise than a case says.

use hirewall_model::manifest::Difference;

/// Something that came out otherwise than the case says. Cases are invented, so that their values may be shown.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Mismatch {
    /// A signal with another value, or missing.
    #[error("{0}")]
    Signal(Difference),
    /// The detector gives no answer.
    #[error("the detector fails with `{code}`: {message}")]
    Failed {
        /// The failure's code.
        code: String,
        /// What it says.
        message: String,
    },
    /// The answer breaks the plugin's own signals schema; a host would refuse it.
    #[error("the signals break their schema at `{place}`: {reason}")]
    Signals {
        /// JSON pointer into the signals.
        place: String,
        /// Why.
        reason: String,
    },
    /// The case's settings break the plugin's own config schema; a host would refuse them.
    #[error("the settings break their schema at `{place}`: {reason}")]
    Settings {
        /// JSON pointer into the settings.
        place: String,
        /// Why.
        reason: String,
    },
    /// The detector asks for a list or table that its manifest does not name; in a host that ends the run.
    #[error("the detector asks for the {name}, which its manifest does not name")]
    Undeclared {
        /// ``list `free` ``, or a table.
        name: String,
    },
    /// Asked twice, the detector answers differently: it remembers, draws lots, or goes by the order of a hash map.
    #[error("asked a second time, the detector answers differently")]
    Unsteady,
    /// The case's `now` is no time, or beyond what a request can say.
    #[error("the case's `now` is no time")]
    Time,
}
