//! A time on the command line: a moment, or a day, which stands for its first moment in UTC.

use hirewall::Time;

/// Reads a time.
pub(crate) fn parse(text: &str) -> Result<Time, String> {
    let moment = if text.len() == "2026-02-01".len() { format!("{text}T00:00:00Z") } else { text.to_owned() };
    moment.parse().map_err(|_| "give a day such as 2026-02-01, or a moment such as 2026-02-01T09:30:00Z".to_owned())
}
