#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use serde_json::Value;

use super::{json, sarif, text};
use crate::{Code, CodeEntry, Diagnostic, Label, Severity, Sources, Span, sort, summary};

const UNKNOWN: Code = Code::new(&CodeEntry {
    id: "E201",
    title: "unknown field",
    severity: Severity::Error,
    page: "# E201: unknown field\n\nThe condition names a field\nthat the schema lacks.\n\nWrong:\n",
});
const UNUSED: Code = Code::new(&CodeEntry {
    id: "L401",
    title: "unused name",
    severity: Severity::Warning,
    page: "# L401: unused name\n\nNobody reads it.\n",
});

const POLICY: &str = "policy: contact\ntitle: Contact\nrules:\n  - id: plus_one\n    when: applicant.phone == 1\n";

/// A text, marked parts of it (the first is the primary label), and what is said.
struct Case {
    name: &'static str,
    source: String,
    marks: Vec<(Span, &'static str)>,
}

fn find(source: &str, part: &str) -> Span {
    let start = u32::try_from(source.find(part).unwrap()).unwrap();
    Span::new(start, start + u32::try_from(part.len()).unwrap())
}

fn case(name: &'static str, source: impl Into<String>, marks: &[(&str, &'static str)]) -> Case {
    let source = source.into();
    let marks = marks.iter().map(|(part, label)| (find(&source, part), *label)).collect();
    Case { name, source, marks }
}

fn spans(name: &'static str, source: &str, marks: &[(u32, u32)]) -> Case {
    let marks = marks.iter().map(|(start, end)| (Span::new(*start, *end), "here")).collect();
    Case { name, source: source.to_owned(), marks }
}

fn cases() -> Vec<Case> {
    let long = format!("when: {}applicant.phone{}", "a && ".repeat(100), " || b".repeat(100));
    let both = format!("{long} && other");
    let lines: String = (1..=40).map(|n| format!("line {n}\n")).collect();
    vec![
        case("one_label", POLICY, &[("applicant.phone", "no such field")]),
        case("no_label_text", POLICY, &[("applicant.phone", "")]),
        case("two_labels_near", POLICY, &[("applicant.phone", "no such field"), ("plus_one", "in this rule")]),
        case("two_labels_far", lines.as_str(), &[("line 30", "again here"), ("line 2\n", "first here")]),
        case("label_over_lines", POLICY, &[("rules:\n  - id: plus_one\n    when", "these rules")]),
        Case { name: "label_over_many_lines", source: lines.clone(), marks: vec![(Span::new(0, 250), "all of it")] },
        case("crlf", POLICY.replace('\n', "\r\n"), &[("applicant.phone", "no such field")]),
        case("tabs", "rules:\n\t- id:\tone\ttwo\n", &[("two", "after tabs")]),
        case("multi_byte", "title: Überprüfung 履歴書 👩‍💻 wrong\n", &[("wrong", "here")]),
        case("long_line", long, &[("applicant.phone", "no such field")]),
        case("long_line_with_two_labels", both, &[("applicant.phone", "no such field"), ("other", "nor this")]),
        case("control_characters", "title: a\u{1b}[2J\u{7}b \u{202e}drowssap\u{202c} x\r\0\n", &[(" x", "here")]),
        spans("past_the_end", "short", &[(400, 900)]),
        spans("end_before_start", "some text\n", &[(5, 2)]),
        spans("within_a_character", "é漢", &[(1, 3)]),
        spans("at_the_end_of_the_text", "a: 1\n", &[(5, 5)]),
        spans("the_line_break", "a: 1\r\nb: 2\n", &[(4, 6)]),
        spans("empty_text", "", &[(0, 0)]),
        spans("only_line_breaks", "\n\n\n", &[(0, 3)]),
        spans("same_place_twice", "a: 1\n", &[(0, 1), (0, 1)]),
        spans("more_labels_than_shown", POLICY, &[(3, 4); 30]),
    ]
}

fn report(case: &Case) -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::new();
    let id = sources.add("policies/contact.yaml", case.source.as_str());
    let mut diagnostic = Diagnostic::new(UNKNOWN, "unknown field `phone`").help("did you mean `phones`?");
    for (n, (span, label)) in case.marks.iter().enumerate() {
        diagnostic = if n == 0 { diagnostic.at(id, *span, *label) } else { diagnostic.related(id, *span, *label) };
    }
    (vec![diagnostic], sources)
}

#[test]
fn text_shows_the_place_of_each_case() {
    let mut all = String::new();
    for case in cases() {
        let (diagnostics, sources) = report(&case);
        all.push_str(&format!("## {}\n{}\n", case.name, text(&diagnostics, &sources, false)));
    }
    insta::assert_snapshot!("text", all);
}

