//! A condition of the workload as a tree that each engine's own language can be written from. It knows what the workload says, not all of
//! CEL: what it does not know ends the run, so that no rule is left out unseen.

use hirewall_expr::syntax::{Ast, BinaryOp, Literal, Node, NodeId, parse};

/// What a rule asks of a record.
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// A field that is `true`.
    Truth(Path),
    /// A field beside a constant.
    Compare(Path, Comparison, Constant),
    /// A field beside another.
    Fields(Path, Comparison, Path),
    OneOf(Path, Vec<String>),
    /// A list of texts with this one among them.
    Holds(Path, String),
    Text(Path, TextTest, String),
    /// Some element of a list of which a condition holds.
    Exists(Path, Box<Condition>),
}

/// A field of the record, or of the element of the list around it.
pub struct Path {
    pub of_element: bool,
    pub names: Vec<String>,
}

pub enum Constant {
    Text(String),
    Int(i64),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

#[derive(Clone, Copy)]
pub enum TextTest {
    StartsWith,
    EndsWith,
    Contains,
    Matches,
}

impl Comparison {
    /// As most languages write it.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }
}

impl Path {
    /// The names behind a root, with dots; the root alone for an element itself.
    pub fn below(&self, root: &str) -> String {
        std::iter::once(root)
            .chain(self.names.iter().map(String::as_str))
            .filter(|name| !name.is_empty())
            .collect::<Vec<_>>()
            .join(".")
    }
}

impl Constant {
    pub fn quoted(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Int(int) => int.to_string(),
        }
    }
}

/// A text in double quotes; the workload's need no escapes.
pub fn quoted(text: &str) -> String {
    assert!(!text.contains(['"', '\\']), "no escapes: {text}");
    format!("\"{text}\"")
}

/// Texts in double quotes, with commas.
pub fn list(texts: &[String]) -> String {
    texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")
}

impl Condition {
    pub fn parse(text: &str) -> Self {
        let ast = parse(text, &hirewall_expr::Limits::default()).unwrap_or_else(|_| panic!("no CEL: {text}"));
        Reader { ast: &ast, element: None }.condition(ast.root())
    }
}

struct Reader<'a> {
    ast: &'a Ast,
    /// The name of the element of the list around.
    element: Option<&'a str>,
}

impl<'a> Reader<'a> {
    fn condition(&self, id: NodeId) -> Condition {
        let all = |ids: &[NodeId]| ids.iter().map(|id| self.condition(*id)).collect();
        match self.ast.node(id) {
            Node::And(parts) => Condition::All(all(parts)),
            Node::Or(parts) => Condition::Any(all(parts)),
            Node::Not(part) => Condition::Not(Box::new(self.condition(*part))),
            Node::Binary { op: BinaryOp::In, left, right } => match self.ast.node(*right) {
                Node::List(items) => {
                    Condition::OneOf(self.path(*left), items.iter().map(|item| self.text(item.value)).collect())
                }
                _ => Condition::Holds(self.path(*right), self.text(*left)),
            },
            Node::Binary { op, left, right } => {
                let comparison = match op {
                    BinaryOp::Equal => Comparison::Equal,
                    BinaryOp::NotEqual => Comparison::NotEqual,
                    BinaryOp::Less => Comparison::Less,
                    BinaryOp::LessEqual => Comparison::LessEqual,
                    BinaryOp::Greater => Comparison::Greater,
                    BinaryOp::GreaterEqual => Comparison::GreaterEqual,
                    _ => panic!("no comparison: {}", self.ast.text()),
                };
                let left = self.path(*left);
                match self.ast.node(*right) {
                    Node::Literal(Literal::String(text)) => {
                        Condition::Compare(left, comparison, Constant::Text(text.to_string()))
                    }
                    Node::Literal(Literal::Int(int)) => Condition::Compare(left, comparison, Constant::Int(*int)),
                    _ => Condition::Fields(left, comparison, self.path(*right)),
                }
            }
            Node::Call { target: Some(target), name, args, .. } => match (name.as_ref(), args.as_slice()) {
                ("exists", [variable, body]) => {
                    let Node::Ident { name, .. } = self.ast.node(*variable) else { panic!("{}", self.ast.text()) };
                    let body = Reader { ast: self.ast, element: Some(name) }.condition(*body);
                    Condition::Exists(self.path(*target), Box::new(body))
                }
                (name, [argument]) => {
                    let test = match name {
                        "startsWith" => TextTest::StartsWith,
                        "endsWith" => TextTest::EndsWith,
                        "contains" => TextTest::Contains,
                        "matches" => TextTest::Matches,
                        _ => panic!("unknown: {}", self.ast.text()),
                    };
                    Condition::Text(self.path(*target), test, self.text(*argument))
                }
                _ => panic!("unknown: {}", self.ast.text()),
            },
            _ => Condition::Truth(self.path(id)),
        }
    }

    fn path(&self, id: NodeId) -> Path {
        match self.ast.node(id) {
            Node::Select { operand, field, optional: false, .. } => {
                let mut path = self.path(*operand);
                path.names.push(field.to_string());
                path
            }
            Node::Ident { name, .. } if self.element == Some(name) => Path { of_element: true, names: Vec::new() },
            Node::Ident { name, .. } if name.as_ref() == "applicant" => Path { of_element: false, names: Vec::new() },
            _ => panic!("no field: {}", self.ast.text()),
        }
    }

    fn text(&self, id: NodeId) -> String {
        match self.ast.node(id) {
            Node::Literal(Literal::String(text)) => text.to_string(),
            _ => panic!("no text: {}", self.ast.text()),
        }
    }
}
