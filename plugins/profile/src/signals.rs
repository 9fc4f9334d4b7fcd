//! What the detector reports.

use hirewall_sdk::Schema;
use serde::Serialize;

use crate::company::Agreement;

/// Online profiles beside the resume and the time of the application.
#[derive(Debug, Default, Schema, Serialize)]
pub struct Signals {
    /// Each profile, in the record's order.
    pub profiles: Vec<Facts>,
    /// Years of work in the resume until the application, jobs at the same time counted once.
    pub career_years: Option<f64>,
    /// Whether a profile was dormant for at least `dormant_days` and active again within `recent_days` before the application.
    pub dormant_reactivated: Option<bool>,
    /// Whether such a profile changed its name too.
    pub dormant_reactivated_renamed: Option<bool>,
    /// Whether a profile ever changed its name. Most people who do have married, or use the name that they go by.
    pub renamed: Option<bool>,
    /// Days from opening the oldest account to the application: how long the person is seen online at all.
    pub oldest_account_days: Option<i64>,
    /// Days from opening the newest account to the application.
    pub newest_account_days: Option<i64>,
    /// Whether every account with a known date was opened within `recent_days` before the application, at a long career.
    pub all_new_long_career: Option<bool>,
    /// Whether, at a long career, no professional network shows `thin_connections` contacts or more.
    pub thin_network: Option<bool>,
    /// Days by which the oldest commit is older than the account, beyond the margin: of the account where it is most.
    pub commits_before_account_days: Option<i64>,
    /// Employers of professional profiles beside those of the resume.
    pub employers: Option<Overlap>,
    /// Whether the newest job of the resume fits the headline of a professional profile. The best of several profiles.
    pub title: Option<Agreement>,
    /// Jobs on a profile whose dates contradict those of the resume by more than the tolerance.
    pub dates_differ: Option<i64>,
}

/// How much of two lists of employers is common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    /// The shorter list is all in the longer one.
    All,
    /// Some employers are in both.
    Some,
    /// None is in both.
    None,
}

/// One profile.
#[derive(Debug, Default, Clone, PartialEq, Schema, Serialize)]
pub struct Facts {
    /// Its place in the record, counted from 0.
    pub position: i64,
    /// The network, in lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// Days from opening the account to the application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_days: Option<i64>,
    /// Days between the last activity and the time when it resumed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dormant_days: Option<i64>,
    /// Days from the time when activity resumed to the application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reactivated_days: Option<i64>,
    /// Days from the verification of the account to the application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_days: Option<i64>,
    /// Whether the name was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<bool>,
    /// Contacts a year of the career.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connections_per_year: Option<f64>,
    /// Days by which the oldest commit is older than the account; absent within the margin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commits_before_days: Option<i64>,
    /// Different addresses that commits are signed with, those made up by the host of the code left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_addresses: Option<i64>,
    /// Employers that it shares with the resume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employers_shared: Option<i64>,
    /// Employers that it has alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employers_unshared: Option<i64>,
    /// Whether its dates contradict each other: active, resumed or verified before the account was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates_contradict: Option<bool>,
}
