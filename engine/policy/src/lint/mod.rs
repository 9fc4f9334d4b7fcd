//! Lints: what compiles and is probably not meant, or not fair, or not cared for. One lint a file; each looks at everything
//! and reports. Levels are applied afterwards, so that a lint does not know whether anybody listens.

mod detector_fairness;
mod expired;
mod fairness;
mod missing_bands;
mod missing_false_positives;
mod missing_licence;
mod missing_owner;
mod missing_reason;
mod missing_references;
mod missing_source;
mod missing_tests;
mod missing_title;
mod replaced_override;
mod shadowed_threshold;
mod stale_data;
mod unguarded_optional;
mod unreachable_band;
mod unreachable_count;
mod unused_counter;
mod unused_data;
mod unused_detector;
mod unused_join;
mod unused_let;

use hirewall_diagnostic::{Code, Diagnostic, SourceId, Span};
use hirewall_expr::ir::Read;
use hirewall_model::Time;

use crate::compile::{Expression, Loaded};
use crate::document::{PolicyDocument, RuleDocument};
use crate::{Bundle, FrameOf};

/// What lints look at.
pub(crate) struct Subject<'a> {
    /// The documents as written.
    pub(crate) loaded: &'a Loaded,
    /// What could be compiled of them.
    pub(crate) bundle: &'a Bundle,
    /// Every expression that could be compiled.
    pub(crate) expressions: &'a [Expression],
    /// The time against which dates are held, when there is one.
    pub(crate) now: Option<Time>,
}

/// Where lints put what they find.
pub(crate) struct Findings<'a> {
    out: &'a mut Vec<Diagnostic>,
    sources: &'a hirewall_diagnostic::Sources,
}

/// Runs all lints.
pub(crate) fn run(subject: &Subject<'_>, sources: &hirewall_diagnostic::Sources, out: &mut Vec<Diagnostic>) {
    let findings = &mut Findings { out, sources };
    for lint in [
        detector_fairness::lint,
        expired::lint,
        fairness::lint,
        missing_bands::lint,
        missing_false_positives::lint,
        missing_licence::lint,
        missing_owner::lint,
        missing_reason::lint,
        missing_references::lint,
        missing_source::lint,
        missing_tests::lint,
        missing_title::lint,
        replaced_override::lint,
        shadowed_threshold::lint,
        stale_data::lint,
        unreachable_count::lint,
        unguarded_optional::lint,
        unreachable_band::lint,
        unused_counter::lint,
        unused_data::lint,
        unused_join::lint,
        unused_detector::lint,
        unused_let::lint,
    ] {
        lint(subject, findings);
    }
}

impl Findings<'_> {
    /// Reports at a place of a file.
    fn add(&mut self, code: Code, source: SourceId, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.out.push(Diagnostic::new(code, message).at(source, span, "").help(help));
    }

    /// Reports at a place of an expression.
    fn add_in(&mut self, expression: &Expression, span: Span, diagnostic: Diagnostic, label: impl Into<String>) {
        let file = self.sources.text(expression.source);
        let at = expression.text.locate(file, span);
        self.out.push(diagnostic.at(expression.source, at, label));
    }
}

impl<'a> Subject<'a> {
    /// The field that an expression reads, as conditions name it beside the record: `signals.phone.valid`.
    fn shown(&self, read: &Read) -> String {
        let path = &read.field.path;
        match self.bundle.frame(read.frame) {
            Some(FrameOf::Signals(detector)) => format!("signals.{}.{path}", detector.id),
            Some(FrameOf::Joined(schema)) => format!("{}.{path}", schema.kind().name),
            Some(FrameOf::Counters(_)) => format!("counters.{path}"),
            None => path.to_string(),
        }
    }

    /// The counter that an expression reads there, by its name.
    fn counter(&self, read: &'a Read) -> Option<&'a str> {
        matches!(self.bundle.frame(read.frame), Some(FrameOf::Counters(_))).then_some(&*read.field.path)
    }

    /// Every rule as written, with its file and policy. Rules whose id is faulty are left out: they have other troubles.
    fn rules(&self) -> impl Iterator<Item = (SourceId, &'a PolicyDocument, &'a RuleDocument)> {
        let policies = self.loaded.policies.iter();
        policies
            .flat_map(|(source, policy)| policy.rules.iter().map(move |rule| (*source, policy, rule)))
            .filter(|(_, _, rule)| !rule.id.value.is_empty())
    }
}
