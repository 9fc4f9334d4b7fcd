//! Days and moments as whole numbers, and how they are written. It knows no clock, and of time zones only their distance
//! from UTC and when summer time begins.

use std::fmt;
use std::str::FromStr;

/// A day: days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// A text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is no day")]
pub struct DayError;

impl Day {
    /// The first of a month, `month` from 1 to 12.
    const fn first_of(year: i32, month: i32) -> i32 {
        // Years that begin in March, so that the day which some years have more is their last.
        let shifted = if month <= 2 { year - 1 } else { year };
        let of_year = (153 * ((month + 9) % 12) + 2) / 5;
        shifted * 365 + shifted.div_euclid(4) - shifted.div_euclid(100) + shifted.div_euclid(400) + of_year - 719_468
    }

    /// A day of the calendar; days beyond the end of the month go on into the next.
    pub const fn new(year: i32, month: u32, day: u32) -> Self {
        Self(Self::first_of(year, month as i32) + day as i32 - 1)
    }

    /// Year, month and day of the month.
    pub fn civil(self) -> (i32, u32, u32) {
        // No later than the year: no year is longer than 366 days nor, before 1970, shorter than 365.
        let guess = self.0.div_euclid(366).min(self.0.div_euclid(365)) + 1970;
        let year = (guess..).take_while(|year| Self::first_of(*year, 1) <= self.0).last().unwrap_or(guess);
        let month = (1..=12).rev().find(|month| Self::first_of(year, *month) <= self.0).unwrap_or(1);
        (year, month as u32, (self.0 - Self::first_of(year, month) + 1) as u32)
    }

    /// The year.
    pub(crate) fn year(self) -> i32 {
        self.civil().0
    }

    /// 0 for Monday to 6 for Sunday.
    pub(crate) fn weekday(self) -> u32 {
        (self.0 + 3).rem_euclid(7) as u32
    }

    /// So many days later, or earlier.
    pub(crate) const fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days as i32))
    }

    /// Days from another day to this one.
    pub(crate) const fn since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0) as i64
    }

    /// The same day of the month so many months later, the last of that month where it is shorter.
    pub fn plus_months(self, months: u32) -> Self {
        let (year, month, day) = self.civil();
        let count = month - 1 + months;
        let (year, month) = (year + (count / 12) as i32, (count % 12) as i32 + 1);
        let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let last = Self::first_of(next_year, next_month) - 1;
        Self((Self::first_of(year, month) + day as i32 - 1).min(last))
    }

    /// The first moment of the day in UTC.
    pub(crate) const fn midnight(self) -> Moment {
        Moment(self.0 as i64 * DAY)
    }

    /// The `nth` Sunday of a month, from 1; the last one for 0.
    fn sunday(year: i32, month: i32, nth: i32) -> Self {
        let first = Self(Self::first_of(year, month));
        if nth == 0 {
            let next = Self(Self::first_of(year, month + 1));
            return next.plus(-i64::from(next.weekday()) - 1);
        }
        first.plus(i64::from(6 - first.weekday()) + 7 * i64::from(nth - 1))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let mut parts = text.split('-').map(|part| {
            if part.bytes().all(|byte| byte.is_ascii_digit()) {
                part.parse::<u32>().map_err(|_| DayError)
            } else {
                Err(DayError)
            }
        });
        let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(DayError);
        };
        let (year, month, day) = (year?, month?, day?);
        if text.len() != 10 || !(1..=12).contains(&month) {
            return Err(DayError);
        }
        let found = Self::new(year as i32, month, day);
        // A 30th of February would be a day of March.
        if found.to_string() == text { Ok(found) } else { Err(DayError) }
    }
}

/// A moment: seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Moment(i64);

/// Seconds of an hour.
pub(crate) const HOUR: i64 = 3600;
/// Seconds of a day.
pub(crate) const DAY: i64 = 24 * HOUR;

impl Moment {
    /// The moment that was written so; nothing where the text is of another form.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
        let mut parts = time.splitn(3, ':').map(|part| part.parse::<i64>().ok());
        let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
        let read = day.parse::<Day>().ok()?.midnight().plus(hours * HOUR + minutes * 60 + seconds);
        (read.to_string() == text).then_some(read)
    }

    /// So many seconds later, or earlier.
    pub(crate) const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// So many days later, or earlier.
    pub(crate) const fn plus_days(self, days: i64) -> Self {
        self.plus(days * DAY)
    }

    /// Seconds from another moment to this one.
    pub(crate) const fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// The day in UTC.
    pub(crate) const fn day(self) -> Day {
        Day(self.0.div_euclid(DAY) as i32)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = self.0.rem_euclid(DAY);
        write!(f, "{}T{:02}:{:02}:{:02}Z", self.day(), rest / HOUR, rest % HOUR / 60, rest % 60)
    }
}

