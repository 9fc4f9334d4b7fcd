//! Durations as text: `1h30m`, `-1.5s`, `250ms`. Printed in seconds, as CEL does.

use std::fmt::Write as _;

use jiff::SignedDuration;

/// A duration in the form of `1h45m47s`: decimal numbers with a unit `h`, `m`, `s`, `ms`, `us`, `µs` or `ns`, an optional
/// sign before; `0` alone is none. Nothing if the text has another form or the duration no 64 bits of nanoseconds.
pub(crate) fn parse_duration(text: &str) -> Option<SignedDuration> {
    let (negative, mut rest) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    if rest == "0" {
        return Some(SignedDuration::ZERO);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total: i128 = 0;
    while !rest.is_empty() {
        let number_len = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let (number, after) = rest.split_at_checked(number_len)?;
        let unit_len = after.bytes().take_while(|byte| !byte.is_ascii_digit() && *byte != b'.').count();
        let (unit, after) = after.split_at_checked(unit_len)?;
        let scale: i128 = match unit {
            "h" => 3_600_000_000_000,
            "m" => 60_000_000_000,
            "s" => 1_000_000_000,
            "ms" => 1_000_000,
            "us" | "µs" | "μs" => 1_000,
            "ns" => 1,
            _ => return None,
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if (whole.is_empty() && fraction.is_empty()) || whole.len() > 19 || fraction.contains('.') {
            return None;
        }
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        total = total.checked_add(whole.checked_mul(scale)?)?;
        let mut weight = scale;
        for digit in fraction.bytes() {
            weight /= 10;
            total = total.checked_add(weight.checked_mul(i128::from(digit.checked_sub(b'0')?))?)?;
        }
        rest = after;
    }
    let nanos = i64::try_from(if negative { -total } else { total }).ok()?;
    Some(SignedDuration::from_nanos(nanos))
}

/// Seconds with an `s`: `6347s`, `-0.5s`.
pub(crate) fn write_duration(span: SignedDuration) -> String {
    let sign = if span.is_negative() { "-" } else { "" };
    let mut text = format!("{sign}{}", span.as_secs().unsigned_abs());
    let nanos = span.subsec_nanos().unsigned_abs();
    if nanos > 0 {
        let _ = write!(text, ".{nanos:09}");
        text.truncate(text.trim_end_matches('0').len());
    }
    text.push('s');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_and_print() {
        let cases = [
            ("1h45m47s", Some("6347s")),
            ("-1.5s", Some("-1.5s")),
            ("0", Some("0s")),
            (".5h", Some("1800s")),
            ("1ns", Some("0.000000001s")),
            ("9223372036s", Some("9223372036s")),
            ("9223372037s", None),
            ("", None),
            ("-", None),
            ("1", None),
            ("1d", None),
            ("s", None),
            (".s", None),
            ("1.2.3s", None),
            ("1sé", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_duration(text).map(write_duration).as_deref(), expected, "{text}");
        }
    }
}
