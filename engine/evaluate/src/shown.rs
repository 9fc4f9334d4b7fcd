//! Numbers and names as people read them. It does not know where they stand.

use std::fmt::Write as _;

pub(crate) use hirewall_model::grouped;
use hirewall_model::{Verdict, is_misleading};

use crate::proportion::Proportion;
use crate::report::Estimate;

/// `1 record`, `2,000 records`.
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A share in percent, with as many digits as it takes to tell it from nothing and from all.
pub(crate) fn percent(share: f64) -> String {
    format!("{} %", hundredths(share))
}

fn hundredths(share: f64) -> String {
    let percent = share * 100.0;
    let whole = (percent - percent.round()).abs() < 1e-9;
    match percent {
        _ if whole => format!("{percent:.0}"),
        _ if percent < 0.1 => "<0.1".to_owned(),
        _ if percent > 99.9 => ">99.9".to_owned(),
        _ if !(10.0..=99.0).contains(&percent) => format!("{percent:.1}"),
        _ => format!("{percent:.0}"),
    }
}

/// `71 %`; `–` for a share of nothing.
pub(crate) fn share(of: &Proportion) -> String {
    of.share.map_or_else(|| "–".to_owned(), percent)
}

/// `57–82 %`; empty for a share of nothing.
pub(crate) fn interval(of: &Proportion) -> String {
    match (of.low, of.high) {
        (Some(low), Some(high)) => format!("{}–{} %", hundredths(low), hundredths(high)),
        _ => String::new(),
    }
}

/// `1.4 % (1.0–2.1 %)`.
pub(crate) fn percent_estimate(of: Option<&Estimate>) -> String {
    of.map_or_else(
        || "–".to_owned(),
        |it| format!("{} ({}–{} %)", percent(it.value), hundredths(it.low), hundredths(it.high)),
    )
}

/// `71 % (57–82 %)`.
pub(crate) fn ranged(of: &Proportion) -> String {
    if of.share.is_none() { share(of) } else { format!("{} ({})", share(of), interval(of)) }
}

/// `34 of 48, 71 % (57–82 %)`; `–` for a share of nothing.
pub(crate) fn counted(share: &Proportion) -> String {
    if share.whole == 0 { "–".to_owned() } else { format!("{}, {}", of(share), ranged(share)) }
}

/// `34 of 48`.
pub(crate) fn of(share: &Proportion) -> String {
    format!("{} of {}", grouped(share.part), grouped(share.whole))
}

/// A number with one digit after the point when it is small.
pub(crate) fn number(value: f64) -> String {
    let rounded = value.round();
    if (value - rounded).abs() < 1e-9 || value.abs() >= 100.0 {
        let sign = if rounded < 0.0 { "-" } else { "" };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count of a thousand, or a ratio"
        )]
        return format!("{sign}{}", grouped(rounded.abs() as u64));
    }
    match value.abs() {
        small if small < 0.05 => "<0.1".to_owned(),
        _ => format!("{value:.1}"),
    }
}

/// `145 (103–199)`.
pub(crate) fn estimate(of: Option<&Estimate>) -> String {
    of.map_or_else(|| "–".to_owned(), |it| format!("{} ({}–{})", number(it.value), number(it.low), number(it.high)))
}

/// What reaching a verdict is called.
pub(crate) fn threshold(at: Verdict) -> &'static str {
    match at {
        Verdict::Clear => "any",
        Verdict::Verify => "verify or more",
        Verdict::Review => "review or more",
        Verdict::Block => "block",
    }
}

/// A text that begins a sentence.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| format!("{}{}", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}

/// A name from labels or policies on one line, its misleading letters written out, and cut at 160 characters.
pub(crate) fn name(text: &str) -> String {
    const MOST: usize = 160;
    let mut shown = String::with_capacity(text.len());
    for (at, letter) in text.chars().enumerate() {
        if at == MOST {
            shown.push('…');
            break;
        }
        if is_misleading(letter) {
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(letter));
        } else {
            shown.push(letter);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_never_nothing_of_something_nor_all_of_less() {
        let cases = [
            (0.0, "0 %"),
            (0.0004, "<0.1 %"),
            (0.005, "0.5 %"),
            (0.05, "5 %"),
            (0.145, "14 %"),
            (0.995, "99.5 %"),
            (0.9999, ">99.9 %"),
            (1.0, "100 %"),
        ];
        for (share, expected) in cases {
            assert_eq!(percent(share), expected);
        }
        assert_eq!(interval(&Proportion::new(1, 29)), "0.6–17 %");
        assert_eq!((share(&Proportion::new(0, 0)), interval(&Proportion::new(0, 0))), ("–".to_owned(), String::new()));
    }

    #[test]
    fn numbers_are_short() {
        for (value, expected) in
            [(0.0, "0"), (0.01, "<0.1"), (4.97, "5.0"), (5.0, "5"), (145.2, "145"), (1e6, "1,000,000")]
        {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn names_cannot_command_or_mislead() {
        assert_eq!(name("a\u{1b}[2J\nb\u{202e}c"), "a\\u{1b}[2J\\u{a}b\\u{202e}c");
        assert_eq!(name(&"x".repeat(200)).chars().count(), 161);
    }
}
