//! Where lists and tables keep their data, and their dates: read from a YAML text, and changed in it without touching anything
//! else. It opens no file and does not read the data.

use std::sync::Arc;

use hirewall_diagnostic::{SourceId, Sources, Span};
use hirewall_expr::named::MatchKind;

use crate::compile::resolve;
use crate::yaml::{self, Entry, Mapping, Node};
use crate::{Limits, SourceFile};

/// A list or table document, as far as its data goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDocument {
    /// Its id.
    pub id: String,
    /// Whether it is a list or a table.
    pub kind: DataKind,
    /// The path of its data file from the policy directory; none where the data stand in the document, or the path leaves the directory.
    pub file: Option<String>,
}

/// What the data are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataKind {
    /// Items.
    List {
        /// How values meet the items.
        matching: MatchKind,
    },
    /// Rows.
    Table {
        /// The column that finds a row.
        key: String,
        /// The columns.
        columns: Vec<String>,
    },
}

impl DataKind {
    /// The key whose value is the document's id.
    fn head(&self) -> &'static str {
        match self {
            Self::List { .. } => "list",
            Self::Table { .. } => "table",
        }
    }
}

/// The lists and tables of a file, in the order of the text. Documents that cannot be read are left out.
#[must_use]
pub fn data_documents(file: &SourceFile) -> Vec<DataDocument> {
    roots(&file.text).iter().filter_map(|root| document(root.mapping()?, &file.path)).collect()
}

/// The text in which the document with that id has other values for keys such as `updated` and `source`. Comments and layout stay;
/// a key that the document does not have is added below the others.
///
/// None where the document is not there, or written so that the value cannot be changed alone (an alias, a mapping in braces
/// without the key).
#[must_use]
pub fn with_document_values(text: &str, document: &DataDocument, values: &[(&str, &str)]) -> Option<String> {
    let mut text = text.to_owned();
    for (key, value) in values {
        text = with_value(&text, document, key, value)?;
    }
    Some(text)
}

fn with_value(text: &str, document: &DataDocument, key: &str, value: &str) -> Option<String> {
    let root = find(text, document)?;
    let mapping = root.mapping()?;
    let mut changed = text.to_owned();
    match mapping.get(key) {
        Some(entry) => {
            let (start, end) = bounds(entry.value.span);
            // The value of an alias or of a merged key stands elsewhere, and others have it too.
            let between = text.get(bounds(entry.key_span).1..start)?;
            if !between.trim_matches(['"', '\'']).trim().starts_with(':') || between.contains('*') {
                return None;
            }
            changed.replace_range(start..end, &scalar(value));
        }
        None => {
            let head = mapping.get(document.kind.head())?;
            let (start, _) = bounds(head.key_span);
            let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
            let indent = text.get(line..start)?;
            let last = mapping.entries.iter().map(|entry| bounds(entry.value.span).1).max()?;
            let break_ = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let added = format!("{indent}{key}: {}", scalar(value));
            // After the line of the last value, which a block scalar has ended already.
            let before_last = text.get(..last)?;
            if before_last.ends_with('\n') {
                changed.insert_str(last, &format!("{added}{break_}"));
            } else {
                let end = text.get(last..)?.find('\n').map_or(text.len(), |at| last + at);
                let end = if text.get(..end)?.ends_with('\r') { end - 1 } else { end };
                changed.insert_str(end, &format!("{break_}{added}"));
            }
        }
    }
    let sound = says_alike(text, &changed, document, key, value);
    sound.then_some(changed)
}

/// Whether the new text has the value there, and says the same as the old one everywhere else.
fn says_alike(old: &str, new: &str, document: &DataDocument, key: &str, value: &str) -> bool {
    let is = |entry: &Entry| entry.value.scalar().is_some_and(|scalar| &*scalar.text == value);
    let read = find(new, document);
    let has = read.as_ref().and_then(|root| root.mapping()?.get(key)).is_some_and(is);
    let others = |text: &str| -> Vec<Vec<String>> {
        roots(text).iter().map(|root| outline(root, find(text, document).as_deref(), key)).collect()
    };
    has && others(old) == others(new)
}

/// The keys of a document with the texts of their scalars, without the key that changes.
fn outline(root: &Node, target: Option<&Node>, key: &str) -> Vec<String> {
    let is_target = target.is_some_and(|target| target.span == root.span);
    let Some(mapping) = root.mapping() else { return Vec::new() };
    let rest = mapping.entries.iter().filter(|entry| !(is_target && &*entry.key == key));
    rest.map(|entry| format!("{}: {}", entry.key, entry.value.scalar().map_or("", |scalar| &scalar.text))).collect()
}

/// The value as a YAML scalar: plain where that reads as the same text.
fn scalar(value: &str) -> String {
    let plain = value.starts_with(|first: char| first.is_ascii_alphanumeric())
        && value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.ends_with([':', ' ']);
    if plain { value.to_owned() } else { serde_json::Value::from(value).to_string() }
}

