//! `list:` a named list: `x in lists.name`.

use std::sync::Arc;

use crate::read::{Fields, Moment, Read, Reader, Spanned, word};
use crate::yaml::Node;

/// A named list: `x in lists.name`.
#[derive(Debug, Default)]
pub(crate) struct ListDocument {
    /// Its id in `snake_case`, unique among the lists.
    pub(crate) list: Spanned<String>,
    /// One line that names it.
    pub(crate) title: Option<Spanned<String>>,
    /// How an item is compared with a value.
    pub(crate) matching: MatchWord,
    /// Where the items come from.
    pub(crate) source: Option<Spanned<String>>,
    /// The licence of the items.
    pub(crate) license: Option<Spanned<String>>,
    /// The day when it was last brought up to date.
    pub(crate) updated: Option<Spanned<Moment>>,
    /// Days after which it counts as out of date.
    pub(crate) max_age_days: Option<Spanned<i64>>,
    /// The items. Either this or `file`.
    pub(crate) items: Option<Vec<Item>>,
    /// A text file with an item on each line, beside this file. A line that begins with `#`, and what follows ` #`, is a
    /// comment.
    pub(crate) file: Option<Spanned<String>>,
}

impl Read for ListDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a list", reader) else { return Self::default() };
        let document = Self {
            list: fields.required("list", reader),
            title: fields.optional("title", reader),
            matching: fields.required("match", reader),
            source: fields.optional("source", reader),
            license: fields.optional("license", reader),
            updated: fields.optional("updated", reader),
            max_age_days: fields.optional("max_age_days", reader),
            items: fields.optional("items", reader),
            file: fields.optional("file", reader),
        };
        fields.finish(reader);
        document
    }
}

/// How an item of a list is compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum MatchWord {
    /// The same text.
    #[default]
    Exact,
    /// The same text, upper and lower case alike.
    Caseless,
    /// An address inside the network.
    Cidr,
    /// The domain, a subdomain of it, or an e-mail address in it.
    Domain,
    /// A text that begins with the item.
    Prefix,
    /// A text that contains the item.
    Contains,
}

word!(MatchWord, "a way of matching", {
    "exact" => Self::Exact,
    "caseless" => Self::Caseless,
    "cidr" => Self::Cidr,
    "domain" => Self::Domain,
    "prefix" => Self::Prefix,
    "contains" => Self::Contains,
});

/// An item: any scalar, taken as the text that it is written as, so that `850` and `no` need no quotes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Item {
    /// The text.
    pub(crate) text: Arc<str>,
    /// Where it stands.
    pub(crate) span: hirewall_diagnostic::Span,
}

impl Read for Item {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        match node.scalar() {
            Some(scalar) if !node.is_null() && !scalar.text.trim().is_empty() => {
                Self { text: Arc::clone(&scalar.text), span: node.span }
            }
            _ => {
                reader.expected("an item, which is a text", node, Some("Put the text in quotes.".to_owned()));
                Self::default()
            }
        }
    }
}
