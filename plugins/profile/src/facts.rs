//! What the dates and numbers of one profile say.

use std::collections::BTreeSet;

use calendar::Day;

use crate::record::Profile;
use crate::settings::Settings;
use crate::signals::Facts;

/// Domains at which code hosts make up addresses, so that people need not show theirs.
const MADE_UP: &[&str] = &["users.noreply.github.com", "noreply.github.com", "users.noreply.gitlab.com"];
/// Days by which dates may contradict each other: time zones, and services that round.
const SLACK: i64 = 2;
/// Addresses that are looked at.
const MOST: usize = 1_000;

/// What the dates and numbers of a profile say; place, network and employers are left out.
pub(crate) fn of(profile: &Profile, applied: Day, career: Option<f64>, settings: &Settings) -> Facts {
    let day = |text: &Option<String>| text.as_deref().and_then(Day::of_date_time);
    let created = day(&profile.created_at);
    let (active, resumed) = (day(&profile.last_active_at), day(&profile.reactivated_at));
    let verified = day(&profile.verified_at);
    let until = |day: Option<Day>| day.map(|day| applied.since(day));
    let dormant = active.and_then(|active| Some(resumed?.since(active))).filter(|days| *days >= 0);
    let commits = created.and_then(|created| Some(created.since(day(&profile.first_commit_at)?)));
    let later = [active, resumed, verified].into_iter().flatten();
    let early = created.map(|created| later.map(|day| created.since(day) > SLACK).collect::<Vec<_>>());
    let reversed = active.and_then(|active| Some(active.since(resumed?) > SLACK));
    let contradictions: Vec<bool> = early.into_iter().flatten().chain(reversed).collect();
    Facts {
        account_days: until(created),
        dormant_days: dormant,
        reactivated_days: until(resumed),
        verified_days: until(verified),
        renamed: profile.name_changes.map(|changes| changes > 0),
        connections_per_year: per_year(profile.connections, career),
        commits_before_days: commits.filter(|days| *days > settings.commit_margin_days),
        author_addresses: profile.author_emails.as_ref().map(|addresses| distinct(addresses)),
        dates_contradict: (!contradictions.is_empty()).then(|| contradictions.contains(&true)),
        ..Facts::default()
    }
}

/// Contacts a year; none for a career below one year, where the share says nothing.
fn per_year(connections: Option<i64>, career: Option<f64>) -> Option<f64> {
    let connections = u32::try_from(connections?).ok()?;
    let years = career.filter(|years| *years >= 1.0)?;
    Some((f64::from(connections) / years * 10.0).round() / 10.0)
}

/// Different addresses, without those that code hosts made up.
fn distinct(addresses: &[String]) -> i64 {
    let plain = addresses.iter().take(MOST).map(|address| address.trim().to_lowercase());
    let own = plain.filter(|address| !MADE_UP.iter().any(|domain| address.ends_with(&format!("@{domain}"))));
    let own: BTreeSet<String> = own.filter(|address| address.contains('@')).collect();
    i64::try_from(own.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn facts(profile: &Profile) -> Facts {
        of(profile, Day::new(2026, 1, 1).unwrap(), Some(10.0), &Settings::default())
    }

    #[test]
    fn what_a_profile_lacks_gives_no_fact() {
        assert_eq!(facts(&Profile::default()), Facts::default());
    }

    #[test]
    fn dates_are_counted_to_the_application() {
        let date = |text: &str| Some(text.to_owned());
        let found = facts(&Profile {
            created_at: date("2015-01-01T00:00:00Z"),
            last_active_at: date("2021-12-02T00:00:00Z"),
            reactivated_at: date("2025-12-02T00:00:00Z"),
            first_commit_at: date("2014-01-01T00:00:00Z"),
            connections: Some(25),
            name_changes: Some(0),
            ..Profile::default()
        });
        assert_eq!(found.dormant_days, Some(1461));
        assert_eq!(found.reactivated_days, Some(30));
        assert_eq!(found.commits_before_days, Some(365));
        assert_eq!(found.connections_per_year, Some(2.5));
        assert_eq!((found.renamed, found.dates_contradict), (Some(false), Some(false)));
    }

    #[test]
    fn contradictions_and_margins() {
        let date = |text: &str| Some(text.to_owned());
        let odd = facts(&Profile {
            created_at: date("2025-06-01T00:00:00Z"),
            last_active_at: date("2020-01-01T00:00:00Z"),
            first_commit_at: date("2025-05-20T00:00:00Z"),
            ..Profile::default()
        });
        assert_eq!((odd.dates_contradict, odd.commits_before_days), (Some(true), None));
        let zone = facts(&Profile {
            created_at: date("2025-06-01T23:00:00Z"),
            verified_at: date("2025-06-01T01:00:00+14:00"),
            ..Profile::default()
        });
        assert_eq!(zone.dates_contradict, Some(false));
    }

    #[test]
    fn addresses_made_up_by_hosts_are_nobodys() {
        let mails = ["A@x.org", "a@x.org", "1+a@users.noreply.github.com", "b@x.org", "none"].map(str::to_owned);
        assert_eq!(distinct(&mails), 2);
    }
}
