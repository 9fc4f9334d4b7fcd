//! A day, counted from 1970-01-01.

/// A day of the Gregorian calendar, counted from 1970-01-01; days before it are negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

/// Milliseconds in a day.
const DAY_MS: i64 = 86_400_000;

impl Day {
    /// The day of a year, month and day of month; none where the calendar has no such day, or the year has more than four
    /// digits.
    #[must_use]
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let fits = (0..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        fits.then(|| Self(count(year, month, day)))
    }

    /// The day in UTC of a count of milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn of_ms(ms: i64) -> Self {
        Self(ms.div_euclid(DAY_MS))
    }

    /// The day of an RFC 3339 date-time or date, as it is written there.
    #[must_use]
    pub fn of_date_time(text: &str) -> Option<Self> {
        let date = text.get(..10)?;
        let ends = text.get(10..)?.chars().next().is_none_or(|next| matches!(next, 'T' | 't' | ' '));
        if !ends {
            return None;
        }
        let mut parts = date.split('-').map(number);
        let day = Self::new(parts.next()??, parts.next()??, parts.next()??);
        parts.next().is_none().then_some(day).flatten()
    }

    /// Days from another day to this one; negative when this one is earlier.
    #[must_use]
    pub fn since(self, other: Self) -> i64 {
        self.0.saturating_sub(other.0)
    }

    /// The day so many days later.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }
}

/// A number of digits alone; a sign is none.
pub(crate) fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Days of a month.
pub(crate) fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01, by counting in eras of 400 years that begin in March.
fn count(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn days_follow_each_other_over_centuries() {
        let mut expected = Day::new(1890, 1, 1).unwrap();
        for year in 1890..=2110 {
            for month in 1..=12 {
                for day in 1..=days_in(year, month) {
                    assert_eq!(Day::new(year, month, day), Some(expected), "{year}-{month}-{day}");
                    expected = expected.plus(1);
                }
                assert_eq!(Day::new(year, month, days_in(year, month) + 1), None);
            }
        }
        assert_eq!(Day::new(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::new(2000, 3, 1), Some(Day(11_017)));
    }

    #[test]
    fn date_times_count_on_the_day_they_are_written_with() {
        let day = Day::new(2024, 2, 29).unwrap();
        for text in ["2024-02-29", "2024-02-29T23:59:59-11:00", "2024-02-29t00:00:00z", "2024-02-29 10:00"] {
            assert_eq!(Day::of_date_time(text), Some(day), "{text}");
        }
        for text in
            ["", "2024", "2023-02-29", "2024-02-29x", "2024-2-29T00:00", "+024-02-29", "２０２４-02-29", "2024-02-2é"]
        {
            assert_eq!(Day::of_date_time(text), None, "{text}");
        }
    }

    #[test]
    fn milliseconds_before_1970_belong_to_the_day_they_fall_on() {
        assert_eq!(Day::of_ms(-1), Day(-1));
        assert_eq!(Day::of_ms(0), Day(0));
        assert_eq!(Day::of_ms(DAY_MS), Day(1));
        assert_eq!(Day::of_ms(i64::MIN).since(Day(0)), i64::MIN.div_euclid(DAY_MS));
    }
}
