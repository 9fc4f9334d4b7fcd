//! What is said of lines that are no labels.

use hirewall_model::RecordName;

use super::*;
use crate::{LabelFault, LabelsError};

fn faults(lines: &str) -> Vec<LabelFault> {
    match Labels::read(lines.as_bytes()) {
        Err(LabelsError::Faulty { faults, .. }) => faults,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_line_that_is_no_label_is_named_with_a_cure_and_not_quoted() {
    let long = format!(r#"{{"kind": "applicant", "id": "{}", "label": "honest"}}"#, "x".repeat(1_001));
    let wide =
        format!(r#"{{"kind": "applicant", "id": "a", "label": "honest", "made_with": ["{}"]}}"#, "x".repeat(70_000));
    let cases = [
        (r#"{"kind": "applicant", "id": "a", "label": "Kim"}"#, "`label` is neither `honest` nor `scheme`"),
        (r#"{"kind": "applicant", "id": "a", "label": "Honest"}"#, "`label` is neither `honest` nor `scheme`"),
        (r#"{"kind": "applicant", "id": "a"}"#, "there is no `label`"),
        (r#"{"kind": "applicant", "label": "honest"}"#, "there is no `id`"),
        (r#"{"id": "a", "label": "honest"}"#, "there is no `kind`"),
        (r#"{"kind": "applicant", "id": 7, "label": "honest"}"#, "`id` is no text of 1 to 1000 bytes"),
        (r#"{"kind": "applicant", "id": "", "label": "honest"}"#, "`id` is no text of 1 to 1000 bytes"),
        (&long, "`id` is no text of 1 to 1000 bytes"),
        (&wide, "the line is longer than 64 KiB"),
        (r#"{"kind": "applicant", "id": "a", "label": "honest", "made_with": "vpn"}"#, "`made_with` is no list"),
        (
            r#"{"kind": "applicant", "id": "a", "label": "honest", "made_with": ["vpn", 3]}"#,
            "`made_with` has an entry that is no text of 1 to 1000 bytes",
        ),
        (
            r#"{"kind": "applicant", "id": "a", "label": "honest", "hired_at": "Kim"}"#,
            "`hired_at` is no time: not written as `2026-01-31T09:30:00Z`",
        ),
        (r#"["a"]"#, "the line is no JSON object"),
        (r#"{"kind": "Kim"#, "the line is not JSON, at column 13"),
        ("\u{0}", "the line is not JSON, at column 1"),
    ];
    for (line, expected) in cases {
        let found = faults(&format!("\n{line}\n"));
        assert_eq!((found[0].line, found[0].message.as_str()), (2, expected), "{}", &line[..line.len().min(80)]);
        assert!(found[0].help.ends_with('.') && !found[0].help.contains("Kim"), "{}", found[0].help);
    }
}

#[test]
fn a_record_has_one_label_and_the_first_is_named() {
    let lines = of_applicants(&[("a-1", "honest"), ("a-2", "scheme"), ("a-1", "scheme")]);
    let found = faults(&lines);
    assert_eq!((found[0].line, found[0].message.as_str()), (3, "this record has a label already, from line 1"));
    let other_kind = lines.replacen("applicant", "device", 1);
    assert!(Labels::read(other_kind.as_bytes()).is_ok());
}

#[test]
fn many_faults_are_counted_and_no_labels_are_an_error() {
    let lines = "{}\n".repeat(25);
    let found = Labels::read(lines.as_bytes());
    assert!(matches!(&found, Err(LabelsError::Faulty { faults, more: 5 }) if faults.len() == 20), "{found:?}");
    assert!(matches!(Labels::read(&b"\n\n"[..]), Err(LabelsError::Empty)));
}

#[test]
fn words_beyond_a_report_are_refused() {
    let line = |at: usize| {
        let words: Vec<String> = (0..100).map(|word| format!("w{}", at * 100 + word)).collect();
        format!("{}\n", serde_json::json!({"kind": "a", "id": at.to_string(), "label": "honest", "made_with": words}))
    };
    let fine: String = (0..50).map(line).collect();
    assert!(Labels::read(fine.as_bytes()).is_ok());
    let found = faults(&(fine + &line(50)));
    assert_eq!(found[0].message, "there are more than 5000 different words in `made_with`");
    let kinds: String =
        (0..101).map(|at| format!("{{\"kind\": \"k{at}\", \"id\": \"a\", \"label\": \"honest\"}}\n")).collect();
    assert_eq!(faults(&kinds)[0].message, "there are more than 100 record kinds");
}

#[test]
fn a_day_is_its_first_moment_and_the_first_hire_of_a_subject_counts() {
    let mut labels = labels(
        "{\"kind\": \"applicant\", \"id\": \"a\", \"label\": \"scheme\", \"subject\": \"s\", \"hired_at\": \"2026-02-01\", \"note\": 7}\n\
         {\"kind\": \"applicant\", \"id\": \"b\", \"label\": \"scheme\", \"subject\": \"s\", \"hired_at\": \"2026-01-01T00:00:00Z\"}\n\
         {\"kind\": \"applicant\", \"id\": \"c\", \"label\": \"scheme\", \"subject\": null, \"hired_at\": null}\n\
         {\"kind\": \"applicant\", \"id\": \"d\", \"label\": \"scheme\", \"hired_at\": \"2026-01-01\"}\n",
    );
    let mut known = |id: &str, subject: &str| {
        let (kind, id, subject) = ("applicant".to_owned(), id.to_owned(), subject.to_owned());
        labels.decided(&RecordName { kind, id, subject })
    };
    let first = Some("2026-01-01T00:00:00Z".parse().unwrap());
    let a = known("a", "x").unwrap();
    assert_eq!((a.subject.as_str(), a.hired_at, a.again), ("s", first, false));
    assert!(known("a", "x").unwrap().again);
    let c = known("c", "y").unwrap();
    assert_eq!((c.subject.as_str(), c.hired_at), ("y", None));
    assert_eq!(known("d", "d").unwrap().hired_at, first, "without a subject the record is its own");
    assert!(known("e", "e").is_none());
}
