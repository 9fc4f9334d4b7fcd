//! The tokens of a condition.

use hirewall_diagnostic::Span;

/// A token and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

/// What a token is. Literals are decoded by the parser, from the text of their span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name, reserved words too.
    Ident,
    /// `` `name` ``
    Quoted,
    /// A number of any kind.
    Number,
    /// A text or bytes literal with its prefix and quotes.
    Text,
    /// A text literal that was reported already.
    BadText,
    Dot,
    Comma,
    Colon,
    Question,
    ParenOpen,
    ParenClose,
    BracketOpen,
    BracketClose,
    BraceOpen,
    BraceClose,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Not,
    AndAnd,
    OrOr,
    EqualEqual,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    End,
}

/// The words that CEL reserves: no identifiers, but fields and receiver functions may have these names.
pub(super) const RESERVED: [&str; 17] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

/// The words that are no names at all.
pub(super) const KEYWORDS: [&str; 4] = ["true", "false", "null", "in"];
