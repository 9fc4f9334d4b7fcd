//! A verdict band that all scores of its record kind together do not reach.

use hirewall_diagnostic::codes::lint::L417;

use super::{Findings, Subject};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (source, settings) in &subject.loaded.settings {
        for (kind, bands) in &settings.verdicts.entries {
            let rules = subject.rules().filter(|(_, policy, _)| policy.applies_to.value == kind.value);
            let scores = rules.filter_map(|(_, _, rule)| rule.score.as_ref());
            let most = scores.fold(0_i64, |sum, score| sum.saturating_add(score.value.max(0)));
            if most == 0 {
                continue;
            }
            for (name, band) in [("verify", &bands.verify), ("review", &bands.review), ("block", &bands.block)] {
                if let Some(band) = band
                    && band.value > most
                {
                    let message = format!("`{name}` begins at {}, but all scores together are {most}", band.value);
                    findings.add(L417, *source, band.span, message, "Lower the band, or remove it.");
                }
            }
        }
    }
}
