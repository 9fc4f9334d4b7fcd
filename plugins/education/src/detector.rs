//! The detector: from the education section to signals.

use calendar::{Day, Partial};
use hirewall_sdk::{Detector, Failure, Report, Request};

use crate::field::Fields;
use crate::institution;
use crate::level::Level;
use crate::offer::Offer;
use crate::record::{Applicant, Entry};
use crate::school::School;
use crate::settings::Settings;
use crate::signals::{Accreditation, Facts, Signals};
use crate::timeline::{self, Dated};

/// Entries of a record that are looked at.
const MOST: usize = 20;
/// Jobs of a record that are looked at.
const JOBS: usize = 60;

/// Looks at schools, degrees, dates and fields of study.
#[derive(Debug)]
pub struct Education {
    settings: Settings,
    fields: Fields,
}

impl Detector for Education {
    type Settings = Settings;
    type Input = Applicant;
    type Signals = Signals;

    fn configure(settings: Settings) -> Result<Self, Failure> {
        Ok(Self { settings, fields: Fields::new() })
    }

    fn detect(&self, request: &Request<Applicant>) -> Result<Report<Signals>, Failure> {
        let applicant = &request.input;
        let written = applicant.applied_at.as_deref().and_then(Day::of_date_time);
        let applied = written.unwrap_or_else(|| Day::of_ms(request.now_ms));
        let entries: Vec<&Entry> = applicant.education.iter().take(MOST).collect();
        let dated = dated(&entries);
        let mut facts = Vec::with_capacity(entries.len());
        for ((at, entry), dated) in (0i64..).zip(&entries).zip(&dated) {
            facts.push(Facts { position: at, ..self.facts(entry, dated, applied)? });
        }
        let jobs: Vec<_> =
            applicant.work.iter().take(JOBS).map(|job| (date(&job.start_date), date(&job.end_date))).collect();
        let signals = joined(&facts, &dated, &jobs, applied);
        Ok(evidence(Report::new(signals), &facts))
    }
}

impl Education {
    /// What can be said of one entry alone.
    fn facts(&self, entry: &Entry, dated: &Dated, applied: Day) -> Result<Facts, Failure> {
        let school = School::of(entry);
        // Without an end the studies may have ended in any year.
        let year = entry.end_date.as_deref().and_then(|end| end.get(..4)).and_then(|year| year.parse::<i64>().ok());
        let (mut field, mut email_fits) = (None, None);
        if let Some(school) = &school {
            field = school.offer(entry, dated.level, year, &self.fields, &self.settings)?;
            if let Some(address) = &entry.email {
                email_fits = school.has_email(address)?;
            }
        }
        let months = dated.months_at_most();
        let least = dated.level.and_then(|level| self.settings.least_months(level));
        let risk = |school: &School| self.settings.screen_high_risk.then(|| school.is_in("high_risk_schools"));
        Ok(Facts {
            position: 0,
            level: dated.level,
            school_known: school
                .as_ref()
                .map(|school| school.is_in("school_names") || school.is_in("accredited_schools")),
            accreditation: school.as_ref().and_then(School::accreditation),
            high_risk: school.as_ref().and_then(risk),
            field,
            email_fits,
            months_at_most: months,
            too_short: months.zip(least).map(|(months, least)| months < least),
            dates_reversed: dated.is_reversed(),
            unfinished: dated.end.map(|end| end.first() > applied),
        })
    }
}

/// The signals of all entries together.
fn joined(facts: &[Facts], dated: &[Dated], jobs: &[(Option<Partial>, Option<Partial>)], applied: Day) -> Signals {
    let degrees = || facts.iter().filter(|facts| facts.level.is_some_and(Level::is_degree));
    let schools = facts.iter().any(|facts| facts.school_known.is_some());
    let unaccredited = facts.iter().any(|facts| facts.accreditation == Some(Accreditation::Unaccredited));
    Signals {
        entries: facts.to_vec(),
        all_schools_known: degrees().filter_map(|facts| facts.school_known).reduce(|a, b| a && b),
        unaccredited: schools.then_some(unaccredited),
        high_risk: any(facts.iter().map(|facts| facts.high_risk)),
        field_not_offered: any(facts.iter().map(|facts| facts.field.map(|field| field == Offer::Absent))),
        email_of_other_school: any(facts.iter().map(|facts| facts.email_fits.map(|fits| !fits))),
        dates_reversed: any(facts.iter().map(|facts| facts.dates_reversed)),
        too_short: any(facts.iter().map(|facts| facts.too_short)),
        higher_degree_first: timeline::higher_degree_first(dated),
        overlap_months: timeline::overlap_months(dated),
        work_during_study_months: timeline::work_during_study_months(dated, jobs, applied),
        work_before_study_months: timeline::work_before_study_months(dated, jobs),
        unfinished: any(degrees().map(|facts| facts.unfinished)),
    }
}

/// The dates of each entry; entries of one school have one number.
fn dated(entries: &[&Entry]) -> Vec<Dated> {
    let names: Vec<Vec<String>> =
        entries.iter().map(|entry| institution::names(entry.institution.as_deref().unwrap_or_default())).collect();
    let same = |a: &[String], b: &[String]| a.iter().any(|name| b.contains(name));
    let school = |at: usize| names.get(at).and_then(|own| names.iter().position(|other| same(own, other)));
    let of = |(at, entry): (usize, &&Entry)| Dated {
        level: entry.study_type.as_deref().and_then(Level::read),
        start: date(&entry.start_date),
        end: date(&entry.end_date),
        school: school(at).unwrap_or(at),
    };
    entries.iter().enumerate().map(of).collect()
}

fn date(text: &Option<String>) -> Option<Partial> {
    text.as_deref().and_then(Partial::read)
}

/// True when one of them is, false when all that are known are not; none when none is known.
fn any(values: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    values.flatten().reduce(|a, b| a || b)
}

/// Says which places of the record the signals rest on.
fn evidence(report: Report<Signals>, facts: &[Facts]) -> Report<Signals> {
    let of = |members: &[&str], speaks: &dyn Fn(&Facts) -> bool| -> Vec<String> {
        let entries = facts.iter().filter(|facts| speaks(facts));
        entries
            .flat_map(|facts| members.iter().map(move |member| format!("/education/{}/{member}", facts.position)))
            .collect()
    };
    let both = || ["/education".to_owned(), "/work".to_owned()];
    let dates = ["start_date", "end_date"];
    report
        .evidence("entries", ["/education"])
        .evidence("all_schools_known", of(&["institution"], &|facts| facts.school_known == Some(false)))
        .evidence(
            "unaccredited",
            of(&["institution"], &|facts| facts.accreditation == Some(Accreditation::Unaccredited)),
        )
        .evidence("high_risk", of(&["institution"], &|facts| facts.high_risk == Some(true)))
        .evidence("field_not_offered", of(&["institution", "area"], &|facts| facts.field == Some(Offer::Absent)))
        .evidence("email_of_other_school", of(&["institution", "email"], &|facts| facts.email_fits == Some(false)))
        .evidence("dates_reversed", of(&dates, &|facts| facts.dates_reversed == Some(true)))
        .evidence("too_short", of(&dates, &|facts| facts.too_short == Some(true)))
        .evidence("higher_degree_first", of(&dates, &|facts| facts.level >= Some(Level::Bachelor)))
        .evidence("overlap_months", of(&dates, &|facts| facts.level.is_some_and(Level::is_degree)))
        .evidence("work_during_study_months", both())
        .evidence("work_before_study_months", both())
        .evidence("unfinished", of(&["end_date"], &|facts| facts.unfinished == Some(true)))
}
