//! What the store needs of a database: a connection that runs portable SQL in transactions, and inserts many rows at once. The
//! SQL itself, and everything that it means, is the same for all databases and stands elsewhere.

use crate::Result;

/// A value handed to the database.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Param<'a> {
    Null,
    Int(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl<'a> Param<'a> {
    pub(crate) fn bytes(value: Option<&'a [u8]>) -> Self {
        value.map_or(Self::Null, Self::Bytes)
    }

    pub(crate) fn int(value: Option<i64>) -> Self {
        value.map_or(Self::Null, Self::Int)
    }

    /// A sequence number; they stay far below the half of their range.
    pub(crate) fn seq(value: u64) -> Self {
        Self::Int(value.cast_signed())
    }
}

/// A value that the database gave.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// A row that the database gave, read from the left.
#[derive(Debug)]
pub(crate) struct Row(std::vec::IntoIter<Value>);

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    pub(crate) fn opt_int(&mut self) -> Option<i64> {
        match self.0.next() {
            Some(Value::Int(value)) => Some(value),
            _ => None,
        }
    }

    /// An integer; 0 where there is none, which no table of ours allows in the columns that this is used for.
    pub(crate) fn int(&mut self) -> i64 {
        self.opt_int().unwrap_or(0)
    }

    pub(crate) fn seq(&mut self) -> u64 {
        self.int().cast_unsigned()
    }

    pub(crate) fn opt_text(&mut self) -> Option<String> {
        match self.0.next() {
            Some(Value::Text(value)) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn text(&mut self) -> String {
        self.opt_text().unwrap_or_default()
    }

    pub(crate) fn opt_bytes(&mut self) -> Option<Vec<u8>> {
        match self.0.next() {
            Some(Value::Bytes(value)) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn bytes(&mut self) -> Vec<u8> {
        self.opt_bytes().unwrap_or_default()
    }
}

/// A table, and the columns of a row in order with their kind.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [(&'static str, Column)],
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Int,
    Text,
    Bytes,
}

/// A connection. Statements number their parameters `?1`, `?2`, …
pub(crate) trait Connection: Send {
    /// Begins a transaction that writes.
    fn begin(&mut self) -> Result<()>;
    /// Begins a transaction that reads one state of everything.
    fn begin_read(&mut self) -> Result<()>;
    /// Makes the transaction durable.
    fn commit(&mut self) -> Result<()>;
    /// Forgets the transaction; does nothing where there is none.
    fn rollback(&mut self);
    /// Runs statements without parameters.
    fn script(&mut self, sql: &str) -> Result<()>;
    /// Runs a statement; how many rows it changed.
    fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64>;
    /// Runs a query whose answer is small: it has a `LIMIT`, or a key.
    fn query(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>>;
    /// Inserts rows: `values` has them one after the other, each as long as the table has columns.
    fn insert(&mut self, table: &Table, values: &[Param<'_>]) -> Result<()>;
    /// Gets a connection that failed back to work; an error when that does not succeed.
    fn recover(&mut self) -> Result<()>;
    /// What to do before the last connection goes, such as bringing a log into the file.
    fn finish(&mut self) {}
}

/// A database that connections are made to.
pub(crate) trait Backend: Send + Sync {
    /// The connection that writes; the only one in the world, or an error.
    fn writer(&self) -> Result<Box<dyn Connection>>;
    /// A connection that reads.
    fn reader(&self) -> Result<Box<dyn Connection>>;
    /// What to call it.
    fn place(&self) -> String;
    /// Lets other processes have it.
    fn release(&self) {}
    /// The migrations in this database's own words.
    fn dialect(&self, sql: &str) -> String;
}
