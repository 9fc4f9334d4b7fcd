//! Settings: verdict bands, overrides, levels of lints.

use std::collections::BTreeMap;

use hirewall_diagnostic::codes::{self, document, lint};
use hirewall_diagnostic::{Code, Diagnostic, Severity, SourceId, Span};
use hirewall_model::Bands;

use super::ids;
use super::{Context, Loaded, Names};
use crate::document::{BandsDocument, LintLevel, OverrideDocument};
use crate::read::Spanned;
use crate::suggest::suggest;
use crate::yaml::brief;
use crate::{Origin, Override, PluginTrust, Settings, Target};

/// Levels that the settings give to lints.
#[derive(Default)]
pub(crate) struct Levels {
    levels: BTreeMap<&'static str, LintLevel>,
}

impl Levels {
    /// Applies the levels to what was found.
    pub(crate) fn apply(&self, out: &mut Vec<Diagnostic>) {
        out.retain_mut(|diagnostic| {
            match self.levels.get(diagnostic.code.id()) {
                None => {}
                Some(LintLevel::Allow) => return false,
                Some(LintLevel::Warn) => diagnostic.severity = Severity::Warning,
                Some(LintLevel::Error) => diagnostic.severity = Severity::Error,
            }
            true
        });
    }
}

/// Reads the levels of lints.
pub(crate) fn levels(loaded: &Loaded, context: &mut Context<'_>) -> Levels {
    let mut levels = Levels::default();
    for (source, settings) in &loaded.settings {
        for (name, level) in &settings.lints.entries {
            let found = codes::find(&name.value).filter(|entry| entry.severity == Severity::Warning);
            match found {
                Some(entry) => {
                    levels.levels.insert(entry.id, *level);
                }
                None => {
                    let diagnostic = unknown_lint(name);
                    context.report(*source, name.span, diagnostic);
                }
            }
        }
    }
    levels
}

fn unknown_lint(name: &Spanned<String>) -> Diagnostic {
    let fair = [lint::L412, lint::L413].iter().any(|code| code.id().eq_ignore_ascii_case(&name.value));
    if fair {
        return Diagnostic::new(document::E123, format!("`{}` cannot be turned off", name.value))
            .help("Add a `justification:` to the rule instead, where it is read together with the rule.");
    }
    if codes::find(&name.value).is_some() {
        return Diagnostic::new(document::E123, format!("`{}` is an error, not a lint", name.value))
            .help("Only lints (`L4xx`) and other warnings have a level.");
    }
    let near =
        suggest(&name.value, lint::ALL.iter().copied().map(Code::id)).map(|near| format!("Did you mean `{near}`?"));
    Diagnostic::new(document::E123, format!("`{}` is no lint", brief(&name.value)))
        .help(near.unwrap_or_else(|| "Lints have codes such as `L403`.".to_owned()))
}

/// Compiles the settings.
pub(crate) fn compile(loaded: &Loaded, names: &Names, plugins: PluginTrust, context: &mut Context<'_>) -> Settings {
    let mut settings = Settings { plugins, ..Settings::default() };
    let mut first: Option<(SourceId, Span)> = None;
    for (source, given) in &loaded.settings {
        let source = *source;
        ids::check(&given.settings, false, source, context);
        match first {
            None => first = Some((source, given.settings.span)),
            Some((other, span)) => context.out.push(
                Diagnostic::new(document::E121, "settings stand twice")
                    .at(source, given.settings.span, "second settings")
                    .related(other, span, "first settings")
                    .help("Move everything into one of them."),
            ),
        }
        for (kind, bands) in &given.verdicts.entries {
            if !names.environments.contains_key(&kind.value) && !loaded.schema_failed {
                let near = suggest(&kind.value, names.environments.keys().map(String::as_str));
                let help = near.map_or_else(
                    || "Record kinds come from the record schemas.".to_owned(),
                    |near| format!("Did you mean `{near}`?"),
                );
                let message = format!("unknown record kind `{}`", brief(&kind.value));
                context.report(source, kind.span, Diagnostic::new(document::E113, message).help(help));
            }
            settings.verdicts.insert(kind.value.clone(), self::bands(bands, source, context));
        }
        for given in &given.overrides {
            settings.overrides.extend(override_(given, source, loaded, names, context));
        }
    }
    settings
}

