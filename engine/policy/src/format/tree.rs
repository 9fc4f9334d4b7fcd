//! The block structure of a YAML text: which lines belong to which key and which dash. It keeps no values and copies no
//! text; a scalar or a flow collection is one opaque range of bytes.

use std::ops::Range;

use serde_yaml::granit_parser::{self as granit, Scanner, StrInput, Token, TokenType};

use super::lines::Lines;

/// The part of a text between two `---` or `...` lines.
#[derive(Debug)]
pub(super) struct Segment {
    /// The line that begins it; none for the first.
    pub(super) separator: Option<usize>,
    /// Its other lines.
    pub(super) lines: Range<usize>,
    /// What it holds.
    pub(super) root: Root,
}

/// What a segment holds.
#[derive(Debug)]
pub(super) enum Root {
    /// Comments at most.
    Nothing,
    /// Something that is left byte for byte.
    Verbatim,
    /// A block mapping or sequence.
    Block(Collection),
}

/// A block mapping or sequence.
#[derive(Debug)]
pub(super) struct Collection {
    /// Whether its children are keys rather than dashes.
    pub(super) is_mapping: bool,
    /// The column, in bytes, of its keys or dashes.
    pub(super) column: usize,
    /// Its entries or items.
    pub(super) children: Vec<Child>,
    /// Comments and blank lines after the last child that belong to the collection.
    pub(super) trail: Vec<Trivia>,
}

/// A key with its value, or a dash with its item.
#[derive(Debug)]
pub(super) struct Child {
    /// Comments and blank lines before it.
    pub(super) lead: Vec<Trivia>,
    /// The key as written, with its quotes and anchor; a dash.
    pub(super) mark: Range<usize>,
    /// The key without quotes; empty for a dash.
    pub(super) key: String,
    /// One past the colon or dash.
    pub(super) head_end: usize,
    /// One past the last byte that belongs to it, comments aside.
    pub(super) end: usize,
    /// Its value.
    pub(super) value: Value,
}

/// The value of a key or item.
#[derive(Debug)]
pub(super) enum Value {
    /// Nothing but an anchor or tag.
    Empty,
    /// A scalar, alias or flow collection from a byte on, anchors and tags included, up to the end of the child.
    Opaque(usize),
    /// A block scalar.
    Text(BlockText),
    /// A nested block collection.
    Block(Collection),
}

/// A block scalar.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockText {
    /// Where its anchor, tag or indicator begins.
    pub(super) start: usize,
    /// The column of its lines.
    pub(super) column: usize,
    /// Whether the indicator gives the indentation.
    pub(super) explicit: bool,
}

/// A line that holds no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trivia {
    /// An empty line.
    Blank,
    /// A line of comment only, by number.
    Comment(usize),
}

/// Something that this formatter leaves alone: explicit keys, directives, anchors on lines of their own.
#[derive(Debug, PartialEq, Eq)]
struct Odd;

/// The segments of a text; nothing when it has directives or is not YAML.
pub(super) fn segments(text: &str, lines: &Lines<'_>) -> Option<Vec<Segment>> {
    let options = granit::options! { emit_comments: false };
    let mut reader =
        Reader { text, lines, scanner: Scanner::with_options(StrInput::new(text), options), next: None, done: 0 };
    let mut segments = Vec::new();
    let mut separator = None;
    loop {
        let first = separator.map_or(0, |line| line + 1);
        reader.done = lines.start(first);
        let root = reader.root(separator)?;
        // What an odd root leaves unread.
        let boundary = loop {
            let token = reader.peek()?;
            match token.token_type() {
                TokenType::DocumentStart | TokenType::DocumentEnd => break Some(lines.of(start(token))),
                TokenType::StreamEnd => break None,
                _ => reader.bump()?,
            };
        };
        segments.push(Segment { separator, lines: first..boundary.unwrap_or(lines.len()), root });
        if boundary.is_none() {
            return Some(segments);
        }
        reader.bump()?;
        separator = boundary;
    }
}

fn start(token: &Token<'_>) -> usize {
    token.span().start.byte_offset().unwrap_or(0)
}

struct Reader<'t> {
    text: &'t str,
    lines: &'t Lines<'t>,
    scanner: Scanner<'t, StrInput<'t>>,
    next: Option<Token<'t>>,
    /// One past the last byte of data that was read.
    done: usize,
}

