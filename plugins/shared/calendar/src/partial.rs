//! A date of which the day, or day and month, may be left out.

use crate::day::{days_in, number};
use crate::{Day, Span};

/// A date as resumes give it: a year, a month, or a day. It stands for every day that it may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Partial {
    first: Day,
    last: Day,
}

impl Partial {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; none for everything else.
    ///
    /// ```
    /// # use calendar::Partial;
    /// let march = Partial::read("2019-03").unwrap();
    /// assert_eq!(march.last().since(march.first()), 30);
    /// assert!(Partial::read("2019-13").is_none());
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let year = parts.next().filter(|year| year.len() == 4).and_then(number)?;
        let (month, day) = (parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        match (month, day) {
            (None, _) => Self::of(year, None),
            (Some(month), None) => Self::of(year, Some(number(month)?)),
            (Some(month), Some(day)) => {
                let day = Day::new(year, number(month)?, number(day)?)?;
                Some(Self { first: day, last: day })
            }
        }
    }

    /// A whole year, or a month of it.
    #[must_use]
    pub fn of(year: i64, month: Option<i64>) -> Option<Self> {
        let (from, to) = month.map_or((1, 12), |month| (month, month));
        Some(Self { first: Day::new(year, from, 1)?, last: Day::new(year, to, days_in(year, to))? })
    }

    /// The first day that it may mean.
    #[must_use]
    pub fn first(self) -> Day {
        self.first
    }

    /// The last day that it may mean.
    #[must_use]
    pub fn last(self) -> Day {
        self.last
    }

    /// Days between the two at least, whatever they mean exactly; zero where they may be the same day.
    #[must_use]
    pub fn distance(self, other: Self) -> i64 {
        self.first.since(other.last).max(other.first.since(self.last)).max(0)
    }

    /// From this date to another, at its widest; none when that one is surely earlier.
    #[must_use]
    pub fn widest(self, end: Self) -> Option<Span> {
        Span::new(self.first, end.last)
    }

    /// From this date to another, at its narrowest: the days that lie between them in any case.
    #[must_use]
    pub fn narrowest(self, end: Self) -> Option<Span> {
        Span::new(self.last, end.first)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn what_is_left_out_may_be_any_day() {
        let cases = [
            ("2020", (2020, 1, 1), (2020, 12, 31)),
            ("2020-02", (2020, 2, 1), (2020, 2, 29)),
            (" 2020-02-03 ", (2020, 2, 3), (2020, 2, 3)),
        ];
        for (text, (y, m, d), (ly, lm, ld)) in cases {
            let partial = Partial::read(text).unwrap();
            assert_eq!(partial.first(), Day::new(y, m, d).unwrap(), "{text}");
            assert_eq!(partial.last(), Day::new(ly, lm, ld).unwrap(), "{text}");
        }
        for text in ["", "20", "20201", "2020-", "2020-00", "2020-02-30", "2020-02-03-04", "present", "2020/02"] {
            assert_eq!(Partial::read(text), None, "{text}");
        }
    }

    #[test]
    fn distance_is_what_surely_lies_between() {
        let read = |text| Partial::read(text).unwrap();
        assert_eq!(read("2019").distance(read("2019-06")), 0);
        assert_eq!(read("2019-12").distance(read("2020-01-03")), 3);
        assert_eq!(read("2020-01-03").distance(read("2019-12")), 3);
        assert!(read("2020").widest(read("2019")).is_none());
        assert!(read("2019").narrowest(read("2019")).is_none());
        assert!(read("2019").widest(read("2019")).is_some());
    }
}
