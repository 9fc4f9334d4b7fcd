//! What the detector reads of an application. Not the country of a school, and nothing that tells an age.

use hirewall_sdk::Input;
use serde::Deserialize;

/// Education, and the jobs beside it.
#[derive(Debug, Default, Input)]
#[record("applicant")]
pub struct Applicant {
    /// When the application was submitted.
    #[read("/applied_at")]
    pub applied_at: Option<String>,
    /// Degrees and schools.
    #[read("/education", json, only("institution", "area", "study_type", "start_date", "end_date", "email"))]
    pub education: Vec<Entry>,
    /// When jobs began and ended.
    #[read("/work", json, only("start_date", "end_date"))]
    pub work: Vec<Job>,
}

/// One entry of the education section.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// The school.
    pub institution: Option<String>,
    /// Field of study.
    pub area: Option<String>,
    /// Degree.
    pub study_type: Option<String>,
    /// Partial date.
    pub start_date: Option<String>,
    /// Partial date.
    pub end_date: Option<String>,
    /// An address at the school.
    pub email: Option<String>,
}

/// The time of a job.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Job {
    /// Partial date.
    pub start_date: Option<String>,
    /// Partial date; absent while the job goes on.
    pub end_date: Option<String>,
}
