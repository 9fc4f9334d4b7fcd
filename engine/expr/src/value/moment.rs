//! Moments: RFC 3339 text, years 1 to 9999, the civil calendar. It does not read a clock.

use std::fmt::Write as _;

use hirewall_model::Time;
use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use crate::functions::Fault;

/// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
const FIRST: i64 = -62_135_596_800;
const LAST: i64 = 253_402_300_799;
const DAY: i64 = 86_400;

pub(crate) const OUT_OF_RANGE: Fault = Fault::fixed("timestamp out of range");

/// A moment, if it is in range.
pub(crate) fn at(seconds: i64, nanos: u32) -> Option<Time> {
    (FIRST..=LAST).contains(&seconds).then_some(Time { seconds, nanos })
}

/// The moment a duration later.
pub(crate) fn shift(time: Time, span: SignedDuration) -> Option<Time> {
    let moment = SignedDuration::new(time.seconds, time.nanos.cast_signed()).checked_add(span)?;
    let (mut seconds, mut nanos) = (moment.as_secs(), moment.subsec_nanos());
    if nanos < 0 {
        seconds -= 1;
        nanos += 1_000_000_000;
    }
    at(seconds, nanos.cast_unsigned())
}

/// The duration from one moment to another.
pub(crate) fn between(from: Time, to: Time) -> Option<SignedDuration> {
    SignedDuration::new(to.seconds, to.nanos.cast_signed())
        .checked_sub(SignedDuration::new(from.seconds, from.nanos.cast_signed()))
}

/// A date as seconds since the epoch at its midnight in UTC.
pub(crate) fn midnight(date: Date) -> i64 {
    let days = Date::constant(1970, 1, 1).until(date).map_or(0, |span| i64::from(span.get_days()));
    days * DAY
}

/// The date and the second of that day, `shift` seconds from UTC; none beyond year 1 to 9999.
pub(crate) fn civil(time: Time, shift: i64) -> Option<(Date, i64)> {
    let seconds = time.seconds.checked_add(shift)?;
    let days = i32::try_from(seconds.div_euclid(DAY)).ok()?;
    let date = Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some((date, seconds.rem_euclid(DAY)))
}

/// RFC 3339 text, strictly: `2009-02-13T23:31:30.5Z`, `2009-02-13T23:31:30+02:00`.
pub(crate) fn parse(text: &str) -> Result<Time, Fault> {
    read(text).ok_or(Fault::fixed("not a timestamp in the form of RFC 3339"))?.ok_or(OUT_OF_RANGE)
}

/// The outer option is the form, the inner the range.
fn read(text: &str) -> Option<Option<Time>> {
    let bytes = text.as_bytes();
    let mark = |at: usize, any: &[u8]| bytes.get(at).is_some_and(|byte| any.contains(byte)).then_some(());
    let (year, month, day) = (digits(bytes, 0, 4)?, digits(bytes, 5, 2)?, digits(bytes, 8, 2)?);
    let (hour, minute, second) = (digits(bytes, 11, 2)?, digits(bytes, 14, 2)?, digits(bytes, 17, 2)?);
    mark(4, b"-")?;
    mark(7, b"-")?;
    mark(10, b"Tt")?;
    mark(13, b":")?;
    mark(16, b":")?;
    let mut at = 19;
    let mut nanos = 0;
    if mark(at, b".").is_some() {
        let fraction: &[u8] = bytes.get(at + 1..)?;
        let count = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 || count > 9 {
            return None;
        }
        nanos = digits(bytes, at + 1, count)? * 10_i64.pow(9 - u32::try_from(count).ok()?);
        at += 1 + count;
    }
    let shift = match bytes.get(at..)? {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), rest @ ..] if rest.len() == 5 && rest.get(2) == Some(&b':') => {
            let (hours, minutes) = (digits(rest, 0, 2)?, digits(rest, 3, 2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = hours * 3600 + minutes * 60;
            if *sign == b'-' { -seconds } else { seconds }
        }
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let seconds = midnight(date) + hour * 3600 + minute * 60 + second.min(59) - shift;
    Some(self::at(seconds, u32::try_from(nanos).ok()?))
}

/// The number that `count` digits at a place make.
pub(crate) fn digits(bytes: &[u8], at: usize, count: usize) -> Option<i64> {
    let digits = bytes.get(at..at.checked_add(count)?)?;
    digits.iter().try_fold(0_i64, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

/// RFC 3339 text in UTC, the fraction without trailing zeros.
pub(crate) fn print(time: Time) -> String {
    let Some((date, second)) = civil(time, 0) else { return String::new() };
    let mut text = format!("{date}T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    if time.nanos > 0 {
        let _ = write!(text, ".{:09}", time.nanos);
        text.truncate(text.trim_end_matches('0').len());
    }
    text.push('Z');
    text
}

/// How many seconds a time zone is ahead of UTC at a moment. A zone is an IANA name, `UTC`, or an offset such as
/// `+11:00`, `-02:30` or `02:00`.
pub(crate) fn zone_shift(zone: &str, time: Time) -> Result<i64, Fault> {
    const UNKNOWN: Fault = Fault::fixed("unknown time zone");
    let (sign, rest) = match zone.as_bytes() {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] | rest => (1, rest),
    };
    if rest.len() == 5
        && rest.get(2) == Some(&b':')
        && let (Some(hours @ 0..=23), Some(minutes @ 0..=59)) = (digits(rest, 0, 2), digits(rest, 3, 2))
    {
        return Ok(sign * (hours * 3600 + minutes * 60));
    }
    if zone.is_empty() || zone.len() > 64 {
        return Err(UNKNOWN);
    }
    let zone = TimeZone::get(zone).map_err(|_| UNKNOWN)?;
    // Moments at the very ends of the calendar are beyond what the zone library takes: the nearest one has the offset.
    let (first, last) = (jiff::Timestamp::MIN.as_second(), jiff::Timestamp::MAX.as_second());
    let moment = jiff::Timestamp::from_second(time.seconds.clamp(first, last)).map_err(|_| UNKNOWN)?;
    let offset: Offset = zone.to_offset(moment);
    Ok(i64::from(offset.seconds()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_reads_and_prints() {
        let cases = [
            ("2009-02-13T23:31:30Z", "2009-02-13T23:31:30Z"),
            ("2009-02-13t23:31:30.120z", "2009-02-13T23:31:30.12Z"),
            ("2009-02-13T23:31:30+02:30", "2009-02-13T21:01:30Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text).map(print).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn other_text_is_refused() {
        let cases = [
            "",
            "2009",
            "2009-02-13",
            "2009-02-13 23:31:30Z",
            "2009-02-30T00:00:00Z",
            "2009-02-13T24:00:00Z",
            "2009-02-13T23:31:30",
            "2009-02-13T23:31:30.Z",
            "2009-02-13T23:31:30+2:00",
            "2009-02-13T23:31:30Zx",
            "0000-01-01T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+00:01",
            "é009-02-13T23:31:30Z",
            "2009-02-13T23:31:30.1234567890Z",
            "+009-02-13T23:31:30Z",
        ];
        for text in cases {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