fn find(text: &str, document: &DataDocument) -> Option<Arc<Node>> {
    let head = document.kind.head();
    let is = |root: &Arc<Node>| {
        let id = root.mapping().and_then(|mapping| text_of(mapping, head));
        id.as_deref() == Some(document.id.as_str())
    };
    roots(text).into_iter().find(is)
}

fn roots(text: &str) -> Vec<Arc<Node>> {
    let source: SourceId = Sources::new().add("", "");
    let documents = yaml::parse(text, source, &Limits::default(), &mut Vec::new());
    documents.into_iter().map(|document| document.root).collect()
}

fn document(mapping: &Mapping, path: &str) -> Option<DataDocument> {
    let (id, kind) = if let Some(id) = text_of(mapping, "list") {
        let word = text_of(mapping, "match").unwrap_or_default();
        (id, DataKind::List { matching: MatchKind::named(&word).unwrap_or(MatchKind::Exact) })
    } else {
        let id = text_of(mapping, "table")?;
        let columns = mapping.get("columns").and_then(|entry| entry.value.mapping());
        let names = columns.map(|columns| columns.entries.iter().map(|entry| entry.key.to_string()).collect());
        (id, DataKind::Table { key: text_of(mapping, "key")?, columns: names.unwrap_or_default() })
    };
    let file = text_of(mapping, "file").and_then(|named| resolve(path, &named));
    Some(DataDocument { id, kind, file })
}

fn text_of(mapping: &Mapping, key: &str) -> Option<String> {
    mapping.get(key)?.value.scalar().map(|scalar| scalar.text.to_string())
}

fn bounds(span: Span) -> (usize, usize) {
    (span.start as usize, span.end as usize)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use super::*;

    const TWO: &str = "# head\nlist: a\nmatch: domain # how\nupdated:   2026-01-01   # when\nfile: data/a.txt\n---\ntable: b\nkey: k\ncolumns: {k: string, v: int}\nsource: \"https://old.example\"\nfile: ../b.csv\n";

    fn dated(text: &str, id: &str, values: &[(&str, &str)]) -> Option<String> {
        let documents = data_documents(&SourceFile::new("lists/x.yaml", text));
        let document = documents.iter().find(|document| document.id == id).unwrap();
        with_document_values(text, document, values)
    }

    #[test]
    fn documents_say_where_their_data_are() {
        let documents = data_documents(&SourceFile::new("lists/x.yaml", TWO));
        let files: Vec<_> = documents.iter().map(|document| document.file.as_deref().unwrap()).collect();
        assert_eq!(files, ["lists/data/a.txt", "b.csv"]);
        assert_eq!(documents[0].kind, DataKind::List { matching: MatchKind::Domain });
        let columns = vec!["k".to_owned(), "v".to_owned()];
        assert_eq!(documents[1].kind, DataKind::Table { key: "k".to_owned(), columns });
    }

    #[test]
    fn only_the_value_changes() {
        let day = [("updated", "2026-11-26")];
        assert_eq!(dated(TWO, "a", &day).unwrap(), TWO.replace("2026-01-01", "2026-11-26"));
        let both = [("updated", "2026-11-26"), ("source", "https://new.example/a: b")];
        let expected = TWO
            .replace("https://old.example", "https://new.example/a: b")
            .replace("file: ../b.csv\n", "file: ../b.csv\nupdated: 2026-11-26\n");
        assert_eq!(dated(TWO, "b", &both).unwrap(), expected);
    }

    #[test]
    fn layouts_are_kept_or_the_change_is_refused() {
        for (text, expected) in [
            ("list: a\nmatch: exact\nitems: [x]", Some("list: a\nmatch: exact\nitems: [x]\nupdated: 2026-11-26")),
            ("list: a\r\nmatch: exact\r\n", Some("list: a\r\nmatch: exact\r\nupdated: 2026-11-26\r\n")),
            (
                "list: a\ntitle: |\n  text\n---\nlist: b\n",
                Some("list: a\ntitle: |\n  text\nupdated: 2026-11-26\n---\nlist: b\n"),
            ),
            ("{list: a, updated: 2025-01-01}\n", Some("{list: a, updated: 2026-11-26}\n")),
            ("list: a\nupdated: '2025-01-01'\n", Some("list: a\nupdated: 2026-11-26\n")),
            ("{list: a}\n", None),
            (
                "list: b\nupdated: &d 2025-01-01\n---\nlist: a\nupdated: 2025-01-02\n",
                Some("list: b\nupdated: &d 2025-01-01\n---\nlist: a\nupdated: 2026-11-26\n"),
            ),
            ("list: a\ntitle: &d 2025-01-01\nupdated: *d\n", None),
        ] {
            assert_eq!(dated(text, "a", &[("updated", "2026-11-26")]).as_deref(), expected, "{text}");
        }
    }
}
