//! One case of a policy's tests. It does not choose which cases run.

use std::collections::BTreeMap;

use hirewall_decide::{Beside, Decider, Given, Reveal, RuleExplanation};
use hirewall_model::{Answer, Decision, Record, RuleOutcome, Time};
use hirewall_policy::{DetectorBinding, GivenAnswer, TestCase};

use super::others::Others;
use super::{Ask, CaseReport, Difference, Place, RuleCoverage};
use crate::Engine;
use crate::explain::because;

/// The evaluation time of a case that gives none, for a record without a time: 2026-01-01T00:00:00Z.
const NEW_YEAR_2026: Time = Time { seconds: 1_767_225_600, nanos: 0 };

/// Judges the record of a case by its policy alone, and compares.
pub(super) fn run(
    engine: &Engine,
    decider: &Decider,
    (policy, case): (&str, &TestCase),
    ask: &Ask<'_>,
    coverage: &mut BTreeMap<&str, RuleCoverage>,
) -> CaseReport {
    let expectations = [
        (&case.expect.matched, RuleOutcome::Matched),
        (&case.expect.not_matched, RuleOutcome::NotMatched),
        (&case.expect.undetermined, RuleOutcome::Undetermined),
    ];
    for (rules, expected) in expectations {
        for rule in rules {
            let Some(rule) = coverage.get_mut(rule.as_str()) else { continue };
            match expected {
                RuleOutcome::Matched => rule.expected_match += 1,
                RuleOutcome::NotMatched => rule.expected_no_match += 1,
                RuleOutcome::Undetermined => rule.expected_undetermined += 1,
            }
        }
    }
    let report = |differences| CaseReport {
        policy: policy.to_owned(),
        name: case.name.clone(),
        place: Place::of(engine, case.origin),
        differences,
    };
    let decoded = match engine.decode(Some(&case.kind), case.record_json.as_bytes()) {
        Ok(decoded) => decoded,
        Err(refused) => {
            let because = refused.problems.iter().map(ToString::to_string).collect();
            return report(vec![Difference { rule: None, message: "the record cannot be read".to_owned(), because }]);
        }
    };
    let record = &decoded.record;
    let now = case.given.now.or_else(|| record.time()).unwrap_or(NEW_YEAR_2026);
    // The people in tests are invented: everything may be shown.
    let given = Given::at(now).reveal(Reveal::All);
    let signals = &case.given.signals;
    let answers = match answers(engine, (policy, signals), record, now, ask) {
        Ok(answers) => answers,
        Err(differences) => return report(differences),
    };
    let others = match Others::of(engine, decider, (policy, case), (record, &answers), &given, ask) {
        Ok(others) => others,
        Err(differences) => return report(differences),
    };
    let joined = others.decoded(engine);
    let joined: Vec<&Record<'_>> = joined.iter().map(|decoded| &decoded.record).collect();
    let beside = Beside { answers: &answers, counters: Some(&others.counters), joined: &joined };
    let decision = match decider.decide_with(record, &beside, &given) {
        Ok(decision) => decision,
        Err(foreign) => {
            return report(vec![Difference { rule: None, message: foreign.to_string(), because: Vec::new() }]);
        }
    };
    let judged = Judged { decider, record, beside: &beside, given: &given, decision: &decision };
    for (id, rule) in coverage.iter_mut().filter(|(_, rule)| rule.policy == policy) {
        if let Some(explanation) = judged.explain(id) {
            rule.see(&explanation.condition);
        }
    }
    let mut differences = Vec::new();
    for (rules, expected) in expectations {
        differences.extend(rules.iter().filter_map(|rule| judged.compare(rule, expected)));
    }
    differences.extend(compare_decision(case, &decision));
    report(differences)
}

