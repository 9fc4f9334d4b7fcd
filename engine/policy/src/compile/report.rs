//! Puts what was found in order: by file and place, each fault once, floods cut short.

use std::collections::{HashMap, HashSet};

use hirewall_diagnostic::{Diagnostic, SourceId, Sources, Span};

use crate::Limits;

type Place = (SourceId, Span);

/// Sorts, removes repetitions (an alias shows a fault once for each use), and cuts floods of one code in one file short.
pub(crate) fn tidy(mut found: Vec<Diagnostic>, sources: &Sources, limits: &Limits) -> Vec<Diagnostic> {
    let place = |diagnostic: &Diagnostic| {
        diagnostic.labels.iter().find(|label| label.primary).map(|label| (label.source, label.span))
    };
    found.sort_by(|a, b| {
        let key = |diagnostic: &Diagnostic| place(diagnostic).map(|(source, span)| (source, span.start, span.end));
        key(a).cmp(&key(b)).then_with(|| a.code.cmp(&b.code)).then_with(|| a.message.cmp(&b.message))
    });
    let mut seen: HashSet<(Option<Place>, &'static str, String)> = HashSet::new();
    let mut counts: HashMap<(Option<SourceId>, &'static str), usize> = HashMap::new();
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut last: HashMap<(Option<SourceId>, &'static str), usize> = HashMap::new();
    for diagnostic in found {
        let place = place(&diagnostic);
        if !seen.insert((place, diagnostic.code.id(), diagnostic.message.clone())) {
            continue;
        }
        let key = (place.map(|place| place.0), diagnostic.code.id());
        let count = counts.entry(key).or_default();
        *count += 1;
        if *count <= limits.repeated_diagnostics {
            last.insert(key, out.len());
            out.push(diagnostic);
        }
    }
    for (key, count) in counts {
        let more = count.saturating_sub(limits.repeated_diagnostics);
        if more == 0 {
            continue;
        }
        if let Some(diagnostic) = last.get(&key).and_then(|index| out.get_mut(*index)) {
            let name = key.0.map_or("", |source| sources.name(source));
            diagnostic.notes.push(format!("`{name}` has {more} more of {}.", key.1));
        }
    }
    out
}
