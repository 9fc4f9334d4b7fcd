//! Parameters of addresses, checked by name. What stands in one is never repeated in an answer: it may be personal.

use axum::http::Uri;
use hirewall::Time;

use super::{Problem, ProblemKind};

/// Entries of one page, at most.
const MOST: u64 = 1_000;
/// Entries of one page, where the request does not say.
const USUAL: u64 = 100;

/// The largest number that JSON programs in all languages can hold as an integer of 64 bits.
pub(super) const LARGEST: u64 = i64::MAX as u64;

/// The parameters of an address, each given at most once.
pub(super) struct Parameters {
    pairs: Vec<(String, String)>,
}

impl Parameters {
    /// Those of an address, where only these names are known.
    pub(super) fn of(uri: &Uri, known: &[&str]) -> Result<Self, Problem> {
        let bad = |detail: String| {
            let known = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            Problem::new(ProblemKind::Request, detail).help(format!("The parameters of this path are {known}."))
        };
        let query = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri);
        let pairs = query.map_err(|_| bad("the parameters cannot be read".to_owned()))?.0;
        for (at, (name, _)) in pairs.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                return Err(bad("there is a parameter that this path does not have".to_owned()));
            }
            if pairs.iter().take(at).any(|(other, _)| other == name) {
                return Err(bad(format!("the parameter `{name}` is given twice")));
            }
        }
        Ok(Self { pairs })
    }

    /// The text of a parameter.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// A parameter as something else.
    pub(super) fn read<T>(
        &self,
        name: &str,
        what: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let bad = || {
            Problem::new(ProblemKind::Request, format!("the parameter `{name}` is not {what}"))
                .help(format!("Give {what}, or leave it out."))
        };
        read(text).map(Some).ok_or_else(bad)
    }

    /// A whole number within bounds.
    pub(super) fn number(&self, name: &str, least: u64, most: u64) -> Result<Option<u64>, Problem> {
        let what = format!("a whole number from {least} to {most}");
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        self.read(name, &what, |text| {
            text.parse().ok().filter(|number| digits(text) && (least..=most).contains(number))
        })
    }

    /// How many entries a page is to have: `limit`.
    pub(super) fn limit(&self) -> Result<u32, Problem> {
        Ok(u32::try_from(self.number("limit", 1, MOST)?.unwrap_or(USUAL)).unwrap_or(1))
    }

    /// Where a page begins: `cursor`, which is `next` of the page before.
    pub(super) fn cursor(&self) -> Result<Option<u64>, Problem> {
        self.number("cursor", 0, LARGEST)
    }

    /// A moment.
    pub(super) fn time(&self, name: &str) -> Result<Option<Time>, Problem> {
        self.read(name, "a moment such as `2026-01-31T09:30:00Z`", |text| text.parse().ok())
    }
}
