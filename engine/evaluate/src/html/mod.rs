//! A report as one page for a browser: no scripts, nothing from elsewhere, for screens light and dark, wide and narrow, and for paper.
//!
//! Names from labels and policies are foreign text: they pass `escape` and nothing else of the records is there to pass.

mod curve;
mod distribution;
mod escape;
mod groups;
mod population;
mod redundancy;
mod rules;
mod summary;
mod svg;
mod table;
mod verdict_bars;
mod whisker;

use std::fmt::Write as _;

use crate::report::{Kind, Report};
use crate::shown::{count, grouped, percent};

/// The report as a page.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut page = String::with_capacity(64 << 10);
    page.push_str(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Hirewall: what the policies catch, and whom they trouble</title>\n<style>\n",
    );
    page.push_str(include_str!("style.css"));
    page.push_str("</style>\n</head>\n<body>\n<main>\n");
    header(report, &mut page);
    summary::section(report, &mut page);
    contents(report, &mut page);
    if report.people_differ() {
        page.push_str("<section id=\"people\">\n<h2>People</h2>\n<p>All records of a person together: somebody counts as caught when any of their \
             records is, but of devices only the first record counts, since what a second one shows comes too late.</p>\n");
        population::section("people", "people", "people", &report.people, report, &mut page);
        page.push_str("</section>\n");
    }
    population::when_and_clusters(report, &mut page);
    for (number, kind) in report.kinds.iter().enumerate() {
        one_kind(number, kind, report, &mut page);
    }
    words(report, &mut page);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn header(report: &Report, page: &mut String) {
    page.push_str("<header>\n<p class=\"brand\">Hirewall evaluation</p>\n<h1>What the policies catch, and whom they trouble</h1>\n");
    let judged = match report.coverage.again {
        0 => count(report.coverage.decided, "record", "records"),
        _ => count(report.coverage.decided, "telling of records", "tellings of records"),
    };
    let when = match report.decided_at {
        Some((first, last)) if first == last => format!(" judged as of {}", day(&first.to_string())),
        Some((first, last)) => format!(" judged as of {} to {}", day(&first.to_string()), day(&last.to_string())),
        None => String::new(),
    };
    let digest: String =
        report.bundle.chars().filter(char::is_ascii_alphanumeric).skip("sha256".len()).take(12).collect();
    let policies = if digest.is_empty() { String::new() } else { format!(" Policies <code>{digest}</code>.") };
    let _ = writeln!(page, "<p class=\"note\">{judged}{when}.{policies}</p>\n</header>");
}

/// The day of a moment, or all of it when it is not the first moment of a day.
fn day(time: &str) -> &str {
    time.strip_suffix("T00:00:00Z").unwrap_or(time)
}

fn contents(report: &Report, page: &mut String) {
    page.push_str("<nav aria-label=\"Contents\"><ul>\n");
    if report.people_differ() {
        page.push_str("<li><a href=\"#people\">People</a></li>\n");
    }
    if report.when.is_some() {
        page.push_str("<li><a href=\"#when\">When they were caught</a></li>\n");
    }
    for (number, kind) in report.kinds.iter().enumerate() {
        let name = escape::name(&kind.kind);
        let _ = writeln!(
            page,
            "<li><a href=\"#kind-{number}\">Records: {name}</a>: <a href=\"#rules-{number}\">rules</a>, <a \
             href=\"#unneeded-{number}\">rules that could go</a>, <a href=\"#groups-{number}\">who pays, what is missed</a></li>"
        );
    }
    page.push_str("<li><a href=\"#words\">What the words mean</a></li>\n</ul></nav>\n");
}

fn one_kind(number: usize, kind: &Kind, report: &Report, page: &mut String) {
    let name = escape::name(&kind.kind);
    let (_, unit) = kind.unit();
    let whose = if kind.decided_again == 0 { "Records of the kind" } else { "Decisions on the kind" };
    let _ = writeln!(page, "<section id=\"kind-{number}\">\n<h2>{whose} <i>{name}</i></h2>");
    if let Some(remark) = kind.told_again() {
        let _ = writeln!(page, "<p>Here {}. People, above, count once.</p>", escape::escape(&remark));
    }
    population::section(&format!("kind-{number}"), &format!("{} {unit}", kind.kind), unit, &kind.records, report, page);
    let _ = writeln!(page, "<h3 id=\"rules-{number}\">What each rule does</h3>");
    rules::section(kind, page);
    let _ = writeln!(page, "<h3 id=\"unneeded-{number}\">Rules that could go</h3>");
    redundancy::section(kind, page);
    let _ = writeln!(page, "<h3 id=\"groups-{number}\">Which honest people pay</h3>");
    groups::honest(kind, page);
    page.push_str("<h3>Which schemes are missed</h3>\n");
    groups::scheme(kind, page);
    page.push_str("</section>\n");
}

fn words(report: &Report, page: &mut String) {
    page.push_str("<section id=\"words\">\n<h2>What the words mean</h2>\n<dl>\n");
    let base_rate = report.base_rate.as_ref().map(|rate| {
        format!(
            "The share of schemes among all applicants, here said to be {} ({}). It was given to the measurement, not found by it.",
            escape::escape(&rate.to_string()),
            escape::escape(&percent(rate.share()))
        )
    });
    let mut say = |word: &str, meaning: &str| {
        let _ = writeln!(page, "<dt>{word}</dt><dd>{meaning}</dd>");
    };
    say(
        "Scheme, honest",
        "What the labels say. A scheme is somebody who is not who they claim to be, or a computer that somebody else uses.",
    );
    say(
        "Verdict",
        "<b>clear</b>: left alone. <b>verify</b>: asked for stronger proof of identity. <b>review</b>: a person looks at it. \
         <b>block</b>: held until a person has decided. No verdict rejects anybody.",
    );
    say("Recall", "Of the schemes, the share that is caught.");
    say(
        "Precision",
        "Of those that are flagged, the share of schemes. It depends on how common schemes are among the labelled records, which is \
         rarely how common they are in life.",
    );
    say("Load", "How many of a thousand are flagged.");
    if let Some(meaning) = &base_rate {
        say("Base rate", meaning);
    }
    say(
        "Lift",
        "How much more often a match is a scheme than a record drawn blindly from these: 1 says that the rule knows nothing.",
    );
    say(
        "By it alone",
        "Records that would not be sent to a person if the rule were not there. Rules that agree with each other have none, though \
         together they carry much: take one away at a time, then measure again.",
    );
    say(
        "Range",
        "The numbers in brackets: what the number could be if other records of the same make had been drawn, 95 % intervals; those of shares by Wilson's method.",
    );
    page.push_str("</dl>\n");
    let _ = writeln!(
        page,
        "<p class=\"note\">{} labelled records. This page holds no value and no name of any record.</p>\n</section>",
        grouped(report.coverage.labelled.total().saturating_sub(report.coverage.again))
    );
}
