//! A population: its pictures, each with the numbers as a table, and what reaching a verdict means.

use std::fmt::Write as _;

use hirewall_model::Verdict;

use super::escape::escape;
use super::table::Table;
use super::{curve, distribution, verdict_bars, whisker};
use crate::moments::blocks;
use crate::population::{Population, Threshold};
use crate::proportion::Proportion;
use crate::report::{Report, When};
use crate::shown::{
    capital, count, counted, estimate, grouped, interval, of, percent_estimate, ranged, share, threshold,
};

/// The pictures and tables of a population. `who` stands in the titles of pictures, `unit` in those of tables.
pub(super) fn section(id: &str, who: &str, unit: &str, population: &Population, report: &Report, page: &mut String) {
    thresholds(unit, population, report, page);
    let who = &crate::shown::name(who);
    page.push_str("<div class=\"pictures\">\n");
    figure(
        &verdict_bars::picture(&format!("{id}-verdicts"), who, population),
        "<b>Verdicts.</b> What became of the honest and of schemes. The longer the right part of the lower bar, and the shorter that of the \
         upper one, the better.",
        &verdict_table(unit, population),
        page,
    );
    figure(
        &distribution::picture(&format!("{id}-scores"), who, population),
        "<b>Scores.</b> How scores are spread; each half has its own scale, with its highest bar named. Where the halves overlap, no threshold tells schemes \
         from the honest.",
        &score_table(population),
        page,
    );
    let load = curve::load_of(report.base_rate.as_ref());
    figure(
        &curve::picture(&format!("{id}-curve"), who, population, report.base_rate.as_ref()),
        &format!(
            "<b>What catching more would cost.</b> If every score were tried as the threshold: the share of schemes caught, upwards, against \
             how many of 1,000 {} are flagged, to the right. Further up and further left is better. The marks are the verdicts as the policies give them, with \
             their ranges; they leave the line where a rule asks for a verdict by itself.",
            escape(&load)
        ),
        &curve_table(population, &load),
        page,
    );
    page.push_str("</div>\n");
}

fn figure(picture: &str, caption: &str, table: &str, page: &mut String) {
    if picture.is_empty() {
        return;
    }
    let _ = write!(page, "<figure>\n{picture}<figcaption>{caption}</figcaption>\n");
    if !table.is_empty() {
        let _ = write!(page, "<details><summary>The numbers</summary>\n{table}</details>\n");
    }
    page.push_str("</figure>\n");
}

/// One row a measure and one column a verdict, so that it fits a narrow screen.
fn thresholds(unit: &str, population: &Population, report: &Report, page: &mut String) {
    let reached = population.thresholds.iter().map(|it| threshold(it.at));
    let heads: Vec<&str> = std::iter::once("Reached").chain(reached).collect();
    let caption = format!(
        "What reaching a verdict means for the honest ({} {unit}) and for schemes ({}), with 95 % ranges",
        grouped(population.honest.total()),
        grouped(population.scheme.total())
    );
    let mut table = Table::new(&caption, &heads);
    let cell_of = |share_of: &Proportion| match share_of.share {
        None => "–".to_owned(),
        Some(_) => format!(
            "<b>{}</b> {} <small>{}</small>",
            escape(&share(share_of)),
            escape(&format!("({})", interval(share_of))),
            of(share_of)
        ),
    };
    let mut row = |head: &str, cell: &dyn Fn(&Threshold) -> String| {
        let cells: Vec<String> = population.thresholds.iter().map(cell).collect();
        table.row(&escape(head), &cells);
    };
    row("Schemes caught (recall)", &|it| cell_of(&it.recall));
    row("Honest flagged", &|it| cell_of(&it.false_positive_rate));
    row("Schemes among the flagged (precision here)", &|it| cell_of(&it.precision));
    row("Flagged of 1,000 labelled (load)", &|it| escape(&estimate(it.load.as_ref())));
    row("Flagged of 1,000 honest", &|it| escape(&estimate(it.honest_load.as_ref())));
    if let Some(rate) = &report.base_rate {
        row(&format!("Precision at a base rate of {rate}"), &|it| {
            escape(&percent_estimate(it.precision_at_base_rate.as_ref()))
        });
        row(&format!("Flagged of 1,000 at {rate}"), &|it| escape(&estimate(it.load_at_base_rate.as_ref())));
    }
    page.push_str(&table.finish());
}

