//! A picture in the making: a few shapes, placed by numbers. It does not know what they show.

use std::fmt::Write as _;

use super::escape::escape;

/// A picture with a title and a description for those who do not see it.
pub(super) struct Svg {
    body: String,
    width: f64,
    height: f64,
}

/// Where a text begins.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self { body: String::new(), width, height }
    }

    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            at(x),
            at(y),
            at(width.max(0.0)),
            at(height.max(0.0))
        );
    }

    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let _ = write!(
            self.body,
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            at(from.0),
            at(from.1),
            at(to.0),
            at(to.1)
        );
    }

    /// A line through points; closed when its class fills it.
    pub(super) fn path(&mut self, class: &str, points: &[(f64, f64)], closed: bool) {
        let _ = write!(self.body, "<path class=\"{class}\" d=\"");
        for (number, (x, y)) in points.iter().enumerate() {
            let _ = write!(self.body, "{}{} {}", if number == 0 { "M" } else { "L" }, at(*x), at(*y));
        }
        self.body.push_str(if closed { "Z\"/>" } else { "\"/>" });
    }

    pub(super) fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let _ = write!(self.body, "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", at(x), at(y), at(radius));
    }

    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = write!(
            self.body,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            at(x),
            at(y),
            escape(text)
        );
    }

    /// The picture. `id` is one of a kind on the page.
    pub(super) fn finish(self, id: &str, title: &str, description: &str) -> String {
        let (width, height) = (at(self.width), at(self.height));
        format!(
            "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-text\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-text\">{}</desc>{}</svg>\n",
            escape(title),
            escape(description),
            self.body
        )
    }

    /// The picture beside numbers that say the same: hidden from those who do not see it.
    pub(super) fn beside_numbers(self) -> String {
        let (width, height) = (at(self.width), at(self.height));
        format!(
            "<svg class=\"beside\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             aria-hidden=\"true\">{}</svg>",
            self.body
        )
    }
}

/// A place with one digit after the point, which is finer than any screen.
fn at(place: f64) -> String {
    let rounded = (place * 10.0).round() / 10.0;
    // Without this a place a hair left of zero would be `-0`.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// Round steps that cut a range into two to five parts.
pub(super) fn steps(most: f64) -> Vec<f64> {
    let power = 10_f64.powf(most.max(1e-9).log10().floor());
    let step =
        [0.2, 0.5, 1.0, 2.0].map(|step| step * power).into_iter().find(|step| most / step <= 5.0).unwrap_or(most);
    let mut at = 0.0;
    let mut steps = Vec::new();
    while at <= most * 1.000_001 && steps.len() < 12 {
        steps.push(at);
        at += step;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_few() {
        for (most, expected) in [
            (100.0, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0][..]),
            (60.0, &[0.0, 20.0, 40.0, 60.0]),
            (250.0, &[0.0, 50.0, 100.0, 150.0, 200.0, 250.0]),
            (1.0, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        ] {
            let found = steps(most);
            assert!(
                found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6),
                "{most}: {found:?}"
            );
        }
        assert!(steps(0.0).len() <= 12);
    }

    #[test]
    fn texts_are_escaped() {
        let mut svg = Svg::new(10.0, 10.0);
        svg.text("note", (-0.01, 5.26), Anchor::Start, "<script>&");
        let picture = svg.finish("a", "\"t\"", "<d>");
        assert!(picture.contains("x=\"0\" y=\"5.3\""), "{picture}");
        assert!(picture.contains("&lt;script&gt;&amp;") && !picture.contains("<script>"), "{picture}");
        assert!(picture.contains("&quot;t&quot;") && picture.contains("&lt;d&gt;"), "{picture}");
    }
}
