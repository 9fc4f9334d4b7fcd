//! `table:` rows that a key finds: `tables.name[key].column`.

use std::sync::Arc;

use crate::read::{Fields, Moment, Named, Raw, Read, Reader, Spanned, word};
use crate::yaml::Node;

/// A table: `tables.name[key].column`. An absent key is undetermined.
#[derive(Debug, Default)]
pub(crate) struct TableDocument {
    /// Its id in `snake_case`, unique among the tables.
    pub(crate) table: Spanned<String>,
    /// One line that names it.
    pub(crate) title: Option<Spanned<String>>,
    /// The column whose value finds a row.
    pub(crate) key: Spanned<String>,
    /// The columns and their types.
    pub(crate) columns: Named<Spanned<ColumnWord>>,
    /// Where the rows come from.
    pub(crate) source: Option<Spanned<String>>,
    /// The licence of the rows.
    pub(crate) license: Option<Spanned<String>>,
    /// The day when it was last brought up to date.
    pub(crate) updated: Option<Spanned<Moment>>,
    /// Days after which it counts as out of date.
    pub(crate) max_age_days: Option<Spanned<i64>>,
    /// The rows. Either this or `file`.
    pub(crate) rows: Option<Vec<Raw>>,
    /// A CSV file beside this file; its first line names the columns.
    pub(crate) file: Option<Spanned<String>>,
}

impl Read for TableDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a table", reader) else { return Self::default() };
        let document = Self {
            table: fields.required("table", reader),
            title: fields.optional("title", reader),
            key: fields.required("key", reader),
            columns: fields.required("columns", reader),
            source: fields.optional("source", reader),
            license: fields.optional("license", reader),
            updated: fields.optional("updated", reader),
            max_age_days: fields.optional("max_age_days", reader),
            rows: fields.optional("rows", reader),
            file: fields.optional("file", reader),
        };
        fields.finish(reader);
        document
    }
}

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ColumnWord {
    /// A text.
    #[default]
    String,
    /// A whole number.
    Int,
    /// A number.
    Double,
    /// `true` or `false`.
    Bool,
    /// A moment as in RFC 3339.
    Timestamp,
}

word!(ColumnWord, "a type of column", {
    "string" => Self::String,
    "int" => Self::Int,
    "double" => Self::Double,
    "bool" => Self::Bool,
    "timestamp" => Self::Timestamp,
});
