//! The picture of verdicts: one bar for the honest, one for schemes, cut by verdict.

use std::fmt::Write as _;

use hirewall_model::Verdict;

use super::svg::{Anchor, Svg};
use crate::population::{Confusion, Population};
use crate::proportion::Proportion;
use crate::shown::{grouped, share};

const WIDTH: f64 = 440.0;
const LEFT: f64 = 4.0;
const BAR: f64 = 34.0;

/// The picture.
pub(super) fn picture(id: &str, who: &str, population: &Population) -> String {
    let mut svg = Svg::new(WIDTH, 186.0);
    let mut said = String::new();
    for (row, (label, counts)) in
        [("Honest", &population.honest), ("Scheme", &population.scheme)].into_iter().enumerate()
    {
        let top = 20.0 + 74.0 * if row == 0 { 0.0 } else { 1.0 };
        svg.text("strong", (LEFT, top - 6.0), Anchor::Start, &format!("{label}: {}", grouped(counts.total())));
        bar(&mut svg, counts, top);
        let parts = Verdict::ALL.map(|verdict| format!("{} {}", verdict.as_str(), grouped(counts.of(verdict))));
        let _ = write!(said, "{label}: {}. ", parts.join(", "));
    }
    legend(&mut svg);
    svg.finish(id, &format!("Verdicts on {who}"), said.trim_end())
}

fn bar(svg: &mut Svg, counts: &Confusion, top: f64) {
    let whole = WIDTH - 2.0 * LEFT;
    svg.rect("empty", (LEFT, top), (whole, BAR));
    let mut left = LEFT;
    for verdict in Verdict::ALL {
        let of = Proportion::new(counts.of(verdict), counts.total());
        let width = of.exact().unwrap_or_default() * whole;
        if width > 0.0 {
            svg.rect(verdict.as_str(), (left, top), (width, BAR));
            if verdict == Verdict::Review {
                hatch(svg, (left, top), (width, BAR));
            }
            if width > 40.0 {
                svg.text("under", (left + width / 2.0, top + BAR + 14.0), Anchor::Middle, &share(&of));
            }
        }
        left += width;
    }
}

fn legend(svg: &mut Svg) {
    for (verdict, x) in Verdict::ALL.into_iter().zip([LEFT, 116.0, 228.0, 340.0]) {
        svg.rect(verdict.as_str(), (x, 162.0), (16.0, 14.0));
        if verdict == Verdict::Review {
            hatch(svg, (x, 162.0), (16.0, 14.0));
        }
        svg.text("note", (x + 22.0, 173.0), Anchor::Start, verdict.as_str());
    }
}

/// Hatches a box, so that it differs from its neighbours without colour too.
fn hatch(svg: &mut Svg, (left, top): (f64, f64), (width, height): (f64, f64)) {
    let mut start = left - height + 4.0;
    while start < left + width {
        let from = start.max(left);
        let to = (start + height).min(left + width);
        svg.line("hatch", (from, top + height - (from - start)), (to, top + height - (to - start)));
        start += 9.0;
    }
}
