//! A moment: seconds and nanoseconds since 1970-01-01T00:00:00Z, read and printed as RFC 3339.
//!
//! It does not know the current time, no time zones beyond an offset, and no partial dates.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A moment with nanoseconds, from year 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time {
    /// Whole seconds since the Unix epoch, rounded down.
    pub seconds: i64,
    /// Nanoseconds after that second, 0 to 999,999,999.
    pub nanos: u32,
}

/// Why a text is no moment. It never quotes the text, which may be personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not of the form that RFC 3339 prescribes.
    #[error("not written as `2026-01-31T09:30:00Z`")]
    Form,
    /// A month, day, hour, minute, second or offset that no calendar or clock has.
    #[error("no such date or time of day")]
    Impossible,
    /// Before year 1 or after year 9999.
    #[error("outside the years 1 to 9999")]
    Range,
}

/// 0001-01-01T00:00:00Z.
const FIRST: i64 = -62_135_596_800;
/// 9999-12-31T23:59:59Z.
const LAST: i64 = 253_402_300_799;
const DAY: i64 = 86_400;

impl Time {
    /// The first moment of year 1.
    pub const MIN: Self = Self { seconds: FIRST, nanos: 0 };
    /// The last moment of year 9999.
    pub const MAX: Self = Self { seconds: LAST, nanos: 999_999_999 };

    /// The moment so many seconds and nanoseconds after the Unix epoch, when it lies in the years 1 to 9999 and the
    /// nanoseconds are less than a second.
    #[must_use]
    pub fn new(seconds: i64, nanos: u32) -> Option<Self> {
        ((FIRST..=LAST).contains(&seconds) && nanos < 1_000_000_000).then_some(Self { seconds, nanos })
    }

    /// So many seconds later (earlier when negative), when that still lies in the years 1 to 9999.
    #[must_use]
    pub fn checked_add_seconds(self, seconds: i64) -> Option<Self> {
        Self::new(self.seconds.checked_add(seconds)?, self.nanos)
    }

    /// Whole seconds from `earlier` to `self`, rounded down; negative when `earlier` is later.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> i64 {
        self.seconds - earlier.seconds - i64::from(self.nanos < earlier.nanos)
    }

    /// Microseconds since the Unix epoch, rounded down.
    #[must_use]
    pub fn micros(self) -> i64 {
        self.seconds.saturating_mul(1_000_000).saturating_add(i64::from(self.nanos / 1_000))
    }

    /// The moment so many microseconds after the Unix epoch; the nearest of the years 1 to 9999.
    #[must_use]
    pub fn from_micros(micros: i64) -> Self {
        let nanos = u32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or(0);
        Self::new(micros.div_euclid(1_000_000), nanos).unwrap_or(if micros < 0 { Self::MIN } else { Self::MAX })
    }

    /// The same moment for `jiff`; nothing in the last hours of year 9999, which `jiff` leaves out.
    #[must_use]
    pub fn to_timestamp(self) -> Option<jiff::Timestamp> {
        jiff::Timestamp::new(self.seconds, i32::try_from(self.nanos).ok()?).ok()
    }

    /// The moment of a `jiff` timestamp, when it lies in the years 1 to 9999.
    #[must_use]
    pub fn from_timestamp(timestamp: jiff::Timestamp) -> Option<Self> {
        let nanos = timestamp.as_nanosecond();
        let seconds = i64::try_from(nanos.div_euclid(1_000_000_000)).ok()?;
        Self::new(seconds, u32::try_from(nanos.rem_euclid(1_000_000_000)).ok()?)
    }
}

/// Reads the fixed-width parts of a time of day and date.
struct Digits<'t>(&'t [u8]);

impl Digits<'_> {
    fn number(&mut self, width: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(width)?;
        self.0 = rest;
        digits.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
    }

    fn mark(&mut self, marks: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        marks.contains(first).then_some(*first)
    }

    /// The digits after a decimal point as nanoseconds; digits beyond the ninth are read and dropped.
    fn fraction(&mut self) -> Option<u32> {
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (fraction, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        let mut nanos = 0;
        let mut scale = 100_000_000;
        for byte in fraction {
            nanos += u32::from(byte - b'0') * scale;
            scale /= 10;
        }
        (digits > 0).then_some(nanos)
    }
}

impl FromStr for Time {
    type Err = TimeError;

    /// Reads RFC 3339 strictly. A leap second counts as the last nanosecond of its minute.
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let mut digits = Digits(text.as_bytes());
        let mut form = || -> Option<_> {
            let year = digits.number(4)?;
            digits.mark(b"-")?;
            let month = digits.number(2)?;
            digits.mark(b"-")?;
            let day = digits.number(2)?;
            digits.mark(b"Tt")?;
            let hour = digits.number(2)?;
            digits.mark(b":")?;
            let minute = digits.number(2)?;
            digits.mark(b":")?;
            let second = digits.number(2)?;
            let nanos = if digits.0.first() == Some(&b'.') {
                digits.mark(b".")?;
                digits.fraction()?
            } else {
                0
            };
            let offset = match digits.mark(b"Zz+-")? {
                sign @ (b'+' | b'-') => {
                    let hours = digits.number(2)?;
                    digits.mark(b":")?;
                    let minutes = digits.number(2)?;
                    Some((if sign == b'+' { 1 } else { -1 }, hours, minutes))
                }
                _ => None,
            };
            digits.0.is_empty().then_some(((year, month, day), (hour, minute, second, nanos), offset))
        };
        let ((year, month, day), (hour, minute, second, nanos), offset) = form().ok_or(TimeError::Form)?;
        let (sign, offset_hours, offset_minutes) = offset.unwrap_or((1, 0, 0));
        if !(1..=12).contains(&month)
            || !(1..=days_in_month(year, month)).contains(&day)
            || hour > 23
            || minute > 59
            || second > 60
            || offset_hours > 23
            || offset_minutes > 59
        {
            return Err(TimeError::Impossible);
        }
        let leap = second == 60;
        let (second, nanos) = if leap { (59, 999_999_999) } else { (second, nanos) };
        let local = days_from_civil(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
        let seconds = local - sign * (offset_hours * 3600 + offset_minutes * 60);
        if leap && (seconds + 1).rem_euclid(DAY) != 0 {
            return Err(TimeError::Impossible);
        }
        Self::new(seconds, nanos).ok_or(TimeError::Range)
    }
}

impl fmt::Display for Time {
    /// RFC 3339 in UTC with `Z`; a fraction only when there is one, without trailing zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, rest) = (self.seconds.div_euclid(DAY), self.seconds.rem_euclid(DAY));
        let (year, month, day) = civil_from_days(days);
        let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
        let digit = |number: i64| b'0' + u8::try_from(number % 10).unwrap_or_default();
        let tens = |number: i64| digit(number / 10);
        // The year of a time has four digits.
        let text = [
            digit(year / 1000),
            digit(year / 100),
            tens(year),
            digit(year),
            b'-',
            tens(month),
            digit(month),
            b'-',
            tens(day),
            digit(day),
            b'T',
            tens(hour),
            digit(hour),
            b':',
            tens(minute),
            digit(minute),
            b':',
            tens(second),
            digit(second),
        ];
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())?;
        if self.nanos > 0 {
            let fraction = format!("{:09}", self.nanos);
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar. Years begin in March here, so that the leap day is last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