impl<'t> Reader<'t> {
    /// The next token; nothing at a fault.
    fn peek(&mut self) -> Option<&Token<'t>> {
        if self.next.is_none() {
            self.next = Some(self.scanner.next()?.ok()?);
        }
        self.next.as_ref()
    }

    fn bump(&mut self) -> Option<Token<'t>> {
        self.peek()?;
        self.next.take()
    }

    fn is(&mut self, wanted: &TokenType<'_>) -> bool {
        self.peek().is_some_and(|token| token.token_type() == wanted)
    }

    fn root(&mut self, separator: Option<usize>) -> Option<Root> {
        if self.is(&TokenType::StreamStart) {
            self.bump()?;
        }
        let bare = separator.is_none_or(|line| {
            let rest = self.lines.line(line).get(3..).unwrap_or("").trim_start();
            rest.is_empty() || rest.starts_with('#')
        });
        let is_mapping = match self.peek()?.token_type() {
            TokenType::StreamEnd | TokenType::DocumentStart | TokenType::DocumentEnd if bare => {
                return Some(Root::Nothing);
            }
            TokenType::VersionDirective(..) | TokenType::TagDirective(..) | TokenType::ReservedDirective(..) => {
                return None;
            }
            TokenType::BlockMappingStart if bare => true,
            TokenType::BlockSequenceStart if bare => false,
            _ => return Some(Root::Verbatim),
        };
        self.bump()?;
        let collection = if is_mapping { self.mapping() } else { self.sequence(true) };
        Some(collection.map_or(Root::Verbatim, Root::Block))
    }

    /// The entries up to the end of the block. The scanner limits how deeply blocks nest, and with it this recursion.
    fn mapping(&mut self) -> Result<Collection, Odd> {
        let mut collection = Collection { is_mapping: true, column: 0, children: Vec::new(), trail: Vec::new() };
        loop {
            let token = self.bump().ok_or(Odd)?;
            match token.token_type() {
                TokenType::BlockEnd => break,
                TokenType::Key => {}
                _ => return Err(Odd),
            }
            let child = self.entry(start(&token))?;
            if collection.children.is_empty() {
                collection.column = self.lines.column(child.mark.start);
            }
            collection.children.push(child);
        }
        if collection.children.is_empty() { Err(Odd) } else { Ok(collection) }
    }

    fn entry(&mut self, at: usize) -> Result<Child, Odd> {
        self.properties();
        let token = self.bump().ok_or(Odd)?;
        let key = match token.token_type() {
            TokenType::Scalar(_, text) => text.clone().into_owned(),
            _ => return Err(Odd),
        };
        let end = token.span().end.byte_offset().ok_or(Odd)?;
        let colon = self.bump().ok_or(Odd)?;
        let colon_at = start(&colon);
        let explicit = self.text.get(at..).is_some_and(|rest| rest.starts_with("? ") || rest.starts_with("?\n"));
        if *colon.token_type() != TokenType::Value || explicit || self.text.as_bytes().get(colon_at) != Some(&b':') {
            return Err(Odd);
        }
        self.done = colon_at + 1;
        let value = self.value(at, true)?;
        Ok(Child { lead: Vec::new(), mark: at..end, key, head_end: colon_at + 1, end: self.done, value })
    }

    /// The items of a sequence; one without a start token, whose dashes stand below the key, has no end token either.
    fn sequence(&mut self, has_end: bool) -> Result<Collection, Odd> {
        let mut collection = Collection { is_mapping: false, column: 0, children: Vec::new(), trail: Vec::new() };
        loop {
            if self.is(&TokenType::BlockEntry) {
                self.bump();
            } else if has_end && self.is(&TokenType::BlockEnd) {
                self.bump();
                break;
            } else if has_end {
                return Err(Odd);
            } else {
                break;
            }
            let dash = self.lines.content_after(self.done);
            if self.text.as_bytes().get(dash) != Some(&b'-') {
                return Err(Odd);
            }
            if collection.children.is_empty() {
                collection.column = self.lines.column(dash);
            }
            self.done = dash + 1;
            let value = self.value(dash, false)?;
            let mark = dash..dash + 1;
            let head_end = dash + 1;
            collection.children.push(Child {
                lead: Vec::new(),
                mark,
                key: String::new(),
                head_end,
                end: self.done,
                value,
            });
        }
        if collection.children.is_empty() { Err(Odd) } else { Ok(collection) }
    }

    /// Whether there are anchors or tags; they are read.
    fn properties(&mut self) -> bool {
        let mut some = false;
        while let Some(TokenType::Anchor(_) | TokenType::Tag(..)) = self.peek().map(Token::token_type) {
            if let Some(token) = self.bump() {
                self.done = token.span().end.byte_offset().unwrap_or(self.done);
            }
            some = true;
        }
        some
    }

    /// The value of the key or dash at `head`.
    fn value(&mut self, head: usize, of_key: bool) -> Result<Value, Odd> {
        let first = self.lines.content_after(self.done);
        let has_properties = self.properties();
        let lines = self.lines;
        let same_line = |at: usize| lines.of(at) == lines.of(head);
        if has_properties && !(same_line(first) && same_line(self.done)) {
            return Err(Odd);
        }
        let token = self.peek().ok_or(Odd)?;
        let (span, kind) = (token.span(), token.token_type().clone());
        let value = match kind {
            TokenType::BlockMappingStart => {
                self.bump();
                Value::Block(self.mapping()?)
            }
            TokenType::BlockSequenceStart => {
                self.bump();
                Value::Block(self.sequence(true)?)
            }
            TokenType::BlockEntry if of_key => Value::Block(self.sequence(false)?),
            TokenType::Scalar(granit::ScalarStyle::Literal | granit::ScalarStyle::Folded, _) => {
                self.bump();
                Value::Text(self.block_text(head, first, span)?)
            }
            TokenType::Scalar(..) | TokenType::Alias(_) => {
                self.bump();
                self.done = span.end.byte_offset().ok_or(Odd)?;
                Value::Opaque(first)
            }
            TokenType::FlowSequenceStart | TokenType::FlowMappingStart => {
                self.flow()?;
                Value::Opaque(first)
            }
            _ => Value::Empty,
        };
        // A block begins on a line of its own, unless it is the item of a dash.
        if let Value::Block(block) = &value {
            let child = block.children.first().map_or(0, |child| child.mark.start);
            if same_line(child) && (of_key || has_properties) {
                return Err(Odd);
            }
        }
        Ok(value)
    }

    /// The range of a block scalar whose anchors, tags or indicator begin at `first`, in the line of the key or dash.
    fn block_text(&mut self, head: usize, first: usize, span: granit::Span) -> Result<BlockText, Odd> {
        let header = self.lines.content_after(self.done);
        if self.lines.of(header) != self.lines.of(head) {
            return Err(Odd);
        }
        let indicator = self.text.get(header..).and_then(|rest| rest.split_whitespace().next()).ok_or(Odd)?;
        if !indicator.starts_with(['|', '>']) {
            return Err(Odd);
        }
        let from = span.start.byte_offset().ok_or(Odd)?;
        let to = span.end.byte_offset().ok_or(Odd)?;
        // The span may reach into the indentation of what follows.
        let to = if to < self.text.len() { to - self.lines.column(to) } else { to }.max(from);
        let body = self.text.get(from..to).ok_or(Odd)?;
        let column = self.lines.column(from);
        let explicit = indicator.contains(|c: char| c.is_ascii_digit());
        self.done = header + indicator.len();
        if body.trim().is_empty() {
            if indicator.contains('+') || body.contains(' ') {
                return Err(Odd);
            }
        } else if indicator.contains('+') {
            self.done = to;
        } else {
            // Lines after the text that are no longer than its indentation are blank lines like any other.
            let last = self.lines.of(to.saturating_sub(1).max(from));
            let last = (self.lines.of(from)..=last).rev().find(|line| {
                let line = self.lines.line(*line);
                !line.trim().is_empty() || line.len() > column
            });
            self.done = self.lines.end(last.ok_or(Odd)?);
        }
        Ok(BlockText { start: first, column, explicit })
    }

    fn flow(&mut self) -> Result<(), Odd> {
        let mut depth = 0_usize;
        loop {
            let token = self.bump().ok_or(Odd)?;
            match token.token_type() {
                TokenType::FlowSequenceStart | TokenType::FlowMappingStart => depth += 1,
                TokenType::FlowSequenceEnd | TokenType::FlowMappingEnd => depth = depth.saturating_sub(1),
                TokenType::StreamEnd => return Err(Odd),
                _ => {}
            }
            if depth == 0 {
                self.done = token.span().end.byte_offset().ok_or(Odd)?;
                return Ok(());
            }
        }
    }
}
