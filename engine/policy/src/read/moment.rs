//! A date or a moment: a date is the start of that day in UTC.

use std::sync::Arc;

use hirewall_diagnostic::Diagnostic;
use hirewall_diagnostic::codes::document;
use hirewall_model::Time;

use super::{Read, Reader};
use crate::yaml::{Core, Node, brief};

/// A date or a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The moment.
    pub(crate) time: Time,
    /// As written.
    pub(crate) text: String,
    /// Whether it could be read.
    pub(crate) valid: bool,
}

impl Default for Moment {
    fn default() -> Self {
        Self { time: Time { seconds: 0, nanos: 0 }, text: String::new(), valid: false }
    }
}

/// Reads `2026-01-31` or `2026-01-31T09:30:00Z`.
pub(crate) fn parse(text: &str) -> Option<Time> {
    let shape: String = text.chars().take(11).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let timestamp = match shape.as_str() {
        "0000-00-00" => {
            let date: jiff::civil::Date = text.parse().ok()?;
            date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp()
        }
        "0000-00-00T" => text.parse::<jiff::Timestamp>().ok()?,
        _ => return None,
    };
    let nanos = timestamp.subsec_nanosecond();
    let seconds = timestamp.as_second() - i64::from(nanos < 0);
    let nanos = u32::try_from(if nanos < 0 { nanos + 1_000_000_000 } else { nanos }).ok()?;
    Some(Time { seconds, nanos })
}

impl Read for Moment {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(scalar) = node.scalar().filter(|scalar| scalar.core() == Core::Text) else {
            reader.expected("a date", node, Some("Write it as `2026-01-31`.".to_owned()));
            return Self::default();
        };
        let Some(time) = parse(&scalar.text) else {
            reader.report(
                Diagnostic::new(document::E107, format!("`{}` is no date", brief(&scalar.text)))
                    .help("Write a date as `2026-01-31`, or a moment as `2026-01-31T09:30:00Z`."),
                node.span,
            );
            return Self::default();
        };
        Self { time, text: scalar.text.to_string(), valid: true }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_are_starts_of_days_in_utc_and_nonsense_is_refused() {
        assert_eq!(parse("1970-01-02").map(|time| time.seconds), Some(86_400));
        assert_eq!(parse("1970-01-01T01:00:00+01:00").map(|time| time.seconds), Some(0));
        let before = parse("1969-12-31T23:59:59.5Z").map(|time| (time.seconds, time.nanos));
        assert_eq!(before, Some((-1, 500_000_000)));
        for text in
            ["", "2026", "2026-02-30", "2026-1-1", "1.3.2026", "2026-01-01T10:00:00", "2026-01-01 10:00", "0000-00-00"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
