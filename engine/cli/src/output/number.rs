//! Numbers as people read them. It does not know languages: the text of the command is English.

/// `1234567` as `1,234,567`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 record`, `2,000 records`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// A share in percent: `8 %`, `<1 %`, never `0 %` of something.
pub(crate) fn share(part: u64, whole: u64) -> String {
    match part.saturating_mul(100).checked_div(whole) {
        None => String::new(),
        Some(0) if part > 0 => "<1 %".to_owned(),
        Some(percent) => format!("{percent} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_nouns_counted() {
        let cases = [(0, "0 records"), (1, "1 record"), (999, "999 records"), (1_000, "1,000 records")];
        for (number, expected) in cases {
            assert_eq!(count(number, "record"), expected);
        }
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!([share(1, 0), share(0, 9), share(1, 900), share(9, 10)], ["", "0 %", "<1 %", "90 %"]);
    }
}
