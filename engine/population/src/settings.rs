//! What a run is made from: seed, time, numbers. All of it is checked before anything is written.

use crate::calendar::{Day, Moment};

/// What to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Decides every random choice: the same seed and settings make the same bytes.
    pub seed: u64,
    /// The first day.
    pub start: Day,
    /// Months of the calendar in which people apply, from 1 on.
    pub months: u32,
    /// New applicants in each month.
    pub applicants_per_month: u32,
    /// Months after those in which nobody applies any more and what was begun goes on: interviews, offers, hires, computers. Without them
    /// the end cuts off what would have become of those who applied last.
    pub follow_months: u32,
    /// How many applicants are personas.
    pub scheme_rate: Share,
    /// Whether every persona is interviewed, gets an offer and is hired, as if nobody but policies ever stopped one.
    pub personas_hired: bool,
}

/// A share as a fraction: `part` of `whole`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: u32,
    /// The whole.
    pub whole: u32,
}

impl Share {
    /// One applicant in 343, as one vendor counted (S17).
    pub const PUBLISHED: Self = Self { part: 1, whole: 343 };
}

/// Settings that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// No month, or too many.
    #[error("{0} months cannot be simulated, only 1 to {most}", most = Settings::MOST_MONTHS)]
    Months(u32),
    /// No applicants, or too many in all.
    #[error("{0} applicants cannot be simulated, only 1 to {most}", most = Settings::MOST_APPLICANTS)]
    Applicants(u64),
    /// A share above all.
    #[error("a share of {0} in {1} is more than all or of nothing")]
    Share(u32, u32),
    /// A year for which careers cannot be told.
    #[error("the year {0} cannot be simulated, only {first} to {last}", first = Settings::FIRST_YEAR, last = Settings::LAST_YEAR)]
    Year(i32),
}

impl Default for Settings {
    /// Three months of 2,000 applicants from 2026-01-01, one in 343 a persona.
    fn default() -> Self {
        Self {
            seed: 1,
            start: Day::new(2026, 1, 1),
            months: 3,
            applicants_per_month: 2000,
            follow_months: 0,
            scheme_rate: Share::PUBLISHED,
            personas_hired: false,
        }
    }
}

impl Settings {
    /// Most months of a run, those after the last application included.
    pub const MOST_MONTHS: u32 = 120;
    /// Most applicants of a run: beyond them telephone numbers that reach nobody would run out.
    pub const MOST_APPLICANTS: u64 = 1_000_000;
    /// The first year that a run may begin in: earlier, technologies that people name did not exist.
    pub const FIRST_YEAR: i32 = 2022;
    /// The last year that a run may begin in.
    pub const LAST_YEAR: i32 = 2080;

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// The first that cannot be.
    pub fn check(&self) -> Result<(), SettingsError> {
        let months = self.months.saturating_add(self.follow_months);
        if self.months == 0 || months > Self::MOST_MONTHS {
            return Err(SettingsError::Months(if self.months == 0 { 0 } else { months }));
        }
        if self.people() == 0 || self.people() > Self::MOST_APPLICANTS {
            return Err(SettingsError::Applicants(self.people()));
        }
        let Share { part, whole } = self.scheme_rate;
        if whole == 0 || part > whole {
            return Err(SettingsError::Share(part, whole));
        }
        let year = self.start.year();
        if !(Self::FIRST_YEAR..=Self::LAST_YEAR).contains(&year) {
            return Err(SettingsError::Year(year));
        }
        Ok(())
    }

    /// Applicants in all.
    pub fn people(&self) -> u64 {
        u64::from(self.months) * u64::from(self.applicants_per_month)
    }

    /// The first day after the run.
    pub fn end(&self) -> Day {
        self.start.plus_months(self.months + self.follow_months)
    }

    /// The moment from which on nobody applies.
    pub(crate) fn closed(&self) -> Moment {
        self.start.plus_months(self.months).midnight()
    }

    /// The moment at which the run ends.
    pub(crate) fn end_moment(&self) -> Moment {
        self.end().midnight()
    }
}