#[test]
fn notes_and_help_stand_below_the_lines_of_their_diagnostic() {
    let mut sources = Sources::new();
    let id = sources.add("a.yaml", "a: 1\nb: 2\n");
    let diagnostics = [
        Diagnostic::new(UNUSED, "`a` is never read")
            .at(id, Span::new(0, 1), "")
            .note("It is private.")
            .note("It is\nold."),
        Diagnostic::new(UNKNOWN, "no directory `policies\u{1b}[0m`").help("Name one with `--policies`."),
    ];
    insta::assert_snapshot!(text(&diagnostics, &sources, false), @r"
    warning[L401]: `a` is never read
     --> a.yaml:1:1
      |
    1 | a: 1
      | ^
      |
      = note: It is private.
      = note: It is
              old.

    error[E201]: no directory `policies␛[0m`
     |
     = help: Name one with `--policies`.
    ");
    assert_eq!(text(&[], &sources, false), "");
}

#[test]
fn colours_only_when_asked() {
    for case in cases() {
        let (diagnostics, sources) = report(&case);
        assert!(!text(&diagnostics, &sources, false).contains('\u{1b}'), "{}", case.name);
        assert!(text(&diagnostics, &sources, true).contains("\u{1b}["), "{}", case.name);
    }
}

#[test]
fn no_line_of_text_is_long() {
    for case in cases() {
        let (diagnostics, sources) = report(&case);
        for line in text(&diagnostics, &sources, false).lines() {
            assert!(line.chars().count() < 240, "{}: {line}", case.name);
        }
    }
}

#[test]
fn json_has_every_field_with_its_place() {
    let (mut diagnostics, mut sources) = report(&case("", POLICY, &[("applicant.phone", "no"), ("plus_one", "in")]));
    let windows = sources.add("b.yaml", "é: \"\r\n");
    diagnostics.push(Diagnostic::new(UNUSED, "\u{202e}").at(windows, Span::new(2, 9), "").note("n"));
    diagnostics.push(Diagnostic::new(UNUSED, "nowhere"));
    insta::assert_snapshot!("json", json(&diagnostics, &sources));
}

#[test]
fn sarif_is_what_a_scanning_service_reads() {
    let (mut diagnostics, mut sources) = report(&case("", POLICY, &[("applicant.phone", "no"), ("plus_one", "")]));
    let odd = sources.add("/policies/a b\\ü%.yaml", "x\n");
    diagnostics.push(Diagnostic::new(UNUSED, "see [me](http://x)").at(odd, Span::new(0, 1), ""));
    diagnostics.push(Diagnostic::new(UNUSED, "nowhere"));
    insta::assert_snapshot!("sarif", sarif(&diagnostics, &sources, "1.2.3"));
}

#[test]
fn diagnostics_sort_by_file_and_place() {
    let mut sources = Sources::new();
    let (b, a) = (sources.add("b.yaml", "text"), sources.add("a.yaml", "text"));
    let at = |code, message: &str, source, start| Diagnostic::new(code, message).at(source, Span::new(start, 4), "");
    let mut diagnostics = vec![
        at(UNKNOWN, "5", b, 1),
        at(UNUSED, "4", a, 3),
        at(UNUSED, "3", a, 2),
        at(UNKNOWN, "2", a, 2),
        at(UNKNOWN, "1", a, 0),
        Diagnostic::new(UNUSED, "0"),
    ];
    sort(&mut diagnostics, &sources);
    let order: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(order, ["0", "1", "2", "3", "4", "5"]);
    assert_eq!(summary(&diagnostics).to_string(), "3 errors, 3 warnings");
}

#[test]
fn thousands_of_diagnostics_in_a_large_file_render_quickly() {
    let source = "rule: some condition about something\n".repeat(200_000);
    let mut sources = Sources::new();
    let length = u32::try_from(source.len()).unwrap();
    let id = sources.add("large.yaml", source);
    let diagnostics: Vec<Diagnostic> =
        (0..2_000).map(|n| Diagnostic::new(UNKNOWN, "x").at(id, Span::new(length - n * 50, length), "")).collect();
    let start = std::time::Instant::now();
    let rendered = (text(&diagnostics, &sources, false), json(&diagnostics, &sources));
    assert!(rendered.0.len() > 100_000 && rendered.1.len() > 100_000);
    // Counting from the start of the file for each diagnostic would take minutes.
    assert!(start.elapsed().as_secs() < 20, "took {:?}", start.elapsed());
}

fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z: ]{1,12}",
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\t".to_owned()),
        Just("\u{202e}\u{1b}[31m".to_owned()),
        Just("漢字👩‍💻e\u{301}".to_owned()),
        Just("x".repeat(300)),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_text_or_span_makes_a_renderer_panic_or_leak(
        source in hostile_text(),
        name in hostile_text(),
        words in hostile_text(),
        labels in proptest::collection::vec((0_u32..900, 0_u32..900, any::<bool>(), any::<bool>()), 0..7),
        color in any::<bool>(),
    ) {
        let mut sources = Sources::new();
        let id = sources.add(name, source.as_str());
        let mut other = Sources::new();
        other.add("", "");
        let foreign = other.add("", "");
        let mut diagnostic = Diagnostic::new(UNKNOWN, words.as_str()).note(words.as_str()).help(words.as_str());
        for (start, end, primary, here) in labels {
            let source = if here { id } else { foreign };
            diagnostic.labels.push(Label { source, span: Span::new(start, end), text: words.clone(), primary });
        }
        let diagnostics = [diagnostic];
        let shown = text(&diagnostics, &sources, color);
        prop_assert_eq!(shown.find('\u{202e}'), None);
        if !color {
            prop_assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", shown);
        }
        let report: Value = serde_json::from_str(&json(&diagnostics, &sources)).unwrap();
        prop_assert_eq!(report["diagnostics"][0]["message"].as_str(), Some(words.as_str()));
        let log: Value = serde_json::from_str(&sarif(&diagnostics, &sources, "0")).unwrap();
        for result in log["runs"][0]["results"].as_array().unwrap() {
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let place = |line: &str, column: &str| (region[line].as_u64().unwrap(), region[column].as_u64().unwrap());
            prop_assert!(place("startLine", "startColumn") >= (1, 1));
            prop_assert!(place("startLine", "startColumn") <= place("endLine", "endColumn"));
        }
    }
}
