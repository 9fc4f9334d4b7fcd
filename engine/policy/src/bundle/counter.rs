//! A compiled counter. It does not count.

use std::fmt;
use std::sync::Arc;

use hirewall_counter::{CounterId, Measure};
use hirewall_expr::ir::Program;

use super::Origin;

/// How many records share a key within a time.
#[derive(Debug)]
#[non_exhaustive]
pub struct Counter {
    /// Its full id, `policy/counter`.
    pub id: Arc<str>,
    /// One line that names it.
    pub title: Option<String>,
    /// The digest of its definition: what is counted under it goes on after a reload that does not change it.
    pub digest: CounterId,
    /// What it counts.
    pub measure: Measure,
    /// Seconds that its window reaches back from the record's own time.
    pub within: i64,
    /// What records share; each gives one key or a list of them.
    pub keys: Vec<Program>,
    /// What is counted or added up; nothing where records are.
    pub element: Option<Program>,
    /// Which records count; all when absent.
    pub filter: Option<Program>,
    /// Where its name stands.
    pub origin: Origin,
}

impl Counter {
    /// Its name in its policy.
    #[must_use]
    pub fn name(&self) -> &str {
        self.id.split_once('/').map_or(&self.id, |(_, name)| name)
    }
}

/// In words: ``different `applicant.id` with the same `applicant.phone` within 90 days``.
impl fmt::Display for Counter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.measure, &self.element) {
            (Measure::Distinct, Some(element)) => write!(f, "different `{}`", element.text().trim())?,
            (Measure::Sum(_), Some(element)) => write!(f, "sum of `{}`", element.text().trim())?,
            _ => f.write_str("records")?,
        }
        for (at, key) in self.keys.iter().enumerate() {
            f.write_str(if at == 0 { " with the same " } else { " or " })?;
            write!(f, "`{}`", key.text().trim())?;
        }
        if let Some(filter) = &self.filter {
            write!(f, " where `{}`", filter.text().trim())?;
        }
        let (number, unit) = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
            .into_iter()
            .find(|(seconds, _)| self.within % seconds == 0)
            .map_or((self.within, "second"), |(seconds, unit)| (self.within / seconds, unit));
        write!(f, " within {number} {unit}{}", if number == 1 { "" } else { "s" })
    }
}
