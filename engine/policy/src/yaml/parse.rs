//! From YAML text to trees, one for each document. Anchors, aliases and merge keys are resolved here.

use std::collections::HashMap;
use std::sync::Arc;

use hirewall_diagnostic::codes::file;
use hirewall_diagnostic::{Diagnostic, SourceId, Span};
use serde_yaml::granit_parser::{self as granit, Event, Parser, ScalarStyle};

use super::{Entry, Mapping, Node, Scalar, Style, Value, fault};
use crate::Limits;
use crate::suggest::suggest;

/// A document of a file.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its value.
    pub(crate) root: Arc<Node>,
}

/// Reads all documents of a file. Empty documents are left out.
pub(crate) fn parse(text: &str, source: SourceId, limits: &Limits, out: &mut Vec<Diagnostic>) -> Vec<Document> {
    let options = granit::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: limits.yaml_depth,
        block_nesting_limit: limits.yaml_depth,
    };
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut documents = Vec::new();
    let mut tree = Tree::new(text, source, limits, out);
    while let Some(next) = parser.next_event() {
        let go_on = match next {
            Ok((event, span)) => {
                let span = bytes(span.start, span.end);
                match event {
                    Event::DocumentStart(..) => {
                        tree.begin();
                        true
                    }
                    Event::DocumentEnd => {
                        documents.extend(tree.finish(true));
                        true
                    }
                    event => tree.event(event, span),
                }
            }
            Err(error) => {
                if !tree.follows(&error) {
                    fault::report(&error, text, source, limits, tree.out);
                }
                false
            }
        };
        if !go_on {
            documents.extend(tree.finish(false));
            // An error here means that nothing can be read any more, which the loop's next round would say too.
            if !parser.proceed_next_document().unwrap_or(false) {
                break;
            }
        }
    }
    documents
}

fn bytes(start: granit::Marker, end: granit::Marker) -> Span {
    let small = |marker: granit::Marker| u32::try_from(marker.byte_offset().unwrap_or(0)).unwrap_or(u32::MAX);
    Span::new(small(start), small(end).max(small(start)))
}

/// A collection that is still open.
struct Frame {
    start: Span,
    anchor: usize,
    kind: Open,
}

enum Open {
    Sequence(Vec<Arc<Node>>),
    Mapping(OpenMapping),
}

#[derive(Default)]
struct OpenMapping {
    entries: Vec<Entry>,
    seen: HashMap<Arc<str>, Span>,
    merged: Vec<(Span, Arc<Node>)>,
    key: Option<Key>,
    /// Whether a key was no text, so that nothing sensible can be read out of the mapping.
    broken: bool,
}

enum Key {
    /// A text; none when the key is no text or stands twice, and its value is dropped.
    Text(Option<Arc<str>>, Span),
    /// `<<`
    Merge,
}

struct Tree<'a> {
    text: &'a str,
    source: SourceId,
    limits: &'a Limits,
    out: &'a mut Vec<Diagnostic>,
    open: Vec<Frame>,
    root: Option<Arc<Node>>,
    anchors: HashMap<usize, Arc<Node>>,
    names: Vec<String>,
    nodes: usize,
}