fn verdict_table(unit: &str, population: &Population) -> String {
    let mut table =
        Table::new(&format!("Verdicts on {unit}"), &["Label", "#clear", "#verify", "#review", "#block", "#all"]);
    for (label, counts) in [("honest", &population.honest), ("scheme", &population.scheme)] {
        let mut cells: Vec<String> = Verdict::ALL
            .into_iter()
            .map(|verdict| {
                let part = Proportion::new(counts.of(verdict), counts.total());
                format!("#{} <small>{}</small>", grouped(part.part), escape(&share(&part)))
            })
            .collect();
        cells.push(format!("#{}", grouped(counts.total())));
        table.row(label, &cells);
    }
    table.finish()
}

fn curve_table(population: &Population, load: &str) -> String {
    let heads = ["Score from", "Schemes caught", "Honest flagged", &format!("Flagged of 1,000 {load}")];
    let mut table = Table::new("What each score would do as the threshold", &heads);
    for point in &population.scores.curve {
        let flagged = match point.load_at_base_rate {
            Some(load) => estimate(Some(&load)),
            None => {
                point.false_positive_rate.share.map_or_else(|| "–".to_owned(), |it| crate::shown::number(it * 1_000.0))
            }
        };
        let cells = [ranged(&point.recall), ranged(&point.false_positive_rate), flagged];
        table.row(&point.score.to_string(), &cells.map(|cell| escape(&cell)));
    }
    table.finish()
}

fn score_table(population: &Population) -> String {
    let mut table = Table::new("How many have which score", &["Score", "#Honest", "#Schemes"]);
    for bin in &population.scores.bins {
        table.row(
            &distribution::range(bin),
            &[format!("#{}", grouped(bin.honest)), format!("#{}", grouped(bin.scheme))],
        );
    }
    table.finish()
}

/// What there is beside the population of people, where the labels tell it.
pub(super) fn when_and_clusters(report: &Report, page: &mut String) {
    if let Some(when) = &report.when {
        self::when(when, page);
    }
    if let Some(clusters) = &report.clusters {
        let told = |share: &Proportion| escape(&counted(share));
        page.push_str("<section>\n<h2>Clusters of schemes</h2>\n<p>People behind the same scheme, such as one laptop farm. To notice one of them is often to find \
             the others.</p>\n");
        let mut table = Table::new(
            &format!("{} scheme people in {} clusters", grouped(clusters.members), grouped(clusters.any_flagged.whole)),
            &["Reaching review or more", "Clusters"],
        );
        table.row("at least one member", &[told(&clusters.any_flagged)]);
        table.row("every member", &[told(&clusters.all_flagged)]);
        page.push_str(&table.finish());
        page.push_str("</section>\n");
    }
}

/// When people were caught: the table of `review`, and those of the other verdicts folded away.
fn when(when: &[When], page: &mut String) {
    page.push_str(
        "<section id=\"when\">\n<h2>When they were caught</h2>\n<p>A scheme is stopped in time when a person looks at it before it is hired, or at the \
         latest when its computer is seen for the first time. Whoever was turned down for other reasons never came so far, and stands apart; \
         so do those whose computer has not been seen yet, of whom nobody can tell how it will end.</p>\n",
    );
    for it in when.iter().filter(|it| it.at == Verdict::Review) {
        let with = it.scheme.with_computer.in_time;
        if with.whole > 0 {
            let _ = writeln!(
                page,
                "<p class=\"lead\">Of {} of schemes who were hired and whose computer was seen, <b>{}</b> were sent to a person in time: {}.</p>",
                count(with.whole, "person", "people"),
                grouped(with.part),
                escape(&ranged(&with))
            );
        }
        page.push_str(&when_table("Reaching review or more for the first time", it));
    }
    page.push_str("<details><summary>The same for verify and for block</summary>\n");
    for it in when.iter().filter(|it| it.at != Verdict::Review) {
        page.push_str(&when_table(&format!("Reaching {} for the first time", threshold(it.at)), it));
    }
    page.push_str("</details>\n</section>\n");
}

fn when_table(caption: &str, when: &When) -> String {
    let mut table = Table::new(caption, &["When", "Schemes", "Honest"]);
    for block in blocks(&when.scheme, &when.honest) {
        table.part(&capital(block.who));
        for row in block.rows {
            let [scheme, honest] = row.shares;
            let cell = |class: &str, share: &Proportion| {
                format!("{}{}", escape(&counted(share)), whisker::picture(class, share))
            };
            table.row(&capital(row.what), &[cell("scheme", &scheme), cell("honest", &honest)]);
        }
    }
    table.finish()
}
