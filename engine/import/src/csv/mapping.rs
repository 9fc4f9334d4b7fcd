//! The mapping file: which column goes where, and as what. It is TOML.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::target::Target;
use crate::read;

/// Which column goes where in the record.
#[derive(Debug, Clone)]
pub struct Mapping {
    pub(super) kind: String,
    pub(super) source_system: String,
    pub(super) delimiter: u8,
    pub(super) columns: BTreeMap<String, Column>,
    pub(super) constants: Vec<(Target, Value)>,
}

/// What is wrong with a mapping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// It is not TOML, or has other keys or types than a mapping.
    #[error("not a mapping: {message}{at}", at = line.map(|line| format!(" (line {line})")).unwrap_or_default())]
    Form {
        /// What the reader says.
        message: String,
        /// The line, from 1.
        line: Option<usize>,
    },
    /// The kind is not known.
    #[error("there is no record kind `{0}`; `kind` is `applicant` or `device`")]
    Kind(String),
    /// The delimiter is not one byte of ASCII.
    #[error("`delimiter` must be one character, such as \",\", \";\" or \"\\t\"")]
    Delimiter,
    /// A path is no path.
    #[error("`{0}` is no place in a record; write it as `basics.name` or `phones[0].raw`, with an index below 100")]
    Path(String),
    /// Two columns or constants go to one place.
    #[error("`{0}` is given twice")]
    Twice(String),
    /// A separator without a list, or the reverse.
    #[error("the column `{0}` needs both `type = \"list\"` and a `separator` that is not empty, or neither")]
    Separator(String),
    /// A constant of a type that records do not have.
    #[error("the constant `{0}` must be text, a number, a truth value or a list of those")]
    Constant(String),
}

/// What becomes of a column.
#[derive(Debug, Clone)]
pub(super) enum Column {
    Drop,
    To(Target, Type),
}

#[derive(Debug, Clone)]
pub(super) enum Type {
    Text,
    Integer,
    Number,
    Boolean,
    Date,
    Moment,
    Country,
    List(String),
}

