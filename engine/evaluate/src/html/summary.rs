//! The main result in plain words, three numbers, and what to keep in mind.

use std::fmt::Write as _;

use hirewall_model::Verdict;

use super::escape::escape;
use crate::population::Threshold;
use crate::proportion::Proportion;
use crate::report::Report;
use crate::shown;
use crate::shown::{capital, count, grouped, of};
use crate::text::remarks;

// Numbers as markup: a small one begins with `<`.

fn share(of: &Proportion) -> String {
    escape(&shown::share(of))
}

fn interval(of: &Proportion) -> String {
    escape(&shown::interval(of))
}

fn number(value: f64) -> String {
    escape(&shown::number(value))
}

/// The section.
pub(super) fn section(report: &Report, page: &mut String) {
    page.push_str("<section id=\"summary\">\n<h2 class=\"quiet\">In short</h2>\n");
    let people = &report.people;
    let (Some(verify), Some(review)) = (people.threshold(Verdict::Verify), people.threshold(Verdict::Review)) else {
        return;
    };
    let (honest, scheme) = (people.honest.total(), people.scheme.total());
    let _ = write!(
        page,
        "<p class=\"lead\">Hirewall judged the records of {} of whom the truth is known: {} honest and {} who belong to a fraud scheme, such as \
         a false identity or a laptop farm. ",
        count(honest + scheme, "person", "people"),
        grouped(honest),
        grouped(scheme)
    );
    if scheme > 0 {
        let _ = write!(
            page,
            "It sent <b>{}</b> of the {} scheme people to a person to look at ({}), and asked {} more for stronger proof of identity; \
             {} went unnoticed. ",
            grouped(review.recall.part),
            grouped(scheme),
            ranged(&review.recall),
            grouped(people.scheme.verify),
            grouped(people.scheme.clear)
        );
    }
    if honest > 0 {
        let _ = write!(
            page,
            "Of the {} honest people <b>{}</b> had to be looked at by a person ({}), and {} ({}) were asked for stronger proof of identity.",
            grouped(honest),
            if review.false_positive_rate.part == 0 {
                "none".to_owned()
            } else {
                grouped(review.false_positive_rate.part)
            },
            ranged(&review.false_positive_rate),
            grouped(people.honest.verify),
            share(&Proportion::new(people.honest.verify, honest))
        );
    }
    page.push_str("</p>\n");
    tiles(report, verify, review, page);
    caveats(report, page);
    page.push_str("</section>\n");
}

/// `45 %; with other records like these likely 34–57 %`.
fn ranged(of: &Proportion) -> String {
    format!("{}; with other records like these likely {}", share(of), interval(of))
}

fn tiles(report: &Report, verify: &Threshold, review: &Threshold, page: &mut String) {
    page.push_str("<ul class=\"tiles\">\n");
    let mut tile = |number: &str, what: &str, beside: &str| {
        let _ = writeln!(page, "<li><strong>{number}</strong> <span>{what}</span> <small>{beside}</small></li>");
    };
    tile(
        &share(&review.recall),
        "of scheme people reach a person",
        &format!("recall at review: {}, range {}", of(&review.recall), interval(&review.recall)),
    );
    tile(
        &share(&review.false_positive_rate),
        "of honest people do too",
        &format!("{}, range {}", of(&review.false_positive_rate), interval(&review.false_positive_rate)),
    );
    tile(
        &share(&verify.recall),
        "of scheme people are at least asked for proof",
        &format!(
            "with {} of honest people, range {}",
            share(&verify.false_positive_rate),
            interval(&verify.false_positive_rate)
        ),
    );
    match (&report.base_rate, &review.load_at_base_rate) {
        (Some(rate), Some(load)) => tile(
            &number(load.value),
            "of 1,000 applicants reach a person in life",
            &format!(
                "if schemes are {} of all: range {} to {}; precision {}",
                escape(&rate.to_string()),
                number(load.low),
                number(load.high),
                escape(&shown::percent_estimate(review.precision_at_base_rate.as_ref()))
            ),
        ),
        _ => tile(
            &review.load.map_or_else(|| "–".to_owned(), |load| number(load.value)),
            "of 1,000 labelled people reach a person",
            &format!(
                "range {}; of 1,000 honest ones {}",
                review.load.map_or_else(String::new, |load| format!("{} to {}", number(load.low), number(load.high))),
                escape(&shown::estimate(review.honest_load.as_ref()))
            ),
        ),
    }
    page.push_str("</ul>\n");
}

fn caveats(report: &Report, page: &mut String) {
    page.push_str("<div class=\"caveats\">\n<h2>Before you use these numbers</h2>\n<ul>\n");
    let mut say = |text: &str| {
        let _ = writeln!(page, "<li>{text}</li>");
    };
    say(
        "They describe these records, not your applicants. Whatever the labelled records lack, such as a trick or a group of honest people, is in no number.",
    );
    if report.base_rate.is_none() {
        let scheme = Proportion::new(report.people.scheme.total(), report.people.total());
        say(&format!(
            "Precision depends on how common schemes are. Of these people {} are schemes; where they are rarer, fewer of those who are \
             flagged will be: give a base rate to weigh it.",
            share(&scheme)
        ));
    }
    say(
        "If the policies were tuned on the same records, the numbers flatter them. Measure on records that nobody has looked at.",
    );
    if let Some(clusters) = &report.clusters {
        say(&format!(
            "{} scheme people belong to {}. Members of a cluster resemble each other, so that the ranges of people are too narrow: see the share of clusters.",
            grouped(clusters.members),
            count(clusters.any_flagged.whole, "cluster", "clusters")
        ));
    }
    for remark in remarks(report) {
        say(&format!("{}.", escape(&capital(&remark))));
    }
    page.push_str("</ul>\n</div>\n");
}
