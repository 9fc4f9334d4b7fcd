//! From tokens to tree. Operators are reduced over a stack of pending ones, so only brackets, arguments and the branches
//! of `? :` nest calls, and these are counted against the limit before they are made. It resolves no names.

use std::sync::Arc;

use hirewall_diagnostic::Span;
use hirewall_diagnostic::codes::condition::{E201, E207};

use super::ast::{Ast, BinaryOp, Element, Entry, Literal, Node, NodeId};
use super::token::{KEYWORDS, RESERVED, Token, TokenKind as T};
use super::{lexer, literal};
use crate::{Limits, Problem};

/// Parses a condition.
///
/// # Errors
///
/// The problems of the text: all those that parsing could go on after, and the first that it could not.
pub fn parse(text: &str, limits: &Limits) -> Result<Ast, Vec<Problem>> {
    if text.len() > limits.source_bytes {
        let (len, most) = (text.len(), limits.source_bytes);
        let problem = Problem::new(E207, lexer::span(0, 0), format!("the condition is {len} bytes long"));
        return Err(vec![problem.note(format!("The limit is {most} bytes.")).help(
            "Put values that are enumerated in a list and write `x in lists.name`, or make several rules of the condition.",
        )]);
    }
    let (tokens, problems, broken) = lexer::tokens(text);
    let mut parser = Parser {
        text,
        limits,
        tokens: &tokens,
        at: 0,
        nodes: Vec::new(),
        spans: Vec::new(),
        heights: Vec::new(),
        open: Vec::new(),
        depth: 0,
        sign: None,
        problems,
    };
    let root = parser.whole();
    let Parser { nodes, spans, mut problems, .. } = parser;
    match root {
        Ok(root) if problems.is_empty() => Ok(Ast { text: Arc::from(text), nodes, spans, root }),
        _ => {
            // What follows a character that was passed over cannot be judged.
            problems.retain(|problem| broken.is_none_or(|broken| problem.span.start <= broken));
            problems.sort_by_key(|problem| problem.span.start);
            problems.dedup_by_key(|problem| problem.span.start);
            problems.truncate(limits.problems.max(1));
            Err(problems)
        }
    }
}

/// Parsing cannot go on; why is among the problems.
pub(super) struct Halt;

pub(super) type Parsed = Result<NodeId, Halt>;

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) limits: &'a Limits,
    pub(super) tokens: &'a [Token],
    at: usize,
    pub(super) nodes: Vec<Node>,
    spans: Vec<Span>,
    /// The height of the tree under each node.
    heights: Vec<u32>,
    /// The brackets that are open.
    pub(super) open: Vec<Token>,
    depth: u32,
    /// The minus sign that belongs to the number that comes next.
    sign: Option<Span>,
    pub(super) problems: Vec<Problem>,
}

/// An operator that waits for its right operand.
struct Pending {
    op: Op,
    /// One operand, or for `&&` and `||` all so far.
    left: Vec<NodeId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Or,
    And,
    Binary(BinaryOp),
}

impl Op {
    fn strength(self) -> u8 {
        use BinaryOp as B;
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Binary(B::Add | B::Subtract) => 4,
            Self::Binary(B::Multiply | B::Divide | B::Modulo) => 5,
            Self::Binary(_) => 3,
        }
    }
}

