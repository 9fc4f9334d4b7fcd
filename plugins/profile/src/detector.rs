//! The detector: from profiles and resume to signals.

use calendar::{Day, Partial};
use hirewall_sdk::{Detector, Failure, Report, Request};

use crate::company::Agreement;
use crate::employers::{self, Compared};
use crate::entry::Entry;
use crate::facts;
use crate::record::{Applicant, Job, Profile};
use crate::settings::Settings;
use crate::signals::{Facts, Signals};
use crate::{career, title};

/// Profiles of a record that are looked at.
const MOST: usize = 30;
/// Networks that show a career.
const PROFESSIONAL: &[&str] = &["linkedin", "xing"];

/// Looks at online profiles beside the resume.
#[derive(Debug)]
pub struct Profiles {
    settings: Settings,
}

impl Detector for Profiles {
    type Settings = Settings;
    type Input = Applicant;
    type Signals = Signals;

    fn configure(settings: Settings) -> Result<Self, Failure> {
        Ok(Self { settings })
    }

    fn detect(&self, request: &Request<Applicant>) -> Result<Report<Signals>, Failure> {
        let applicant = &request.input;
        let written = applicant.applied_at.as_deref().and_then(Day::of_date_time);
        let applied = written.unwrap_or_else(|| Day::of_ms(request.now_ms));
        let read = |text: &Option<String>| text.as_deref().and_then(Partial::read);
        let career =
            career::years(applicant.work.iter().map(|job| (read(&job.start_date), read(&job.end_date))), applied);
        let looked: Vec<Looked> = applicant.profiles.iter().take(MOST).map(|p| self.look(p, applicant)).collect();
        let facts: Vec<Facts> = (0i64..)
            .zip(&applicant.profiles)
            .zip(&looked)
            .map(|((at, profile), looked)| {
                let mut facts = facts::of(profile, applied, career, &self.settings);
                (facts.position, facts.network) = (at, network(profile));
                facts.employers_shared = looked.compared.as_ref().map(|compared| compared.shared);
                facts.employers_unshared = looked.compared.as_ref().map(|compared| compared.unshared);
                facts
            })
            .collect();
        let signals = self.joined(applicant, facts, &looked, career);
        Ok(evidence(Report::new(signals), applicant))
    }
}

/// What a professional profile says of the career.
struct Looked {
    compared: Option<Compared>,
    title: Option<Agreement>,
}

impl Profiles {
    fn look(&self, profile: &Profile, applicant: &Applicant) -> Looked {
        if !is_professional(profile) {
            return Looked { compared: None, title: None };
        }
        let entries: Vec<Entry> = profile.employers.iter().flatten().map(|text| Entry::read(text)).collect();
        let compared = employers::compare(&entries, &applicant.work, self.settings.tolerance_months);
        let newest = newest(&applicant.work).and_then(|job| job.position.as_deref());
        let own = [newest, applicant.label.as_deref()];
        let headline = profile.headline.as_deref();
        let titles = headline
            .into_iter()
            .flat_map(|headline| own.iter().flatten().filter_map(|own| title::compare(headline, own)));
        Looked { compared, title: titles.min() }
    }

    /// The signals of all profiles together.
    fn joined(&self, applicant: &Applicant, facts: Vec<Facts>, looked: &[Looked], career: Option<f64>) -> Signals {
        let settings = &self.settings;
        let recent = |days: i64| (0..=settings.recent_days).contains(&days);
        let long = career.map(|years| years >= settings.long_career_years);
        let awake =
            |facts: &Facts| Some(facts.dormant_days? >= settings.dormant_days && recent(facts.reactivated_days?));
        let ages: Vec<i64> = facts.iter().filter_map(|facts| facts.account_days).filter(|days| *days >= 0).collect();
        let contacts =
            applicant.profiles.iter().filter(|profile| is_professional(profile)).filter_map(|p| p.connections).max();
        let overlaps = looked.iter().filter_map(|looked| looked.compared.as_ref());
        Signals {
            dormant_reactivated: any(facts.iter().map(awake)),
            dormant_reactivated_renamed: any(facts.iter().map(|facts| match awake(facts)? {
                true => facts.renamed,
                false => Some(false),
            })),
            renamed: any(facts.iter().map(|facts| facts.renamed)),
            oldest_account_days: ages.iter().max().copied(),
            newest_account_days: ages.iter().min().copied(),
            all_new_long_career: long
                .filter(|_| !ages.is_empty())
                .map(|long| long && ages.iter().all(|days| recent(*days))),
            thin_network: contacts.and_then(|contacts| Some(long? && contacts < settings.thin_connections)),
            commits_before_account_days: facts.iter().filter_map(|facts| facts.commits_before_days).max(),
            employers: overlaps.clone().map(|compared| compared.overlap).min(),
            title: looked.iter().filter_map(|looked| looked.title).min(),
            dates_differ: overlaps.filter_map(|compared| compared.dates_differ).max(),
            career_years: career,
            profiles: facts,
        }
    }
}

