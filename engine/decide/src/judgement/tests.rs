//! What is printed is what the decision prints, whatever is in it and whatever is left out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hirewall_model::{Blame, CountValue, CountedBy, Decision, Evidence, PiiClass, Schema};
use serde_json::json;

use super::*;
use crate::names::Missing;

const SCHEMA: &str = r#"{"type": "object", "x-record": {"kind": "t", "id": "/id"}, "required": ["id"],
    "properties": {"id": {"type": "string"}, "a\"b": {"type": "string"}, "c": {"type": "string"}}}"#;

/// Texts that JSON writes as they are, and others.
const TEXTS: [&str; 6] = [
    "",
    "plain",
    "søren \u{1f600} and then some more than thirty-two bytes",
    "quote \" in it",
    "back\\slash",
    "new\nline\u{1}",
];

fn text(at: usize) -> String {
    TEXTS.iter().cycle().nth(at).map(|text| (*text).to_owned()).unwrap_or_default()
}

fn finding(at: usize) -> Finding {
    let evidence = |at: usize| Evidence {
        path: text(at),
        counter: at.is_multiple_of(2).then(|| CountedBy { name: text(at + 1), count: count(at) }),
        signal: at.is_multiple_of(3).then(|| text(at + 2)),
        class: if at.is_multiple_of(2) { PiiClass::None } else { PiiClass::Direct },
        value: (at % 4 != 1).then(|| json!({"x": [at, text(at)]})),
        leaf: (at % 2 == 1).then(|| text(at + 3).into()),
    };
    Finding {
        rule: text(at),
        mode: if at.is_multiple_of(2) { Mode::Shadow } else { Mode::Enforce },
        score: 7,
        verdict: (at % 3 == 1).then_some(Verdict::Verify),
        maturity: at.is_multiple_of(2).then(|| text(at + 3)),
        reason: text(at + 4),
        evidence: (0..at).map(evidence).collect(),
        from_undetermined: at.is_multiple_of(3),
    }
}

fn count(at: usize) -> Count {
    let value = if at.is_multiple_of(2) { CountValue::Int(-3) } else { CountValue::Double(0.5) };
    Count { value, at_least: at.is_multiple_of(3) }
}

/// A judgement with so many of everything.
fn judgement(many: usize) -> Judgement {
    let schema = Schema::compile(SCHEMA).unwrap();
    // Sorted, as a plan has them.
    let names = ["p/\"one\"", "p/three", "p/two"];
    let mut lacks = Lacks::default();
    let mut unanswered = Vec::new();
    for at in 0..many {
        let begin = lacks.places.len();
        for place in 0..at {
            let named = lacks.named(|name| name.push_str(&text(place)));
            lacks.places.push(if place % 2 == 0 { Missing::Cell(place as u32 % schema.root().width) } else { named });
        }
        unanswered.push(Unanswered {
            rule: (at % names.len()) as u32,
            mode: if at.is_multiple_of(2) { Mode::Enforce } else { Mode::Shadow },
            verdict: (at % 3 == 1).then_some(Verdict::Review),
            missing: (begin as u32, lacks.places.len() as u32),
            error: if at % 2 == 1 { NonZeroU32::new(at as u32) } else { None },
        });
    }
    let exception = |at: usize| AppliedException {
        rule: text(at),
        reason: text(at + 1),
        owner: text(at + 2),
        ticket: at.is_multiple_of(2).then(|| text(at + 3)),
        expires: Time { seconds: 1_770_000_000, nanos: 0 },
        finding: (at % 2 == 1).then(|| finding(at)),
    };
    let name = |at: usize| RecordName { kind: text(at), id: text(at + 1), subject: text(at + 2) };
    Judgement {
        names: Arc::new(Names::new(Some(&schema), names.into_iter(), names.into_iter())),
        id: text(many),
        record: name(many),
        verdict: Verdict::Review,
        score: 45,
        findings: (0..many).map(finding).collect(),
        unanswered,
        lacks,
        errors: (0..many).map(text).collect(),
        exceptions: (0..many).map(exception).collect(),
        counters: (0..many.min(names.len())).map(|at| (at as u32, count(at))).collect(),
        joined: (0..many).map(name).collect(),
        failures: (0..many)
            .map(|at| DetectorFailure {
                detector: text(at),
                blame: Blame::Host,
                code: text(at + 1),
                reason: text(at + 2),
            })
            .collect(),
        warnings: (0..many).map(|at| Warning { code: text(at), path: text(at + 1), message: text(at + 2) }).collect(),
        generation: 7,
        bundle: text(many + 1),
        decided_at: Time { seconds: 1_770_000_000, nanos: 5 },
    }
}

#[test]
fn a_judgement_prints_what_its_decision_prints_and_the_decision_says_all_of_it() {
    for many in 0..9 {
        let judgement = judgement(many);
        let mut printed = b"before ".to_vec();
        judgement.print(&mut printed);
        let unanswered: Vec<(String, bool)> =
            judgement.unanswered().map(|(rule, failed)| (rule.to_owned(), failed)).collect();
        let decision: Decision = judgement.into_decision();
        let written = serde_json::to_string(&decision).unwrap();
        assert_eq!(String::from_utf8(printed).unwrap(), format!("before {written}"));
        let said: Vec<(String, bool)> =
            decision.undetermined.iter().map(|one| (one.rule.clone(), one.error.is_some())).collect();
        assert_eq!(unanswered, said);
        assert_eq!(decision.undetermined.len(), many);
        assert_eq!(decision.counters.len(), many.min(3));
    }
}
