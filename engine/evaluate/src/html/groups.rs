//! Groups of records by what they were made with: honest ones that pay, schemes that are missed.

use std::fmt::Write as _;

use super::escape::{escape, name};
use super::table::Table;
use super::whisker;
use crate::report::Kind;
use crate::shown::{capital, grouped, percent, ranged};
use crate::traits::TraitReport;

/// Rows that are shown at once; the others are folded away.
const AT_ONCE: usize = 15;

/// Honest groups, those first that are surely troubled most.
pub(super) fn honest(kind: &Kind, page: &mut String) {
    let (_, unit) = kind.unit();
    let all = kind.records.thresholds.first().and_then(|it| it.false_positive_rate.share);
    let of_all = all
        .map(|share| format!("; of all {} {} do", kind.of_whom("honest"), escape(&percent(share))))
        .unwrap_or_default();
    let whose = capital(&kind.of_whom("honest"));
    let _ = writeln!(
        page,
        "<p>{whose} by the oddity that they carry, those first that most surely reach verify or more{of_all}. Groups with <b>more \
         than all</b> lie above that with their whole range.</p>"
    );
    section(&format!("{whose} by oddity"), unit, &kind.honest_made_with, "honest", page, |it| {
        matches!((it.verify.low, all), (Some(low), Some(all)) if low > all).then_some("more than all")
    });
}

/// Groups of schemes, those first that are surely missed most.
pub(super) fn scheme(kind: &Kind, page: &mut String) {
    let (_, unit) = kind.unit();
    let caption = format!("{} by what they were made with", capital(&kind.of_whom("scheme")));
    let _ = writeln!(page, "<p>{caption}, those first that are most surely missed.</p>");
    let never = |it: &TraitReport| (it.verify.part == 0).then_some("never noticed");
    section(&caption, unit, &kind.scheme_made_with, "scheme", page, never);
}

fn section(
    caption: &str,
    unit: &str,
    groups: &[TraitReport],
    class: &str,
    page: &mut String,
    remark: impl Fn(&TraitReport) -> Option<&'static str>,
) {
    if groups.is_empty() {
        page.push_str("<p>The labels do not say.</p>\n");
        return;
    }
    let table = |caption: &str, groups: &[TraitReport]| {
        let numbers = if unit == "records" { "#Records" } else { "#Decisions" };
        let mut table = Table::new(caption, &["Made with", numbers, "Verify or more", "Review or more"]);
        for it in groups {
            let remark =
                remark(it).map(|remark| format!(" <small class=\"remark\">{remark}</small>")).unwrap_or_default();
            table.row(
                &format!("{}{remark}", name(&it.made_with)),
                &[
                    format!("#{}", grouped(it.records)),
                    format!("{}{}", escape(&ranged(&it.verify)), whisker::picture(class, &it.verify)),
                    format!("{}{}", escape(&ranged(&it.review)), whisker::picture(class, &it.review)),
                ],
            );
        }
        table.finish()
    };
    let (first, rest) = groups.split_at(groups.len().min(AT_ONCE));
    page.push_str(&table(caption, first));
    if !rest.is_empty() {
        let more = table(&format!("{caption}, continued"), rest);
        let _ = writeln!(page, "<details><summary>{} more</summary>\n{more}</details>", grouped(rest.len() as u64));
    }
}
