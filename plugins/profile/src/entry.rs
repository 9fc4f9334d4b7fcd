//! One employer of a profile, which connectors write in several ways: "Acme", "Engineer at Acme", "Acme (2019 – 2021)".

use calendar::Partial;

/// One employer of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The employer, as written.
    pub employer: String,
    /// The position, where it stands before the employer.
    pub title: Option<String>,
    /// When it began, where the entry says so.
    pub start: Option<Partial>,
    /// When it ended, where the entry says so; none for a job that goes on.
    pub end: Option<Partial>,
}

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Entry {
    /// Takes an entry apart.
    #[must_use]
    pub(crate) fn read(text: &str) -> Self {
        let text: String = text.chars().take(300).collect();
        let (rest, period) = without_period(&text);
        let (start, end) = period.unwrap_or_default();
        let lower = rest.to_ascii_lowercase();
        let at = [" at ", " @ "].iter().filter_map(|mark| Some((lower.find(mark)?, mark.len()))).min();
        let parts = at.and_then(|(at, len)| Some((rest.get(..at)?, rest.get(at + len..)?)));
        let (title, employer) = match parts {
            Some((title, employer)) => (Some(title.trim().to_owned()), employer.to_owned()),
            None => (None, rest),
        };
        let employer = employer.trim().trim_end_matches([',', '-', '–', '·', ' ']).to_owned();
        Self { employer, title: title.filter(|title| !title.is_empty()), start, end }
    }
}

type Period = (Option<Partial>, Option<Partial>);

/// The text without the dates at its end, and the dates.
fn without_period(text: &str) -> (String, Option<Period>) {
    if let Some((before, inside)) = text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('('))
        && let Some(period) = period(inside)
    {
        return (before.to_owned(), Some(period));
    }
    for mark in [',', '·', '|'] {
        if let Some((before, after)) = text.rsplit_once(mark)
            && let Some(period) = period(after)
        {
            return (before.to_owned(), Some(period));
        }
    }
    (text.to_owned(), None)
}

/// "2019 – 2021", "Mar 2019 - present", "2019-03 to 2021-04", "2019".
fn period(text: &str) -> Option<Period> {
    let plain = text.replace(['–', '—'], " - ").replace(" to ", " - ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(only) = date(&plain) {
        return Some((Some(only), Some(only)));
    }
    let (start, end) = plain.split_once(" - ").or_else(|| plain.split_once('-'))?;
    let start = date(start)?;
    let open = matches!(end.trim().to_ascii_lowercase().as_str(), "present" | "now" | "today" | "current" | "");
    if open { Some((Some(start), None)) } else { Some((Some(start), Some(date(end)?))) }
}

fn date(text: &str) -> Option<Partial> {
    let text = text.trim();
    if let Some(date) = Partial::read(text) {
        return Some(date);
    }
    let (month, year) = text.split_once([' ', '/'])?;
    let year = Some(year).filter(|year| year.len() == 4)?.parse::<i64>().ok()?;
    let name = month.trim_end_matches('.').to_ascii_lowercase();
    let named = MONTHS.iter().position(|known| name.get(..3) == Some(known)).and_then(|at| i64::try_from(at + 1).ok());
    let month = named.or_else(|| name.parse::<i64>().ok())?;
    Partial::of(year, Some(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_taken_apart() {
        let date = |text| Partial::read(text);
        let cases = [
            ("Acme", "Acme", None, None, None),
            ("Senior Engineer at Acme, Inc.", "Acme, Inc.", Some("Senior Engineer"), None, None),
            ("Engineer @ Acme (2019 – 2021)", "Acme", Some("Engineer"), date("2019"), date("2021")),
            ("Acme (Mar 2019 - Present)", "Acme", None, date("2019-03"), None),
            ("Acme, 2019-03 to 2021-04", "Acme", None, date("2019-03"), date("2021-04")),
            ("Acme (03/2019 - 04/2021)", "Acme", None, date("2019-03"), date("2021-04")),
            ("Acme · 2019-2021", "Acme", None, date("2019"), date("2021")),
            ("Acme (formerly Globex)", "Acme (formerly Globex)", None, None, None),
            ("AT&T", "AT&T", None, None, None),
            ("", "", None, None, None),
        ];
        for (text, employer, title, start, end) in cases {
            let expected = Entry { employer: employer.into(), title: title.map(str::to_owned), start, end };
            assert_eq!(Entry::read(text), expected, "{text}");
        }
    }

    #[test]
    fn odd_texts_are_employers_without_dates() {
        for text in ["(", ")", "()", "((2019)", "ü at é", " at ", "Acme (2019 - soon)", "Acme, 99999-1"] {
            let entry = Entry::read(text);
            assert!(entry.employer.len() <= text.len(), "{text}");
        }
    }
}
