//! Reads every file: YAML into documents, record schemas into types. Data files are read by the lists and tables that name them.

use std::collections::BTreeMap;
use std::sync::Arc;

use hirewall_diagnostic::codes::file;
use hirewall_diagnostic::{Diagnostic, SourceId, Span};
use hirewall_model::Schema;

use super::{Context, schema};
use crate::document::{
    DetectorDocument, Document, ExceptionsDocument, ListDocument, PolicyDocument, SettingsDocument, TableDocument,
    TestsDocument,
};
use crate::read::Reader;
use crate::source_file::Role;
use crate::yaml;

/// The documents of all files, by kind, in the order of paths and of the text.
#[derive(Default)]
pub(crate) struct Loaded {
    pub(crate) schemas: BTreeMap<String, SchemaEntry>,
    /// Whether a schema could not be compiled, so that a kind may be unknown through no fault of the policy.
    pub(crate) schema_failed: bool,
    /// Whether a document could not be read, so that a name may be unknown through no fault of who uses it.
    pub(crate) document_failed: bool,
    pub(crate) policies: Vec<(SourceId, PolicyDocument)>,
    pub(crate) lists: Vec<(SourceId, ListDocument)>,
    pub(crate) tables: Vec<(SourceId, TableDocument)>,
    pub(crate) detectors: Vec<(SourceId, DetectorDocument)>,
    pub(crate) exceptions: Vec<(SourceId, ExceptionsDocument)>,
    pub(crate) settings: Vec<(SourceId, SettingsDocument)>,
    pub(crate) tests: Vec<(SourceId, TestsDocument)>,
}

/// A record schema.
pub(crate) struct SchemaEntry {
    pub(crate) source: SourceId,
    pub(crate) schema: Arc<Schema>,
}

/// Reads every file.
pub(crate) fn load(context: &mut Context<'_>) -> Loaded {
    let mut loaded = Loaded::default();
    let files = context.files().to_vec();
    for (source, given) in files {
        match given.role() {
            Role::Other => {}
            Role::RecordSchema => {
                context.takes_part(source);
                if readable(source, &given.text, context.options.limits.data_bytes, context) {
                    schema::load(source, &given.text, &mut loaded, context);
                } else {
                    loaded.schema_failed = true;
                }
            }
            Role::Documents => {
                context.takes_part(source);
                if readable(source, &given.text, context.options.limits.yaml_bytes, context) {
                    documents(source, &given.text, &mut loaded, context);
                } else {
                    loaded.document_failed = true;
                }
            }
        }
    }
    loaded
}

/// Whether a text may be read: not too large, and UTF-8 before it came here.
pub(crate) fn readable(source: SourceId, text: &str, limit: usize, context: &mut Context<'_>) -> bool {
    if text.len() > limit {
        context.report(
            source,
            Span::new(0, 0),
            Diagnostic::new(file::E092, format!("the file has {} bytes, more than the limit of {limit}", text.len()))
                .help("Split it, or move what is data into a data file."),
        );
        return false;
    }
    let Some(at) = text.find('\u{fffd}') else { return true };
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    context.report(
        source,
        Span::new(at, at.saturating_add(3)),
        Diagnostic::new(file::E091, "the file is not UTF-8 text").help("Save it as UTF-8."),
    );
    false
}

fn documents(source: SourceId, text: &str, loaded: &mut Loaded, context: &mut Context<'_>) {
    let before = context.out.len();
    // Spans count from the beginning of the file, so the parser is given the byte order mark too.
    let trees = yaml::parse(text, source, &context.options.limits, &mut context.out);
    loaded.document_failed |= context.out.len() > before;
    for tree in trees {
        let mut reader = Reader { source, out: &mut context.out };
        match Document::read(&tree.root, &mut reader) {
            Some(Document::Policy(document)) => loaded.policies.push((source, document)),
            Some(Document::List(document)) => loaded.lists.push((source, document)),
            Some(Document::Table(document)) => loaded.tables.push((source, document)),
            Some(Document::Detector(document)) => loaded.detectors.push((source, document)),
            Some(Document::Exceptions(document)) => loaded.exceptions.push((source, document)),
            Some(Document::Settings(document)) => loaded.settings.push((source, document)),
            Some(Document::Tests(document)) => loaded.tests.push((source, document)),
            None => loaded.document_failed = true,
        }
    }
}
