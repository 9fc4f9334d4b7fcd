//! The documents as authors write them: one kind a file. References between documents are not looked at here. The JSON
//! Schemas for editors describe the same documents: see `editor`.

mod condition;
mod counter;
mod detector;
mod exceptions;
mod list;
mod policy;
mod rule;
mod settings;
mod table;
mod tests;
mod words;

use std::sync::Arc;

use hirewall_diagnostic::Diagnostic;
use hirewall_diagnostic::codes::document;

pub(crate) use condition::ConditionDocument;
pub(crate) use counter::CounterDocument;
pub(crate) use detector::{DetectorDocument, LimitsDocument, NamesDocument};
pub(crate) use exceptions::ExceptionsDocument;
pub(crate) use list::{ListDocument, MatchWord};
pub(crate) use policy::PolicyDocument;
pub(crate) use rule::{EffectiveDocument, RuleDocument};
pub(crate) use settings::{BandsDocument, LintLevel, OverrideDocument, SettingsDocument};
pub(crate) use table::{ColumnWord, TableDocument};
pub(crate) use tests::{CaseDocument, ExpectDocument, GivenDocument, TestsDocument};

use crate::read::{Read, Reader, list};
use crate::suggest::suggest;
use crate::yaml::Node;

/// A document of any kind.
#[derive(Debug)]
pub(crate) enum Document {
    Policy(PolicyDocument),
    List(ListDocument),
    Table(TableDocument),
    Detector(DetectorDocument),
    Exceptions(ExceptionsDocument),
    Settings(SettingsDocument),
    Tests(TestsDocument),
}

/// The first keys that say what a document is.
pub(crate) const KINDS: [&str; 7] = ["policy", "list", "table", "detector", "exceptions", "settings", "tests"];

impl Document {
    /// Reads a document by the kind that its first key names; none, with a diagnostic, when there is no such kind.
    pub(crate) fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(mapping) = node.mapping() else {
            let help = format!("A document begins with one of {}.", list(KINDS));
            reader.expected("a document, which is a mapping", node, Some(help));
            return None;
        };
        let first = mapping.entries.first()?;
        Some(match &*first.key {
            "policy" => Self::Policy(PolicyDocument::read(node, reader)),
            "list" => Self::List(ListDocument::read(node, reader)),
            "table" => Self::Table(TableDocument::read(node, reader)),
            "detector" => Self::Detector(DetectorDocument::read(node, reader)),
            "exceptions" => Self::Exceptions(ExceptionsDocument::read(node, reader)),
            "settings" => Self::Settings(SettingsDocument::read(node, reader)),
            "tests" => Self::Tests(TestsDocument::read(node, reader)),
            key => {
                let later = KINDS.iter().find(|kind| mapping.get(kind).is_some());
                let help = match (later, suggest(key, KINDS)) {
                    (Some(kind), _) => format!("Move `{kind}:` to the top: the first key says what the document is."),
                    (None, Some(near)) => format!("Did you mean `{near}`?"),
                    (None, None) => format!("The first key says what a document is: one of {}.", list(KINDS)),
                };
                let message = format!("`{}` is no kind of document", crate::yaml::brief(key));
                reader.report(Diagnostic::new(document::E101, message).help(help), first.key_span);
                return None;
            }
        })
    }
}
