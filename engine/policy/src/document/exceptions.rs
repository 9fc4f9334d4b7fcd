//! `exceptions:` records for which a rule does not count.

use std::sync::Arc;

use hirewall_diagnostic::Span;

use super::ConditionDocument;
use crate::read::{Fields, Moment, Read, Reader, Spanned};
use crate::yaml::Node;

/// Exceptions from rules: narrow, reasoned, expiring.
#[derive(Debug, Default)]
pub(crate) struct ExceptionsDocument {
    /// Its id in `snake_case`, unique among the documents of exceptions.
    pub(crate) exceptions: Spanned<String>,
    /// The exceptions.
    pub(crate) items: Vec<ExceptionDocument>,
}

/// An exception from one rule.
#[derive(Debug, Default)]
pub(crate) struct ExceptionDocument {
    /// The rule: `policy/rule`.
    pub(crate) rule: Spanned<String>,
    /// The records for which the rule does not count. It reads the record, not the lets of a policy.
    pub(crate) when: ConditionDocument,
    /// Why.
    pub(crate) reason: Spanned<String>,
    /// Who answers for it.
    pub(crate) owner: Spanned<String>,
    /// Where it was agreed.
    pub(crate) ticket: Option<Spanned<String>>,
    /// The first day or moment on which it no longer holds. A date is the start of that day in UTC.
    pub(crate) expires: Spanned<Moment>,
    /// The place to mark for the exception as a whole.
    pub(crate) head: Span,
}

impl Read for ExceptionsDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a document of exceptions", reader) else { return Self::default() };
        let document =
            Self { exceptions: fields.required("exceptions", reader), items: fields.required("items", reader) };
        fields.finish(reader);
        document
    }
}

impl Read for ExceptionDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "an exception", reader) else { return Self::default() };
        let document = Self {
            rule: fields.required("rule", reader),
            when: fields.required("when", reader),
            reason: fields.required("reason", reader),
            owner: fields.required("owner", reader),
            ticket: fields.optional("ticket", reader),
            expires: fields.required("expires", reader),
            head: fields.head(),
        };
        fields.finish(reader);
        document
    }
}