/// When clocks go forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Summer {
    Never,
    /// From the second Sunday of March to the first of November.
    NorthAmerica,
    /// From the last Sunday of March to the last of October.
    Europe,
    /// From the first Sunday of October to the first of April.
    Australia,
}

/// A time zone: its IANA name and minutes ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zone {
    pub(crate) name: &'static str,
    pub(crate) winter_minutes: i64,
    pub(crate) summer: Summer,
}

impl Zone {
    /// Minutes ahead of UTC on a day. The day of the change counts as a whole to what begins.
    pub(crate) fn minutes(&self, day: Day) -> i64 {
        let year = day.year();
        let summer = match self.summer {
            Summer::Never => false,
            Summer::NorthAmerica => (Day::sunday(year, 3, 2)..Day::sunday(year, 11, 1)).contains(&day),
            Summer::Europe => (Day::sunday(year, 3, 0)..Day::sunday(year, 10, 0)).contains(&day),
            Summer::Australia => !(Day::sunday(year, 4, 1)..Day::sunday(year, 10, 1)).contains(&day),
        };
        self.winter_minutes + if summer { 60 } else { 0 }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (text, number) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("2026-01-01", 20_454),
            ("1900-03-01", -25_508),
        ] {
            let day: Day = text.parse().unwrap();
            assert_eq!(day.0, number, "{text}");
            assert_eq!(day.to_string(), text);
        }
        // Every day of four centuries follows the one before it.
        let mut day = Day::new(1850, 1, 1);
        let mut before = day.civil();
        for _ in 0..146_097 {
            day = day.plus(1);
            let (year, month, of_month) = day.civil();
            let (y, m, d) = before;
            assert!(
                (year, month, of_month) == (y, m, d + 1)
                    || (of_month == 1 && ((year, month) == (y, m + 1) || (year, month, m) == (y + 1, 1, 12))),
                "{day} after {before:?}"
            );
            assert_eq!(Day::new(year, month, of_month), day);
            before = day.civil();
        }
        assert_eq!(before, (2250, 1, 1));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2026",
            "2026-02-30",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "+026-01-01",
            "2026-01-01T00:00:00Z",
            "2026-01-001",
        ] {
            assert_eq!(text.parse::<Day>(), Err(DayError), "{text}");
        }
    }

    #[test]
    fn months_are_added_as_people_do() {
        let of = |text: &str, months| text.parse::<Day>().unwrap().plus_months(months).to_string();
        assert_eq!(of("2026-01-01", 3), "2026-04-01");
        assert_eq!(of("2026-01-31", 1), "2026-02-28");
        assert_eq!(of("2026-11-15", 14), "2028-01-15");
        assert_eq!(of("2027-12-31", 2), "2028-02-29");
    }

    #[test]
    fn summer_time_begins_and_ends_on_its_sundays() {
        let new_york = Zone { name: "America/New_York", winter_minutes: -300, summer: Summer::NorthAmerica };
        let berlin = Zone { name: "Europe/Berlin", winter_minutes: 60, summer: Summer::Europe };
        let sydney = Zone { name: "Australia/Sydney", winter_minutes: 600, summer: Summer::Australia };
        for (zone, day, minutes) in [
            (new_york, "2026-03-07", -300),
            (new_york, "2026-03-08", -240),
            (new_york, "2026-10-31", -240),
            (new_york, "2026-11-01", -300),
            (berlin, "2026-03-28", 60),
            (berlin, "2026-03-29", 120),
            (berlin, "2026-10-25", 60),
            (sydney, "2026-01-10", 660),
            (sydney, "2026-04-05", 600),
            (sydney, "2026-10-04", 660),
        ] {
            assert_eq!(zone.minutes(day.parse().unwrap()), minutes, "{} {day}", zone.name);
        }
    }

    #[test]
    fn moments_are_written_in_utc() {
        let moment = Day::new(2026, 1, 5).midnight().plus(9 * HOUR + 61);
        assert_eq!(moment.to_string(), "2026-01-05T09:01:01Z");
        assert_eq!(Day::new(1969, 12, 31).midnight().plus(5).to_string(), "1969-12-31T00:00:05Z");
        assert_eq!(Moment::read("2026-01-05T09:01:01Z"), Some(moment));
        for text in [
            "",
            "2026-01-05",
            "2026-01-05T09:01Z",
            "2026-01-05T25:01:01Z",
            "2026-01-05T9:01:01Z",
            "2026-02-30T00:00:00Z",
        ] {
            assert_eq!(Moment::read(text), None, "{text}");
        }
    }
}
