//! The picture of scores: how the honest are spread, upwards, and schemes, downwards.

use std::fmt::Write as _;

use hirewall_model::Bands;

use super::svg::{Anchor, Svg};
use crate::population::Population;
use crate::proportion::{Proportion, float};
use crate::scores::Bin;
use crate::shown::{percent, share};

const WIDTH: f64 = 440.0;
const LEFT: f64 = 38.0;
const RIGHT: f64 = 6.0;
const TOP: f64 = 40.0;
const HALF: f64 = 108.0;
/// Between the halves, for the axis.
const GAP: f64 = 22.0;
const LOWER: f64 = TOP + HALF + GAP;

/// The picture; empty without scores.
pub(super) fn picture(id: &str, who: &str, population: &Population) -> String {
    let bins = &population.scores.bins;
    let Some(first) = bins.first() else { return String::new() };
    let shares = |of: fn(&Bin) -> u64, total: u64| -> Vec<Proportion> {
        bins.iter().map(|bin| Proportion::new(of(bin), total)).collect()
    };
    let honest = shares(|bin| bin.honest, population.honest.total());
    let scheme = shares(|bin| bin.scheme, population.scheme.total());
    let mut svg = Svg::new(WIDTH, LOWER + HALF + 22.0);
    let step = (WIDTH - LEFT - RIGHT) / float(bins.len() as u64);
    half(&mut svg, &honest, step, true);
    half(&mut svg, &scheme, step, false);
    let width = first.to.map_or(1, |to| to.saturating_sub(first.from).saturating_add(1));
    axis(&mut svg, bins, step);
    if let Some(bands) = population.bands {
        marks(&mut svg, bands, width, step, bins);
    }
    svg.text("strong", (LEFT, TOP - 26.0), Anchor::Start, "Honest, upwards");
    svg.text("strong", (LEFT, LOWER + HALF + 16.0), Anchor::Start, "Schemes, downwards");
    svg.finish(id, &format!("Scores of {who}"), &told(bins, &honest, &scheme))
}

fn half(svg: &mut Svg, shares: &[Proportion], step: f64, up: bool) {
    let most = shares.iter().filter_map(Proportion::exact).fold(0.0, f64::max);
    let (class, base) = if up { ("honest", TOP + HALF) } else { ("scheme", LOWER) };
    svg.line("axis", (LEFT, base), (WIDTH - RIGHT, base));
    if most <= 0.0 {
        return;
    }
    let mut left = LEFT;
    let mut labelled = false;
    for share_of in shares {
        let part = share_of.exact().unwrap_or_default();
        if part > 0.0 {
            // A bar that is there is seen, however low.
            let height = (part / most * (HALF - 14.0)).max(1.5);
            let top = if up { base - height } else { base };
            svg.rect(class, (left + 1.0, top), (step - 2.0, height));
            if !up {
                let mut y = top + 4.0;
                while y < top + height {
                    svg.line("hatch", (left + 1.0, y), (left + step - 1.0, y));
                    y += 7.0;
                }
            }
            if part >= most && !labelled {
                labelled = true;
                let y = if up { top - 4.0 } else { top + height + 11.0 };
                let x = (left + step / 2.0).max(LEFT + 12.0);
                svg.text("note", (x, y), Anchor::Middle, &share(share_of));
            }
        }
        left += step;
    }
    let middle = if up { base - HALF / 2.0 } else { base + HALF / 2.0 };
    svg.text("note", (LEFT - 6.0, middle), Anchor::End, "share");
}

fn axis(svg: &mut Svg, bins: &[Bin], step: f64) {
    let every = bins.len().div_ceil(9).max(1);
    let mut left = LEFT;
    for (number, bin) in bins.iter().enumerate() {
        let open = bin.to.is_none();
        if number.is_multiple_of(every) && (open || number + every <= bins.len() || bins.len() <= 9) {
            let label = if open { format!("{}+", bin.from) } else { bin.from.to_string() };
            svg.text("note", (left + 1.0, TOP + HALF + 15.0), Anchor::Start, &label);
        }
        left += step;
    }
    svg.text("note", (LEFT - 6.0, TOP + HALF + 15.0), Anchor::End, "score");
}

/// Where the bands begin.
fn marks(svg: &mut Svg, bands: Bands, width: i64, step: f64, bins: &[Bin]) {
    let end = bins.last().map_or(0, |bin| if bin.to.is_some() { bin.from.saturating_add(width) } else { bin.from });
    for (name, from) in [("verify", bands.verify), ("review", bands.review), ("block", bands.block)] {
        let Some(from) = from.filter(|from| *from >= 0 && *from <= end) else { continue };
        #[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
        let x = LEFT + from as f64 / width as f64 * step;
        svg.line("band", (x, TOP - 8.0), (x, LOWER + HALF));
        let anchor = if x > WIDTH - 46.0 { Anchor::End } else { Anchor::Start };
        svg.text("note", (x - 2.0, TOP - 12.0), anchor, &format!("{name} {from}"));
    }
}

fn told(bins: &[Bin], honest: &[Proportion], scheme: &[Proportion]) -> String {
    let mut said = String::from("Share of the honest and of schemes by score. ");
    for ((bin, honest), scheme) in
        bins.iter().zip(honest).zip(scheme).filter(|((bin, _), _)| bin.honest + bin.scheme > 0)
    {
        let (honest, scheme) = (honest.exact().unwrap_or_default(), scheme.exact().unwrap_or_default());
        let _ = write!(said, "{}: honest {}, schemes {}. ", range(bin), percent(honest), percent(scheme));
    }
    said.trim_end().to_owned()
}

/// `20 to 24`, `120 and more`.
pub(super) fn range(bin: &Bin) -> String {
    match bin.to {
        None => format!("{} and more", bin.from),
        Some(to) if to == bin.from => bin.from.to_string(),
        Some(to) => format!("{} to {to}", bin.from),
    }
}
