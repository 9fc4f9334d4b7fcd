//! The few lines of a source that labels point at, made safe and short enough to print. It does not lay them out.
//!
//! The excerpt is a copy: control characters are signs, tabs are spaces, long lines are cut to a window round the
//! label, long ranges of lines to their first line. Whatever a label says, its mark lies inside the excerpt.

use std::ops::Range;

use crate::visible::sign;
use crate::{Label, Sources};

/// Characters of a line beyond which only a window of it is shown.
const LINE: usize = 160;
/// Characters shown before the label when a line is cut.
const LEAD: usize = 40;
/// Lines beyond which only the first line of a label is shown.
const LINES: usize = 12;
/// Lines without a label between two labels that are still shown together.
const GAP: usize = 2;
/// What stands for the part of a line that was cut.
const CUT: &str = "…";
/// What stands for a tab.
const TAB: &str = "    ";

/// Some lines of one source with the marks in them.
#[derive(Debug)]
pub(super) struct Excerpt<'l> {
    /// The lines, ready to print.
    pub(super) text: String,
    /// The number of the first of them in the source.
    pub(super) first_line: usize,
    /// The labels with their ranges in `text`.
    pub(super) marks: Vec<(Range<usize>, &'l Label)>,
}

/// A label with its place in the source.
struct Placed<'l> {
    label: &'l Label,
    range: Range<usize>,
    first: usize,
    last: usize,
    /// Whether it stands in a line that has to be cut; such a label is shown alone.
    long: bool,
}

/// The excerpts for the labels: the one with the first label first, labels near one another together.
pub(super) fn excerpts<'l>(labels: &[&'l Label], sources: &Sources) -> Vec<Excerpt<'l>> {
    let mut groups: Vec<Vec<Placed<'l>>> = Vec::new();
    for label in labels {
        let placed = place(label, sources);
        match groups.iter_mut().find(|group| group.iter().any(|other| near(other, &placed))) {
            Some(group) => group.push(placed),
            None => groups.push(vec![placed]),
        }
    }
    groups.into_iter().map(|group| excerpt(group, sources)).collect()
}

fn place<'l>(label: &'l Label, sources: &Sources) -> Placed<'l> {
    let id = label.source;
    let mut range = sources.range(id, label.span);
    let line_of = |offset: usize| sources.position(id, small(offset)).line as usize;
    let first = line_of(range.start);
    // A span that ends with a line break ends on the line before it.
    let mut last = line_of(range.end.saturating_sub(1).max(range.start));
    if last - first >= LINES {
        let (start, text) = sources.line(id, small(first));
        range.end = (start as usize + text.len()).max(range.start);
        last = first;
    }
    let long = (first..=last).any(|line| is_long(sources.line(id, small(line)).1));
    Placed { label, range, first, last, long }
}

fn near(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    a.label.source == b.label.source && !a.long && !b.long && a.first <= b.last + GAP + 1 && b.first <= a.last + GAP + 1
}

fn is_long(line: &str) -> bool {
    line.len() > LINE && line.chars().nth(LINE).is_some()
}

fn excerpt<'l>(group: Vec<Placed<'l>>, sources: &Sources) -> Excerpt<'l> {
    let first_line = group.iter().map(|placed| placed.first).min().unwrap_or(1);
    let last_line = group.iter().map(|placed| placed.last).max().unwrap_or(1);
    let focus = group.first().map_or(0, |placed| placed.range.start);
    let mut copy = Copy::default();
    for number in first_line..=last_line {
        if number > first_line {
            copy.text.push('\n');
        }
        let Some(placed) = group.first() else { break };
        let (start, line) = sources.line(placed.label.source, small(number));
        copy.line(start as usize, line, focus);
    }
    if copy.text.is_empty() || copy.text.ends_with('\n') {
        // The printer has no line for an empty last one.
        copy.text.push(' ');
    }
    let marks = group.into_iter().map(|placed| (copy.range(&placed.range), placed.label)).collect();
    Excerpt { text: copy.text, first_line, marks }
}

/// The copied text, and where each copied character came from.
#[derive(Default)]
struct Copy {
    text: String,
    /// (byte in the source, byte in the copy), both ascending.
    origin: Vec<(usize, usize)>,
}

impl Copy {
    /// Copies a line that starts at byte `start`; a long one from some characters before `focus`.
    fn line(&mut self, start: usize, line: &str, focus: usize) {
        let mut skip = 0;
        let long = is_long(line);
        if long {
            let before = line.get(..focus.saturating_sub(start)).map_or(0, |before| before.chars().count());
            skip = before.saturating_sub(LEAD);
        }
        if skip > 0 {
            self.text.push_str(CUT);
        }
        let shown = if long { LINE } else { usize::MAX };
        for (taken, (at, c)) in line.char_indices().skip(skip).enumerate() {
            self.origin.push((start + at, self.text.len()));
            if taken == shown {
                self.text.push_str(CUT);
                break;
            }
            match sign(c) {
                None if c == '\t' => self.text.push_str(TAB),
                None => self.text.push(c),
                Some(sign) => self.text.push_str(&sign),
            }
        }
        self.origin.push((start + line.len(), self.text.len()));
    }

    /// Where a range of the source is in the copy; its nearest part when it was cut.
    fn range(&self, range: &Range<usize>) -> Range<usize> {
        let find = |offset: usize| {
            let next = self.origin.partition_point(|(source, _)| *source < offset);
            self.origin.get(next).or(self.origin.last()).map_or(0, |(_, copy)| *copy)
        };
        let start = find(range.start);
        start..find(range.end).max(start)
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
