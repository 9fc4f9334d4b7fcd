//! Rules that could go, each with the reason.

use std::fmt::Write as _;

use super::escape::{escape, name};
use crate::report::Kind;
use crate::shown::{grouped, of, percent, share};

/// The lists; a sentence when there are none.
pub(super) fn section(kind: &Kind, page: &mut String) {
    let it = &kind.redundancy;
    page.push_str(
        "<p>Reasons to look at a rule again, not to delete it: what these records lack, others may hold.</p>\n",
    );
    let before = page.len();
    let plain =
        |rules: &[String]| -> Vec<String> { rules.iter().map(|rule| format!("<code>{}</code>", name(rule))).collect() };
    let never: Vec<String> = it
        .never_matched
        .iter()
        .map(|never| {
            let lacked = match never.lacked_data.part {
                0 => String::new(),
                _ => format!(" <small>lacked data for {}</small>", escape(&share(&never.lacked_data))),
            };
            format!("<code>{}</code>{lacked}", name(&never.rule))
        })
        .collect();
    let contained: Vec<String> = it
        .contained
        .iter()
        .map(|it| {
            format!(
                "<code>{}</code>: {} of its matches are matches of <code>{}</code> too <small>overlap {}</small>",
                name(&it.rule),
                of(&it.shared),
                name(&it.within),
                escape(&percent(it.jaccard))
            )
        })
        .collect();
    list("Say what another rule says", "wide", &contained, page);
    list("Matched, and never changed a verdict by themselves", "columns", &plain(&it.never_change_a_verdict), page);
    list("Matched honest records alone", "columns", &plain(&it.only_honest), page);
    list("Never matched", "columns", &never, page);
    list("Switched off, or out of their dates", "columns", &plain(&it.switched_off), page);
    if page.len() == before {
        page.push_str("<p>None.</p>\n");
    }
    if it.pairs_cut {
        page.push_str("<p class=\"note\">So many pairs of rules matched together that some were not counted.</p>\n");
    }
}

fn list(what: &str, class: &str, rules: &[String], page: &mut String) {
    if rules.is_empty() {
        return;
    }
    let number = grouped(rules.len() as u64);
    let _ = writeln!(page, "<details open><summary>{what} ({number})</summary>\n<ul class=\"{class}\">");
    for rule in rules {
        let _ = writeln!(page, "<li>{rule}</li>");
    }
    page.push_str("</ul></details>\n");
}
