//! Numbers as people read them. It does not know languages: the text of the command is English.

pub(crate) use hirewall::model::grouped;

/// `1 record`, `2,000 records`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// A share in percent, rounded, but never `0 %` of something nor `100 %` of less than all.
pub(crate) fn share(part: u64, whole: u64) -> String {
    match part.saturating_mul(100).saturating_add(whole / 2).checked_div(whole) {
        None => String::new(),
        Some(0) if part > 0 => "<1 %".to_owned(),
        Some(100) if part < whole => ">99 %".to_owned(),
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
        let shares =
            [(1, 0), (0, 9), (1, 900), (9, 10), (2, 3), (899, 900), (9, 9)].map(|(part, whole)| share(part, whole));
        assert_eq!(shares, ["", "0 %", "<1 %", "90 %", "67 %", ">99 %", "100 %"]);
    }
}
