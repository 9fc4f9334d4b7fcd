//! Which key or dash the comments and blank lines belong to: to the one below them, unless their indentation says that
//! they end a block above. It moves no line.

use std::mem;

use super::lines::Lines;
use super::tree::{Collection, Root, Segment, Trivia, Value};

/// Gives every comment and blank line of a segment to a child or collection. Those of a segment that has no block are
/// returned.
pub(super) fn assign(segment: &mut Segment, lines: &Lines<'_>) -> Vec<Trivia> {
    match &mut segment.root {
        Root::Verbatim => Vec::new(),
        Root::Nothing => read(lines, segment.lines.start, segment.lines.end),
        Root::Block(root) => {
            collection(root, segment.lines.start, lines);
            let last = root.children.last().map_or(0, |child| last_line(child.end, lines));
            let mut rest = read(lines, last + 1, segment.lines.end);
            give(root, &mut rest, None, lines);
            root.trail.extend(rest);
            Vec::new()
        }
    }
}

/// `first` is the line from which on lines may belong to the first child.
fn collection(block: &mut Collection, first: usize, lines: &Lines<'_>) {
    let column = block.column;
    let mut from = first;
    let mut above: Option<&mut Collection> = None;
    for child in &mut block.children {
        let mut trivia = read(lines, from, lines.of(child.mark.start));
        if let Some(above) = above.take() {
            give(above, &mut trivia, Some(column), lines);
        }
        child.lead = trivia;
        if let Value::Block(nested) = &mut child.value {
            collection(nested, lines.of(child.mark.start) + 1, lines);
            above = Some(nested);
        }
        from = last_line(child.end, lines) + 1;
    }
}

/// The line that holds the last byte before `end`.
fn last_line(end: usize, lines: &Lines<'_>) -> usize {
    lines.of(end.saturating_sub(1))
}

fn read(lines: &Lines<'_>, from: usize, to: usize) -> Vec<Trivia> {
    let trivia = |line| if lines.line(line).trim().is_empty() { Trivia::Blank } else { Trivia::Comment(line) };
    (from..to).map(trivia).collect()
}

/// Gives the first of the lines to `block` and the blocks that end with it, by the indentation of the comments. The
/// lines from the first comment on that stands no deeper than `next`, the column of what follows, stay.
fn give(block: &mut Collection, trivia: &mut Vec<Trivia>, next: Option<usize>, lines: &Lines<'_>) {
    let columns = chain(block);
    let mut bound = columns.len();
    let mut pending = Vec::new();
    let mut rest = mem::take(trivia).into_iter();
    for line in rest.by_ref() {
        pending.push(line);
        let Trivia::Comment(number) = line else { continue };
        let text = lines.line(number);
        let indent = text.len() - text.trim_start().len();
        let open = columns
            .iter()
            .take(bound)
            .enumerate()
            .filter(|(_, column)| **column <= indent && next.is_none_or(|next| **column > next));
        // Of blocks in one column, such as a key and the dashes below it, the outer one.
        let target = open.max_by_key(|(depth, column)| (**column, usize::MAX - depth)).map(|(depth, _)| depth);
        let Some(depth) = target else { break };
        bound = depth + 1;
        if let Some(target) = descend(block, depth) {
            target.trail.append(&mut pending);
        }
    }
    trivia.append(&mut pending);
    trivia.extend(rest);
}

/// The columns of a block and the blocks that end with it, from the outside in.
fn chain(block: &Collection) -> Vec<usize> {
    let mut columns = vec![block.column];
    let mut block = block;
    while let Some(Value::Block(last)) = block.children.last().map(|child| &child.value) {
        columns.push(last.column);
        block = last;
    }
    columns
}

fn descend(block: &mut Collection, depth: usize) -> Option<&mut Collection> {
    let mut block = block;
    for _ in 0..depth {
        match block.children.last_mut().map(|child| &mut child.value) {
            Some(Value::Block(last)) => block = last,
            _ => return None,
        }
    }
    Some(block)
}
