//! The systems that records come from, one file each. What they have in common is in [`crate::draft`].

mod fleet;
mod greenhouse;
mod hr_open;
mod intune;
mod jamf;
mod json_resume;
mod lever;
pub(crate) mod osquery;
mod smartrecruiters;
mod workday;

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::draft::Draft;
use crate::ledger::Ledger;

/// A system that records come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// Résumés in the form of JSON Resume.
    JsonResume,
    /// Candidates of Greenhouse, Harvest API v1.
    Greenhouse,
    /// Opportunities of Lever, API v1.
    Lever,
    /// Candidates of SmartRecruiters.
    SmartRecruiters,
    /// Candidates of Workday, Recruiting REST API.
    Workday,
    /// Candidates of HR Open Standards 4.x, as JazzHR sends them.
    HrOpen,
    /// Tables of osquery: one object of tables, or the lines of its results log.
    Osquery,
    /// Hosts of Fleet.
    Fleet,
    /// Managed devices of Microsoft Intune, from Microsoft Graph v1.0.
    Intune,
    /// Computers of Jamf Pro, `computers-inventory`.
    Jamf,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::JsonResume,
        Self::Greenhouse,
        Self::Lever,
        Self::SmartRecruiters,
        Self::Workday,
        Self::HrOpen,
        Self::Osquery,
        Self::Fleet,
        Self::Intune,
        Self::Jamf,
    ];

    /// The name, as on the command line and in `source_system`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::JsonResume => "json-resume",
            Self::Greenhouse => "greenhouse",
            Self::Lever => "lever",
            Self::SmartRecruiters => "smartrecruiters",
            Self::Workday => "workday",
            Self::HrOpen => "hr-open",
            Self::Osquery => "osquery",
            Self::Fleet => "fleet",
            Self::Intune => "intune",
            Self::Jamf => "jamf",
        }
    }

    /// The kind of its records.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Osquery | Self::Fleet | Self::Intune | Self::Jamf => "device",
            _ => "applicant",
        }
    }

    /// The field below `custom`.
    pub(crate) fn custom(self) -> &'static str {
        match self {
            Self::JsonResume => "json_resume",
            Self::HrOpen => "hr_open",
            other => other.name(),
        }
    }

    /// The field in which a page holds its records, and the field in which an answer holds one record.
    pub(crate) fn page(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Lever | Self::Workday => (Some("data"), Some("data")),
            Self::SmartRecruiters => (Some("content"), None),
            Self::Fleet => (Some("hosts"), Some("host")),
            Self::Intune => (Some("value"), None),
            Self::Jamf => (Some("results"), None),
            Self::JsonResume | Self::Greenhouse | Self::HrOpen | Self::Osquery => (None, None),
        }
    }

    /// Whether the source rewrites phone numbers, so that their spelling is no evidence of who typed them; none when the
    /// documentation does not say, so that a rule on the spelling stays undetermined.
    pub(crate) fn phones_normalised(self) -> Option<bool> {
        match self {
            // A résumé is the person's own text, and its schema says that any form will do; the others keep free text: their
            // documentation shows numbers in national spelling, of several forms.
            Self::JsonResume | Self::Greenhouse | Self::Lever => Some(false),
            // Put together from a country code and a number; `formattedNumber` is formatted by its name.
            Self::Workday | Self::HrOpen => Some(true),
            Self::SmartRecruiters | Self::Osquery | Self::Fleet | Self::Intune | Self::Jamf => None,
        }
    }

    /// The records that an element of the input stands for, when they take at most `limit` bytes together.
    pub(crate) fn split(self, element: Value, limit: usize) -> Result<Vec<Value>, TooMuch> {
        match self {
            Self::Greenhouse => greenhouse::split(element, limit),
            _ => Ok(vec![element]),
        }
    }

    /// Moves what the source says into the record.
    pub(crate) fn fill(self, draft: &mut Draft, ledger: &mut Ledger) {
        match self {
            Self::JsonResume => json_resume::fill(draft, ledger),
            Self::Greenhouse => greenhouse::fill(draft, ledger),
            Self::Lever => lever::fill(draft, ledger),
            Self::SmartRecruiters => smartrecruiters::fill(draft),
            Self::Workday => workday::fill(draft),
            Self::HrOpen => hr_open::fill(draft, ledger),
            Self::Osquery => osquery::fill(draft),
            Self::Fleet => fleet::fill(draft),
            Self::Intune => intune::fill(draft),
            Self::Jamf => jamf::fill(draft),
        }
    }
}

/// An element stands for more than may be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMuch;

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Source {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|source| source.name() == name).ok_or(())
    }
}
