//! Employers of a profile beside those of the resume.

use calendar::Partial;

use crate::company::{Agreement, Company};
use crate::entry::Entry;
use crate::record::Job;
use crate::signals::Overlap;

/// Employers of one list that are looked at.
const MOST: usize = 40;
/// Days in a month, at most.
const MONTH: i64 = 31;

/// Employers of a profile beside those of the resume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compared {
    pub(crate) shared: i64,
    pub(crate) unshared: i64,
    pub(crate) overlap: Overlap,
    /// Shared jobs whose dates differ; none where no shared job has dates on both sides.
    pub(crate) dates_differ: Option<i64>,
}

/// Compares the two lists; none where one of them names no employer.
pub(crate) fn compare(entries: &[Entry], jobs: &[Job], tolerance_months: i64) -> Option<Compared> {
    let theirs: Vec<(Company, &Entry)> =
        entries.iter().take(MOST).filter_map(|entry| Some((Company::read(&entry.employer)?, entry))).collect();
    let own: Vec<(Company, &Job)> =
        jobs.iter().take(MOST).filter_map(|job| Some((Company::read(job.name.as_deref()?)?, job))).collect();
    if theirs.is_empty() || own.is_empty() {
        return None;
    }
    let agree = |a: &Company, b: &Company| a.compare(b) != Agreement::Different;
    let shared = theirs.iter().filter(|(a, _)| own.iter().any(|(b, _)| agree(a, b))).count();
    let found = own.iter().filter(|(a, _)| theirs.iter().any(|(b, _)| agree(a, b))).count();
    let mut dated: Option<i64> = None;
    for (company, entry) in &theirs {
        // Several jobs at one employer: one that fits is enough.
        let same = own.iter().filter(|(other, _)| agree(company, other));
        let fits: Vec<bool> = same.filter_map(|(_, job)| dates_fit(entry, job, tolerance_months)).collect();
        if !fits.is_empty() {
            let differ = !fits.contains(&true);
            dated = Some(dated.unwrap_or(0).saturating_add(i64::from(differ)));
        }
    }
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let overlap = if shared == 0 {
        Overlap::None
    } else if shared == theirs.len() || found == own.len() {
        Overlap::All
    } else {
        Overlap::Some
    };
    Some(Compared { shared: count(shared), unshared: count(theirs.len() - shared), overlap, dates_differ: dated })
}

/// Whether the dates of a job agree within the tolerance; none where one side has none.
fn dates_fit(entry: &Entry, job: &Job, tolerance_months: i64) -> Option<bool> {
    let read = |text: &Option<String>| text.as_deref().and_then(Partial::read);
    let days = tolerance_months.saturating_mul(MONTH);
    let near = |a: Option<Partial>, b: Option<Partial>| Some(a?.distance(b?) <= days);
    let pairs = [near(entry.start, read(&job.start_date)), near(entry.end, read(&job.end_date))];
    let known: Vec<bool> = pairs.into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.iter().all(|fits| *fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(entries: &[&str], jobs: &[(&str, &str, &str)]) -> Option<Compared> {
        let entries: Vec<Entry> = entries.iter().map(|text| Entry::read(text)).collect();
        let date = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let jobs: Vec<Job> = jobs
            .iter()
            .map(|(name, start, end)| Job {
                name: date(name),
                start_date: date(start),
                end_date: date(end),
                position: None,
            })
            .collect();
        compare(&entries, &jobs, 2)
    }

    #[test]
    fn employers_are_shared_whatever_their_order_and_legal_form() {
        let found =
            compared(&["Globex GmbH", "Acme"], &[("Acme, Inc.", "", ""), ("Globex", "", ""), ("Initech", "", "")]);
        assert_eq!(found, Some(Compared { shared: 2, unshared: 0, overlap: Overlap::All, dates_differ: None }));
        let found = compared(&["Acme", "Umbrella"], &[("Acme", "", ""), ("Initech", "", "")]);
        assert_eq!(found.map(|found| found.overlap), Some(Overlap::Some));
        let found = compared(&["Umbrella"], &[("Acme", "", "")]);
        assert_eq!(found.map(|found| (found.overlap, found.unshared)), Some((Overlap::None, 1)));
        assert_eq!(compared(&["Freelance"], &[("Acme", "", "")]), None);
        assert_eq!(compared(&[], &[("Acme", "", "")]), None);
    }

    #[test]
    fn dates_differ_only_beyond_the_tolerance() {
        let differ = |entry: &str, start: &str, end: &str| {
            compared(&[entry], &[("Acme", start, end)]).and_then(|c| c.dates_differ)
        };
        let cases = [
            ("Acme (2019 - 2021)", "2019-06", "2021-02", Some(0)),
            ("Acme (Mar 2019 - Apr 2021)", "2019-05", "2021-04", Some(0)),
            ("Acme (2015 - 2021)", "2019-05", "2021-04", Some(1)),
            ("Acme (2019 - present)", "2019", "", Some(0)),
            ("Acme", "2019", "2021", None),
            ("Acme (2019)", "", "", None),
        ];
        for (entry, start, end, expected) in cases {
            assert_eq!(differ(entry, start, end), expected, "{entry}");
        }
        let twice = compared(&["Acme (2019 - 2021)"], &[("Acme", "2010", "2012"), ("Acme", "2019", "2021")]);
        assert_eq!(twice.and_then(|found| found.dates_differ), Some(0), "one of two jobs at an employer fits");
    }
}
