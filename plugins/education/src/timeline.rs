//! Dates of degrees against each other and against jobs. It knows no birth date, and wants none.

use calendar::{Day, Partial, Span, covered_days};

use crate::level::Level;

/// Days in a month, on average, in tenths.
const MONTH_TENTHS: i64 = 304;

/// A degree's dates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dated {
    pub(crate) level: Option<Level>,
    pub(crate) start: Option<Partial>,
    pub(crate) end: Option<Partial>,
    /// Which school, by its place among the schools of the record.
    pub(crate) school: usize,
}

impl Dated {
    /// Whether it ends before it begins, however its dates are read.
    pub(crate) fn is_reversed(&self) -> Option<bool> {
        Some(self.start?.widest(self.end?).is_none())
    }

    /// Months from begin to end, at most.
    pub(crate) fn months_at_most(&self) -> Option<i64> {
        self.start?.widest(self.end?).map(|span| months(span.days()))
    }

    /// The days that it surely takes.
    fn surely(&self) -> Option<Span> {
        self.start?.narrowest(self.end?)
    }

    fn is_degree(&self) -> bool {
        self.level.is_some_and(Level::is_degree)
    }
}

/// Whole months in so many days.
pub(crate) fn months(days: i64) -> i64 {
    days.saturating_mul(10) / MONTH_TENTHS
}

/// Whether every bachelor's degree begins after a higher degree ended. None without both.
pub(crate) fn higher_degree_first(degrees: &[Dated]) -> Option<bool> {
    let bachelors = degrees.iter().filter(|degree| degree.level == Some(Level::Bachelor));
    let begins: Vec<Day> = bachelors.map(|degree| Some(degree.start?.first())).collect::<Option<_>>()?;
    let higher = degrees.iter().filter(|degree| degree.level > Some(Level::Bachelor));
    let ends: Vec<Day> = higher.filter_map(|degree| Some(degree.end?.last())).collect();
    let (first, ended) = (begins.iter().min()?, ends.iter().min()?);
    Some(ended < first)
}

/// Months in which two degrees at different schools surely overlap, at their longest. None without two dated degrees.
pub(crate) fn overlap_months(degrees: &[Dated]) -> Option<i64> {
    let dated: Vec<&Dated> =
        degrees.iter().filter(|degree| degree.is_degree() && degree.start.is_some() && degree.end.is_some()).collect();
    let pairs = dated.iter().enumerate().flat_map(|(at, a)| dated.iter().skip(at + 1).map(move |b| (*a, *b)));
    let overlap = |(a, b): (&Dated, &Dated)| {
        let spans = a.surely().zip(b.surely()).filter(|_| a.school != b.school);
        spans.and_then(|(a, b)| a.common(b)).map_or(0, |span| months(span.days()))
    };
    pairs.map(overlap).max()
}

/// Months of degree studies during which a job surely lasted. None without a dated degree and a dated job.
pub(crate) fn work_during_study_months(
    degrees: &[Dated],
    jobs: &[(Option<Partial>, Option<Partial>)],
    applied: Day,
) -> Option<i64> {
    let studies: Vec<Span> = degrees.iter().filter(|degree| degree.is_degree()).filter_map(Dated::surely).collect();
    let worked: Vec<Span> = jobs
        .iter()
        .filter_map(|(start, end)| Span::new(start.as_ref()?.last(), end.map_or(applied, Partial::first)))
        .collect();
    if studies.is_empty() || worked.is_empty() {
        return None;
    }
    let common = studies.iter().flat_map(|study| worked.iter().filter_map(|work| study.common(*work)));
    Some(months(covered_days(common)))
}

/// Months from the first job's begin to the first degree's, where the job surely began earlier; 0 where it did not.
pub(crate) fn work_before_study_months(degrees: &[Dated], jobs: &[(Option<Partial>, Option<Partial>)]) -> Option<i64> {
    let begins = degrees.iter().filter(|degree| degree.is_degree()).filter_map(|degree| degree.start);
    let first = begins.min_by_key(|start| start.first())?;
    let job = jobs.iter().filter_map(|(start, _)| *start).min_by_key(|start| start.last())?;
    Some(months(first.first().since(job.last()).max(0)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn degree(level: Level, start: &str, end: &str, school: usize) -> Dated {
        Dated { level: Some(level), start: Partial::read(start), end: Partial::read(end), school }
    }

    #[test]
    fn dates_are_read_in_favour_of_the_applicant() {
        let cases = [
            ("2019", "2019", Some(false), Some(12)),
            ("2016-09", "2020-06", Some(false), Some(46)),
            ("2020-06", "2020", Some(false), Some(7)),
            ("2020-06", "2019", Some(true), None),
            ("2020", "", None, None),
        ];
        for (start, end, reversed, months) in cases {
            let degree = degree(Level::Bachelor, start, end, 0);
            assert_eq!((degree.is_reversed(), degree.months_at_most()), (reversed, months), "{start} {end}");
        }
    }

    #[test]
    fn a_second_bachelor_is_no_contradiction() {
        let first = degree(Level::Bachelor, "2005", "2009", 0);
        let master = degree(Level::Master, "2010", "2012", 1);
        let second = degree(Level::Bachelor, "2015", "2018", 2);
        assert_eq!(higher_degree_first(&[first, master, second]), Some(false));
        assert_eq!(higher_degree_first(&[master, second]), Some(true));
        assert_eq!(higher_degree_first(&[master]), None);
        assert_eq!(
            higher_degree_first(&[master, degree(Level::Bachelor, "", "2018", 0)]),
            None,
            "its begin is not known"
        );
        let integrated = degree(Level::Master, "2005", "2010", 0);
        assert_eq!(higher_degree_first(&[integrated, degree(Level::Bachelor, "2005", "2010", 0)]), Some(false));
    }

    #[test]
    fn degrees_of_one_school_do_not_overlap() {
        let (a, b) = (degree(Level::Bachelor, "2010-09", "2014-06", 0), degree(Level::Master, "2012-09", "2015-06", 0));
        assert_eq!(overlap_months(&[a, b]), Some(0));
        assert_eq!(overlap_months(&[a, Dated { school: 1, ..b }]), Some(20));
        assert_eq!(overlap_months(&[a, degree(Level::Certificate, "2012", "2013", 1)]), None);
        assert_eq!(
            overlap_months(&[a, degree(Level::Master, "2014", "2016", 1)]),
            Some(0),
            "years that may follow each other"
        );
    }

    #[test]
    fn work_beside_and_before_studies_is_counted_at_its_least() {
        let studies = [degree(Level::Bachelor, "2010-09", "2014-06", 0)];
        let date = Partial::read;
        let applied = Day::new(2020, 1, 1).unwrap();
        assert_eq!(work_during_study_months(&studies, &[(date("2012"), date("2016"))], applied), Some(17));
        assert_eq!(work_during_study_months(&studies, &[(date("2015"), None)], applied), Some(0));
        assert_eq!(work_during_study_months(&studies, &[], applied), None);
        assert_eq!(work_before_study_months(&studies, &[(date("2000"), date("2008"))]), Some(116));
        assert_eq!(work_before_study_months(&studies, &[(date("2010"), None)]), Some(0));
        assert_eq!(work_before_study_months(&[], &[(date("2010"), None)]), None);
    }
}
