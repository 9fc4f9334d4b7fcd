//! A table of the policy directory: `tables.name[key].column`. Columns are kept by type, strings in one piece of memory.

use hirewall_model::Time;

use super::strings::{Refused, StringSet};
use crate::value::moment;
use crate::{Type, Value};

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnType {
    /// `string`
    String,
    /// `int`
    Int,
    /// `double`
    Double,
    /// `bool`
    Bool,
    /// `timestamp`, in files as RFC 3339
    Timestamp,
}

impl ColumnType {
    /// All of them with their names in policy files.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::String, "string"),
        (Self::Int, "int"),
        (Self::Double, "double"),
        (Self::Bool, "bool"),
        (Self::Timestamp, "timestamp"),
    ];

    /// The type of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own)| *own == name).map(|(ty, _)| *ty)
    }

    /// As a type of conditions.
    #[must_use]
    pub fn ty(self) -> Type {
        match self {
            Self::String => Type::String,
            Self::Int => Type::Int,
            Self::Double => Type::Double,
            Self::Bool => Type::Bool,
            Self::Timestamp => Type::Timestamp,
        }
    }
}

/// What is wrong with a row, or with the columns (then without a row).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// Which row, from 0.
    pub row: Option<usize>,
    /// Which column.
    pub column: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A table, ready for look-up.
#[derive(Debug)]
pub struct Table {
    name: String,
    key: usize,
    columns: Vec<Column>,
    keys: StringSet,
}

#[derive(Debug)]
struct Column {
    name: String,
    ty: ColumnType,
    cells: Cells,
}

#[derive(Debug)]
enum Cells {
    /// The text of all rows, and where each row's part ends; an empty part is an absent cell.
    String(String, Vec<u32>),
    Int(Vec<Option<i64>>),
    Double(Vec<Option<f64>>),
    Bool(Vec<Option<bool>>),
    Timestamp(Vec<Option<Time>>),
}

impl Table {
    /// Compiles a table. The key is one of the columns; rows have their cells in the order of the columns, an empty cell is
    /// absent.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, at most one hundred problems.
    pub fn new<R, S>(
        name: &str,
        key: &str,
        columns: Vec<(String, ColumnType)>,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<Self, Vec<RowProblem>>
    where
        R: AsRef<[S]>,
        S: AsRef<str>,
    {
        let mut problems = Vec::new();
        let Some(key) = columns.iter().position(|(own, _)| own == key) else {
            let message = format!("the key `{key}` is none of the columns");
            let help = "Name the key among the columns.".to_owned();
            return Err(vec![RowProblem { row: None, column: Some(key.to_owned()), message, help }]);
        };
        let columns = columns.into_iter().map(|(name, ty)| Column { name, ty, cells: Cells::new(ty) }).collect();
        let mut table = Self { name: name.to_owned(), key, columns, keys: StringSet::default() };
        for (index, row) in rows.into_iter().enumerate() {
            if problems.len() >= 100 {
                break;
            }
            table.add(index, row.as_ref(), &mut problems);
        }
        table.keys.shrink();
        if problems.is_empty() { Ok(table) } else { Err(problems) }
    }

    fn add<S: AsRef<str>>(&mut self, index: usize, row: &[S], problems: &mut Vec<RowProblem>) {
        let mut refuse = |column: Option<&str>, message: String, help: String| {
            let column = column.map(str::to_owned);
            problems.push(RowProblem { row: Some(index), column, message, help });
        };
        if row.len() != self.columns.len() {
            let message = format!("the row has {} cells, the table {} columns", row.len(), self.columns.len());
            refuse(None, message, "Give each row one cell for each column.".to_owned());
            return;
        }
        let key = row.get(self.key).map_or("", |cell| cell.as_ref().trim());
        let key_name = self.columns.get(self.key).map(|column| column.name.as_str());
        if key.is_empty() {
            refuse(key_name, "the row has no key".to_owned(), "Fill in the key, or remove the row.".to_owned());
            return;
        }
        match self.keys.add(key) {
            Ok(_) => {}
            Err(Refused::Duplicate) => {
                let message = format!("the key `{key}` stands in the table twice");
                refuse(key_name, message, "Remove one of the two rows.".to_owned());
                return;
            }
            Err(Refused::Full) => {
                let help = "Split it: a table holds at most four gigabytes.".to_owned();
                refuse(key_name, "the table is too large".to_owned(), help);
                return;
            }
        }
        for (column, cell) in self.columns.iter_mut().zip(row) {
            let cell = cell.as_ref().trim();
            if !column.cells.push(cell) {
                let name = ColumnType::ALL.iter().find(|(ty, _)| *ty == column.ty).map_or("", |(_, name)| name);
                let message = format!("`{cell}` is no {name}");
                refuse(
                    Some(&column.name),
                    message,
                    format!("Write a value of type `{name}`, or leave the cell empty."),
                );
            }
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether it has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.len() == 0
    }

    /// The names and types of its columns, the key among them.
    pub fn columns(&self) -> impl Iterator<Item = (&str, ColumnType)> {
        self.columns.iter().map(|column| (column.name.as_str(), column.ty))
    }

    /// The index of a column.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<u32> {
        self.columns.iter().position(|column| column.name == name).and_then(|at| u32::try_from(at).ok())
    }

    /// The type of the keys.
    #[must_use]
    pub fn key_type(&self) -> ColumnType {
        self.columns.get(self.key).map_or(ColumnType::String, |column| column.ty)
    }

    /// The row of a key. An `int` stands for its digits.
    #[must_use]
    pub fn row(&self, key: &Value<'_>) -> Option<u32> {
        match key {
            Value::Int(number) => self.keys.find(&number.to_string()),
            _ => self.keys.find(key.as_str()?.trim()),
        }
    }

    /// A cell; none if it is absent.
    #[must_use]
    pub fn cell(&self, row: u32, column: u32) -> Option<Value<'_>> {
        let at = row as usize;
        match &self.columns.get(column as usize)?.cells {
            Cells::String(text, ends) => {
                let start = at.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied())?;
                let cell = text.get(start as usize..*ends.get(at)? as usize)?;
                (!cell.is_empty()).then_some(Value::Str(cell))
            }
            Cells::Int(cells) => cells.get(at).copied().flatten().map(Value::Int),
            Cells::Double(cells) => cells.get(at).copied().flatten().map(Value::Double),
            Cells::Bool(cells) => cells.get(at).copied().flatten().map(Value::Bool),
            Cells::Timestamp(cells) => cells.get(at).copied().flatten().map(Value::Timestamp),
        }
    }
}

