//! A connection to SQLite.

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection as Database, params_from_iter};

use crate::backend::{Connection, Param, Row, Table, Value};
use crate::{Error, Result};

/// A connection to SQLite.
pub(super) struct Sqlite {
    database: Database,
}

impl Sqlite {
    pub(super) fn new(database: Database) -> Self {
        Self { database }
    }

    fn simple(&self, sql: &str, doing: &'static str) -> Result<()> {
        self.database
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute([]))
            .map(drop)
            .map_err(failed(doing))
    }
}

/// What SQLite says, without the statement.
pub(super) fn said(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(code, Some(text)) => format!("{text} (code {})", code.extended_code),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}

fn failed(doing: &'static str) -> impl Fn(rusqlite::Error) -> Error {
    move |error| Error::Database { doing, why: said(&error).into() }
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Int(value) => ValueRef::Integer(value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

impl Connection for Sqlite {
    fn begin(&mut self) -> Result<()> {
        self.simple("BEGIN IMMEDIATE", "begin a transaction")
    }

    fn begin_read(&mut self) -> Result<()> {
        self.simple("BEGIN DEFERRED", "begin to read")
    }

    fn commit(&mut self) -> Result<()> {
        self.simple("COMMIT", "commit")
    }

    fn rollback(&mut self) {
        if !self.database.is_autocommit() {
            let _ = self.simple("ROLLBACK", "roll back");
        }
    }

    fn script(&mut self, sql: &str) -> Result<()> {
        self.database.execute_batch(sql).map_err(failed("change the schema"))
    }

    fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        self.database
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(params_from_iter(params)))
            .map(|count| count as u64)
            .map_err(failed("write"))
    }

    fn query(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>> {
        let read = || {
            let mut statement = self.database.prepare_cached(sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query(params_from_iter(params))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let values = (0..columns).map(|column| {
                    Ok(match row.get_ref(column)? {
                        ValueRef::Integer(value) => Value::Int(value),
                        // No table has numbers with a fraction: only a stranger's hand put one there.
                        ValueRef::Null | ValueRef::Real(_) => Value::Null,
                        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
                    })
                });
                found.push(Row::new(values.collect::<rusqlite::Result<_>>()?));
            }
            Ok(found)
        };
        read().map_err(failed("read"))
    }

    fn insert(&mut self, table: &Table, values: &[Param<'_>]) -> Result<()> {
        let width = table.columns.len();
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let marks = vec!["?"; width].join(",");
        let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", table.name, names.join(","));
        let write = || {
            let mut statement = self.database.prepare_cached(&sql)?;
            for row in values.chunks(width) {
                for (index, value) in (1..).zip(row) {
                    statement.raw_bind_parameter(index, value)?;
                }
                statement.raw_execute()?;
            }
            Ok(())
        };
        write().map_err(failed("write"))
    }

    fn recover(&mut self) -> Result<()> {
        self.rollback();
        Ok(())
    }

    fn finish(&mut self) {
        // The log goes into the file, so that a copy of the file alone is whole.
        let _ = self.database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}
