//! What a test gives in place of detectors, checked against their signals. It is not evaluated here.

use std::collections::BTreeMap;

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId};
use hirewall_model::{DecodeOptions, ProblemKind, Record};

use super::detector::Detectors;
use super::{Context, record_json};
use crate::document::GivenDocument;
use crate::read::{Raw, Spanned};
use crate::suggest::suggest;
use crate::yaml::brief;
use crate::{DetectorBinding, GivenAnswer};

/// The answers that a case gives, by detector.
pub(crate) fn compile(
    given: &GivenDocument,
    kind: &str,
    source: SourceId,
    detectors: &Detectors,
    context: &mut Context<'_>,
) -> BTreeMap<String, GivenAnswer> {
    let mut answers = BTreeMap::new();
    for (name, raw) in &given.signals.entries {
        let Some(detector) = detector_of(name, kind, source, detectors, context) else { continue };
        let answer = match raw {
            None => Some(GivenAnswer::NotRun),
            Some(raw) => signals(raw, detector, source, context),
        };
        answers.extend(answer.map(|answer| (name.value.clone(), answer)));
    }
    for name in &given.failures {
        if detector_of(name, kind, source, detectors, context).is_none() {
            continue;
        }
        if answers.insert(name.value.clone(), GivenAnswer::Failed).is_some() {
            let message = format!("the case says of detector `{}` twice what it gave", name.value);
            let help = "Keep its signals, or its failure.";
            context.report(source, name.span, Diagnostic::new(document::E119, message).help(help));
        }
    }
    answers
}

/// The detector of a name that looks at records of the kind; none, with a diagnostic, when there is none.
fn detector_of<'d>(
    name: &Spanned<String>,
    kind: &str,
    source: SourceId,
    detectors: &'d Detectors,
    context: &mut Context<'_>,
) -> Option<&'d DetectorBinding> {
    if name.value.is_empty() || detectors.broken.contains(&name.value) {
        return None;
    }
    let ids = || {
        detectors.bound.iter().map(|detector| detector.id.as_str()).chain(detectors.broken.iter().map(String::as_str))
    };
    let Some(detector) = detectors.bound.iter().find(|detector| detector.id == name.value) else {
        let help = match suggest(&name.value, ids()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("Declare it in a file of the policy directory: `detector: {}`.", brief(&name.value)),
        };
        let message = format!("there is no detector `{}`", brief(&name.value));
        context.report(source, name.span, Diagnostic::new(document::E126, message).help(help));
        return None;
    };
    if !detector.records.contains(kind) {
        let message = format!("detector `{}` does not look at records of the kind `{kind}`", name.value);
        let help = "Remove it from what the case gives, or add the kind to the `records` of the detector.";
        context.report(source, name.span, Diagnostic::new(document::E129, message).help(help));
        return None;
    }
    Some(detector)
}

/// Signals that fit their schema, strictly.
fn signals(raw: &Raw, detector: &DetectorBinding, source: SourceId, context: &mut Context<'_>) -> Option<GivenAnswer> {
    let json = record_json::write_as(document::E134, &raw.node, source, &mut context.out)?;
    let options = DecodeOptions { strict: true, ..DecodeOptions::default() };
    if let Err(problems) = Record::decode(&detector.signals, json.as_bytes(), &options) {
        for problem in problems {
            let undeclared = problem.kind() == ProblemKind::Undeclared;
            let span = record_json::place(&raw.node, &problem.pointer, undeclared);
            let (message, help) = if undeclared {
                let help = match problem.help.strip_prefix("Did you mean") {
                    Some(_) => problem.help.clone(),
                    None => "Leave it out: the plugin's signals schema has no such signal.".to_owned(),
                };
                (format!("detector `{}` has no such signal", detector.id), help)
            } else {
                (problem.message.clone(), problem.help.clone())
            };
            let diagnostic = Diagnostic::new(document::E134, message)
                .help(help)
                .note(format!("It is `signals/{}{}`.", detector.id, problem.pointer));
            context.report(source, span, diagnostic);
        }
        return None;
    }
    serde_json::value::RawValue::from_string(json).ok().map(GivenAnswer::Signals)
}
