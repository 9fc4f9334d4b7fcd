//! The picture of what a threshold costs and brings: recall against review load, over all scores, with the verdicts marked.

use std::fmt::Write as _;

use hirewall_model::Verdict;

use super::svg::{Anchor, Svg, steps};
use crate::base_rate::BaseRate;
use crate::population::{Population, Threshold};
use crate::report::Estimate;
use crate::shown::{estimate, number, ranged};

const WIDTH: f64 = 440.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 30.0;
const HEIGHT: f64 = 230.0;
const BOTTOM: f64 = TOP + HEIGHT;

/// From numbers to places.
struct Scale {
    /// The load at the right end.
    most: f64,
}

impl Scale {
    fn at(&self, load: f64, recall: f64) -> (f64, f64) {
        let x = LEFT + (load / self.most).clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT);
        (x, BOTTOM - recall.clamp(0.0, 1.0) * HEIGHT)
    }
}

/// One threshold: load with its interval, recall with its interval.
struct Point {
    load: Estimate,
    recall: (f64, f64, f64),
}

/// The picture; empty without schemes.
pub(super) fn picture(id: &str, who: &str, population: &Population, base_rate: Option<&BaseRate>) -> String {
    let curve: Vec<Point> = population
        .scores
        .curve
        .iter()
        .rev()
        .filter_map(|point| {
            let load =
                point.load_at_base_rate.or_else(|| Some(Estimate::of(point.false_positive_rate.scaled(1_000.0)?)))?;
            Some(Point { load, recall: point.recall.scaled(1.0)? })
        })
        .collect();
    let marks: Vec<(&Threshold, Point)> = population.thresholds.iter().filter_map(|it| Some((it, mark(it)?))).collect();
    if curve.is_empty() || marks.is_empty() {
        return String::new();
    }
    let scale = scale(&marks);
    let mut svg = Svg::new(WIDTH, BOTTOM + 42.0);
    axes(&mut svg, &scale, base_rate);
    let (mut above, mut below, mut line) = (Vec::new(), Vec::new(), vec![scale.at(0.0, 0.0)]);
    for point in curve.iter().take_while(|point| point.load.value <= scale.most) {
        line.push(scale.at(point.load.value, point.recall.0));
        below.push(scale.at(point.load.value, point.recall.1));
        above.push(scale.at(point.load.value, point.recall.2));
    }
    // To the edge, where the curve leaves the picture.
    let inside = line.len() - 1;
    match (inside.checked_sub(1).and_then(|last| curve.get(last)), curve.get(inside)) {
        (Some(last), Some(next)) => {
            let part = (scale.most - last.load.value) / (next.load.value - last.load.value).max(1e-9);
            let between = |a: f64, b: f64| a + (b - a) * part;
            line.push(scale.at(scale.most, between(last.recall.0, next.recall.0)));
            below.push(scale.at(scale.most, between(last.recall.1, next.recall.1)));
            above.push(scale.at(scale.most, between(last.recall.2, next.recall.2)));
        }
        (None, Some(next)) => line.push(scale.at(scale.most, next.recall.0 * scale.most / next.load.value.max(1e-9))),
        (_, None) => {}
    }
    below.reverse();
    above.extend(below);
    svg.path("range", &above, true);
    svg.path("curve", &line, false);
    for (threshold, point) in &marks {
        verdict(&mut svg, &scale, threshold.at, point);
    }
    svg.finish(id, &format!("Recall against load for {who}"), &told(&marks, base_rate))
}

fn mark(it: &Threshold) -> Option<Point> {
    let load = it.load_at_base_rate.or(it.honest_load)?;
    Some(Point { load, recall: it.recall.scaled(1.0)? })
}

/// So much of the axis that all verdicts lie in it with room to the right: what is beyond costs more than anybody would pay.
fn scale(marks: &[(&Threshold, Point)]) -> Scale {
    let reached = marks.iter().map(|(_, point)| point.load.value * 1.5).fold(0.0, f64::max);
    let wanted = reached.clamp(20.0, 1_000.0);
    let round = [20.0, 30.0, 50.0, 75.0, 100.0, 150.0, 200.0, 300.0, 400.0, 500.0, 750.0, 1_000.0];
    Scale { most: round.into_iter().find(|most| *most >= wanted).unwrap_or(1_000.0) }
}

fn axes(svg: &mut Svg, scale: &Scale, base_rate: Option<&BaseRate>) {
    for percent in [0.0, 25.0, 50.0, 75.0, 100.0] {
        let (_, y) = scale.at(0.0, percent / 100.0);
        svg.line("grid", (LEFT, y), (WIDTH - RIGHT, y));
        svg.text("note", (LEFT - 6.0, y + 4.0), Anchor::End, &format!("{percent} %"));
    }
    for load in steps(scale.most) {
        let (x, _) = scale.at(load, 0.0);
        svg.line("grid", (x, TOP), (x, BOTTOM));
        svg.text("note", (x, BOTTOM + 16.0), Anchor::Middle, &number(load));
    }
    svg.line("axis", (LEFT, BOTTOM), (WIDTH - RIGHT, BOTTOM));
    svg.line("axis", (LEFT, TOP), (LEFT, BOTTOM));
    svg.text("note", (4.0, TOP - 16.0), Anchor::Start, "schemes caught (recall)");
    let of = load_of(base_rate);
    svg.text("note", ((LEFT + WIDTH - RIGHT) / 2.0, BOTTOM + 35.0), Anchor::Middle, &format!("flagged of 1,000 {of}"));
}

/// Of which thousand the load is.
pub(super) fn load_of(base_rate: Option<&BaseRate>) -> String {
    base_rate.map_or_else(|| "honest".to_owned(), |rate| format!("at a base rate of {rate}"))
}

fn verdict(svg: &mut Svg, scale: &Scale, at: Verdict, point: &Point) {
    let (x, y) = scale.at(point.load.value, point.recall.0);
    let (low, high) = (scale.at(point.load.value, point.recall.1), scale.at(point.load.value, point.recall.2));
    svg.line("whisker", low, high);
    let (left, right) = (scale.at(point.load.low, point.recall.0), scale.at(point.load.high, point.recall.0));
    svg.line("whisker", left, right);
    match at {
        Verdict::Review => svg.rect("mark", (x - 5.0, y - 5.0), (10.0, 10.0)),
        Verdict::Block => svg.path("mark", &[(x, y - 6.5), (x + 6.5, y + 5.0), (x - 6.5, y + 5.0)], true),
        _ => svg.circle("mark", (x, y), 5.5),
    }
    let (anchor, shift) = if x > WIDTH - 80.0 { (Anchor::End, -9.0) } else { (Anchor::Start, 9.0) };
    let up = if y < TOP + 16.0 { 16.0 } else { -8.0 };
    svg.text("strong halo", (x + shift, y + up), anchor, at.as_str());
}

fn told(marks: &[(&Threshold, Point)], base_rate: Option<&BaseRate>) -> String {
    let mut said = String::from("A line rises from no recall at no load. ");
    for (threshold, point) in marks {
        let _ = write!(
            said,
            "{}: recall {}, load {} of 1,000 {}. ",
            threshold.at.as_str(),
            ranged(&threshold.recall),
            estimate(Some(&point.load)),
            load_of(base_rate)
        );
    }
    said.trim_end().to_owned()
}
