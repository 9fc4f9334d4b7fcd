//! Writes the structure with its own indentation and order of keys. Text within a line is copied, never composed anew.

use super::lines::Lines;
use super::order;
use super::tree::{BlockText, Child, Collection, Root, Segment, Trivia, Value};

/// Blanks for one level.
const STEP: usize = 2;

/// The segments as text. With `sort`, keys come in the order of their kind of document.
pub(super) fn print<'t>(
    segments: &'t [(Segment, Vec<Trivia>)],
    text: &'t str,
    lines: &'t Lines<'t>,
    sort: bool,
) -> String {
    let out = String::with_capacity(text.len() + text.len() / 8);
    let mut printer = Printer { text, lines, sort, out, pending: None, open: true, blank: false, path: Vec::new() };
    for (segment, comments) in segments {
        printer.segment(segment, comments);
    }
    printer.out
}

struct Printer<'t> {
    text: &'t str,
    lines: &'t Lines<'t>,
    sort: bool,
    out: String,
    /// Dashes that the next line begins with, and their column.
    pending: Option<(usize, String)>,
    /// Whether nothing stands yet in the collection or document begun last, so that no blank line may follow.
    open: bool,
    /// Whether a blank line is to come before the next line.
    blank: bool,
    /// The kind of the document and the keys down to here.
    path: Vec<&'t str>,
}

impl<'t> Printer<'t> {
    fn segment(&mut self, segment: &'t Segment, comments: &[Trivia]) {
        if let Some(line) = segment.separator {
            self.out.push_str(self.lines.line(line).trim_end());
            self.out.push('\n');
        }
        self.open = true;
        self.blank = false;
        match &segment.root {
            Root::Nothing => self.trivia(comments, 0),
            Root::Verbatim => {
                let (start, end) = (self.lines.start(segment.lines.start), self.lines.start(segment.lines.end));
                self.out.push_str(self.text.get(start..end).unwrap_or(""));
                if !self.out.is_empty() && !self.out.ends_with('\n') {
                    self.out.push('\n');
                }
            }
            Root::Block(root) => {
                self.path.clear();
                self.path.push(root.children.first().map_or("", |child| &child.key));
                self.collection(root, 0);
            }
        }
    }

    /// A line of data at an indentation, after the dashes that wait for one.
    fn line(&mut self, indent: usize, content: &str) {
        self.flush_blank();
        match self.pending.take() {
            Some((_, dashes)) => self.out.push_str(&dashes),
            None => self.indent(indent),
        }
        self.out.push_str(content);
        self.out.push('\n');
        self.open = false;
    }

    fn flush_blank(&mut self) {
        if self.blank && !self.open {
            self.out.push('\n');
        }
        self.blank = false;
    }

    fn indent(&mut self, by: usize) {
        self.out.extend(std::iter::repeat_n(' ', by));
    }

    /// Comments and blank lines; those before the first key of an item stand above its dash.
    fn trivia(&mut self, trivia: &[Trivia], indent: usize) {
        let indent = self.pending.as_ref().map_or(indent, |(column, _)| *column);
        for line in trivia {
            match line {
                Trivia::Blank => self.blank = true,
                Trivia::Comment(number) => {
                    self.flush_blank();
                    self.indent(indent);
                    self.out.push_str(self.lines.line(*number).trim());
                    self.out.push('\n');
                    self.open = false;
                }
            }
        }
    }

    fn collection(&mut self, block: &'t Collection, indent: usize) {
        let mut children: Vec<&'t Child> = block.children.iter().collect();
        // The comments above the first key of a document are about the document.
        let prologue = if self.path.len() == 1 { block.children.first() } else { None };
        self.trivia(prologue.map_or(&[], |first| &first.lead), indent);
        if self.sort
            && block.is_mapping
            && let Some(keys) = order::keys(&self.path)
        {
            children.sort_by_key(|child| order::rank(&child.key, keys));
        }
        for child in children {
            if prologue.is_none_or(|first| !std::ptr::eq(first, child)) {
                self.trivia(&child.lead, indent);
            }
            self.path.push(if block.is_mapping { &child.key } else { "-" });
            self.child(child, block.is_mapping, indent);
            self.path.pop();
        }
        self.trivia(&block.trail, indent);
    }

    fn child(&mut self, child: &'t Child, is_entry: bool, indent: usize) {
        let mark = self.text.get(child.mark.clone()).unwrap_or("");
        let head = if is_entry { format!("{mark}:") } else { mark.to_owned() };
        let head_line = self.lines.of(child.mark.start);
        let moved = Shift { from: self.lines.column(child.mark.start), to: indent };
        match &child.value {
            Value::Opaque(start) if self.lines.of(*start) == head_line => {
                self.line(indent, &format!("{head} {}", trim(self.lines.rest(*start))));
                self.shifted(head_line + 1, child.end, moved);
            }
            Value::Opaque(start) => {
                self.head(child, &head, indent);
                self.shifted(head_line + 1, child.end, Shift { from: self.lines.column(*start), to: indent + STEP });
            }
            Value::Text(text) => {
                self.line(indent, &format!("{head} {}", self.lines.rest(text.start).trim_end()));
                self.block_text(*text, head_line + 1, child.end, moved);
            }
            Value::Empty => self.head(child, &head, indent),
            Value::Block(block) => {
                let first = block.children.first().map_or(0, |first| first.mark.start);
                let alone = self.lines.rest(child.head_end).trim().is_empty();
                if !is_entry && (alone || self.lines.of(first) == head_line) {
                    let (column, mut dashes) = self.pending.take().unwrap_or_else(|| (indent, " ".repeat(indent)));
                    dashes.push_str("- ");
                    self.pending = Some((column, dashes));
                } else {
                    self.head(child, &head, indent);
                    self.open = true;
                }
                self.collection(block, indent + STEP);
            }
        }
    }

    /// A key or dash with what else is in its line: an anchor, a comment.
    fn head(&mut self, child: &Child, head: &str, indent: usize) {
        let rest = self.lines.rest(child.head_end).trim_end();
        self.line(indent, &format!("{head}{rest}"));
    }

    /// Lines of an opaque value from `first` on, moved sideways.
    fn shifted(&mut self, first: usize, end: usize, shift: Shift) {
        for number in first..=self.lines.of(end.saturating_sub(1)) {
            let line = trim(self.lines.line(number));
            let text = line.trim_start_matches(' ');
            if !text.is_empty() {
                self.indent(shift.apply(line.len() - text.len()));
                self.out.push_str(text);
            }
            self.out.push('\n');
        }
    }

    /// Lines of a block scalar from `first` on: its indentation changes, everything after that is its text.
    fn block_text(&mut self, text: BlockText, first: usize, end: usize, moved: Shift) {
        let column = if text.explicit { moved.apply(text.column) } else { moved.to + STEP };
        for number in first..=self.lines.of(end.saturating_sub(1)) {
            let line = self.lines.line(number);
            if let Some(kept) = line.get(text.column..).filter(|kept| !kept.is_empty()) {
                self.indent(column);
                self.out.push_str(kept);
            }
            self.out.push('\n');
        }
    }
}

/// A move sideways.
#[derive(Debug, Clone, Copy)]
struct Shift {
    from: usize,
    to: usize,
}

impl Shift {
    fn apply(self, column: usize) -> usize {
        (column + self.to).saturating_sub(self.from)
    }
}

/// Without blanks at the end, unless a backslash stands before them: `\ ` is an escaped blank.
fn trim(line: &str) -> &str {
    let trimmed = line.trim_end_matches([' ', '\t']);
    if trimmed.ends_with('\\') { line } else { trimmed }
}
