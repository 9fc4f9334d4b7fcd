//! A share and its interval as a dot on a line from nothing to all, beside the numbers.

use super::svg::Svg;
use crate::proportion::Proportion;

const WIDTH: f64 = 110.0;

/// The picture; empty for a share of nothing. `class` is that of the dot.
pub(super) fn picture(class: &str, of: &Proportion) -> String {
    let Some((share, low, high)) = of.scaled(WIDTH - 10.0) else { return String::new() };
    let mut svg = Svg::new(WIDTH, 14.0);
    svg.line("grid", (5.0, 7.0), (WIDTH - 5.0, 7.0));
    svg.line("whisker", (5.0 + low, 7.0), (5.0 + high, 7.0));
    svg.circle(class, (5.0 + share, 7.0), 4.0);
    svg.beside_numbers()
}
