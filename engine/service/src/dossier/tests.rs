#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hirewall::model::Time;
use hirewall::{Engine, Given, SourceFile};
use hirewall_store::{Content, Disposition, Judged, Outcome, StoredDecision};

use super::{Dossier, NoDossier};

const SCHEMA: &str = r#"{
    "x-record": {"kind": "applicant", "id": "/id"},
    "type": "object",
    "required": ["kind", "id"],
    "properties": {
        "kind": {"const": "applicant"},
        "id": {"type": "string"},
        "email": {"type": "string", "x-pii": "direct"},
        "browser": {"type": "string"},
        "city": {"type": "string"}
    }
}"#;

const POLICY: &str = r#"
policy: contact
title: Contact
applies_to: applicant
owner: trust-and-safety
version: 1.2.0
notice: Something about the contact details could not be confirmed.
rules:
  - id: odd_browser
    title: A browser that is <odd>
    when: applicant.browser.contains("script")
    score: 12
    verdict: review
    reason: The browser calls itself {{ applicant.browser }}.
    false_positives: People who test & play.
  - {id: tried, title: Tried out, when: has(applicant.email), score: 30, reason: An address.}
  - {id: open, title: Open, when: applicant.city == "x", score: 1, reason: A city.}
---
settings: default
verdicts: {applicant: {verify: 20, review: 40, block: 90}}
overrides: [{rule: contact/tried, mode: shadow}]
"#;

const RECORD: &[u8] =
    br#"{"kind":"applicant","id":"a-1","email":"kim@example.com","browser":"<script>alert(1)</script>\u202e"}"#;

fn engine(policy: &str) -> Engine {
    let files = [("applicant.schema.json", SCHEMA), ("contact.yaml", policy)];
    Engine::from_files(files.map(|(path, text)| SourceFile::new(path, text)).into()).unwrap()
}

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

fn stored(engine: &Engine) -> StoredDecision {
    let decision = engine.decide_json(RECORD, &Given::at(time("2026-02-01T00:00:00Z"))).unwrap();
    StoredDecision {
        seq: 7,
        kind: "applicant".to_owned(),
        decision: Judged {
            id: decision.id.clone(),
            verdict: decision.verdict,
            score: decision.score,
            rules: Vec::new(),
            generation: decision.generation,
            bundle: decision.bundle.clone(),
            decided_at: None,
        },
        record_time: time("2026-01-31T12:00:00Z"),
        received_at: time("2026-02-01T00:00:00Z"),
        content: Some(Content {
            record_id: "a-1".to_owned(),
            subject: "a-1".to_owned(),
            decision: serde_json::to_vec(&decision).unwrap(),
            record: RECORD.to_vec(),
            ..Content::default()
        }),
    }
}

fn words() -> Vec<Disposition> {
    let word = |outcome, note: &str, at| Disposition {
        outcome,
        by: "maria".to_owned(),
        at: time(at),
        note: Some(note.to_owned()),
    };
    vec![
        word(Outcome::Unresolved, "Called twice.", "2026-02-02T09:00:00Z"),
        word(Outcome::Cleared, "It is a <joke>.", "2026-02-03T09:00:00Z"),
    ]
}

#[test]
fn the_page_says_what_was_found_by_what_and_who_decided_and_takes_no_markup_from_anybody() {
    let engine = engine(POLICY);
    let page = Dossier::of(stored(&engine), words(), Some(&engine), false).unwrap().to_html();
    for hostile in ["<script", "<odd>", "<joke>", "\u{202e}", "kim@example.com"] {
        assert!(!page.contains(hostile), "{hostile}");
    }
    let body = page.split_once("</style>").unwrap().1.replace(&engine.bundle().digest, "[bundle]");
    let id = &stored(&engine).decision.id;
    insta::assert_snapshot!(body.replace(id.as_str(), "[id]"));
}

#[test]
fn words_of_other_policies_are_not_put_to_a_decision() {
    let decided = engine(POLICY);
    let other = engine(&POLICY.replace("version: 1.2.0", "version: 1.3.0"));
    let with = |engine| Dossier::of(stored(&decided), Vec::new(), engine, false).unwrap();
    assert!(with(Some(&other)).rules.is_none());
    assert!(with(Some(&other)).to_html().contains("not at hand"));
    assert!(with(None).rules.is_none());
    let rules = with(Some(&decided)).rules.unwrap();
    assert_eq!(rules.keys().collect::<Vec<_>>(), ["contact/odd_browser", "contact/open", "contact/tried"]);
}

#[test]
fn the_record_is_there_only_when_it_was_asked_for() {
    let engine = engine(POLICY);
    let with = |record| Dossier::of(stored(&engine), Vec::new(), Some(&engine), record).unwrap();
    assert!(!serde_json::to_string(&with(false)).unwrap().contains("kim@example.com"));
    let json = serde_json::to_value(with(true)).unwrap();
    assert_eq!(json.pointer("/record/email").unwrap(), "kim@example.com");
    let page = with(true).to_html();
    assert!(page.contains("kim@example.com") && !page.contains("<script"));
}

#[test]
fn of_what_was_erased_or_damaged_there_is_no_dossier() {
    let engine = engine(POLICY);
    let id = stored(&engine).decision.id;
    let gone = StoredDecision { content: None, ..stored(&engine) };
    assert_eq!(Dossier::of(gone, Vec::new(), None, false).unwrap_err(), NoDossier::Gone { id: id.clone() });
    let damaged =
        StoredDecision { content: Some(Content { decision: b"{".to_vec(), ..Content::default() }), ..stored(&engine) };
    assert_eq!(Dossier::of(damaged, Vec::new(), None, false).unwrap_err(), NoDossier::Damaged { id });
}
