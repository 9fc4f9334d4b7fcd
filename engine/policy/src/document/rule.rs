//! A rule of a policy.

use std::sync::Arc;

use hirewall_diagnostic::Span;
use hirewall_model::Verdict;

use super::ConditionDocument;
use crate::read::{Fields, Moment, Read, Reader, SourceText, Spanned};
use crate::yaml::Node;
use crate::{Maturity, OnUndetermined};

/// A rule: when it matches, what that counts, and what a reviewer is told.
#[derive(Debug, Default)]
pub(crate) struct RuleDocument {
    /// Its id in `snake_case`, unique in its policy.
    pub(crate) id: Spanned<String>,
    /// One line that names it.
    pub(crate) title: Option<Spanned<String>>,
    /// When it matches: a condition, or a tree of `all`, `any` and `not`.
    pub(crate) when: ConditionDocument,
    /// What a match adds to the score of the record, from 0 to 1,000,000. Not below zero: a record that
    /// lacks the data for a rule that speaks for it would fare worse, and missing data never worsens a verdict.
    pub(crate) score: Option<Spanned<i64>>,
    /// The least verdict of a record that it matches.
    pub(crate) verdict: Option<Spanned<Verdict>>,
    /// What a reviewer is told. `{{ expression }}` stands for a value.
    pub(crate) reason: Option<SourceText>,
    /// Whom it also matches without cause.
    pub(crate) false_positives: Option<Spanned<String>>,
    /// What may be told to the person whom a finding is about; the policy's, if left out.
    pub(crate) notice: Option<Spanned<String>>,
    /// Where its knowledge comes from.
    pub(crate) references: Vec<Spanned<String>>,
    /// The entries of a catalogue of red flags that it looks for, such as `A07`.
    pub(crate) indicators: Vec<Spanned<String>>,
    /// When it acts. Always, if left out.
    pub(crate) effective: Option<Spanned<EffectiveDocument>>,
    /// What it does when the record lacks data to judge it. Default `skip`.
    pub(crate) on_undetermined: Option<OnUndetermined>,
    /// Why it may read a protected attribute or a proxy of one.
    pub(crate) justification: Option<Spanned<String>>,
    /// How far it is trusted. Default: as the policy.
    pub(crate) maturity: Option<Maturity>,
    /// Whether all of it could be read.
    pub(crate) complete: bool,
    /// The place to mark for the rule as a whole.
    pub(crate) head: Span,
}

impl Read for RuleDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a rule", reader) else { return Self::default() };
        let document = Self {
            id: fields.required("id", reader),
            title: fields.optional("title", reader),
            when: fields.required("when", reader),
            score: fields.optional("score", reader),
            verdict: fields.optional("verdict", reader),
            reason: fields.optional("reason", reader),
            false_positives: fields.optional("false_positives", reader),
            notice: fields.optional("notice", reader),
            references: fields.optional("references", reader).unwrap_or_default(),
            indicators: fields.optional("indicators", reader).unwrap_or_default(),
            effective: fields.optional("effective", reader),
            on_undetermined: fields.optional("on_undetermined", reader),
            justification: fields.optional("justification", reader),
            maturity: fields.optional("maturity", reader),
            complete: fields.complete(),
            head: fields.head(),
        };
        fields.refuse("mode", "Set the mode in the settings: `overrides: [{rule: …, mode: shadow}]`.", reader);
        fields.finish(reader);
        document
    }
}

/// The time in which a rule acts.
#[derive(Debug, Default)]
pub(crate) struct EffectiveDocument {
    /// The first day or moment. A date is the start of that day in UTC.
    pub(crate) from: Option<Moment>,
    /// The first day or moment on which it no longer acts. A date is the start of that day in UTC.
    pub(crate) until: Option<Moment>,
}

impl Read for EffectiveDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "an effective period", reader) else { return Self::default() };
        let document = Self { from: fields.optional("from", reader), until: fields.optional("until", reader) };
        fields.finish(reader);
        document
    }
}