impl Cells {
    fn new(ty: ColumnType) -> Self {
        match ty {
            ColumnType::String => Self::String(String::new(), Vec::new()),
            ColumnType::Int => Self::Int(Vec::new()),
            ColumnType::Double => Self::Double(Vec::new()),
            ColumnType::Bool => Self::Bool(Vec::new()),
            ColumnType::Timestamp => Self::Timestamp(Vec::new()),
        }
    }

    /// Adds a cell; false if the text is not of the type.
    fn push(&mut self, cell: &str) -> bool {
        fn typed<T>(cells: &mut Vec<Option<T>>, cell: &str, read: impl Fn(&str) -> Option<T>) -> bool {
            let value = read(cell);
            let fits = cell.is_empty() || value.is_some();
            cells.push(value);
            fits
        }
        match self {
            Self::String(text, ends) => {
                text.push_str(cell);
                let end = u32::try_from(text.len());
                ends.push(end.unwrap_or(u32::MAX));
                end.is_ok()
            }
            Self::Int(cells) => typed(cells, cell, |cell| cell.parse().ok()),
            Self::Double(cells) => typed(cells, cell, |cell| cell.parse().ok().filter(|value: &f64| value.is_finite())),
            Self::Bool(cells) => typed(cells, cell, |cell| cell.parse().ok()),
            Self::Timestamp(cells) => typed(cells, cell, |cell| moment::parse(cell).ok()),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failure is the test's answer")]
mod tests {
    use super::*;

    fn columns() -> Vec<(String, ColumnType)> {
        vec![
            ("npa".into(), ColumnType::String),
            ("region".into(), ColumnType::String),
            ("size".into(), ColumnType::Int),
        ]
    }

    #[test]
    fn rows_are_found_by_key() {
        let table =
            Table::new("t", "npa", columns(), [["602", "AZ", "5"], ["212", "", "7"], ["303", "CO", ""]]).unwrap();
        let row = table.row(&Value::Int(602)).unwrap();
        assert_eq!(table.cell(row, 1).unwrap().as_str(), Some("AZ"));
        assert_eq!(table.cell(row, 2).unwrap().as_int(), Some(5));
        let row = table.row(&Value::Str("212")).unwrap();
        assert!(table.cell(row, 1).is_none() && table.cell(row, 2).is_some());
        let row = table.row(&Value::Str("303")).unwrap();
        assert_eq!(table.cell(row, 1).unwrap().as_str(), Some("CO"));
        assert!(table.cell(row, 2).is_none() && table.row(&Value::Str("404")).is_none());
    }

    #[test]
    fn everything_wrong_is_reported() {
        let rows: [&[&str]; 5] =
            [&["602", "AZ", "x"], &["602", "AZ", "1"], &["", "AZ", "1"], &["1", "AZ"], &["2", "", ""]];
        let problems = Table::new("t", "npa", columns(), rows).unwrap_err();
        assert_eq!(
            problems.iter().map(|problem| problem.row).collect::<Vec<_>>(),
            [Some(0), Some(1), Some(2), Some(3)]
        );
        assert!(Table::new("t", "nokey", columns(), rows).is_err());
    }
}
