//! Records in bulk: order, refusals, errors of the input and of the output, and memory that does not grow.

use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use hirewall::Engine;
use hirewall::bulk::{self, Input, Lines, Options, Stop};
use hirewall::model::RecordProblem;

use super::sample;

const POLICY: &str = "policy: p\ntitle: P\nowner: o\napplies_to: person\nrules:\n  - {id: big, title: Big, when: person.a >= 500, score: 50, reason: Big.}\n";

fn engine() -> Engine {
    sample::engine(&[("p.yaml", POLICY), ("settings.yaml", "settings: default\nverdicts:\n  person: {review: 40}\n")])
}

fn options(threads: usize) -> Options {
    Options { threads: NonZeroUsize::new(threads), ..Options::new(sample::february()) }
}

fn record(n: usize) -> String {
    format!(r#"{{"kind":"person","id":"{n}","a":{n}}}"#)
}

/// What came of each record: its line and its decision as JSON, or the codes of its problems.
fn answers(text: &str, threads: usize) -> Vec<(u64, String)> {
    let mut answers = Vec::new();
    let outcome: Result<(), Stop<()>> = bulk::decide(
        &engine(),
        &options(threads),
        Lines::new(text.as_bytes(), "test").max_bytes(1_000),
        |judged| {
            let answer = match judged.answer {
                Ok((_, decision)) => serde_json::to_string(&decision.into_decision()).unwrap(),
                Err(refused) => refused.problems.iter().map(RecordProblem::code).collect::<Vec<_>>().join(" "),
            };
            (judged.input.line, answer)
        },
        |answer| {
            answers.push(answer);
            Ok(())
        },
    );
    assert!(matches!(outcome, Ok(())), "{outcome:?}");
    answers
}

#[test]
fn the_answers_are_in_order_and_the_same_on_any_number_of_threads() {
    let text: String = (0..1_000).map(|n| record(n) + "\n").collect();
    let one = answers(&text, 1);
    assert_eq!(one.iter().map(|(line, _)| *line).collect::<Vec<_>>(), (1..=1_000).collect::<Vec<u64>>());
    let review = one.iter().filter(|(_, answer)| answer.contains(r#""verdict":"review""#)).count();
    assert_eq!(review, 500);
    for threads in [2, 3, 8] {
        assert_eq!(answers(&text, threads), one);
    }
}

#[test]
fn a_record_that_cannot_be_read_is_refused_alone() {
    let long = format!(r#"{{"kind":"person","id":"{}"}}"#, "x".repeat(2_000));
    let deep = "[".repeat(900);
    let lines = [
        record(1),
        "{".to_owned(),
        "nonsense".to_owned(),
        r#"{"kind":"robot","id":"1"}"#.to_owned(),
        r#"{"kind":"person"}"#.to_owned(),
        r#"{"kind":"person","id":7}"#.to_owned(),
        long,
        deep,
        "[]".to_owned(),
        record(2),
    ];
    let answers = answers(&lines.join("\n"), 2);
    assert_eq!(answers.len(), lines.len());
    for (line, answer) in &answers {
        let refused = !matches!(line, 1 | 10);
        assert_eq!(answer.starts_with('R'), refused, "line {line}: {answer}");
    }
    assert_eq!(answers[4].1, "R511");
    assert_eq!(answers[5].1, "R510");
    assert_eq!(answers[6].1, "R521");
}

#[test]
fn a_sink_that_fails_stops_an_endless_input() {
    let inputs = (0..).map(|n: usize| Ok(Input::new("endless", n as u64 + 1, record(n % 1_000).into_bytes())));
    let mut seen = 0;
    let outcome = bulk::decide(
        &engine(),
        &options(2),
        inputs,
        |judged| judged.input.line,
        |line| {
            seen = line;
            if line == 5_000 { Err("the pipe is closed") } else { Ok(()) }
        },
    );
    assert!(matches!(outcome, Err(Stop::Sink("the pipe is closed"))));
    assert_eq!(seen, 5_000);
}

#[test]
fn an_input_that_breaks_off_is_told_after_the_records_before_it() {
    let inputs = (0..100).map(|n| match n {
        70 => Err(io::Error::other("gone")),
        n => Ok(Input::new("broken", n as u64 + 1, record(n).into_bytes())),
    });
    let mut seen = 0;
    let outcome: Result<(), Stop<()>> = bulk::decide(
        &engine(),
        &options(2),
        inputs,
        |_| (),
        |()| {
            seen += 1;
            Ok(())
        },
    );
    assert!(matches!(outcome, Err(Stop::Read(_))));
    assert_eq!(seen, 70);
}

#[test]
fn only_so_many_records_are_under_way() {
    let read = AtomicUsize::new(0);
    let inputs = (0..20_000).map(|n| {
        read.fetch_add(1, Ordering::SeqCst);
        Ok(Input::new("counted", n as u64 + 1, record(n).into_bytes()))
    });
    let (mut handed_out, mut most) = (0, 0);
    let outcome: Result<(), Stop<()>> = bulk::decide(
        &engine(),
        &options(2),
        inputs,
        |_| (),
        |()| {
            handed_out += 1;
            most = most.max(read.load(Ordering::SeqCst) - handed_out);
            Ok(())
        },
    );
    assert!(outcome.is_ok());
    assert_eq!(handed_out, 20_000);
    // Eight batches of 64 under way, one at the sink, one in the reader's hand.
    assert!(most <= 10 * 64, "{most} records were under way");
}