impl<'a> Tree<'a> {
    fn new(text: &'a str, source: SourceId, limits: &'a Limits, out: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            text,
            source,
            limits,
            out,
            open: Vec::new(),
            root: None,
            anchors: HashMap::new(),
            names: Vec::new(),
            nodes: 0,
        }
    }

    fn begin(&mut self) {
        self.open.clear();
        self.root = None;
        self.anchors.clear();
        self.names.clear();
        self.nodes = 0;
    }

    /// Whether a syntax fault stands in the line of a key that is no text: then it is one mistake, a text that wants quotes.
    fn follows(&self, error: &granit::ScanError) -> bool {
        let Some(last) = self.out.last().filter(|last| last.code == file::E009) else { return false };
        let Some(label) = last.labels.first().filter(|label| label.source == self.source) else { return false };
        let end = error.marker().byte_offset().unwrap_or(0);
        self.text.get(label.span.start as usize..end).is_some_and(|between| !between.contains('\n'))
    }

    /// Closes what is open and hands the document over.
    fn finish(&mut self, complete: bool) -> Option<Document> {
        while let Some(frame) = self.open.pop() {
            let end = frame.start;
            self.close(frame, end, complete);
        }
        let root = self.root.take()?;
        self.begin();
        let empty = root.is_null() && root.span.start == root.span.end;
        (!empty).then_some(Document { root })
    }

    /// Takes an event; false when the document is to be given up.
    fn event(&mut self, event: Event<'_>, span: Span) -> bool {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if !self.count(1, span) {
                    return false;
                }
                let node = self.scalar(&text, style, tag.as_deref(), span);
                self.place(node, anchor);
            }
            Event::SequenceStart(_, anchor, tag) => {
                return self.open(span, anchor, tag.as_deref(), Open::Sequence(Vec::new()));
            }
            Event::MappingStart(_, anchor, tag) => {
                return self.open(span, anchor, tag.as_deref(), Open::Mapping(OpenMapping::default()));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(frame) = self.open.pop() {
                    self.close(frame, span, true);
                }
            }
            Event::Alias(anchor) => return self.alias(anchor, span),
            Event::UnresolvedAlias(name) => {
                let mut diagnostic = Diagnostic::new(file::E006, format!("unknown anchor `{name}`")).at(
                    self.source,
                    span,
                    "no `&` before it in this document defines it",
                );
                diagnostic = match suggest(&name, self.names.iter().map(String::as_str)) {
                    Some(near) => diagnostic.help(format!("Did you mean `*{near}`?")),
                    None => diagnostic.help("If the `*` is part of the text, put the text in quotes."),
                };
                self.out.push(diagnostic);
                self.place(Node::broken(span), 0);
            }
            Event::Anchor(_, name) => self.names.push(name.into_owned()),
            _ => {}
        }
        true
    }

    /// Counts values; false, with a diagnostic, when there are too many.
    fn count(&mut self, by: usize, span: Span) -> bool {
        self.nodes = self.nodes.saturating_add(by);
        if self.nodes <= self.limits.yaml_nodes {
            return true;
        }
        self.out.push(
            Diagnostic::new(
                file::E007,
                format!("document has more than {} values when its aliases are followed", self.limits.yaml_nodes),
            )
            .at(self.source, span, "the limit is reached here")
            .help("Split the document, move long lists into data files, and use fewer aliases inside anchors."),
        );
        false
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&granit::Tag>, span: Span) -> Node {
        let style = match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            _ => Style::Plain,
        };
        let mut is_text = false;
        if let Some(tag) = tag {
            match tag.core_suffix() {
                Some("str") => is_text = true,
                Some("bool" | "int" | "float" | "null") if style == Style::Plain => {}
                _ if tag.handle() == "!" && tag.suffix().is_empty() => is_text = true,
                _ => return self.bad_tag(tag, span),
            }
        }
        // The parser gives `~` for a value that is left out.
        let text = if span.start == span.end && style == Style::Plain { "" } else { text };
        Node {
            span: span.start_to_text_end(self.text, style),
            value: Value::Scalar(Scalar { text: text.into(), style, is_text }),
            weight: 1,
            height: 0,
        }
    }

    fn bad_tag(&mut self, tag: &granit::Tag, span: Span) -> Node {
        let written = format!("{}{}", tag.original_handle(), tag.suffix());
        let before = self.text.get(..span.start as usize).unwrap_or("");
        let at = before.rfind('!').map_or(span, |at| {
            let at = u32::try_from(at).unwrap_or(span.start);
            // `!!set` has two marks.
            let at = if before.get(..at as usize).is_some_and(|text| text.ends_with('!')) { at - 1 } else { at };
            Span::new(at, at.saturating_add(u32::try_from(written.len()).unwrap_or(0)).min(span.start.max(at + 1)))
        });
        self.out.push(
            Diagnostic::new(file::E010, format!("`{written}` is a YAML tag, which policies do not use"))
                .at(self.source, at, "YAML takes the `!` at the start of a value as a tag")
                .help("If it is a condition that begins with `!`, put it in single quotes or write it below `>-`."),
        );
        Node::broken(span)
    }

    fn open(&mut self, span: Span, anchor: usize, tag: Option<&granit::Tag>, kind: Open) -> bool {
        if !self.count(1, span) {
            return false;
        }
        if self.open.len() >= self.limits.yaml_depth {
            self.too_deep(span);
            return false;
        }
        if let Some(tag) = tag
            && !matches!(tag.core_suffix(), Some("map" | "seq"))
        {
            self.bad_tag(tag, span);
        }
        self.open.push(Frame { start: span, anchor, kind });
        true
    }

    fn too_deep(&mut self, span: Span) {
        self.out.push(fault::too_deep(self.source, span, self.limits));
    }

    fn close(&mut self, frame: Frame, end: Span, complete: bool) {
        let value = match frame.kind {
            Open::Sequence(items) => Value::Sequence(items),
            Open::Mapping(mapping) => {
                let broken = mapping.broken;
                let entries = self.merge(mapping);
                if broken { Value::Broken } else { Value::Mapping(Mapping { entries, complete }) }
            }
        };
        let children: &mut dyn Iterator<Item = &Arc<Node>> = match &value {
            Value::Sequence(items) => &mut items.iter(),
            Value::Mapping(mapping) => &mut mapping.entries.iter().map(|entry| &entry.value),
            _ => &mut std::iter::empty(),
        };
        let (mut weight, mut height, mut last) = (1_usize, 0, frame.start.end);
        for child in children {
            weight = weight.saturating_add(child.weight);
            height = height.max(child.height);
            last = last.max(if child.span.start >= frame.start.start { child.span.end } else { 0 });
        }
        // The end of a block collection is told only at the next token, lines further on.
        let end = if end.end > end.start { end.end } else { last };
        let span = Span::new(frame.start.start, end.max(frame.start.end));
        self.place(Node { span, value, weight, height: height + 1 }, frame.anchor);
    }

    /// Puts the entries of merged mappings behind a mapping's own.
    fn merge(&mut self, mapping: OpenMapping) -> Vec<Entry> {
        let OpenMapping { mut entries, mut seen, merged, .. } = mapping;
        for (at, node) in merged {
            let sources: Vec<&Arc<Node>> = match &node.value {
                Value::Sequence(items) => items.iter().collect(),
                _ => vec![&node],
            };
            for from in sources {
                match &from.value {
                    Value::Mapping(from) => {
                        for entry in &from.entries {
                            if !seen.contains_key(&entry.key) {
                                seen.insert(Arc::clone(&entry.key), entry.key_span);
                                entries.push(entry.clone());
                            }
                        }
                    }
                    Value::Broken => {}
                    _ => self.out.push(
                        Diagnostic::new(file::E011, format!("`<<` merges mappings, this is {}", from.describe()))
                            .at(self.source, at, "")
                            .help("Give it the alias of a mapping, or a list of such aliases: `<<: *defaults`."),
                    ),
                }
            }
        }
        entries
    }

    fn alias(&mut self, anchor: usize, span: Span) -> bool {
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            self.out.push(
                Diagnostic::new(file::E006, "alias names a value that it is part of")
                    .at(self.source, span, "would contain itself")
                    .help("Write the value out, or move the anchor to a value that ends before this alias."),
            );
            self.place(Node::broken(span), 0);
            return true;
        };
        if !self.count(node.weight, span) {
            return false;
        }
        if self.open.len() + node.height > self.limits.yaml_depth {
            self.too_deep(span);
            return false;
        }
        self.put(node, span);
        true
    }

    /// Puts a finished node where it belongs and remembers its anchor.
    fn place(&mut self, node: Node, anchor: usize) {
        let node = Arc::new(node);
        if anchor != 0 {
            self.anchors.insert(anchor, Arc::clone(&node));
        }
        let span = node.span;
        self.put(node, span);
    }

    /// `at` is where it is written: the alias rather than the value that it names.
    fn put(&mut self, node: Arc<Node>, at: Span) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Frame { kind: Open::Sequence(items), .. }) => items.push(node),
            Some(Frame { kind: Open::Mapping(mapping), .. }) => match mapping.key.take() {
                None => {
                    let key = key(&node, at, mapping, self.source, self.out);
                    mapping.key = Some(key);
                }
                Some(Key::Merge) => mapping.merged.push((at, node)),
                Some(Key::Text(Some(key), key_span)) => mapping.entries.push(Entry { key, key_span, value: node }),
                Some(Key::Text(None, _)) => {}
            },
        }
    }
}

