//! Roles, and what each may.

use std::fmt;
use std::str::FromStr;

/// What somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A program that sends records.
    Ingest,
    /// Somebody who looks at decisions.
    Reader,
    /// Somebody who decides flagged cases.
    Reviewer,
    /// Somebody who runs the service.
    Operator,
    /// Somebody who checks what was done.
    Auditor,
    /// Somebody who answers for personal data.
    PrivacyOfficer,
}

/// Something that one may or may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Have records judged.
    Decide,
    /// Look at decisions, which name records and subjects.
    ReadDecisions,
    /// Look at records as they were received.
    ReadRecords,
    /// Decide about decisions, as a person.
    Dispose,
    /// Export, erase and hold what is kept about a person.
    Subjects,
    /// Look at the chain of what was done, and verify it.
    Audit,
    /// Look at policies, detectors, generations and the candidate.
    ReadPolicies,
    /// Look at metrics.
    ReadMetrics,
    /// Reload and roll back.
    Operate,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Ingest, Self::Reader, Self::Reviewer, Self::Operator, Self::Auditor, Self::PrivacyOfficer];

    /// As files and flags write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Reader => "reader",
            Self::Reviewer => "reviewer",
            Self::Operator => "operator",
            Self::Auditor => "auditor",
            Self::PrivacyOfficer => "privacy_officer",
        }
    }

    /// Whether it may.
    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        use Permission::{
            Audit, Decide, Dispose, Operate, ReadDecisions, ReadMetrics, ReadPolicies, ReadRecords, Subjects,
        };
        let may: &[Permission] = match self {
            Self::Ingest => &[Decide],
            Self::Reader => &[ReadDecisions, ReadPolicies],
            Self::Reviewer => &[ReadDecisions, ReadRecords, ReadPolicies, Dispose],
            // Whoever runs the service needs no names of applicants for it.
            Self::Operator => &[ReadPolicies, ReadMetrics, Operate],
            Self::Auditor => &[ReadDecisions, ReadPolicies, ReadMetrics, Audit],
            Self::PrivacyOfficer => &[ReadDecisions, ReadRecords, Subjects],
        };
        may.contains(&permission)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a role is one of `ingest`, `reader`, `reviewer`, `operator`, `auditor`, `privacy_officer`")]
pub struct NoRole;

impl FromStr for Role {
    type Err = NoRole;

    fn from_str(text: &str) -> Result<Self, NoRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(NoRole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_what_it_needs_and_no_more() {
        use Permission::{
            Audit, Decide, Dispose, Operate, ReadDecisions, ReadMetrics, ReadPolicies, ReadRecords, Subjects,
        };
        let all = [Decide, ReadDecisions, ReadRecords, Dispose, Subjects, Audit, ReadPolicies, ReadMetrics, Operate];
        let table = [
            (Role::Ingest, "x........"),
            (Role::Reader, ".x....x.."),
            (Role::Reviewer, ".xxx..x.."),
            (Role::Operator, "......xxx"),
            (Role::Auditor, ".x...xxx."),
            (Role::PrivacyOfficer, ".xx.x...."),
        ];
        for (role, expected) in table {
            let may: String = all.map(|permission| if role.may(permission) { 'x' } else { '.' }).iter().collect();
            assert_eq!(may, expected, "{role}");
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        assert_eq!("root".parse::<Role>(), Err(NoRole));
    }
}
