//! `detector:` binds a plugin: its signals are `signals.name.*` in conditions.

use std::sync::Arc;

use hirewall_diagnostic::Span;

use crate::Isolation;
use crate::read::{Fields, Raw, Read, Reader, Spanned, word};
use crate::yaml::{Node, Value};

/// A detector: a plugin, what it looks at, and what it may do.
#[derive(Debug, Default)]
pub(crate) struct DetectorDocument {
    /// Its id in `snake_case`, unique among the detectors.
    pub(crate) detector: Spanned<String>,
    /// One line that names it.
    pub(crate) title: Option<Spanned<String>>,
    /// The file of the plugin in the plugins folder.
    pub(crate) plugin: Spanned<String>,
    /// The digest that the file must have.
    pub(crate) digest: Option<Spanned<String>>,
    /// The record kinds that it looks at.
    pub(crate) records: Vec<Spanned<String>>,
    /// The plugin's own settings.
    pub(crate) config: Option<Raw>,
    /// Where the key of the settings stands.
    pub(crate) config_key: Option<Span>,
    /// What it may use up.
    pub(crate) limits: LimitsDocument,
    /// What it may reach.
    pub(crate) grants: GrantsDocument,
    /// How much of one record may be left when the next one comes. Default `record`.
    pub(crate) isolation: Option<Isolation>,
    /// Who answers for it.
    pub(crate) owner: Option<Spanned<String>>,
    /// Why it may read a protected attribute or a proxy.
    pub(crate) justification: Option<Spanned<String>>,
    /// Whether all of it could be read.
    pub(crate) complete: bool,
}

/// What a detector may use up.
#[derive(Debug, Default)]
pub(crate) struct LimitsDocument {
    /// Milliseconds for one record.
    pub(crate) time_ms: Option<Spanned<i64>>,
    /// MiB of memory.
    pub(crate) memory_mib: Option<Spanned<i64>>,
    /// Milliseconds for taking in its settings.
    pub(crate) configure_ms: Option<Spanned<i64>>,
}

/// What a detector may reach beside its inputs.
#[derive(Debug, Default)]
pub(crate) struct GrantsDocument {
    /// Where the key stands, when there is one.
    pub(crate) key: Option<Span>,
    /// Lists.
    pub(crate) lists: NamesDocument,
    /// Tables.
    pub(crate) tables: NamesDocument,
    /// Origins.
    pub(crate) http: Vec<Spanned<String>>,
    /// Lines in the operator's log.
    pub(crate) log: Option<Spanned<bool>>,
}

/// Names that the plugin uses, each with the operator's name: a list of names, or a mapping from one to the other.
#[derive(Debug, Default)]
pub(crate) struct NamesDocument {
    /// The plugin's name and the operator's.
    pub(crate) entries: Vec<(Spanned<String>, Spanned<String>)>,
}

word!(Isolation, "an isolation", { "record" => Self::Record, "batch" => Self::Batch });

impl Read for DetectorDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a detector", reader) else { return Self::default() };
        let key = |key: &str| node.mapping().and_then(|mapping| mapping.get(key)).map(|entry| entry.key_span);
        let document = Self {
            detector: fields.required("detector", reader),
            title: fields.optional("title", reader),
            plugin: fields.required("plugin", reader),
            digest: fields.optional("digest", reader),
            records: fields.required("records", reader),
            config: fields.optional("config", reader),
            config_key: key("config"),
            limits: fields.optional("limits", reader).unwrap_or_default(),
            grants: GrantsDocument { key: key("grants"), ..fields.optional("grants", reader).unwrap_or_default() },
            isolation: fields.optional("isolation", reader),
            owner: fields.optional("owner", reader),
            justification: fields.optional("justification", reader),
            complete: fields.complete(),
        };
        fields.finish(reader);
        document
    }
}

impl Read for LimitsDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a set of limits", reader) else { return Self::default() };
        let document = Self {
            time_ms: fields.optional("time_ms", reader),
            memory_mib: fields.optional("memory_mib", reader),
            configure_ms: fields.optional("configure_ms", reader),
        };
        fields.finish(reader);
        document
    }
}

impl Read for GrantsDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a set of grants", reader) else { return Self::default() };
        let document = Self {
            key: None,
            lists: fields.optional("lists", reader).unwrap_or_default(),
            tables: fields.optional("tables", reader).unwrap_or_default(),
            http: fields.optional("http", reader).unwrap_or_default(),
            log: fields.optional("log", reader),
        };
        fields.finish(reader);
        document
    }
}

impl Read for NamesDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let entries = match &node.value {
            Value::Mapping(mapping) => {
                let entries = mapping.entries.iter();
                let read = |entry: &crate::yaml::Entry, reader: &mut Reader<'_>| {
                    let name = Spanned { value: entry.key.to_string(), span: entry.key_span };
                    (name, Spanned::read(&entry.value, reader))
                };
                entries.map(|entry| read(entry, reader)).collect()
            }
            Value::Sequence(items) => {
                let names = items.iter().map(|item| Spanned::<String>::read(item, reader));
                names.map(|name| (name.clone(), name)).collect()
            }
            _ => {
                let help = "Write the names in brackets, `[names]`, or as `{name of the plugin: your name}`.";
                reader.expected("a list of names, or a mapping of names", node, Some(help.to_owned()));
                Vec::new()
            }
        };
        Self { entries }
    }
}