/// What a node is as a key.
fn key(node: &Node, at: Span, mapping: &mut OpenMapping, source: SourceId, out: &mut Vec<Diagnostic>) -> Key {
    let text = match &node.value {
        Value::Scalar(scalar) => &scalar.text,
        Value::Broken => return Key::Text(None, at),
        _ => {
            out.push(
                Diagnostic::new(file::E009, format!("a key is a text, this is {}", node.describe()))
                    .at(source, node.head(), "")
                    .help("If this is text that begins with `{` or `[`, put it in quotes."),
            );
            mapping.broken = true;
            return Key::Text(None, at);
        }
    };
    if &**text == "<<" && node.scalar().is_some_and(|scalar| scalar.style == Style::Plain) {
        return Key::Merge;
    }
    if let Some(first) = mapping.seen.get(text) {
        out.push(
            Diagnostic::new(file::E005, format!("key `{}` stands twice", brief(text)))
                .at(source, at, "here again")
                .related(source, *first, "first here")
                .help("Keep one of them; a mapping has each key once."),
        );
        return Key::Text(None, at);
    }
    mapping.seen.insert(Arc::clone(text), at);
    Key::Text(Some(Arc::clone(text)), at)
}

/// A text short enough for a message.
pub(crate) fn brief(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.len() == text.len() && line.chars().count() <= 60 {
        text.to_owned()
    } else {
        format!("{}…", line.chars().take(57).collect::<String>())
    }
}

/// The span of a scalar without the line break that the parser counts to a block scalar.
trait TextEnd {
    fn start_to_text_end(self, file: &str, style: Style) -> Span;
}

impl TextEnd for Span {
    fn start_to_text_end(self, file: &str, style: Style) -> Span {
        if !matches!(style, Style::Literal | Style::Folded) {
            return self;
        }
        let text = file.get(self.start as usize..self.end as usize).unwrap_or("");
        let kept = u32::try_from(text.trim_end().len()).unwrap_or(u32::MAX);
        Span::new(self.start, self.start.saturating_add(kept))
    }
}
