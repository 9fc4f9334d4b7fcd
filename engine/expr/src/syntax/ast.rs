//! The tree of a condition: an arena of nodes with a span each. Macros are still calls here.

use std::sync::Arc;

use hirewall_diagnostic::Span;

/// Names a node of its [`Ast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

/// The tree of one condition.
#[derive(Debug, Clone)]
pub struct Ast {
    pub(crate) text: Arc<str>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) spans: Vec<Span>,
    pub(crate) root: NodeId,
}

impl Ast {
    /// The text it was parsed from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The node of the whole condition.
    #[must_use]
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// A node; for an id of another tree, a `null` literal.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        const NULL: &Node = &Node::Literal(Literal::Null);
        self.nodes.get(id.0 as usize).unwrap_or(NULL)
    }

    /// Where a node stands in the text. Brackets round it are not part of its place.
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        self.spans.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// How many nodes it has.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a tree has at least its root")]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }
}

/// A node. Children stand before their parents in the arena.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A literal.
    Literal(Literal),
    /// A name; `absolute` with a leading dot.
    Ident {
        /// The name.
        name: Arc<str>,
        /// Whether it is written with a leading dot.
        absolute: bool,
    },
    /// `operand.field`, or `operand.?field`.
    Select {
        /// Left of the dot.
        operand: NodeId,
        /// Right of the dot, back quotes removed.
        field: Arc<str>,
        /// Where the field's name stands.
        field_span: Span,
        /// Whether it is written `.?`.
        optional: bool,
    },
    /// `operand[index]`, or `operand[?index]`.
    Index {
        /// Left of the bracket.
        operand: NodeId,
        /// Inside the brackets.
        index: NodeId,
        /// Whether it is written `[?`.
        optional: bool,
    },
    /// `name(args)` or `target.name(args)`, macros too.
    Call {
        /// Left of the dot.
        target: Option<NodeId>,
        /// The function's name.
        name: Arc<str>,
        /// Where the name stands.
        name_span: Span,
        /// Whether it is written with a leading dot.
        absolute: bool,
        /// The arguments.
        args: Vec<NodeId>,
    },
    /// `!operand`
    Not(NodeId),
    /// `-operand`
    Negate(NodeId),
    /// Two operands that are both needed.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// Left operand.
        left: NodeId,
        /// Right operand.
        right: NodeId,
    },
    /// `a && b && …`: at least two, chains flattened.
    And(Vec<NodeId>),
    /// `a || b || …`: at least two, chains flattened.
    Or(Vec<NodeId>),
    /// `condition ? then : otherwise`
    Conditional {
        /// Left of the question mark.
        condition: NodeId,
        /// The value if it is true.
        then: NodeId,
        /// The value if it is false.
        otherwise: NodeId,
    },
    /// `[a, ?b]`
    List(Vec<Element>),
    /// `{a: b, ?c: d}`
    Map(Vec<Entry>),
}

/// A literal.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// `1`, `-1`, `0x1f`
    Int(i64),
    /// `1u`
    Uint(u64),
    /// `1.0`
    Double(f64),
    /// `"a"`, escapes resolved
    String(Arc<str>),
    /// `b"a"`, escapes resolved
    Bytes(Arc<[u8]>),
}

/// An element of a list literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element {
    /// Its value.
    pub value: NodeId,
    /// Whether it is written with `?`.
    pub optional: bool,
}

/// An entry of a map literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its key.
    pub key: NodeId,
    /// Its value.
    pub value: NodeId,
    /// Whether it is written with `?`.
    pub optional: bool,
}

/// An operator with two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
}
