//! Days in a row.

use crate::Day;

/// Days in a row, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    first: Day,
    last: Day,
}

impl Span {
    /// From the first day to the last; none when the last is before the first.
    #[must_use]
    pub fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The first day.
    #[must_use]
    pub fn first(self) -> Day {
        self.first
    }

    /// The last day.
    #[must_use]
    pub fn last(self) -> Day {
        self.last
    }

    /// How many days.
    #[must_use]
    pub fn days(self) -> i64 {
        self.last.since(self.first).saturating_add(1)
    }

    /// What both have in common.
    #[must_use]
    pub fn common(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }
}

/// Days that at least one of the spans covers; a day in two of them counts once.
#[must_use]
pub fn covered_days(spans: impl IntoIterator<Item = Span>) -> i64 {
    let mut spans: Vec<Span> = spans.into_iter().collect();
    spans.sort_unstable_by_key(|span| (span.first, span.last));
    let mut days: i64 = 0;
    let mut reached: Option<Day> = None;
    for span in spans {
        let from = reached.map_or(span.first, |reached| span.first.max(reached.plus(1)));
        if let Some(fresh) = Span::new(from, span.last) {
            days = days.saturating_add(fresh.days());
            reached = Some(span.last);
        }
    }
    days
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_day_in_two_spans_counts_once() {
        let day = |n| Day::new(2020, 1, n).unwrap();
        let span = |a, b| Span::new(day(a), day(b)).unwrap();
        assert_eq!(covered_days([]), 0);
        assert_eq!(covered_days([span(1, 1)]), 1);
        assert_eq!(covered_days([span(5, 10), span(1, 6), span(7, 8)]), 10);
        assert_eq!(covered_days([span(1, 2), span(4, 5)]), 4);
        assert_eq!(span(1, 5).common(span(5, 9)), Some(span(5, 5)));
        assert_eq!(span(1, 4).common(span(5, 9)), None);
    }
}
