//! Values with units: durations and sizes. A number without a unit is refused, except for 0.

use std::time::Duration;

const TIMES: [(&str, u64); 5] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
const SIZES: [(&str, u64); 7] = [
    ("B", 1),
    ("kB", 1_000),
    ("KiB", 1 << 10),
    ("MB", 1_000_000),
    ("MiB", 1 << 20),
    ("GB", 1_000_000_000),
    ("GiB", 1 << 30),
];

/// `10s`, `200ms`, `5m`, `1h`, `30d`.
///
/// None for anything else, a number without its unit too.
#[must_use]
pub fn duration(text: &str) -> Option<Duration> {
    scaled(text, &TIMES).map(Duration::from_millis)
}

/// `4MiB`, `512KiB`, `100kB`, `64B`.
///
/// None for anything else, a number without its unit too.
#[must_use]
pub fn bytes(text: &str) -> Option<u64> {
    scaled(text, &SIZES)
}

fn scaled(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let number: u64 = number.parse().ok()?;
    let unit = unit.trim_start();
    if unit.is_empty() {
        return (number == 0).then_some(0);
    }
    let (_, scale) = units.iter().find(|(name, _)| *name == unit)?;
    number.checked_mul(*scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_carry_their_unit() {
        let times = [
            ("200ms", Some(200)),
            ("10s", Some(10_000)),
            ("10 s", Some(10_000)),
            ("2m", Some(120_000)),
            ("1h", Some(3_600_000)),
            ("30d", Some(2_592_000_000)),
            ("0", Some(0)),
            ("10", None),
            ("", None),
            ("s", None),
            ("-1s", None),
            ("1.5s", None),
            ("10S", None),
            ("99999999999999999999s", None),
            ("9999999999999999d", None),
        ];
        for (text, expected) in times {
            assert_eq!(duration(text), expected.map(Duration::from_millis), "{text}");
        }
        let sizes =
            [("4MiB", Some(4 << 20)), ("4 MiB", Some(4 << 20)), ("1kB", Some(1_000)), ("4M", None), ("4", None)];
        for (text, expected) in sizes {
            assert_eq!(bytes(text), expected, "{text}");
        }
    }
}
