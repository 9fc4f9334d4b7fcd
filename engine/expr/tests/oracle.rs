//! Our parser against that of the crate `cel`: the same texts are accepted, and become the same trees. Where the two differ
//! on purpose or by known defects of the other, the reason is listed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod fixture;

use cel::common::ast::{EntryExpr, Expr, IdedExpr, LiteralValue};
use fixture::generate::expression;
use hirewall_expr::syntax::{self, Ast, Literal, Node, NodeId};
use hirewall_expr::{Limits, Problem};
use proptest::prelude::*;

/// What the other parser is known to take differently: a part of the text, an example, and why.
const KNOWN: [(&str, &str, &str); 2] = [
    (
        "cel.iterVar(",
        "[1].map(cel.iterVar(0, 0), 1)",
        "it expands macros while parsing and wants plain names for variables",
    ),
    ("--", "--a", "it leaves out pairs of signs, which would hide an overflow"),
];

fn theirs(text: &str) -> Option<IdedExpr> {
    let parser = cel::parser::Parser::new().enable_optional_syntax(true).enable_ident_escape_syntax(true);
    parser.max_recursion_depth(400).parse(text).ok()
}

fn ours(text: &str) -> Result<Ast, Vec<Problem>> {
    syntax::parse(text, &Limits::default())
}

/// The other tree in a form common to both; none if it holds an expanded macro.
fn their_form(node: &IdedExpr) -> Option<String> {
    let all = |nodes: &[IdedExpr]| nodes.iter().map(their_form).collect::<Option<Vec<_>>>();
    Some(match &node.expr {
        Expr::Unspecified | Expr::Comprehension(_) | Expr::Struct(_) => return None,
        Expr::Ident(name) => name.clone(),
        Expr::Literal(literal) => match literal {
            LiteralValue::Boolean(value) => format!("{:?}", Literal::Bool(*value.inner())),
            LiteralValue::Bytes(value) => format!("b{:?}", value.inner()),
            LiteralValue::Double(value) => format!("{:?}", Literal::Double(*value.inner())),
            LiteralValue::Int(value) => format!("{:?}", Literal::Int(*value.inner())),
            LiteralValue::UInt(value) => format!("{:?}", Literal::Uint(*value.inner())),
            LiteralValue::String(value) => format!("{:?}", value.inner()),
            LiteralValue::Null => String::from("Null"),
        },
        Expr::List(list) => {
            let shown = all(&list.elements)?;
            let mark = |index: usize| if list.optional_indices.contains(&index) { "?" } else { "" };
            let shown: String =
                shown.iter().enumerate().map(|(index, text)| format!(" {}{text}", mark(index))).collect();
            format!("(list{shown})")
        }
        Expr::Map(map) => {
            let mut shown = String::new();
            for entry in &map.entries {
                let EntryExpr::MapEntry(entry) = &entry.expr else { return None };
                let mark = if entry.optional { "?" } else { "" };
                shown.push_str(&format!(" {mark}{}: {}", their_form(&entry.key)?, their_form(&entry.value)?));
            }
            format!("(map{shown})")
        }
        Expr::Select(select) if select.test => {
            format!("(call has (. {} {}))", their_form(&select.operand)?, select.field)
        }
        Expr::Select(select) => format!("(. {} {})", their_form(&select.operand)?, select.field),
        Expr::Call(call) => {
            let name = call.func_name.as_str();
            if let Some(target) = &call.target {
                return Some(format!("(call {}.{name} {})", their_form(target)?, all(&call.args)?.join(" ")));
            }
            match (name, call.args.as_slice()) {
                ("_&&_" | "_||_", _) => {
                    let mut operands = Vec::new();
                    flatten(node, name, &mut operands);
                    let shown = operands.into_iter().map(their_form).collect::<Option<Vec<_>>>()?;
                    format!("({name} {})", shown.join(" "))
                }
                ("!_" | "-_", [operand]) => format!("({name} {})", their_form(operand)?),
                ("_?._", [operand, field]) => {
                    format!("(.? {} {})", their_form(operand)?, their_form(field)?.trim_matches('"'))
                }
                (name, _) => format!("(call {name} {})", all(&call.args)?.join(" ")),
            }
        }
    })
}

fn flatten<'n>(node: &'n IdedExpr, name: &str, operands: &mut Vec<&'n IdedExpr>) {
    match &node.expr {
        Expr::Call(call) if call.func_name == name && call.target.is_none() => {
            call.args.iter().for_each(|arg| flatten(arg, name, operands));
        }
        _ => operands.push(node),
    }
}