/// What the case gives in place of detectors, and what those of which it says nothing answer.
pub(super) fn answers(
    engine: &Engine,
    (policy, given): (&str, &BTreeMap<String, GivenAnswer>),
    record: &Record<'_>,
    now: Time,
    ask: &Ask<'_>,
) -> Result<Vec<Answer>, Vec<Difference>> {
    let mut answers: Vec<Answer> = given.iter().filter_map(|(id, given)| given.answer(id)).collect();
    let bundle = engine.bundle();
    let read = bundle.policies.iter().filter(|found| found.id == policy).flat_map(|policy| &policy.detectors);
    let open: Vec<&DetectorBinding> = read
        .filter(|id| !given.contains_key(*id))
        .filter_map(|id| bundle.detectors.iter().find(|detector| detector.id == *id))
        .filter(|detector| detector.records.contains(record.kind()))
        .collect();
    if open.is_empty() {
        return Ok(answers);
    }
    let asked = ask(record, &open, now);
    let (answered, silent): (Vec<&DetectorBinding>, Vec<&DetectorBinding>) =
        open.iter().partition(|detector| asked.iter().any(|answer| answer.detector() == detector.id));
    answers.extend(asked.into_iter().filter(|answer| answered.iter().any(|detector| detector.id == answer.detector())));
    if silent.is_empty() {
        return Ok(answers);
    }
    let differences = silent.into_iter().map(|detector| Difference {
        rule: None,
        message: format!("detector `{0}` was not asked, and the case does not say what it gives", detector.id),
        because: vec![format!(
            "The policy reads `signals.{0}`. Write `given: {{signals: {{{0}: …}}}}`, or `{0}: null` for a detector that did not run.",
            detector.id
        )],
    });
    Err(differences.collect())
}

/// A record that was judged.
struct Judged<'a> {
    decider: &'a Decider,
    record: &'a Record<'a>,
    beside: &'a Beside<'a>,
    given: &'a Given,
    decision: &'a Decision,
}

impl Judged<'_> {
    fn explain(&self, rule: &str) -> Option<RuleExplanation> {
        self.decider.explain_with(self.record, rule, self.beside, self.given).ok().flatten()
    }

    /// What is different about a rule. A rule that is not in effect does not match.
    fn compare(&self, rule: &str, expected: RuleOutcome) -> Option<Difference> {
        let difference = |message, because| Some(Difference { rule: Some(rule.to_owned()), message, because });
        let Some(explanation) = self.explain(rule) else {
            return difference(format!("`{rule}` does not judge records of this kind"), Vec::new());
        };
        let found = if explanation.in_effect { explanation.outcome } else { RuleOutcome::NotMatched };
        // A rule that takes missing data as a match is both: what it says, and what it counts as.
        let counts = || self.decision.findings.iter().any(|finding| finding.rule == rule && finding.from_undetermined);
        if found == expected || expected == RuleOutcome::Matched && counts() {
            return None;
        }
        let expected = match expected {
            RuleOutcome::Matched => "to match",
            RuleOutcome::NotMatched => "not to match",
            RuleOutcome::Undetermined => "to be undetermined",
        };
        let found = match found {
            RuleOutcome::Matched => "it matched",
            RuleOutcome::NotMatched => "it did not match",
            RuleOutcome::Undetermined => "it is undetermined",
        };
        difference(format!("expected `{rule}` {expected}, but {found}"), because(&explanation))
    }
}

/// What is different about the verdict and the score.
fn compare_decision(case: &TestCase, decision: &Decision) -> Vec<Difference> {
    let mut differences = Vec::new();
    let because = || {
        let findings = decision.findings.iter().map(|finding| match finding.verdict {
            Some(verdict) => {
                format!("`{}` matched: score {}, verdict {}.", finding.rule, finding.score, name(&verdict))
            }
            None => format!("`{}` matched: score {}.", finding.rule, finding.score),
        });
        let undetermined = decision
            .undetermined
            .iter()
            .filter_map(|rule| Some(format!("`{}` is undetermined and asks for {}.", rule.rule, name(&rule.verdict?))));
        findings.chain(undetermined).collect::<Vec<String>>()
    };
    if let Some(expected) = case.expect.verdict.filter(|expected| *expected != decision.verdict) {
        let (expected, found) = (name(&expected), name(&decision.verdict));
        let message = format!("expected the verdict {expected}, but it is {found}");
        differences.push(Difference { rule: None, message, because: because() });
    }
    if let Some(expected) = case.expect.score.filter(|expected| *expected != decision.score) {
        let message = format!("expected the score {expected}, but it is {}", decision.score);
        differences.push(Difference { rule: None, message, because: because() });
    }
    differences
}

fn name(verdict: &hirewall_model::Verdict) -> &'static str {
    use hirewall_model::Verdict::{Block, Clear, Review, Verify};
    match verdict {
        Clear => "`clear`",
        Verify => "`verify`",
        Review => "`review`",
        Block => "`block`",
    }
}