/// True when one of them is, false when all that are known are not; none when none is known.
fn any(values: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    values.flatten().reduce(|a, b| a || b)
}

fn network(profile: &Profile) -> Option<String> {
    profile.network.as_deref().map(|network| network.trim().to_lowercase())
}

fn is_professional(profile: &Profile) -> bool {
    network(profile).is_some_and(|network| PROFESSIONAL.contains(&network.as_str()))
}

/// The job that goes on, or that ended last.
fn newest(work: &[Job]) -> Option<&Job> {
    let read = |text: &Option<String>| text.as_deref().and_then(Partial::read).map(Partial::last);
    let dated = work.iter().filter(|job| job.start_date.is_some());
    dated.max_by_key(|job| (job.end_date.is_none(), read(&job.end_date), read(&job.start_date)))
}

/// Says which places of the record the signals rest on.
fn evidence(report: Report<Signals>, applicant: &Applicant) -> Report<Signals> {
    let of = |member: &'static str, has: &dyn Fn(&Profile) -> bool| -> Vec<String> {
        let profiles = applicant.profiles.iter().enumerate().take(MOST).filter(|(_, profile)| has(profile));
        profiles.map(|(at, _)| format!("/profiles/{at}/{member}")).collect()
    };
    let work = || ["/work".to_owned()];
    let created = of("created_at", &|p| p.created_at.is_some());
    let resumed = of("reactivated_at", &|p| p.reactivated_at.is_some());
    let active = of("last_active_at", &|p| p.last_active_at.is_some());
    let changes = of("name_changes", &|p| p.name_changes.is_some());
    report
        .evidence("profiles", ["/profiles"])
        .evidence("career_years", work())
        .evidence("dormant_reactivated", active.iter().chain(&resumed).cloned())
        .evidence("dormant_reactivated_renamed", active.iter().chain(&resumed).chain(&changes).cloned())
        .evidence("renamed", changes)
        .evidence("oldest_account_days", created.clone())
        .evidence("newest_account_days", created.clone())
        .evidence("all_new_long_career", created.iter().cloned().chain(work()))
        .evidence("thin_network", of("connections", &|p| p.connections.is_some()).into_iter().chain(work()))
        .evidence("commits_before_account_days", of("first_commit_at", &|p| p.first_commit_at.is_some()))
        .evidence("employers", of("employers", &|p| p.employers.is_some()).into_iter().chain(work()))
        .evidence("title", of("headline", &|p| p.headline.is_some()).into_iter().chain(work()))
        .evidence("dates_differ", of("employers", &|p| p.employers.is_some()).into_iter().chain(work()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::Overlap;

    #[test]
    fn the_newest_job_goes_on_or_ended_last() {
        let job = |name: &str, start: &str, end: Option<&str>| Job {
            name: Some(name.to_owned()),
            start_date: Some(start.to_owned()),
            end_date: end.map(str::to_owned),
            position: None,
        };
        let name = |jobs: &[Job]| newest(jobs).and_then(|job| job.name.clone());
        let jobs = [job("a", "2010", Some("2012")), job("b", "2020", None), job("c", "2021", Some("2024"))];
        assert_eq!(name(&jobs).as_deref(), Some("b"));
        assert_eq!(name(&[job("a", "2010", Some("2019")), job("c", "2012", Some("2024-02"))]).as_deref(), Some("c"));
        assert_eq!(name(&[]), None);
    }

    #[test]
    fn the_overlap_that_speaks_for_the_applicant_counts() {
        assert!(Overlap::All < Overlap::Some && Overlap::Some < Overlap::None);
        assert!(Agreement::Same < Agreement::Compatible && Agreement::Compatible < Agreement::Different);
    }
}
