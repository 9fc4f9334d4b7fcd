//! What the parser says of texts that it cannot take: the likely mistake and its cure. None of it is on the way of a text
//! that parses, and none of its memory on the parser's stack.

use hirewall_diagnostic::Span;
use hirewall_diagnostic::codes::condition::{E201, E207, E211};

use super::ast::{BinaryOp, Node, NodeId};
use super::lexer;
use super::parser::{Halt, Op, Parsed, Parser, closes};
use super::token::{Token, TokenKind as T};
use crate::Problem;

impl Parser<'_> {
    #[cold]
    #[inline(never)]
    pub(super) fn too_deep<V>(&mut self, span: Span) -> Result<V, Halt> {
        let most = self.limits.nesting;
        let mut end = (span.end as usize).min(span.start as usize + 20);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let place = lexer::span(span.start as usize, end);
        let problem = Problem::new(E207, place, "the condition is nested too deeply");
        self.halt(
            problem
                .note(format!("The limit is {most} levels; each link of a chain such as `a + b + c` counts as one."))
                .help("Give parts of it a name under `let`, or make several rules of it."),
        )
    }

    #[cold]
    #[inline(never)]
    pub(super) fn too_many<V>(&mut self, span: Span) -> Result<V, Halt> {
        let most = self.limits.nodes;
        let place = lexer::span(span.end as usize, span.end as usize);
        let problem = Problem::new(E207, place, "the condition has too many parts");
        self.halt(problem.note(format!("The limit is {most} operands, operators and calls.")).help(
            "Put values that are enumerated in a list and write `x in lists.name`, or make several rules of the condition.",
        ))
    }

    /// `in`, and the words that other languages have for operators.
    pub(super) fn word_operator(&mut self, token: Token) -> Option<Op> {
        let word = self.word(token);
        if word == "in" {
            self.next();
            return Some(Op::Binary(BinaryOp::In));
        }
        let lower = word.to_ascii_lowercase();
        let (meant, op) = match lower.as_str() {
            "and" => ("&&", Op::And),
            "or" => ("||", Op::Or),
            "is" | "eq" | "equals" => ("==", Op::Binary(BinaryOp::Equal)),
            "ne" | "neq" => ("!=", Op::Binary(BinaryOp::NotEqual)),
            "lt" => ("<", Op::Binary(BinaryOp::Less)),
            "le" | "lte" => ("<=", Op::Binary(BinaryOp::LessEqual)),
            "gt" => (">", Op::Binary(BinaryOp::Greater)),
            "ge" | "gte" => (">=", Op::Binary(BinaryOp::GreaterEqual)),
            "mod" => ("%", Op::Binary(BinaryOp::Modulo)),
            "not" if self.word(self.ahead(1)) == "in" => {
                let span = token.span.to(self.ahead(1).span);
                self.problems.push(
                    Problem::new(E201, span, "`not in` is no operator").help("Negate the whole: `!(value in list)`."),
                );
                self.next();
                self.next();
                return Some(Op::Binary(BinaryOp::In));
            }
            _ => return None,
        };
        let problem = Problem::new(E201, token.span, format!("`{word}` is no operator"));
        self.problems.push(problem.label(format!("did you mean `{meant}`?")));
        self.next();
        Some(op)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn missing_colon<V>(&mut self, question: Token) -> Result<V, Halt> {
        let token = self.peek();
        let problem = match token.kind {
            T::Question => Problem::new(E201, token.span, "a `? :` inside another stands without brackets")
                .help("Put brackets round the inner one: `a ? (b ? c : d) : e`."),
            T::End | T::ParenClose | T::BracketClose | T::BraceClose | T::Comma => {
                Problem::new(E201, token.span, "`? :` lacks its `:` part")
                    .label("expected `:` here")
                    .related(question.span, "this `?`")
                    .help("Write `condition ? value : other`.")
            }
            _ => return self.unexpected_after_operand(),
        };
        self.halt(problem)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn word_not(&mut self) {
        let token = self.peek();
        let word = self.word(token).to_owned();
        let problem = Problem::new(E201, token.span, format!("`{word}` is no operator"));
        self.problems.push(problem.label("did you mean `!`?"));
        self.next();
    }

    #[cold]
    #[inline(never)]
    pub(super) fn mixed_signs<V>(&mut self) -> Result<V, Halt> {
        let span = self.peek().span;
        let problem = Problem::new(E201, span, "`!` and `-` cannot stand before the same operand");
        self.halt(problem.help("`!` negates a condition, `-` a number."))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn quoted_alone<V>(&mut self, token: Token) -> Result<V, Halt> {
        let problem = Problem::new(E201, token.span, "back quotes stand only round a field after a dot");
        self.halt(problem.help("A text stands in straight quotes: `\"…\"` or `'…'`."))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn reserved(&mut self, name: &str, token: Token) {
        let problem = Problem::new(E201, token.span, format!("`{name}` is a reserved word, not a name"));
        self.problems.push(problem.help("Choose another name; as a field, after a dot, it is allowed."));
    }

    #[cold]
    #[inline(never)]
    pub(super) fn word_if<V>(&mut self, token: Token) -> Result<V, Halt> {
        let problem = Problem::new(E201, token.span, "`if` is no word of conditions");
        self.halt(problem.help("Write `condition ? value : other`, or only the condition."))
    }

    /// Reports a name that is a literal in other languages.
    #[inline(never)]
    pub(super) fn foreign_literal(&mut self, name: &str, token: Token) {
        let meant = match name {
            "True" | "TRUE" => "true",
            "False" | "FALSE" => "false",
            "None" | "NULL" | "nil" | "undefined" => "null",
            _ => return,
        };
        let problem = Problem::new(E201, token.span, format!("`{name}` is no literal"));
        self.problems.push(problem.label(format!("did you mean `{meant}`?")));
    }

    #[cold]
    #[inline(never)]
    pub(super) fn keyword_field(&mut self, token: Token) {
        let word = self.str(token.span).to_owned();
        let problem = Problem::new(E201, token.span, format!("`{word}` is a word of the language"));
        let help = format!("Write `[\"{word}\"]` or put the field in back quotes: `` .`{word}` ``.");
        self.problems.push(problem.help(help));
    }

    #[cold]
    #[inline(never)]
    pub(super) fn missing_field<V>(&mut self, dot: Token, token: Token) -> Result<V, Halt> {
        let problem = match token.kind {
            T::End | T::ParenClose | T::BracketClose | T::BraceClose | T::Comma => {
                Problem::new(E201, dot.span, "a dot without a field after it")
                    .label("expected a field or function after this")
            }
            _ => {
                let found = self.str(token.span).to_owned();
                Problem::new(E201, token.span, format!("`{found}` cannot follow a dot"))
                    .help("A field's name follows a dot; an element of a list is written `list[0]`.")
            }
        };
        self.halt(problem)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn comma_at_end<V>(&mut self) -> Result<V, Halt> {
        let span = self.before();
        self.halt(Problem::new(E201, span, "a comma without an argument after it").help("Delete the comma."))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn missing_value<V>(&mut self) -> Result<V, Halt> {
        let found = self.peek();
        if found.kind == T::End {
            return self.unclosed("}");
        }
        let problem = Problem::new(E201, found.span, "an entry of a map lacks its value").label("expected `:` here");
        self.halt(problem.help("Write a map as `{\"key\": value}`, a list as `[a, b]`."))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn message(&mut self, operand: NodeId) -> Parsed {
        let span = self.span_of(operand);
        let written = self.str(span).to_owned();
        let named = matches!(
            self.nodes.get(operand.0 as usize),
            Some(Node::Ident { .. } | Node::Select { optional: false, .. })
        );
        if !named {
            return self.unexpected_after_operand();
        }
        let place = span.to(self.peek().span);
        let problem = Problem::new(E211, place, format!("`{written}{{…}}` constructs a protobuf message"));
        self.halt(problem.label("messages are left out").help("Write a map as `{\"key\": value}`."))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unclosed<V>(&mut self, written: &str) -> Result<V, Halt> {
        let found = self.peek();
        let Some(open) = self.open.last().copied() else { return self.unexpected_after_operand() };
        let bracket = self.str(open.span).to_owned();
        let mut problem = Problem::new(E201, open.span, format!("`{bracket}` is never closed")).label("opened here");
        if found.kind == T::End {
            problem = problem.help(format!("Add `{written}` where it ends."));
        } else {
            let other = self.str(found.span).to_owned();
            problem = problem.related(found.span, format!("expected `{written}`, found `{other}`"));
        }
        self.halt(problem)
    }

    /// What follows an operand is neither an operator nor the end of what it stands in.
    #[cold]
    #[inline(never)]
    pub(super) fn unexpected_after_operand<V>(&mut self) -> Result<V, Halt> {
        let token = self.peek();
        let found = self.str(token.span).to_owned();
        let problem = match token.kind {
            T::ParenClose | T::BracketClose | T::BraceClose => {
                Problem::new(E201, token.span, format!("`{found}` closes nothing"))
                    .help("Delete it, or add the bracket that it closes.")
            }
            T::Comma if self.open.is_empty() => Problem::new(E201, token.span, "a comma stands outside of brackets")
                .help("Join conditions with `&&` or `||`."),
            T::Colon => Problem::new(E201, token.span, "`:` stands here without its `?`")
                .help("Write `condition ? value : other`, or a map as `{\"key\": value}`."),
            T::Ident if matches!(&*found, "contains" | "startsWith" | "endsWith" | "matches" | "like") => {
                let name = if found == "like" { "matches" } else { &found };
                Problem::new(E201, token.span, format!("`{found}` is a function, not an operator"))
                    .help(format!("Write `text.{name}(\"…\")`."))
            }
            T::Ident if found.eq_ignore_ascii_case("between") => {
                Problem::new(E201, token.span, format!("`{found}` is no operator"))
                    .help("Write `low <= x && x <= high`.")
            }
            T::Ident if matches!(&*found, "if" | "then" | "else") => {
                Problem::new(E201, token.span, format!("`{found}` is no word of conditions"))
                    .help("Write `condition ? value : other`.")
            }
            T::Number if found.starts_with('.') => Problem::new(E201, token.span, format!("`{found}` is no field"))
                .help(format!("An element of a list is written `list[{}]`.", found.trim_start_matches('.'))),
            T::Ident | T::Number | T::Text | T::BadText | T::Quoted | T::BraceOpen => {
                let what = if token.kind == T::Text { "a text" } else { &*format!("`{found}`") };
                Problem::new(E201, token.span, format!("{what} follows an operand without an operator between them"))
                    .label("expected an operator before this")
            }
            T::Not => Problem::new(E201, token.span, "`!` stands after an operand")
                .help("`!` stands before what it negates; not equal is `!=`."),
            _ => Problem::new(E201, token.span, format!("`{found}` is unexpected here")),
        };
        self.halt(problem)
    }

    /// An operand is needed and something else stands here.
    #[cold]
    #[inline(never)]
    pub(super) fn missing_operand<V>(&mut self, token: Token) -> Result<V, Halt> {
        let found = self.str(token.span).to_owned();
        if token.kind == T::End
            && let Some(open) = self.open.last().copied()
            && open.span.end as usize + 1 >= self.before_of(token)
        {
            let bracket = self.str(open.span).to_owned();
            return self
                .halt(Problem::new(E201, open.span, format!("`{bracket}` is never closed")).label("opened here"));
        }
        let index = self.tokens.iter().position(|known| *known == token).unwrap_or(0);
        let before = index.checked_sub(1).and_then(|at| self.tokens.get(at)).copied();
        let problem = match (token.kind, before) {
            (T::End, Some(before)) => {
                let last = self.str(before.span).to_owned();
                Problem::new(E201, before.span, format!("the condition ends after `{last}`"))
                    .label("expected an operand after this")
            }
            (_, Some(before)) if !closes(before.kind) => {
                let last = self.str(before.span).to_owned();
                let problem = Problem::new(E201, token.span, format!("`{found}` cannot follow `{last}`"));
                match (token.kind, before.kind) {
                    (T::Comma | T::BracketClose | T::ParenClose | T::BraceClose, _) => {
                        problem.label("expected an operand before this")
                    }
                    (T::Plus, T::Plus) => problem.help("There is no `++`; write `x + 1`."),
                    (T::Greater, T::EqualEqual) => problem.help("Greater or equal is written `>=`."),
                    (T::Less, T::EqualEqual) => problem.help("Less or equal is written `<=`."),
                    (T::Star, T::Star) => problem.help("There is no power operator; multiply instead."),
                    _ => problem.label("expected an operand here"),
                }
            }
            _ => Problem::new(E201, token.span, format!("a condition cannot begin with `{found}`"))
                .label("expected an operand here"),
        };
        self.halt(problem)
    }

    /// Where the token before this one ends.
    fn before_of(&self, token: Token) -> usize {
        let index = self.tokens.iter().position(|known| *known == token).unwrap_or(0);
        index.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |before| before.span.end as usize)
    }
}
