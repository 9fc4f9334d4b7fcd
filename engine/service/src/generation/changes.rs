//! One change from one set of policies to another, in words and for programs.

use serde::Serialize;
use utoipa::ToSchema;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Change {
    /// What it is about.
    pub part: Part,
    /// The id: `contact/shared_phone` for a rule, `contact` for a policy.
    pub id: String,
    /// `added`, `removed` or `changed`.
    pub how: String,
    /// What of it changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub what: Vec<String>,
    /// The change in a sentence.
    pub words: String,
}

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A policy beside its rules.
    Policy,
    /// A rule.
    Rule,
    /// A named list.
    List,
    /// A table.
    Table,
    /// A detector.
    Detector,
    /// An exception from a rule.
    Exception,
    /// A record schema.
    Schema,
    /// Verdict bands, overrides, trusted keys.
    Settings,
}

impl Part {
    fn noun(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Rule => "rule",
            Self::List => "list",
            Self::Table => "table",
            Self::Detector => "detector",
            Self::Exception => "exception from",
            Self::Schema => "schema",
            Self::Settings => "settings of",
        }
    }
}

impl Change {
    pub(super) fn added(part: Part, id: &str) -> Self {
        let words = format!("The {} `{id}` is new.", part.noun());
        Self { part, id: id.to_owned(), how: "added".to_owned(), what: Vec::new(), words }
    }

    pub(super) fn removed(part: Part, id: &str) -> Self {
        let words = format!("The {} `{id}` is gone.", part.noun());
        Self { part, id: id.to_owned(), how: "removed".to_owned(), what: Vec::new(), words }
    }

    /// Of the aspects of something, as text before and after: a change when at least one differs.
    pub(super) fn of(part: Part, id: &str, aspects: Vec<(&str, String, String)>) -> Option<Self> {
        let differing: Vec<_> = aspects.into_iter().filter(|(_, before, after)| before != after).collect();
        if differing.is_empty() {
            return None;
        }
        let said: Vec<String> = differing
            .iter()
            .map(|(what, before, after)| match (shown(before), shown(after)) {
                (Some(before), Some(after)) => format!("{what} from {before} to {after}"),
                _ => format!("another {what}"),
            })
            .collect();
        let words = format!("The {} `{id}`: {}.", part.noun(), said.join(", "));
        let what = differing.into_iter().map(|(what, _, _)| what.to_owned()).collect();
        Some(Self { part, id: id.to_owned(), how: "changed".to_owned(), what, words })
    }

    /// Of items that came and went.
    pub(super) fn of_items(part: Part, id: &str, noun: &str, (added, removed): (usize, usize)) -> Option<Self> {
        if added == 0 && removed == 0 {
            return None;
        }
        let words = format!("The {} `{id}` has {added} {noun} more and {removed} fewer.", part.noun());
        let what = vec![format!("{added} {noun} added"), format!("{removed} {noun} removed")];
        Some(Self { part, id: id.to_owned(), how: "changed".to_owned(), what, words })
    }
}

/// A value that is short enough to stand in a sentence.
fn shown(value: &str) -> Option<String> {
    match value {
        "" => Some("none".to_owned()),
        value if value.len() <= 24 && !value.contains('\n') => Some(format!("`{value}`")),
        _ => None,
    }
}
