//! What is true of a record, kept apart from it so that no rule can see it.

use serde::Serialize;

/// Whether somebody hides who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// They do not.
    Honest,
    /// They are a persona of a scheme.
    Scheme,
}

/// A line of labels.
#[derive(Debug, Serialize)]
pub(crate) struct Label<'a> {
    pub(crate) kind: &'static str,
    pub(crate) id: &'a str,
    pub(crate) label: Truth,
    /// The id of the applicant who came first: that of the applicant itself but for new accounts and devices.
    pub(crate) subject: &'a str,
    /// The operator's personas; null for a persona alone and for the honest.
    pub(crate) cluster: Option<&'a str>,
    /// Honest people with something in common.
    pub(crate) group: Option<&'a str>,
    pub(crate) hired_at: Option<&'a str>,
    pub(crate) made_with: &'a [&'static str],
}
