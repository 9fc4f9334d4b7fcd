//! Spans of time as authors write them: `90d`. It knows no dates.

/// Seconds that are the most: ten years.
pub(crate) const MOST: i64 = 3_653 * 86_400;

/// Why a text is no span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is not a number with a unit.
    Form,
    /// It is nothing, or more than ten years.
    Range,
}

/// Seconds of a number with a unit: `s`, `m`, `h`, `d` or `w`.
pub(crate) fn seconds(text: &str) -> Result<i64, Fault> {
    let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or(Fault::Form)?;
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        "w" => 7 * 86_400,
        _ => return Err(Fault::Form),
    };
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Form);
    }
    let seconds = number.parse::<i64>().ok().and_then(|number| number.checked_mul(unit)).ok_or(Fault::Range)?;
    if (1..=MOST).contains(&seconds) { Ok(seconds) } else { Err(Fault::Range) }
}

#[cfg(test)]
mod tests {
    use super::{Fault, MOST, seconds};

    #[test]
    fn a_span_is_a_number_with_a_unit() {
        for (text, expected) in [
            ("90d", Ok(90 * 86_400)),
            ("1s", Ok(1)),
            ("30m", Ok(1_800)),
            ("24h", Ok(86_400)),
            ("2w", Ok(14 * 86_400)),
            ("3653d", Ok(MOST)),
            ("3654d", Err(Fault::Range)),
            ("0d", Err(Fault::Range)),
            ("99999999999999999999d", Err(Fault::Range)),
            ("9223372036854775807w", Err(Fault::Range)),
            ("90", Err(Fault::Form)),
            ("d", Err(Fault::Form)),
            ("", Err(Fault::Form)),
            ("90 d", Err(Fault::Form)),
            ("-1d", Err(Fault::Form)),
            ("1.5d", Err(Fault::Form)),
            ("90days", Err(Fault::Form)),
            ("1y", Err(Fault::Form)),
            ("9é", Err(Fault::Form)),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