fn bands(document: &BandsDocument, source: SourceId, context: &mut Context<'_>) -> Bands {
    let mut lowest = ("0", 0);
    for (name, band) in [("verify", &document.verify), ("review", &document.review), ("block", &document.block)] {
        let Some(band) = band else { continue };
        if band.value <= lowest.1 {
            let message = if lowest.1 == 0 {
                format!("`{name}` begins at {}; a band begins above 0", band.value)
            } else {
                format!("`{name}` begins at {}, not above `{}` at {}", band.value, lowest.0, lowest.1)
            };
            let diagnostic = Diagnostic::new(document::E122, message).help("Bands rise: `verify`, `review`, `block`.");
            context.report(source, band.span, diagnostic);
        }
        lowest = (name, band.value.max(lowest.1));
    }
    let value = |band: &Option<Spanned<i64>>| band.as_ref().map(|band| band.value);
    Bands { verify: value(&document.verify), review: value(&document.review), block: value(&document.block) }
}

fn override_(
    document: &OverrideDocument,
    source: SourceId,
    loaded: &Loaded,
    names: &Names,
    context: &mut Context<'_>,
) -> Option<Override> {
    let rollout = document.rollout.as_ref().and_then(|rollout| match u8::try_from(rollout.value) {
        Ok(percent @ 0..=100) => Some(percent),
        _ => {
            let diagnostic = Diagnostic::new(document::E110, "`rollout` is a percentage, from 0 to 100")
                .help("Choose the share of subjects for whom the mode holds.");
            context.report(source, rollout.span, diagnostic);
            None
        }
    });
    let (target, span) = match (&document.rule, &document.policy) {
        (Some(rule), None) => (Target::Rule(rule_of(rule, source, loaded, names, context)?), rule.span),
        (None, Some(policy)) => {
            policy_of(policy, source, loaded, names, context)?;
            (Target::Policy(policy.value.clone()), policy.span)
        }
        (Some(_), Some(policy)) => {
            let diagnostic = Diagnostic::new(document::E102, "`policy` beside `rule`").help("Keep one of them.");
            context.report(source, policy.span, diagnostic);
            return None;
        }
        (None, None) => {
            if document.complete {
                let diagnostic = Diagnostic::new(document::E103, "override has neither `rule` nor `policy`")
                    .help("Add `rule: policy/rule`, or `policy:` for all rules of a policy.");
                context.report(source, document.head, diagnostic);
            }
            return None;
        }
    };
    Some(Override { target, mode: document.mode, rollout, origin: Origin { source, span } })
}

/// The policy of that name; none, with a diagnostic, when there is none.
pub(crate) fn policy_of<'n>(
    name: &Spanned<String>,
    source: SourceId,
    loaded: &Loaded,
    names: &'n Names,
    context: &mut Context<'_>,
) -> Option<&'n super::context::PolicyNames> {
    if name.value.is_empty() {
        return None;
    }
    let found = names.policies.get(&name.value);
    if found.is_none() && !loaded.document_failed {
        let message = format!("unknown policy `{}`", brief(&name.value));
        let near = suggest(&name.value, names.policies.keys().map(String::as_str));
        let help = near.map_or_else(
            || "No file defines it; policies are named by their `policy:` key.".to_owned(),
            |near| format!("Did you mean `{near}`?"),
        );
        context.report(source, name.span, Diagnostic::new(document::E112, message).help(help));
    }
    found
}

/// The full id of a rule that is named as `policy/rule`; none, with a diagnostic, when there is none.
pub(crate) fn rule_of(
    name: &Spanned<String>,
    source: SourceId,
    loaded: &Loaded,
    names: &Names,
    context: &mut Context<'_>,
) -> Option<String> {
    if name.value.is_empty() {
        return None;
    }
    let all = || {
        names.policies.iter().flat_map(|(policy, names)| names.rules.iter().map(move |rule| format!("{policy}/{rule}")))
    };
    let known = name
        .value
        .split_once('/')
        .is_some_and(|(policy, rule)| names.policies.get(policy).is_some_and(|names| names.rules.contains(rule)));
    if known {
        return Some(name.value.clone());
    }
    let policy = name.value.split_once('/').map(|(policy, _)| names.policies.get(policy));
    if policy.is_some_and(|policy| policy.map_or(loaded.document_failed, |policy| policy.broken_off)) {
        return None;
    }
    let ids: Vec<String> = all().collect();
    let help = match suggest(&name.value, ids.iter().map(String::as_str)) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => match ids.iter().find(|id| id.split_once('/').is_some_and(|(_, rule)| rule == name.value)) {
            Some(id) => format!("Write it with its policy: `{id}`."),
            None => "Rules are named as `policy/rule`.".to_owned(),
        },
    };
    let diagnostic = Diagnostic::new(document::E112, format!("unknown rule `{}`", brief(&name.value))).help(help);
    context.report(source, name.span, diagnostic);
    None
}