impl Type {
    /// What a cell is; none when it is not of the type.
    pub(super) fn read(&self, cell: &str) -> Option<Value> {
        match self {
            Self::Text => Some(Value::from(cell)),
            Self::Integer => cell.trim().parse::<i64>().ok().map(Value::from),
            Self::Number => cell.trim().parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::from),
            Self::Boolean => match cell.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" => Some(Value::Bool(true)),
                "false" | "no" => Some(Value::Bool(false)),
                _ => None,
            },
            Self::Date => read::date(&Value::from(cell.trim())),
            Self::Moment => read::day_or_moment(&Value::from(cell.trim())),
            Self::Country => read::country(&Value::from(cell)),
            Self::List(separator) => {
                let items = cell.split(separator.as_str()).map(str::trim).filter(|item| !item.is_empty());
                Some(items.map(Value::from).collect())
            }
        }
    }

    /// What it expects, in words.
    pub(super) fn expects(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Boolean => "true, false, yes or no",
            Self::Date => "a date as 2019, 2019-06 or 2019-06-15",
            Self::Moment => "a moment as 2026-01-05T10:00:00Z or a day as 2026-01-05",
            Self::Country => "a country by its two letters or its English name",
            Self::List(_) => "a list",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: String,
    #[serde(default = "csv")]
    source_system: String,
    #[serde(default = "comma")]
    delimiter: String,
    columns: BTreeMap<String, ColumnText>,
    #[serde(default)]
    constants: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ColumnText {
    Path(String),
    Drop(DropText),
    Full(FullText),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DropText {
    drop: True,
}

/// `true` alone: `drop = false` would say nothing.
#[derive(Deserialize)]
#[serde(try_from = "bool")]
struct True;

impl TryFrom<bool> for True {
    type Error = &'static str;

    fn try_from(truth: bool) -> Result<Self, Self::Error> {
        truth.then_some(Self).ok_or("leave the column out, or write `drop = true`")
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FullText {
    to: String,
    #[serde(default, rename = "type")]
    kind: TypeText,
    separator: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum TypeText {
    #[default]
    Text,
    Integer,
    Number,
    Boolean,
    Date,
    DateTime,
    Country,
    List,
}

fn csv() -> String {
    "csv".to_owned()
}

fn comma() -> String {
    ",".to_owned()
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    ///
    /// When the text is not a mapping.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let file: File = toml::from_str(text).map_err(|error| MappingError::Form {
            message: error.message().trim().replace('\n', ", "),
            line: error.span().and_then(|span| text.get(..span.start)).map(|before| before.matches('\n').count() + 1),
        })?;
        if !matches!(file.kind.as_str(), "applicant" | "device") {
            return Err(MappingError::Kind(file.kind));
        }
        let delimiter = match file.delimiter.as_bytes() {
            [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => *byte,
            _ => return Err(MappingError::Delimiter),
        };
        let mut taken = Vec::new();
        let mut columns = BTreeMap::new();
        for (name, column) in file.columns {
            let full = match column {
                ColumnText::Drop(DropText { drop: True }) => {
                    columns.insert(name, Column::Drop);
                    continue;
                }
                ColumnText::Path(to) => FullText { to, kind: TypeText::Text, separator: None },
                ColumnText::Full(full) => full,
            };
            let kind = match (full.kind, full.separator.filter(|separator| !separator.is_empty())) {
                (TypeText::List, Some(separator)) => Type::List(separator),
                (TypeText::List, None) | (_, Some(_)) => return Err(MappingError::Separator(name)),
                (TypeText::Text, None) => Type::Text,
                (TypeText::Integer, None) => Type::Integer,
                (TypeText::Number, None) => Type::Number,
                (TypeText::Boolean, None) => Type::Boolean,
                (TypeText::Date, None) => Type::Date,
                (TypeText::DateTime, None) => Type::Moment,
                (TypeText::Country, None) => Type::Country,
            };
            columns.insert(name, Column::To(place(full.to, &mut taken)?, kind));
        }
        let mut constants = Vec::new();
        for (path, value) in file.constants {
            let value = constant(&value).ok_or_else(|| MappingError::Constant(path.clone()))?;
            constants.push((place(path, &mut taken)?, value));
        }
        Ok(Self { kind: file.kind, source_system: file.source_system, delimiter, columns, constants })
    }

    /// The kind of the records.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }
}

fn place(path: String, taken: &mut Vec<Target>) -> Result<Target, MappingError> {
    let Some(target) = Target::parse(&path) else { return Err(MappingError::Path(path)) };
    if path == "kind" || taken.contains(&target) {
        return Err(MappingError::Twice(path));
    }
    taken.push(target.clone());
    Ok(target)
}

fn constant(value: &toml::Value) -> Option<Value> {
    match value {
        toml::Value::String(text) => Some(Value::from(text.as_str())),
        toml::Value::Integer(number) => Some(Value::from(*number)),
        toml::Value::Float(number) => number.is_finite().then(|| Value::from(*number)),
        toml::Value::Boolean(truth) => Some(Value::from(*truth)),
        toml::Value::Array(items) => items.iter().map(constant).collect::<Option<Vec<_>>>().map(Value::Array),
        toml::Value::Datetime(_) | toml::Value::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_mapping_that_cannot_work_says_why() {
        let cases = [
            ("kind = 'visitor'\n[columns]", "`visitor`"),
            ("kind = 'device'\ndelimiter = '::'\n[columns]", "one character"),
            ("kind = 'device'\n[columns]\nA = 'id'\nB = 'id'", "`id` is given twice"),
            ("kind = 'device'\n[columns]\nA = 'a..b'", "`a..b` is no place"),
            ("kind = 'device'\n[columns]\nA = { to = 'custom.a', type = 'list' }", "`A` needs both"),
            ("kind = 'device'\n[columns]\nA = { to = 'custom.a', separator = ';' }", "`A` needs both"),
            ("kind = 'device'\n[columns]\n[constants]\na = 2026-01-05", "the constant `a`"),
            ("kind = 'device'\ncolums = 1", "(line 2)"),
            ("kind = ", "(line 1)"),
        ];
        for (text, expected) in cases {
            let error = Mapping::parse(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn cells_are_read_only_as_what_they_certainly_are() {
        let cases = [
            (Type::Integer, "12", Some(Value::from(12))),
            (Type::Integer, "1,200", None),
            (Type::Number, "0.5", Some(Value::from(0.5))),
            (Type::Number, "NaN", None),
            (Type::Boolean, "Yes", Some(Value::from(true))),
            (Type::Boolean, "y", None),
            (Type::Date, "2019-06", Some(Value::from("2019-06"))),
            (Type::Date, "06/15/2019", None),
            (Type::Moment, "01/05/2026", None),
            (Type::Country, "Canada", Some(Value::from("CA"))),
            (Type::List(";".to_owned()), "a; b;", Some(serde_json::json!(["a", "b"]))),
        ];
        for (kind, cell, expected) in cases {
            assert_eq!(kind.read(cell), expected, "{kind:?} {cell}");
        }
    }
}