/// Our tree in the same form: chains that brackets divide are joined.
fn our_form(ast: &Ast, id: NodeId) -> String {
    let one = |id: &NodeId| our_form(ast, *id);
    let all = |ids: &[NodeId]| ids.iter().map(|id| our_form(ast, *id)).collect::<Vec<_>>().join(" ");
    match ast.node(id) {
        Node::Literal(Literal::String(text)) => format!("{text:?}"),
        Node::Literal(Literal::Bytes(bytes)) => format!("b{bytes:?}"),
        Node::Literal(literal) => format!("{literal:?}"),
        Node::Ident { name, absolute } => format!("{}{name}", if *absolute { "." } else { "" }),
        Node::Select { operand, field, optional, .. } => {
            format!("({} {} {field})", if *optional { ".?" } else { "." }, one(operand))
        }
        Node::Index { operand, index, optional } => {
            format!("(call {} {} {})", if *optional { "_[?_]" } else { "_[_]" }, one(operand), one(index))
        }
        Node::Call { target: Some(target), name, args, .. } => format!("(call {}.{name} {})", one(target), all(args)),
        Node::Call { name, absolute, args, .. } => {
            format!("(call {}{name} {})", if *absolute { "." } else { "" }, all(args))
        }
        Node::Not(operand) => format!("(!_ {})", one(operand)),
        Node::Negate(operand) => format!("(-_ {})", one(operand)),
        Node::Binary { op, left, right } => {
            let name = if op.symbol() == "in" { String::from("@in") } else { format!("_{}_", op.symbol()) };
            format!("(call {name} {} {})", one(left), one(right))
        }
        Node::And(_) | Node::Or(_) => {
            let (mut open, mut shown) = (vec![id], Vec::new());
            let and = matches!(ast.node(id), Node::And(_));
            while let Some(next) = open.pop() {
                match ast.node(next) {
                    Node::And(operands) if and => open.extend(operands.iter().rev()),
                    Node::Or(operands) if !and => open.extend(operands.iter().rev()),
                    _ => shown.push(our_form(ast, next)),
                }
            }
            format!("({} {})", if and { "_&&_" } else { "_||_" }, shown.join(" "))
        }
        Node::Conditional { condition, then, otherwise } => {
            format!("(call _?_:_ {} {} {})", one(condition), one(then), one(otherwise))
        }
        Node::List(elements) => {
            let shown = elements.iter().map(|e| format!(" {}{}", if e.optional { "?" } else { "" }, one(&e.value)));
            format!("(list{})", shown.collect::<String>())
        }
        Node::Map(entries) => {
            let mark = |optional: bool| if optional { "?" } else { "" };
            let shown = entries.iter().map(|e| format!(" {}{}: {}", mark(e.optional), one(&e.key), one(&e.value)));
            format!("(map{})", shown.collect::<String>())
        }
    }
}

/// What differs on a text, if anything does.
fn difference(text: &str) -> Option<String> {
    match (ours(text), theirs(text)) {
        (Ok(ast), Some(tree)) => {
            let (our, their) = (our_form(&ast, ast.root()), their_form(&tree)?);
            (our != their).then(|| format!("{text}\n  ours   {our}\n  theirs {their}"))
        }
        (Ok(_), None) => Some(format!("{text}\n  only we accept it")),
        (Err(problems), Some(_)) => Some(format!("{text}\n  only they accept it: {}", problems[0].message)),
        (Err(_), None) => None,
    }
}

fn is_known(text: &str) -> bool {
    KNOWN.iter().any(|(known, ..)| text.contains(known))
}

#[test]
fn the_conformance_expressions_become_the_same_trees() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cel-spec/conformance.ndjson");
    let cases = std::fs::read_to_string(path).unwrap();
    let mut found = Vec::new();
    for line in cases.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = case["expr"].as_str().unwrap();
        found.extend(difference(text).filter(|_| !is_known(text)));
    }
    assert!(found.is_empty(), "{} differ:\n{}", found.len(), found.join("\n"));
}

#[test]
fn texts_that_differ_are_still_known_to_differ() {
    for (_, text, reason) in KNOWN {
        assert!(difference(text).is_some(), "{text} is listed because {reason}, and no longer differs");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn generated_expressions_become_the_same_trees(text in expression(false)) {
        let difference = difference(&text);
        prop_assert!(difference.is_none(), "{}", difference.unwrap());
    }
}
