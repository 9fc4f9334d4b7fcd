//! The shapes of `list` and `table` documents.

use schemars::JsonSchema;
use serde_json::Value;
use std::collections::BTreeMap;

use super::shared::{Id, Moment, Text};

/// A named list: `x in lists.<id>` in conditions.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "list", extend("oneOf" = [{"required": ["items"]}, {"required": ["file"]}]))]
pub(super) struct List {
    /// The id of the list, unique among lists.
    #[schemars(example = &"remote_access_tools")]
    list: Id,
    /// One line that names it.
    title: Option<Text>,
    /// How a value is compared with the items.
    r#match: Match,
    /// Where the items come from.
    source: Option<Text>,
    /// The licence of the items.
    license: Option<Text>,
    /// The day on which they were last brought up to date.
    updated: Option<Moment>,
    /// After how many days without an update `hirewall check` warns.
    #[schemars(range(min = 1, max = 36_500))]
    max_age_days: Option<u32>,
    /// The items.
    items: Option<Vec<Item>>,
    /// A text file with one item a line, relative to this file.
    #[schemars(example = &"data/remote_access_tools.txt")]
    file: Option<Text>,
}

/// An item: any scalar, taken as the text that it is written as.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Item {
    Text(Text),
    Number(f64),
    Bool(bool),
}

/// How a value is compared with the items of a list.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Match {
    /// The same characters.
    Exact,
    /// The same but for case.
    Caseless,
    /// An address in one of the networks.
    Cidr,
    /// The domain, a subdomain of it, or an e-mail address there.
    Domain,
    /// A text that begins with an item.
    Prefix,
    /// A text that holds an item.
    Contains,
}

/// A table: `tables.<id>["key"].column` in conditions. A key that it lacks is undetermined.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "table", extend("oneOf" = [{"required": ["rows"]}, {"required": ["file"]}]))]
pub(super) struct Table {
    /// The id of the table, unique among tables.
    #[schemars(example = &"area_codes")]
    table: Id,
    /// One line that names it.
    title: Option<Text>,
    /// The column whose value finds a row.
    key: Id,
    /// The columns and their types.
    columns: BTreeMap<String, Column>,
    /// Where the rows come from.
    source: Option<Text>,
    /// The licence of the rows.
    license: Option<Text>,
    /// The day on which they were last brought up to date.
    updated: Option<Moment>,
    /// After how many days without an update `hirewall check` warns.
    #[schemars(range(min = 1, max = 36_500))]
    max_age_days: Option<u32>,
    /// The rows, each a mapping from column to value.
    rows: Option<Vec<BTreeMap<String, Value>>>,
    /// A CSV file with a head line, relative to this file.
    #[schemars(example = &"data/area_codes.csv")]
    file: Option<Text>,
}

/// The type of a column.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Column {
    String,
    Int,
    Double,
    Bool,
    Timestamp,
}
