//! Moments read from and printed as RFC 3339.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hirewall_model::{Time, TimeError};
use proptest::prelude::*;

#[test]
fn moments_are_read_and_printed_in_utc() {
    let cases = [
        ("1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00Z"),
        ("1969-12-31T23:59:59.5Z", -1, 500_000_000, "1969-12-31T23:59:59.5Z"),
        ("2026-01-05t11:00:00+01:00", 1_767_607_200, 0, "2026-01-05T10:00:00Z"),
        ("2026-01-05T10:00:00-00:00", 1_767_607_200, 0, "2026-01-05T10:00:00Z"),
        ("2024-02-29T12:00:00.000000001z", 1_709_208_000, 1, "2024-02-29T12:00:00.000000001Z"),
        ("2024-02-29T12:00:00.1234567899Z", 1_709_208_000, 123_456_789, "2024-02-29T12:00:00.123456789Z"),
        ("2000-02-29T00:00:00Z", 951_782_400, 0, "2000-02-29T00:00:00Z"),
        ("2016-12-31T23:59:60Z", 1_483_228_799, 999_999_999, "2016-12-31T23:59:59.999999999Z"),
        ("2017-01-01T00:59:60+01:00", 1_483_228_799, 999_999_999, "2016-12-31T23:59:59.999999999Z"),
        ("0001-01-01T00:00:00Z", -62_135_596_800, 0, "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
    ];
    for (text, seconds, nanos, printed) in cases {
        assert_eq!(text.parse(), Ok(Time { seconds, nanos }), "{text}");
        assert_eq!(Time { seconds, nanos }.to_string(), printed);
    }
}

#[test]
fn what_is_no_moment_is_refused() {
    let cases = [
        ("", TimeError::Form),
        ("2026-01-05", TimeError::Form),
        ("2026-01-05T10:00:00", TimeError::Form),
        ("2026-01-05 10:00:00Z", TimeError::Form),
        ("2026-1-5T10:00:00Z", TimeError::Form),
        ("2026-01-05T10:00Z", TimeError::Form),
        ("2026-01-05T10:00:00.Z", TimeError::Form),
        ("2026-01-05T10:00:00,5Z", TimeError::Form),
        ("2026-01-05T10:00:00+0100", TimeError::Form),
        ("2026-01-05T10:00:00Z ", TimeError::Form),
        (" 2026-01-05T10:00:00Z", TimeError::Form),
        ("+2026-01-05T10:00:00Z", TimeError::Form),
        ("12026-01-05T10:00:00Z", TimeError::Form),
        ("٢٠٢٦-01-05T10:00:00Z", TimeError::Form),
        ("2026-00-05T10:00:00Z", TimeError::Impossible),
        ("2026-13-05T10:00:00Z", TimeError::Impossible),
        ("2026-04-31T10:00:00Z", TimeError::Impossible),
        ("2025-02-29T10:00:00Z", TimeError::Impossible),
        ("1900-02-29T10:00:00Z", TimeError::Impossible),
        ("2026-01-00T10:00:00Z", TimeError::Impossible),
        ("2026-01-05T24:00:00Z", TimeError::Impossible),
        ("2026-01-05T10:60:00Z", TimeError::Impossible),
        ("2026-01-05T10:00:61Z", TimeError::Impossible),
        ("2026-01-05T10:00:60Z", TimeError::Impossible),
        ("2026-01-05T10:00:00+24:00", TimeError::Impossible),
        ("0000-01-01T00:00:00Z", TimeError::Range),
        ("0001-01-01T00:00:00+00:01", TimeError::Range),
        ("9999-12-31T23:59:59-00:01", TimeError::Range),
    ];
    for (text, error) in cases {
        assert_eq!(text.parse::<Time>(), Err(error), "{text}");
    }
}

#[test]
fn arithmetic_stays_within_the_years_that_can_be_printed() {
    let time: Time = "2026-01-05T10:00:00.25Z".parse().unwrap();
    assert_eq!(time.checked_add_seconds(86_400).unwrap().to_string(), "2026-01-06T10:00:00.25Z");
    assert_eq!(Time::MAX.checked_add_seconds(1), None);
    assert_eq!(Time::MIN.checked_add_seconds(-1), None);
    assert_eq!(time.checked_add_seconds(i64::MAX), None);
    let whole = Time { nanos: 0, ..time };
    assert_eq!((time.seconds_since(whole), whole.seconds_since(time)), (0, -1));
    assert_eq!(Time::new(0, 1_000_000_000), None);
}

proptest! {
    #[test]
    fn printing_agrees_with_jiff_and_reading_undoes_it(seconds in -62_135_596_800_i64..=253_402_200_000, nanos in 0_u32..1_000_000_000) {
        let time = Time::new(seconds, nanos).unwrap();
        let timestamp = time.to_timestamp().unwrap();
        prop_assert_eq!(time.to_string(), timestamp.to_string());
        prop_assert_eq!(time.to_string().parse::<Time>(), Ok(time));
        prop_assert_eq!(Time::from_timestamp(timestamp), Some(time));
    }

    #[test]
    fn what_is_read_agrees_with_jiff(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-][01][0-9]:[0-5][0-9])") {
        let ours = text.parse::<Time>().ok();
        let theirs = text.parse::<jiff::Timestamp>().ok().and_then(Time::from_timestamp);
        let late = text.starts_with("9999-12-3");
        prop_assert!(ours == theirs || late, "{} {:?} {:?}", text, ours, theirs);
    }
}