impl Parser<'_> {
    fn whole(&mut self) -> Parsed {
        if self.peek().kind == T::End {
            let span = self.peek().span;
            return self.halt(
                Problem::new(E201, span, "the condition is empty").help("Write an expression that is true or false."),
            );
        }
        let root = self.expression()?;
        if self.peek().kind == T::End {
            return Ok(root);
        }
        self.unexpected_after_operand()
    }

    pub(super) fn peek(&self) -> Token {
        self.ahead(0)
    }

    pub(super) fn ahead(&self, by: usize) -> Token {
        let end = Token { kind: T::End, span: Span::default() };
        self.tokens.get(self.at + by).or(self.tokens.last()).copied().unwrap_or(end)
    }

    pub(super) fn next(&mut self) -> Token {
        let token = self.peek();
        self.at = (self.at + 1).min(self.tokens.len().saturating_sub(1));
        token
    }

    fn eat(&mut self, kind: T) -> bool {
        let found = self.peek().kind == kind;
        if found {
            self.next();
        }
        found
    }

    pub(super) fn str(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    pub(super) fn word(&self, token: Token) -> &str {
        if token.kind == T::Ident { self.str(token.span) } else { "" }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn halt<V>(&mut self, problem: Problem) -> Result<V, Halt> {
        self.problems.push(problem);
        Err(Halt)
    }

    pub(super) fn span_of(&self, id: NodeId) -> Span {
        self.spans.get(id.0 as usize).copied().unwrap_or_default()
    }

    fn height_of(&self, id: NodeId) -> u32 {
        self.heights.get(id.0 as usize).copied().unwrap_or(0)
    }

    /// Adds a node whose highest child has this height.
    fn add(&mut self, node: Node, span: Span, below: u32) -> Parsed {
        if below >= self.limits.nesting {
            return self.too_deep(span);
        }
        if self.nodes.len() >= self.limits.nodes {
            return self.too_many(span);
        }
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node);
        self.spans.push(span);
        self.heights.push(below + 1);
        Ok(id)
    }

    /// `a`, `a && b`, `a ? b : c`: what stands between brackets and commas.
    fn expression(&mut self) -> Parsed {
        if self.depth >= self.limits.nesting {
            let span = self.peek().span;
            return self.too_deep(span);
        }
        self.depth += 1;
        let result = self.ternary();
        self.depth -= 1;
        result
    }

    fn ternary(&mut self) -> Parsed {
        let condition = self.operators()?;
        if self.peek().kind != T::Question {
            return Ok(condition);
        }
        let question = self.next();
        let then = self.operators()?;
        if !self.eat(T::Colon) {
            return self.missing_colon(question);
        }
        let otherwise = self.expression()?;
        let span = self.span_of(condition).to(self.span_of(otherwise));
        let below = self.height_of(condition).max(self.height_of(then)).max(self.height_of(otherwise));
        self.add(Node::Conditional { condition, then, otherwise }, span, below)
    }

    /// Operands joined by operators, by their strength.
    fn operators(&mut self) -> Parsed {
        let mut pending: Vec<Pending> = Vec::new();
        let mut operand = self.prefixed()?;
        loop {
            let op = self.operator();
            let strength = op.map_or(0, Op::strength);
            while pending.last().is_some_and(|top| match top.op {
                Op::Binary(_) => top.op.strength() >= strength,
                Op::And | Op::Or => top.op.strength() > strength,
            }) {
                operand = self.reduce(&mut pending, operand)?;
            }
            let Some(op) = op else { return Ok(operand) };
            match pending.last_mut() {
                Some(top) if top.op == op => top.left.push(operand),
                _ => pending.push(Pending { op, left: vec![operand] }),
            }
            operand = self.prefixed()?;
        }
    }

    /// Joins the last pending operator with its right operand.
    fn reduce(&mut self, pending: &mut Vec<Pending>, right: NodeId) -> Parsed {
        let Some(Pending { op, mut left }) = pending.pop() else { return Ok(right) };
        let first = left.first().copied().unwrap_or(right);
        let span = self.span_of(first).to(self.span_of(right));
        left.push(right);
        let below = left.iter().map(|id| self.height_of(*id)).max().unwrap_or(0);
        let node = match op {
            Op::And => Node::And(left),
            Op::Or => Node::Or(left),
            Op::Binary(op) => Node::Binary { op, left: first, right },
        };
        self.add(node, span, below)
    }

    /// Takes an operator with two operands, if one is next.
    fn operator(&mut self) -> Option<Op> {
        use BinaryOp as B;
        let token = self.peek();
        let op = match token.kind {
            T::AndAnd => Op::And,
            T::OrOr => Op::Or,
            T::Plus => Op::Binary(B::Add),
            T::Minus => Op::Binary(B::Subtract),
            T::Star => Op::Binary(B::Multiply),
            T::Slash => Op::Binary(B::Divide),
            T::Percent => Op::Binary(B::Modulo),
            T::EqualEqual => Op::Binary(B::Equal),
            T::NotEqual => Op::Binary(B::NotEqual),
            T::Less => Op::Binary(B::Less),
            T::LessEqual => Op::Binary(B::LessEqual),
            T::Greater => Op::Binary(B::Greater),
            T::GreaterEqual => Op::Binary(B::GreaterEqual),
            T::Ident => return self.word_operator(token),
            _ => return None,
        };
        self.next();
        Some(op)
    }

    /// An operand with its `!` or `-`.
    fn prefixed(&mut self) -> Parsed {
        match self.peek().kind {
            T::Not | T::Minus => self.signed(),
            T::Ident if self.is_word_not() => {
                self.word_not();
                self.operand()
            }
            _ => self.operand(),
        }
    }

    fn signed(&mut self) -> Parsed {
        let first = self.peek();
        let kind = first.kind;
        let from = self.at;
        while self.peek().kind == kind {
            self.next();
        }
        let mut count = self.at - from;
        if self.peek().kind == T::Minus && self.ahead(1).kind == T::Number {
            self.sign = Some(self.next().span);
        } else if matches!(self.peek().kind, T::Not | T::Minus) {
            return self.mixed_signs();
        }
        if kind == T::Minus && self.peek().kind == T::Number {
            // The sign belongs to the literal, so that the smallest integer can be written.
            count -= 1;
            self.sign = Some(self.before());
        }
        if count as u64 > u64::from(self.limits.nesting) {
            return self.too_deep(first.span);
        }
        let mut operand = self.operand()?;
        for back in 0..count {
            let sign = self.tokens.get(from + count - 1 - back).map_or(first.span, |token| token.span);
            let span = sign.to(self.span_of(operand));
            let below = self.height_of(operand);
            let node = if kind == T::Not { Node::Not(operand) } else { Node::Negate(operand) };
            operand = self.add(node, span, below)?;
        }
        Ok(operand)
    }

    /// Whether `not` stands here as in other languages: before an operand, not as a name.
    fn is_word_not(&self) -> bool {
        let next = self.ahead(1);
        self.word(self.peek()).eq_ignore_ascii_case("not")
            && match next.kind {
                T::Ident => !matches!(self.word(next), "in" | "and" | "or"),
                T::Number | T::Text | T::Not => true,
                _ => false,
            }
    }

    /// A literal, name, call, list, map or bracketed expression, with all that follows it: `.a`, `.f()`, `[i]`.
    fn operand(&mut self) -> Parsed {
        let mut operand = self.primary()?;
        loop {
            operand = match self.peek().kind {
                T::Dot => self.member(operand)?,
                T::BracketOpen => self.index(operand)?,
                T::BraceOpen => return self.message(operand),
                _ => return Ok(operand),
            };
        }
    }

    fn primary(&mut self) -> Parsed {
        let token = self.next();
        match token.kind {
            T::Number => self.number(token),
            T::Text => self.text(token),
            T::BadText => self.add(Node::Literal(Literal::Null), token.span, 0),
            T::Ident if self.peek().kind == T::ParenOpen => self.call(token, false),
            T::Ident => self.name(token, false),
            T::Dot if self.peek().kind == T::Ident => {
                let span = token.span.to(self.next().span);
                let token = Token { kind: T::Ident, span };
                if self.peek().kind == T::ParenOpen { self.call(token, true) } else { self.name(token, true) }
            }
            T::ParenOpen => {
                self.open.push(token);
                let inner = self.expression()?;
                self.close(T::ParenClose, ")")?;
                // The brackets are part of the operand's place, not of the tree.
                Ok(inner)
            }
            T::BracketOpen => self.list(token),
            T::BraceOpen => self.map(token),
            T::Quoted => self.quoted_alone(token),
            _ => self.missing_operand(token),
        }
    }

    fn number(&mut self, token: Token) -> Parsed {
        let sign = self.sign.take();
        let span = sign.map_or(token.span, |sign| sign.to(token.span));
        let literal = literal::number(self.str(token.span), span, sign.is_some());
        self.literal(literal, span)
    }

    fn text(&mut self, token: Token) -> Parsed {
        let literal = literal::text(self.str(token.span), token.span);
        self.literal(literal, token.span)
    }

    fn literal(&mut self, literal: Result<Literal, Problem>, span: Span) -> Parsed {
        let literal = literal.unwrap_or_else(|problem| {
            self.problems.push(problem);
            Literal::Null
        });
        self.add(Node::Literal(literal), span, 0)
    }

    /// A name; a word that is no name is reported and taken as one.
    fn name(&mut self, token: Token, absolute: bool) -> Parsed {
        let name = self.checked_name(token)?;
        if !absolute && matches!(&*name, "true" | "false" | "null") {
            let literal = if &*name == "null" { Literal::Null } else { Literal::Bool(&*name == "true") };
            return self.add(Node::Literal(literal), token.span, 0);
        }
        if absolute && KEYWORDS.contains(&&*name) {
            self.reserved(&name, token);
        }
        self.foreign_literal(&name, token);
        self.add(Node::Ident { name, absolute }, token.span, 0)
    }

    fn call(&mut self, token: Token, absolute: bool) -> Parsed {
        let name = self.checked_name(token)?;
        if KEYWORDS.contains(&&*name) {
            self.reserved(&name, token);
        }
        let args = self.arguments()?;
        let below = self.highest(&args);
        let span = token.span.to(self.before());
        self.add(Node::Call { target: None, name, name_span: token.span, absolute, args }, span, below)
    }

    /// A name without its leading dot.
    #[inline(never)]
    fn checked_name(&mut self, token: Token) -> Result<Arc<str>, Halt> {
        let name: Arc<str> = Arc::from(self.str(token.span).trim_start_matches('.').trim_start());
        if &*name == "in" {
            return self.missing_operand(token);
        }
        if &*name == "if" && self.peek().kind != T::ParenOpen {
            return self.word_if(token);
        }
        if RESERVED.contains(&&*name) {
            self.reserved(&name, token);
        }
        Ok(name)
    }

    fn highest(&self, ids: &[NodeId]) -> u32 {
        ids.iter().map(|id| self.height_of(*id)).max().unwrap_or(0)
    }

    /// The place of the token taken last.
    pub(super) fn before(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(Span::default(), |token| token.span)
    }

    /// `.field`, `.?field`, `.function(…)`
    fn member(&mut self, operand: NodeId) -> Parsed {
        let dot = self.next();
        let optional = self.eat(T::Question);
        let token = self.peek();
        let field: Arc<str> = match token.kind {
            T::Quoted => Arc::from(self.str(token.span).trim_matches('`')),
            T::Ident => {
                if KEYWORDS.contains(&self.str(token.span)) {
                    self.keyword_field(token);
                }
                Arc::from(self.str(token.span))
            }
            _ => return self.missing_field(dot, token),
        };
        self.next();
        if token.kind == T::Ident && !optional && self.peek().kind == T::ParenOpen {
            return self.method(operand, field, token);
        }
        let below = self.height_of(operand);
        let span = self.span_of(operand).to(token.span);
        self.add(Node::Select { operand, field, field_span: token.span, optional }, span, below)
    }

    fn method(&mut self, target: NodeId, name: Arc<str>, token: Token) -> Parsed {
        let args = self.arguments()?;
        let below = self.highest(&args).max(self.height_of(target));
        let span = self.span_of(target).to(self.before());
        let node = Node::Call { target: Some(target), name, name_span: token.span, absolute: false, args };
        self.add(node, span, below)
    }

    /// `[index]`, `[?index]`
    fn index(&mut self, operand: NodeId) -> Parsed {
        let bracket = self.next();
        self.open.push(bracket);
        let optional = self.eat(T::Question);
        let index = self.expression()?;
        let close = self.close(T::BracketClose, "]")?;
        let span = self.span_of(operand).to(close.span);
        let below = self.height_of(operand).max(self.height_of(index));
        self.add(Node::Index { operand, index, optional }, span, below)
    }

    /// `(a, b)`
    fn arguments(&mut self) -> Result<Vec<NodeId>, Halt> {
        let open = self.next();
        self.open.push(open);
        let mut args = Vec::new();
        if self.peek().kind != T::ParenClose {
            loop {
                args.push(self.expression()?);
                if !self.eat(T::Comma) {
                    break;
                }
                if self.peek().kind == T::ParenClose {
                    return self.comma_at_end();
                }
            }
        }
        self.close(T::ParenClose, ")")?;
        Ok(args)
    }

    fn list(&mut self, open: Token) -> Parsed {
        self.open.push(open);
        let mut elements = Vec::new();
        let mut below = 0;
        while self.peek().kind != T::BracketClose {
            let optional = self.eat(T::Question);
            let value = self.expression()?;
            below = below.max(self.height_of(value));
            elements.push(Element { value, optional });
            if !self.eat(T::Comma) {
                break;
            }
        }
        let close = self.close(T::BracketClose, "]")?;
        self.add(Node::List(elements), open.span.to(close.span), below)
    }

    fn map(&mut self, open: Token) -> Parsed {
        self.open.push(open);
        let mut entries = Vec::new();
        let mut below = 0;
        while self.peek().kind != T::BraceClose {
            let optional = self.eat(T::Question);
            let key = self.expression()?;
            if !self.eat(T::Colon) {
                return self.missing_value();
            }
            let value = self.expression()?;
            below = below.max(self.height_of(key)).max(self.height_of(value));
            entries.push(Entry { key, value, optional });
            if !self.eat(T::Comma) {
                break;
            }
        }
        let close = self.close(T::BraceClose, "}")?;
        self.add(Node::Map(entries), open.span.to(close.span), below)
    }

    /// Takes the bracket that closes the last open one.
    fn close(&mut self, kind: T, written: &str) -> Result<Token, Halt> {
        if self.peek().kind == kind {
            self.open.pop();
            return Ok(self.next());
        }
        if self.peek().kind == T::End || closes(self.peek().kind) {
            return self.unclosed(written);
        }
        self.unexpected_after_operand()
    }
}

/// Whether it is a closing bracket.
pub(super) fn closes(kind: T) -> bool {
    matches!(kind, T::ParenClose | T::BracketClose | T::BraceClose)
}
