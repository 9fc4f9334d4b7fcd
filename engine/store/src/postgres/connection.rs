//! A session with PostgreSQL.

use std::collections::HashMap;
use std::time::Duration;

use postgres::binary_copy::BinaryCopyInWriter;
use postgres::{Client, Statement};
use postgres_types::{ToSql, Type};

use super::PostgresServer;
use crate::backend::{Column, Connection, Param, Row, Table, Value};
use crate::{Error, Result};

/// How long a server may take to answer nothing.
const PATIENCE: Duration = Duration::from_secs(5);
/// Prepared statements kept per session; beyond it all are dropped.
const STATEMENTS: usize = 128;

/// A session with PostgreSQL.
pub(super) struct Session {
    /// None only while this is dropped.
    client: Option<Client>,
    server: PostgresServer,
    writes: bool,
    prepared: HashMap<String, Statement>,
    open: bool,
    /// Whether it may write.
    locked: bool,
}

impl Session {
    pub(super) fn new(client: Client, server: PostgresServer, writes: bool) -> Self {
        Self { client: Some(client), server, writes, prepared: HashMap::new(), open: false, locked: writes }
    }

    fn client(&mut self) -> Result<&mut Client> {
        self.client.as_mut().ok_or(Error::Closed)
    }

    fn simple(&mut self, sql: &str, doing: &'static str) -> Result<()> {
        self.client()?.batch_execute(sql).map_err(failed(doing))
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client()?.prepare(&sql.replace('?', "$")).map_err(failed("prepare a statement"))?;
        if self.prepared.len() >= STATEMENTS {
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// A reader that lost its connection gets a new one before it reads.
    fn revive(&mut self) -> Result<()> {
        if self.client()?.is_closed() && !self.writes {
            self.recover()?;
        }
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The driver waits for the end of a session, which it must not do on a thread of an asynchronous caller.
        if let Some(client) = self.client.take() {
            let _ = std::thread::Builder::new().spawn(move || drop(client));
        }
    }
}

/// What PostgreSQL says, without the detail, which may quote values.
pub(super) fn said(error: &postgres::Error) -> String {
    if let Some(database) = error.as_db_error() {
        return format!("{} (code {})", database.message(), database.code().code());
    }
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

fn failed(doing: &'static str) -> impl Fn(postgres::Error) -> Error {
    move |error| Error::Database { doing, why: said(&error).into() }
}

fn references<'p>(params: &'p [Param<'p>]) -> Vec<&'p (dyn ToSql + Sync)> {
    params.iter().map(|param| param as &(dyn ToSql + Sync)).collect()
}

impl Connection for Session {
    fn begin(&mut self) -> Result<()> {
        self.simple("BEGIN", "begin a transaction")?;
        self.open = true;
        Ok(())
    }

    fn begin_read(&mut self) -> Result<()> {
        self.revive()?;
        self.simple("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "begin to read")?;
        self.open = true;
        Ok(())
    }

    fn commit(&mut self) -> Result<()> {
        self.open = false;
        self.simple("COMMIT", "commit")
    }

    fn rollback(&mut self) {
        if std::mem::take(&mut self.open) {
            let _ = self.client().map(|client| client.batch_execute("ROLLBACK"));
        }
    }

    fn script(&mut self, sql: &str) -> Result<()> {
        self.simple(sql, "change the schema")
    }

    fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        self.client()?.execute(&statement, &references(params)).map_err(failed("write"))
    }

    fn query(&mut self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>> {
        if !self.open {
            self.revive()?;
        }
        let statement = self.prepare(sql)?;
        let rows = self.client()?.query(&statement, &references(params)).map_err(failed("read"))?;
        let read = |row: &postgres::Row| {
            let values = row.columns().iter().enumerate().map(|(index, column)| {
                Ok(match *column.type_() {
                    Type::INT8 => row.try_get::<_, Option<i64>>(index)?.map_or(Value::Null, Value::Int),
                    Type::INT4 => row.try_get::<_, Option<i32>>(index)?.map_or(Value::Null, |it| Value::Int(it.into())),
                    Type::TEXT => row.try_get::<_, Option<String>>(index)?.map_or(Value::Null, Value::Text),
                    Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(index)?.map_or(Value::Null, Value::Bytes),
                    _ => Value::Null,
                })
            });
            values.collect::<std::result::Result<_, postgres::Error>>().map(Row::new)
        };
        rows.iter().map(read).collect::<std::result::Result<_, _>>().map_err(failed("read"))
    }

    fn insert(&mut self, table: &Table, values: &[Param<'_>]) -> Result<()> {
        if values.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let types: Vec<Type> = table
            .columns
            .iter()
            .map(|(_, column)| match column {
                Column::Int => Type::INT8,
                Column::Text => Type::TEXT,
                Column::Bytes => Type::BYTEA,
            })
            .collect();
        let sql = format!("COPY {} ({}) FROM STDIN BINARY", table.name, names.join(","));
        let statement = self.prepare(&sql)?;
        let writer = self.client()?.copy_in(&statement).map_err(failed("write"))?;
        let mut writer = BinaryCopyInWriter::new(writer, &types);
        for row in values.chunks(types.len()) {
            writer.write(&references(row)).map_err(failed("write"))?;
        }
        writer.finish().map(drop).map_err(failed("write"))
    }

    fn recover(&mut self) -> Result<()> {
        self.rollback();
        let client = self.client()?;
        if client.is_closed() || client.is_valid(PATIENCE).is_err() {
            self.prepared.clear();
            self.locked = false;
            // The old session ends before the new one asks for its lock.
            self.client = Some(self.server.client()?);
        }
        if let Some(client) = self.client.as_mut().filter(|_| self.writes && !self.locked) {
            self.server.lock(client)?;
            self.locked = true;
        }
        Ok(())
    }
}
