//! What the detector reports.

use hirewall_sdk::Schema;
use serde::Serialize;

use crate::level::Level;
use crate::offer::Offer;

/// Schools, degrees, dates and fields of study.
#[derive(Debug, Default, Schema, Serialize)]
pub struct Signals {
    /// Each entry of the education section, in the record's order.
    pub entries: Vec<Facts>,
    /// Whether every school of a degree is on the list of schools. Absent without a degree that names its school.
    pub all_schools_known: Option<bool>,
    /// Whether a school is on the list of schools without recognised accreditation.
    pub unaccredited: Option<bool>,
    /// Whether a school is on the operator's list of schools at high risk. Absent while that is turned off.
    #[schema(proxy = "national-origin")]
    pub high_risk: Option<bool>,
    /// Whether a field of study is neither offered by its school nor related to what it offers. Absent where no entry can be
    /// compared with the table.
    pub field_not_offered: Option<bool>,
    /// Whether a school's address belongs to another school.
    pub email_of_other_school: Option<bool>,
    /// Whether an entry ends before it begins.
    pub dates_reversed: Option<bool>,
    /// Whether a degree took less time than is plausible, its dates read at their widest.
    pub too_short: Option<bool>,
    /// Whether every bachelor's degree begins after a higher degree ended.
    pub higher_degree_first: Option<bool>,
    /// Months in which degrees at two schools surely overlap, at most two of them at once counted: the longest overlap.
    pub overlap_months: Option<i64>,
    /// Months of degree studies during which the person surely worked too. Part-time studies are usual.
    pub work_during_study_months: Option<i64>,
    /// Months from the first job to the first degree's begin, where the job surely began earlier.
    pub work_before_study_months: Option<i64>,
    /// Whether a degree is expected after the application.
    pub unfinished: Option<bool>,
}

/// One entry of the education section.
#[derive(Debug, Default, Clone, PartialEq, Schema, Serialize)]
pub struct Facts {
    /// Its place in the record, counted from 0.
    pub position: i64,
    /// What the degree's name means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Whether the school is on the list of schools. Many good ones are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_known: Option<bool>,
    /// What the lists say of the school's accreditation; absent when they say nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accreditation: Option<Accreditation>,
    /// Whether the school is on the operator's list of schools at high risk. Absent while that is turned off.
    #[schema(proxy = "national-origin")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high_risk: Option<bool>,
    /// Whether the school offers the field of study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Offer>,
    /// Whether the address at the school belongs to it; absent when the domain is of no known school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_fits: Option<bool>,
    /// Months from begin to end, at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months_at_most: Option<i64>,
    /// Whether that is less than plausible for the level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub too_short: Option<bool>,
    /// Whether it ends before it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates_reversed: Option<bool>,
    /// Whether it surely ends after the application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unfinished: Option<bool>,
}

/// What lists say of a school's accreditation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Accreditation {
    /// On the list of accredited schools.
    Accredited,
    /// On the list of schools without recognised accreditation.
    Unaccredited,
}
