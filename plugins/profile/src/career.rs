//! How long a career is, from the jobs of a resume.

use calendar::{Day, Partial, Span, covered_days};

/// Days in a year, leap years included.
const YEAR: f64 = 365.25;

/// Years of work that the jobs add up to, those at the same time counted once; none where no job has a start date. A job
/// without an end goes on until the application; what lies after it does not count.
#[must_use]
pub(crate) fn years(jobs: impl IntoIterator<Item = (Option<Partial>, Option<Partial>)>, applied: Day) -> Option<f64> {
    let mut dated = false;
    let spans: Vec<Span> = jobs
        .into_iter()
        .filter_map(|(start, end)| {
            let start = start?;
            dated = true;
            let last = end.map_or(applied, |end| end.last().min(applied));
            Span::new(start.first(), last)
        })
        .collect();
    let days = u32::try_from(covered_days(spans)).unwrap_or(u32::MAX);
    dated.then(|| (f64::from(days) / YEAR * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn jobs_at_the_same_time_count_once_and_gaps_do_not_count() {
        let applied = Day::new(2026, 1, 1).unwrap();
        let date = Partial::read;
        let cases = [
            (vec![], None),
            (vec![(None, date("2020"))], None),
            (vec![(date("2016-01"), date("2019-12"))], Some(4.0)),
            (vec![(date("2016-01"), date("2019-12")), (date("2018-01"), date("2019-12"))], Some(4.0)),
            (vec![(date("2010-01"), date("2011-12")), (date("2024-01"), None)], Some(4.0)),
            (vec![(date("2025-01-01"), date("2030"))], Some(1.0)),
            (vec![(date("2027"), None)], Some(0.0)),
            (vec![(date("2020"), date("2019"))], Some(0.0)),
        ];
        for (jobs, expected) in cases {
            assert_eq!(years(jobs.clone(), applied), expected, "{jobs:?}");
        }
    }
}
