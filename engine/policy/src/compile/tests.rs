//! The policies' own tests: records checked against their schemas, rules resolved. They are not run here.

use hirewall_diagnostic::codes::document;
use hirewall_diagnostic::{Diagnostic, SourceId};

use super::detector::Detectors;
use super::ids::{self, Unique};
use super::{Context, Loaded, Names, given_beside, given_signals, record_json, settings};
use crate::document::{CaseDocument, ExpectDocument, TestsDocument};
use crate::read::Spanned;
use crate::suggest::suggest;
use crate::yaml::brief;
use crate::{Expect, Origin, Policy, TestCase, TestGiven, TestSuite};

/// Compiles all tests, sorted by policy.
pub(crate) fn compile(loaded: &Loaded, known: Known<'_>, context: &mut Context<'_>) -> Vec<TestSuite> {
    let (names, ..) = known;
    let mut unique = Unique::new("document of tests");
    let mut suites = Vec::new();
    for (source, document) in &loaded.tests {
        let source = *source;
        ids::check(&document.tests, false, source, context);
        unique.add(&document.tests, source, context);
        settings::policy_of(&document.tests, source, loaded, names, context);
        let mut cases = Vec::new();
        let mut unique = Unique::new("test case");
        for case in &document.cases {
            unique.add(&case.name, source, context);
            cases.extend(one(case, document, source, loaded, known, context));
        }
        let origin = Origin { source, span: document.tests.span };
        suites.push(TestSuite { policy: document.tests.value.clone(), cases, origin });
    }
    suites.sort_by(|a, b| a.policy.cmp(&b.policy));
    suites
}

/// What tests may name: policies, what was compiled of them, and detectors.
type Known<'a> = (&'a Names, &'a [Policy], &'a Detectors);

fn one(
    case: &CaseDocument,
    suite: &TestsDocument,
    source: SourceId,
    loaded: &Loaded,
    (names, policies, detectors): Known<'_>,
    context: &mut Context<'_>,
) -> Option<TestCase> {
    let expect = expect(&case.expect, suite, source, loaded, names, context);
    let mapping = case.record.node.mapping()?;
    let written = mapping.get("kind").and_then(|entry| entry.value.scalar().map(|scalar| (entry, scalar)));
    let kind = match written {
        Some((_, scalar)) => scalar.text.to_string(),
        None => names.policies.get(&suite.tests.value)?.kind.clone(),
    };
    let Some(entry) = loaded.schemas.get(&kind) else {
        if let Some((entry, _)) = written.filter(|_| !loaded.schema_failed) {
            let near = suggest(&kind, loaded.schemas.keys().map(String::as_str));
            let help = near.map_or_else(
                || "Record kinds come from the record schemas.".to_owned(),
                |near| format!("Did you mean `{near}`?"),
            );
            let message = format!("unknown record kind `{}`", brief(&kind));
            context.report(source, entry.value.span, Diagnostic::new(document::E113, message).help(help));
        }
        return None;
    };
    let record_json = record_json::write(&case.record.node, source, &mut context.out)?;
    record_json::check(&case.record.node, &record_json, &entry.schema, source, &mut context.out);
    let now = case.given.as_ref().and_then(|given| given.now.as_ref()).filter(|now| now.valid).map(|now| now.time);
    let signals = case.given.as_ref().map(|given| given_signals::compile(given, &kind, source, detectors, context));
    let signals = signals.unwrap_or_default();
    let policy = policies.iter().find(|policy| policy.id == suite.tests.value);
    let beside = case
        .given
        .as_ref()
        .zip(policy)
        .map(|(given, policy)| given_beside::compile(given, (policy, &kind), source, loaded, context));
    let given_beside::Beside { counters, history, joined } = beside.unwrap_or_default();
    Some(TestCase {
        name: case.name.value.clone(),
        kind,
        record_json,
        given: TestGiven { now, signals, counters, history, joined },
        expect,
        origin: Origin { source, span: case.name.span },
    })
}

fn expect(
    given: &ExpectDocument,
    suite: &TestsDocument,
    source: SourceId,
    loaded: &Loaded,
    names: &Names,
    context: &mut Context<'_>,
) -> Expect {
    let resolve = |rules: &[Spanned<String>], context: &mut Context<'_>| {
        let mut ids = Vec::new();
        for rule in rules {
            ids.extend(rule_of(rule, suite, source, loaded, names, context).map(|id| (id, rule.span)));
        }
        ids
    };
    let lists =
        [resolve(&given.matched, context), resolve(&given.not_matched, context), resolve(&given.undetermined, context)];
    let mut places = std::collections::HashMap::new();
    for (id, span) in lists.iter().flatten() {
        if let Some(first) = places.insert(id.clone(), *span) {
            context.out.push(
                Diagnostic::new(document::E119, format!("rule `{id}` is expected twice"))
                    .at(source, *span, "here again")
                    .related(source, first, "first here")
                    .help("Keep one of them: a rule has one outcome for a record."),
            );
        }
    }
    let [matched, not_matched, undetermined] = lists.map(|list| list.into_iter().map(|(id, _)| id).collect());
    Expect {
        matched,
        not_matched,
        undetermined,
        verdict: given.verdict.as_ref().map(|verdict| verdict.value),
        score: given.score.as_ref().map(|score| score.value),
    }
}

/// The full id of a rule that is named as in its policy, or as `policy/rule`.
fn rule_of(
    rule: &Spanned<String>,
    suite: &TestsDocument,
    source: SourceId,
    loaded: &Loaded,
    names: &Names,
    context: &mut Context<'_>,
) -> Option<String> {
    if rule.value.contains('/') || rule.value.is_empty() {
        return settings::rule_of(rule, source, loaded, names, context);
    }
    // An unknown policy was reported already.
    let policy = names.policies.get(&suite.tests.value)?;
    if policy.rules.contains(&rule.value) {
        return Some(format!("{}/{}", suite.tests.value, rule.value));
    }
    if policy.broken_off {
        return None;
    }
    let message = format!("policy `{}` has no rule `{}`", suite.tests.value, brief(&rule.value));
    let help = match suggest(&rule.value, policy.rules.iter().map(String::as_str)) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("Its rules are {}.", crate::read::list(policy.rules.iter().map(String::as_str).take(12))),
    };
    context.report(source, rule.span, Diagnostic::new(document::E112, message).help(help));
    None
}
