//! The JSON of decisions: its keys, their order, and that the published schema describes it.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use hirewall_model::{
    AppliedException, Blame, Count, CountValue, CountedBy, DECISION_SCHEMA, Decision, DetectorFailure, Evidence,
    Finding, Mode, PiiClass, RecordName, RuleOutcome, Time, Undetermined, Verdict, Warning,
};
use serde_json::{Value, json};

fn plain() -> Decision {
    Decision {
        id: "0197b2c4-5d6e-8f70-9a1b-2c3d4e5f6071".to_owned(),
        record: RecordName { kind: "applicant".into(), id: "a-42".into(), subject: "a-42".into() },
        verdict: Verdict::Review,
        score: 45,
        findings: vec![Finding {
            rule: "contact/shared_phone".into(),
            mode: Mode::Enforce,
            score: 30,
            verdict: Some(Verdict::Review),
            maturity: None,
            reason: "This phone number was used by 4 applicants in 90 days.".into(),
            evidence: vec![Evidence {
                path: "/phones/0/raw".into(),
                counter: None,
                signal: None,
                class: PiiClass::Direct,
                value: None,
                leaf: None,
            }],
            from_undetermined: false,
        }],
        undetermined: vec![Undetermined {
            rule: "profile/thin_network".into(),
            mode: Mode::Enforce,
            missing: vec!["/profiles/0/connections".into()],
            error: None,
            verdict: None,
        }],
        exceptions: vec![],
        counters: BTreeMap::new(),
        joined: vec![],
        failures: vec![],
        warnings: vec![],
        generation: 7,
        bundle: format!("sha256:{}", "0".repeat(64)),
        decided_at: "2026-02-01T00:00:00Z".parse::<Time>().unwrap(),
    }
}

fn full() -> Decision {
    let mut decision = plain();
    let finding = decision.findings.first_mut().unwrap();
    finding.mode = Mode::Shadow;
    finding.maturity = Some("stable".into());
    finding.from_undetermined = true;
    finding.evidence = [PiiClass::None, PiiClass::Indirect, PiiClass::Direct, PiiClass::BiometricDerived]
        .map(|class| Evidence {
            path: "/a~1b/0".into(),
            counter: Some(CountedBy {
                name: "contact/applicants_per_phone".into(),
                count: Count { value: CountValue::Int(4), at_least: true },
            }),
            signal: Some("phone/numbers/0/e164".into()),
            class,
            value: Some(json!({"x": [1, null]})),
            leaf: Some("x > 1".into()),
        })
        .to_vec();
    let unanswered = decision.undetermined.first_mut().unwrap();
    unanswered.missing = vec!["".into(), "/a~1b".into(), "signals/phone".into(), "signals/phone/numbers/0/e164".into()];
    unanswered.missing.extend(["applicant".into(), "applicant/phones/0/raw".into(), "counters/per_phone".into()]);
    unanswered.mode = Mode::Shadow;
    unanswered.error = Some("division by zero".into());
    unanswered.verdict = Some(Verdict::Review);
    let counted = |value| Count { value, at_least: false };
    decision.counters = BTreeMap::from([
        ("contact/applicants_per_phone".to_owned(), Count { value: CountValue::Int(4), at_least: true }),
        ("contact/claimed".to_owned(), counted(CountValue::Double(1.5))),
    ]);
    decision.joined = vec![RecordName { kind: "device".into(), id: "d-1".into(), subject: "a-42".into() }];
    decision.exceptions = vec![AppliedException {
        rule: "contact/shared_phone".into(),
        reason: "agency".into(),
        owner: "kim".into(),
        ticket: Some("T-1".into()),
        expires: "2027-03-31T00:00:00Z".parse().unwrap(),
        finding: decision.findings.first().cloned(),
    }];
    decision.failures = [Blame::Plugin, Blame::Host]
        .map(|blame| DetectorFailure {
            detector: "phone".into(),
            blame,
            code: "time-limit".into(),
            reason: "time".into(),
        })
        .to_vec();
    decision.warnings = vec![Warning {
        code: "R512".into(),
        path: "/x".into(),
        message: "the schema does not declare this field".into(),
    }];
    decision
}

#[test]
fn a_decision_is_the_documented_line() {
    let line = serde_json::to_string(&plain()).unwrap();
    assert_eq!(
        line,
        concat!(
            r#"{"id":"0197b2c4-5d6e-8f70-9a1b-2c3d4e5f6071","record":{"kind":"applicant","id":"a-42","subject":"a-42"},"#,
            r#""verdict":"review","score":45,"findings":[{"rule":"contact/shared_phone","mode":"enforce","score":30,"#,
            r#""verdict":"review","reason":"This phone number was used by 4 applicants in 90 days.","#,
            r#""evidence":[{"path":"/phones/0/raw","class":"direct"}]}],"#,
            r#""undetermined":[{"rule":"profile/thin_network","missing":["/profiles/0/connections"]}],"#,
            r#""failures":[],"generation":7,"#,
            r#""bundle":"sha256:0000000000000000000000000000000000000000000000000000000000000000","#,
            r#""decided_at":"2026-02-01T00:00:00Z"}"#
        )
    );
    assert_eq!(serde_json::to_string(&RuleOutcome::NotMatched).unwrap(), r#""not_matched""#);
}

#[test]
fn decisions_are_read_back_as_they_were() {
    for decision in [plain(), full()] {
        let text = serde_json::to_string(&decision).unwrap();
        assert_eq!(serde_json::from_str::<Decision>(&text).unwrap(), decision);
    }
}

#[test]
fn the_published_schema_describes_decisions_and_names_each_of_their_keys() {
    let mut schema: Value = serde_json::from_str(DECISION_SCHEMA).expect("the schema is JSON");
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let open = jsonschema::draft202012::new(&schema).unwrap();
    // Readers must take added fields; our own must all be described.
    close(&mut schema);
    let closed = jsonschema::draft202012::new(&schema).unwrap();
    for decision in [plain(), full()] {
        let value = serde_json::to_value(&decision).unwrap();
        let faults: Vec<String> = closed.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(faults, [""; 0]);
        let mut later = value.clone();
        later["added"] = json!(true);
        assert!(open.is_valid(&later), "fields may be added");
    }
    let spoilt = [
        ("/verdict", json!("reject")),
        ("/bundle", json!("md5:1")),
        ("/findings/0/evidence/0/class", json!("high")),
        ("/findings/0/evidence/0/path", json!("phones/~2")),
        ("/findings/0/evidence/0/path", json!("Phones/0")),
        ("/findings/0/evidence/0/counter/value", json!("4")),
        ("/counters/contact~1claimed", json!(3)),
        ("/counters", json!({"claimed": {"value": 1}})),
        ("/findings/0/evidence/0/signal", json!("/phone/valid")),
        ("/undetermined/0/missing/0", json!("Phone/valid")),
        ("/undetermined/0/missing/0", json!("signals/")),
    ];
    for (pointer, value) in spoilt {
        let mut decision = serde_json::to_value(full()).unwrap();
        *decision.pointer_mut(pointer).unwrap() = value;
        assert!(!open.is_valid(&decision), "{pointer}");
    }
}

/// Forbids undescribed keys in every object of a schema.
fn close(schema: &mut Value) {
    if schema.get("properties").is_some_and(|properties| !properties.is_array()) && schema.get("type").is_some() {
        schema["additionalProperties"] = json!(false);
    }
    match schema {
        Value::Object(map) => map.values_mut().for_each(close),
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}
