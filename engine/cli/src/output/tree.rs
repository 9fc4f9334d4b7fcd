//! The tree of an expression as indented text, a node a line with its place. Values are not known here.

use std::fmt::Write as _;

use hirewall::expr::syntax::{Ast, Literal, Node, NodeId};

use crate::output::safe;

/// Nodes that are shown: more help nobody.
const MAX_NODES: usize = 5_000;

/// The tree as text.
pub(crate) fn tree(ast: &Ast) -> String {
    let mut text = String::new();
    // A work list and not recursion: trees may be deep.
    let mut waiting = vec![(ast.root(), 0_usize, String::new())];
    let mut shown = 0;
    while let Some((id, depth, role)) = waiting.pop() {
        if shown == MAX_NODES {
            text.push_str("…\n");
            break;
        }
        shown += 1;
        let span = ast.span(id);
        let indent = 2 * depth;
        let _ =
            writeln!(text, "{:indent$}{role}{}  [{}..{}]", "", safe::line(&name(ast.node(id))), span.start, span.end);
        for (role, child) in children(ast.node(id)).into_iter().rev() {
            waiting.push((child, depth + 1, role));
        }
    }
    text
}

fn name(node: &Node) -> String {
    let mark = |optional: bool| if optional { "?" } else { "" };
    match node {
        Node::Literal(literal) => self::literal(literal),
        Node::Ident { name, absolute } => format!("name {}{name}", if *absolute { "." } else { "" }),
        Node::Select { field, optional, .. } => format!("select .{}{field}", mark(*optional)),
        Node::Index { optional, .. } => format!("index [{}]", mark(*optional)),
        Node::Call { name, target: Some(_), .. } => format!("method {name}"),
        Node::Call { name, .. } => format!("call {name}"),
        Node::Not(_) => "!".to_owned(),
        Node::Negate(_) => "-".to_owned(),
        Node::Binary { op, .. } => op.symbol().to_owned(),
        Node::And(_) => "&&".to_owned(),
        Node::Or(_) => "||".to_owned(),
        Node::Conditional { .. } => "? :".to_owned(),
        Node::List(_) => "list".to_owned(),
        Node::Map(_) => "map".to_owned(),
    }
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => format!("int {value}"),
        Literal::Uint(value) => format!("uint {value}"),
        Literal::Double(value) => format!("double {value:?}"),
        Literal::String(value) => format!("string {value:?}"),
        Literal::Bytes(value) => format!("bytes \"{}\"", value.escape_ascii()),
    }
}

/// The children in the order of the text, with what they are to their parent.
fn children(node: &Node) -> Vec<(String, NodeId)> {
    let plain = |ids: &[NodeId]| ids.iter().map(|id| (String::new(), *id)).collect();
    match node {
        Node::Literal(_) | Node::Ident { .. } => Vec::new(),
        Node::Select { operand, .. } | Node::Not(operand) | Node::Negate(operand) => plain(&[*operand]),
        Node::Index { operand, index, .. } => plain(&[*operand, *index]),
        Node::Call { target, args, .. } => target.iter().chain(args).map(|id| (String::new(), *id)).collect(),
        Node::Binary { left, right, .. } => plain(&[*left, *right]),
        Node::And(operands) | Node::Or(operands) => plain(operands),
        Node::Conditional { condition, then, otherwise } => plain(&[*condition, *then, *otherwise]),
        Node::List(elements) => {
            elements.iter().map(|element| (mark(element.optional).to_owned(), element.value)).collect()
        }
        Node::Map(entries) => entries
            .iter()
            .flat_map(|entry| {
                [(format!("{}key ", mark(entry.optional)), entry.key), ("value ".to_owned(), entry.value)]
            })
            .collect(),
    }
}

fn mark(optional: bool) -> &'static str {
    if optional { "?" } else { "" }
}
