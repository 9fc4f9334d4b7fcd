//! A detector that reads a protected attribute, or a proxy of one. Only a justification on the detector waives it.

use std::collections::BTreeSet;

use hirewall_diagnostic::codes::lint::{L412, L413};

use super::{Findings, Subject};
use crate::compile::fields_read;

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for detector in subject.bundle.detectors.iter().filter(|detector| detector.justification.is_none()) {
        let mut told = BTreeSet::new();
        for kind in &detector.records {
            let Some(schema) = subject.bundle.schemas.get(kind) else { continue };
            for input in detector.manifest.inputs(kind).unwrap_or_default() {
                for field in fields_read(schema, input) {
                    let attributes = &field.attributes;
                    for (attribute, proxy) in [(&attributes.protected, false), (&attributes.proxy, true)] {
                        let Some(attribute) = attribute else { continue };
                        if told.insert((&input.path, attribute, proxy)) {
                            let what = if proxy { "stands in for" } else { "is or holds" };
                            let message = format!(
                                "detector `{}` reads `{}`, which {what} a protected attribute: {attribute}",
                                detector.id, input.path
                            );
                            let help = "Bind another plugin, or add `justification:` to the detector with why this is lawful and fair.";
                            let code = if proxy { L413 } else { L412 };
                            findings.add(code, detector.origin.source, detector.origin.span, message, help);
                        }
                    }
                }
            }
        }
    }
}
