//! From text to tokens. Characters that CEL does not know are reported here, and where the meaning is plain (`=`, a
//! single `&`, curly quotes) the token that was meant is given, so that the rest of the text is checked too.

use hirewall_diagnostic::Span;
use hirewall_diagnostic::codes::condition::{E201, E202};

use super::token::{Token, TokenKind};
use crate::Problem;

/// The tokens of a text, always with [`TokenKind::End`] as the last one, what was wrong with it, and the place of the first
/// character that was passed over because nothing sensible can be made of it.
pub(super) fn tokens(text: &str) -> (Vec<Token>, Vec<Problem>, Option<u32>) {
    let mut lexer =
        Lexer { text, at: 0, tokens: Vec::with_capacity(text.len() / 4 + 2), problems: Vec::new(), broken: None };
    lexer.run();
    (lexer.tokens, lexer.problems, lexer.broken)
}

/// Problems of characters that are reported for one text; a binary file has no need of more.
const MOST: usize = 5;

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    problems: Vec<Problem>,
    broken: Option<u32>,
}

pub(super) fn span(start: usize, end: usize) -> Span {
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Span::new(small(start), small(end))
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn token(&mut self, kind: TokenKind, start: usize) {
        self.tokens.push(Token { kind, span: span(start, self.at) });
    }

    fn run(&mut self) {
        while self.problems.len() < MOST {
            self.skip_blanks();
            let start = self.at;
            let Some(first) = self.rest().chars().next() else { break };
            match first {
                'a'..='z' | 'A'..='Z' | '_' => self.word(start),
                '0'..='9' => self.number(start),
                '.' if self.peek(1).is_ascii_digit() => self.number(start),
                '"' | '\'' => self.quoted_text(start, false),
                '`' => self.quoted_name(start),
                _ => self.mark(start, first),
            }
        }
        self.at = self.text.len();
        self.token(TokenKind::End, self.text.len());
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}']).len();
            self.at += blank;
            if self.rest().starts_with("//") {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            } else if blank == 0 {
                return;
            }
        }
    }

    fn word(&mut self, start: usize) {
        let rest = self.rest();
        let len = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let word = rest.get(..len).unwrap_or("");
        let quote = rest.as_bytes().get(len).copied().unwrap_or(0);
        let prefix = matches!(word, "r" | "R" | "b" | "B" | "br" | "bR" | "Br" | "BR" | "rb" | "rB" | "Rb" | "RB");
        self.at += len;
        if prefix && matches!(quote, b'"' | b'\'') {
            self.quoted_text(start, word.contains(['r', 'R']));
        } else {
            self.token(TokenKind::Ident, start);
        }
    }

    fn number(&mut self, start: usize) {
        if self.peek(0) == b'0' && matches!(self.peek(1), b'x' | b'X') {
            self.at += 2;
            self.skip_while(|byte| byte.is_ascii_hexdigit());
        } else {
            self.skip_while(|byte| byte.is_ascii_digit());
            if self.peek(0) == b'.' && self.peek(1).is_ascii_digit() {
                self.at += 1;
                self.skip_while(|byte| byte.is_ascii_digit());
            }
            let sign = usize::from(matches!(self.peek(1), b'+' | b'-'));
            if matches!(self.peek(0), b'e' | b'E') && self.peek(1 + sign).is_ascii_digit() {
                self.at += 1 + sign;
                self.skip_while(|byte| byte.is_ascii_digit());
            }
        }
        if matches!(self.peek(0), b'u' | b'U') {
            self.at += 1;
        }
        if self.peek(0).is_ascii_alphanumeric() || self.peek(0) == b'_' {
            self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let word = self.text.get(start..self.at).unwrap_or("");
            let problem = Problem::new(E202, span(start, self.at), format!("`{word}` is neither a number nor a name"));
            self.problems.push(problem.label("a name does not begin with a digit"));
        }
        self.token(TokenKind::Number, start);
    }

    fn skip_while(&mut self, keep: impl Fn(u8) -> bool) {
        while self.at < self.text.len() && keep(self.peek(0)) {
            self.at += 1;
        }
    }

    /// A text literal whose prefix, if any, stands from `start` to here.
    fn quoted_text(&mut self, start: usize, raw: bool) {
        let rest = self.rest();
        let quote = if rest.starts_with('"') { "\"" } else { "'" };
        let triple = quote.repeat(3);
        let triple = rest.starts_with(&triple).then_some(triple);
        let end = triple.as_deref().unwrap_or(quote);
        let opening = span(start, self.at + end.len());
        self.at += end.len();
        loop {
            let rest = self.rest();
            if rest.starts_with(end) {
                self.at += end.len();
                return self.token(TokenKind::Text, start);
            }
            match rest.chars().next() {
                Some('\\') if !raw => {
                    let escaped = rest.chars().nth(1).map_or(0, char::len_utf8);
                    self.at += 1 + escaped;
                }
                Some(c) if triple.is_some() || !matches!(c, '\n' | '\r') => self.at += c.len_utf8(),
                _ => break,
            }
        }
        let what = if triple.is_some() { "three quotes" } else { "a quote" };
        let mut problem = Problem::new(E202, opening, "a text is opened and never closed").label("opened here");
        problem = if self.at < self.text.len() {
            problem.help("Close the text on the same line, or open and close it with three quotes.")
        } else if raw {
            problem.help(format!("Close it with {what} of the same kind."))
        } else {
            problem
                .help(format!("Close it with {what} of the same kind; `\\` before a quote makes it part of the text."))
        };
        self.problems.push(problem);
        self.token(TokenKind::BadText, start);
    }

    fn quoted_name(&mut self, start: usize) {
        let rest = self.rest().get(1..).unwrap_or("");
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/' | ' ');
        let len = rest.find(|c: char| !allowed(c)).unwrap_or(rest.len());
        let closed = rest.get(len..).is_some_and(|rest| rest.starts_with('`'));
        self.at += 1 + len + usize::from(closed);
        if !closed || len == 0 {
            let problem = Problem::new(E202, span(start, self.at), "a name in back quotes is malformed");
            self.problems.push(problem.help(
                "Write a name of letters, digits, `_`, `.`, `-`, `/` and spaces between two back quotes; a text stands in \
                 straight quotes.",
            ));
        }
        self.token(TokenKind::Quoted, start);
    }

    /// An operator or bracket, or a character that CEL does not know.
    fn mark(&mut self, start: usize, first: char) {
        use TokenKind as T;
        let pair = self.rest().get(..2).unwrap_or("");
        let (kind, len) = match pair {
            "&&" => (T::AndAnd, 2),
            "||" => (T::OrOr, 2),
            "==" => (T::EqualEqual, 2),
            "!=" => (T::NotEqual, 2),
            "<=" => (T::LessEqual, 2),
            ">=" => (T::GreaterEqual, 2),
            _ => match first {
                '.' => (T::Dot, 1),
                ',' => (T::Comma, 1),
                ':' => (T::Colon, 1),
                '?' => (T::Question, 1),
                '(' => (T::ParenOpen, 1),
                ')' => (T::ParenClose, 1),
                '[' => (T::BracketOpen, 1),
                ']' => (T::BracketClose, 1),
                '{' => (T::BraceOpen, 1),
                '}' => (T::BraceClose, 1),
                '+' => (T::Plus, 1),
                '-' => (T::Minus, 1),
                '*' => (T::Star, 1),
                '/' => (T::Slash, 1),
                '%' => (T::Percent, 1),
                '!' => (T::Not, 1),
                '<' => (T::Less, 1),
                '>' => (T::Greater, 1),
                _ => return self.unknown(start, first),
            },
        };
        let third = self.rest().get(len..).unwrap_or("").chars().next();
        match (pair, third) {
            ("==" | "!=", Some('=')) => return self.instead(start, 3, pair, kind),
            ("<>", _) => return self.instead(start, 2, "!=", T::NotEqual),
            _ => {}
        }
        self.at += len;
        self.token(kind, start);
    }

    /// Reports what is written and goes on as if `meant` stood there.
    fn instead(&mut self, start: usize, len: usize, meant: &str, kind: TokenKind) {
        self.at += len;
        let written = self.text.get(start..self.at).unwrap_or("");
        let problem = Problem::new(E201, span(start, self.at), format!("`{written}` is no operator"));
        self.problems.push(problem.label(format!("did you mean `{meant}`?")));
        self.token(kind, start);
    }

    fn unknown(&mut self, start: usize, first: char) {
        match first {
            '&' => self.instead(start, 1, "&&", TokenKind::AndAnd),
            '|' => self.instead(start, 1, "||", TokenKind::OrOr),
            '=' if self.peek(1) == b'~' => {
                self.instead(start, 2, "==", TokenKind::EqualEqual);
                if let Some(problem) = self.problems.last_mut() {
                    problem.text = String::from("no such operator");
                    problem.help = Some(String::from("Match a pattern with `text.matches(r\"pattern\")`."));
                }
            }
            '=' => self.instead(start, 1, "==", TokenKind::EqualEqual),
            '≤' => self.instead(start, first.len_utf8(), "<=", TokenKind::LessEqual),
            '≥' => self.instead(start, first.len_utf8(), ">=", TokenKind::GreaterEqual),
            '≠' => self.instead(start, first.len_utf8(), "!=", TokenKind::NotEqual),
            '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' => self.curly(start, first),
            _ => {
                self.at += first.len_utf8();
                let place = span(start, self.at);
                self.broken = self.broken.or(Some(place.start));
                let problem = match first {
                    '\u{a0}'
                    | '\u{2007}'
                    | '\u{202f}'
                    | '\u{feff}'
                    | '\u{200b}'..='\u{200d}'
                    | '\u{2028}'
                    | '\u{3000}' => {
                        let code = u32::from(first);
                        Problem::new(E201, place, format!("an invisible character, U+{code:04X}, stands here"))
                            .help("Delete it; a plain space may stand in its place.")
                    }
                    '#' => Problem::new(E201, place, "`#` begins no comment in a condition")
                        .help("Write comments with `//`."),
                    ';' => Problem::new(E201, place, "a condition is one expression, without `;`")
                        .help("Join several conditions with `&&` or `||`."),
                    _ if first.is_control() => {
                        let code = u32::from(first);
                        Problem::new(E201, place, format!("a control character, U+{code:04X}, stands here"))
                            .help("Delete it.")
                    }
                    _ if first.is_alphabetic() => {
                        Problem::new(E201, place, format!("`{first}` cannot stand in a name")).help(
                            "Names are made of the letters a to z, digits and `_`; a text stands in straight quotes.",
                        )
                    }
                    _ => Problem::new(E201, place, format!("`{first}` has no meaning in a condition")),
                };
                self.problems.push(problem);
            }
        }
    }

    /// A text in typographic quotes, as word processors make them.
    fn curly(&mut self, start: usize, first: char) {
        self.at += first.len_utf8();
        let rest = self.rest();
        let end = rest.find(['“', '”', '‘', '’', '»', '«', '"', '\'', '\n']);
        if let Some(end) = end {
            let closing = rest.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            self.at += end + closing;
        } else {
            self.at = self.text.len();
        }
        let problem = Problem::new(E201, span(start, self.at), format!("`{first}` is no quote of a text"));
        self.problems.push(problem.label("typographic quotes").help("Use straight quotes: `\"…\"` or `'…'`."));
        self.token(TokenKind::BadText, start);
    }
}
