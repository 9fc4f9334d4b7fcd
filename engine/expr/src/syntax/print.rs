//! From tree to text: one form for each tree, which parses to the same tree again. It keeps neither comments nor the
//! spelling of literals.

use std::fmt::Write as _;

use super::ast::{Ast, BinaryOp, Literal, Node, NodeId};
use super::token::KEYWORDS;

/// The tree as text.
#[must_use]
pub fn print(ast: &Ast) -> String {
    print_node(ast, ast.root)
}

/// The part of the tree under a node as text.
#[must_use]
pub fn print_node(ast: &Ast, id: NodeId) -> String {
    let mut printer = Printer { ast, out: String::new() };
    printer.node(id);
    printer.out
}

struct Printer<'a> {
    ast: &'a Ast,
    out: String,
}

/// How strongly a node holds together; operands weaker than their operator stand in brackets.
fn strength(node: &Node) -> u8 {
    match node {
        Node::Conditional { .. } => 0,
        Node::Or(_) => 1,
        Node::And(_) => 2,
        Node::Binary { op, .. } => binary_strength(*op),
        Node::Not(_) | Node::Negate(_) => 6,
        _ => 7,
    }
}

fn binary_strength(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Add | BinaryOp::Subtract => 4,
        BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Modulo => 5,
        _ => 3,
    }
}

impl BinaryOp {
    /// The operator as written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::In => "in",
        }
    }
}

impl Printer<'_> {
    /// A node that must hold together at least as strongly as `least`.
    fn operand(&mut self, id: NodeId, least: u8) {
        if strength(self.ast.node(id)) < least {
            self.out.push('(');
            self.node(id);
            self.out.push(')');
        } else {
            self.node(id);
        }
    }

    fn chain(&mut self, ids: &[NodeId], by: &str, least: u8) {
        for (index, id) in ids.iter().enumerate() {
            if index > 0 {
                self.out.push_str(by);
            }
            self.operand(*id, least);
        }
    }

    fn node(&mut self, id: NodeId) {
        match self.ast.node(id) {
            Node::Literal(literal) => self.literal(literal),
            Node::Ident { name, absolute } => {
                self.dot(*absolute);
                self.out.push_str(name);
            }
            Node::Select { operand, field, optional, .. } => {
                self.operand(*operand, 7);
                self.out.push_str(if *optional { ".?" } else { "." });
                self.field(field);
            }
            Node::Index { operand, index, optional } => {
                self.operand(*operand, 7);
                self.out.push_str(if *optional { "[?" } else { "[" });
                self.node(*index);
                self.out.push(']');
            }
            Node::Call { target, name, absolute, args, .. } => {
                if let Some(target) = target {
                    self.operand(*target, 7);
                    self.out.push('.');
                }
                self.dot(*absolute);
                self.out.push_str(name);
                self.out.push('(');
                self.chain(args, ", ", 0);
                self.out.push(')');
            }
            Node::Not(operand) => {
                self.out.push('!');
                // `!-x` is no CEL.
                let least = if matches!(self.ast.node(*operand), Node::Negate(_)) { 7 } else { 6 };
                self.operand(*operand, least);
            }
            Node::Negate(operand) => self.negate(*operand),
            Node::Binary { op, left, right } => {
                let own = binary_strength(*op);
                self.operand(*left, own);
                let _ = write!(self.out, " {} ", op.symbol());
                self.operand(*right, own + 1);
            }
            Node::And(operands) => self.chain(operands, " && ", 3),
            Node::Or(operands) => self.chain(operands, " || ", 2),
            Node::Conditional { condition, then, otherwise } => {
                self.operand(*condition, 1);
                self.out.push_str(" ? ");
                self.operand(*then, 1);
                self.out.push_str(" : ");
                self.operand(*otherwise, 0);
            }
            Node::List(elements) => {
                self.out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    self.comma(index);
                    self.question(element.optional);
                    self.node(element.value);
                }
                self.out.push(']');
            }
            Node::Map(entries) => {
                self.out.push('{');
                for (index, entry) in entries.iter().enumerate() {
                    self.comma(index);
                    self.question(entry.optional);
                    self.node(entry.key);
                    self.out.push_str(": ");
                    self.node(entry.value);
                }
                self.out.push('}');
            }
        }
    }

    /// `-x`; a number after the sign would take the sign as its own, so it stands in brackets.
    fn negate(&mut self, operand: NodeId) {
        self.out.push('-');
        let from = self.out.len();
        let least = if matches!(self.ast.node(operand), Node::Not(_)) { 7 } else { 6 };
        self.operand(operand, least);
        if self.out.get(from..).is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit())) {
            self.out.insert(from, '(');
            self.out.push(')');
        }
    }

    fn dot(&mut self, absolute: bool) {
        if absolute {
            self.out.push('.');
        }
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.out.push_str(", ");
        }
    }

    fn question(&mut self, optional: bool) {
        if optional {
            self.out.push('?');
        }
    }

    fn field(&mut self, field: &str) {
        let plain = field.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && field.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !KEYWORDS.contains(&field);
        if plain {
            self.out.push_str(field);
        } else {
            let _ = write!(self.out, "`{field}`");
        }
    }

    fn literal(&mut self, literal: &Literal) {
        let _ = match literal {
            Literal::Null => write!(self.out, "null"),
            Literal::Bool(value) => write!(self.out, "{value}"),
            Literal::Int(value) => write!(self.out, "{value}"),
            Literal::Uint(value) => write!(self.out, "{value}u"),
            Literal::Double(value) => write!(self.out, "{value:?}"),
            Literal::String(value) => {
                self.out.push('"');
                for c in value.chars() {
                    match c {
                        '"' | '\\' => self.out.extend(['\\', c]),
                        '\n' => self.out.push_str("\\n"),
                        '\r' => self.out.push_str("\\r"),
                        '\t' => self.out.push_str("\\t"),
                        c if c.is_control() => {
                            let _ = write!(self.out, "\\u{:04x}", u32::from(c));
                        }
                        c => self.out.push(c),
                    }
                }
                write!(self.out, "\"")
            }
            Literal::Bytes(value) => {
                self.out.push_str("b\"");
                for byte in value.iter() {
                    match byte {
                        b'"' | b'\\' => self.out.extend(['\\', char::from(*byte)]),
                        b' '..=b'~' => self.out.push(char::from(*byte)),
                        _ => {
                            let _ = write!(self.out, "\\x{byte:02x}");
                        }
                    }
                }
                write!(self.out, "\"")
            }
        };
    }
}
