//! What the detector reads of an application. No name, no picture and no handle.

use hirewall_sdk::Input;
use serde::Deserialize;

/// Profiles and the resume that they go with.
#[derive(Debug, Default, Input)]
#[record("applicant")]
pub struct Applicant {
    /// When the application was submitted.
    #[read("/applied_at")]
    pub applied_at: Option<String>,
    /// The headline of the resume.
    #[read("/basics/label")]
    pub label: Option<String>,
    /// Jobs.
    #[read("/work", json, only("name", "position", "start_date", "end_date"))]
    pub work: Vec<Job>,
    /// Online profiles.
    #[read(
        "/profiles",
        json,
        only(
            "network",
            "created_at",
            "last_active_at",
            "reactivated_at",
            "verified_at",
            "name_changes",
            "connections",
            "headline",
            "employers",
            "first_commit_at",
            "author_emails"
        )
    )]
    pub profiles: Vec<Profile>,
}

/// A job of the resume.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Job {
    /// Employer.
    pub name: Option<String>,
    /// Title.
    pub position: Option<String>,
    /// Partial date.
    pub start_date: Option<String>,
    /// Partial date; absent while the job goes on.
    pub end_date: Option<String>,
}

/// An online profile.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// The network.
    pub network: Option<String>,
    /// When the account was opened.
    pub created_at: Option<String>,
    /// Last activity before the current burst.
    pub last_active_at: Option<String>,
    /// When activity resumed.
    pub reactivated_at: Option<String>,
    /// When the account was verified.
    pub verified_at: Option<String>,
    /// How often the name was changed.
    pub name_changes: Option<i64>,
    /// Contacts.
    pub connections: Option<i64>,
    /// The line below the name.
    pub headline: Option<String>,
    /// Employers listed.
    pub employers: Option<Vec<String>>,
    /// The oldest commit in the account's own repositories.
    pub first_commit_at: Option<String>,
    /// Addresses that commits in its own repositories are signed with.
    pub author_emails: Option<Vec<String>>,
}
