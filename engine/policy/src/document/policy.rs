//! `policy:` rules about one record kind.

use std::sync::Arc;

use super::{CounterDocument, RuleDocument};
use crate::Maturity;
use crate::read::{Fields, Named, Read, Reader, SourceText, Spanned};
use crate::yaml::Node;

/// A policy: rules about one record kind.
#[derive(Debug, Default)]
pub(crate) struct PolicyDocument {
    /// Its id in `snake_case`, unique among the policies.
    pub(crate) policy: Spanned<String>,
    /// One line that names it.
    pub(crate) title: Option<Spanned<String>>,
    /// The record kind that it judges, such as `applicant`.
    pub(crate) applies_to: Spanned<String>,
    /// Who answers for it.
    pub(crate) owner: Option<Spanned<String>>,
    /// Its version: three numbers, as in `1.2.0`.
    pub(crate) version: Option<Spanned<String>>,
    /// How far it is trusted. Default `stable`.
    pub(crate) maturity: Option<Maturity>,
    /// Where its knowledge comes from.
    pub(crate) references: Vec<Spanned<String>>,
    /// What may be told to the person whom a finding is about.
    pub(crate) notice: Option<Spanned<String>>,
    /// Other record kinds whose latest record of the same subject its rules may read.
    pub(crate) joins: Vec<Spanned<String>>,
    /// Named expressions, each evaluated at most once per record. An expression may use those above it.
    pub(crate) lets: Named<SourceText>,
    /// What is counted across records.
    pub(crate) counters: Named<CounterDocument>,
    /// Its rules. Every rule is evaluated; none sees another's outcome.
    pub(crate) rules: Vec<RuleDocument>,
    /// Whether all of it could be read.
    pub(crate) complete: bool,
}

impl Read for PolicyDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a policy", reader) else { return Self::default() };
        let document = Self {
            policy: fields.required("policy", reader),
            title: fields.optional("title", reader),
            applies_to: fields.required("applies_to", reader),
            owner: fields.optional("owner", reader),
            version: fields.optional("version", reader),
            maturity: fields.optional("maturity", reader),
            references: fields.optional("references", reader).unwrap_or_default(),
            notice: fields.optional("notice", reader),
            joins: fields.optional("joins", reader).unwrap_or_default(),
            lets: fields.optional("let", reader).unwrap_or_default(),
            counters: fields.optional("counters", reader).unwrap_or_default(),
            rules: fields.required("rules", reader),
            complete: fields.complete(),
        };
        fields.finish(reader);
        document
    }
}
