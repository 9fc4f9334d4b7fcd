//! The tables, as migrations that run in order. A migration that was released never changes; a new one is put behind it.

use crate::backend::{Backend, Column, Connection, Param, Table};
use crate::{Error, Result};

const INT: Column = Column::Int;
const TEXT: Column = Column::Text;
const BYTES: Column = Column::Bytes;

/// Decisions. All columns before `sealed` fit into the first page of a row.
pub(crate) const ENTRIES: Table = Table {
    name: "entries",
    columns: &[
        ("seq", INT),
        ("prev", INT),
        ("kind", TEXT),
        ("id", TEXT),
        ("record", BYTES),
        ("subject", BYTES),
        ("verdict", INT),
        ("score", INT),
        ("decided_at", INT),
        ("received_at", INT),
        ("record_time", INT),
        ("generation", INT),
        ("bundle", TEXT),
        ("rules", TEXT),
        ("key", INT),
        ("content", BYTES),
        ("mac", BYTES),
        ("sealed", BYTES),
    ],
};

/// Everything in the chain that is not a decision.
pub(crate) const EVENTS: Table = Table {
    name: "events",
    columns: &[
        ("seq", INT),
        ("prev", INT),
        ("kind", TEXT),
        ("actor", TEXT),
        ("at", INT),
        ("body", TEXT),
        ("entry", INT),
        ("key", INT),
        ("content", BYTES),
        ("mac", BYTES),
        ("sealed", BYTES),
    ],
};

/// The data keys of subjects, wrapped.
pub(crate) const KEYS: Table =
    Table { name: "subject_keys", columns: &[("seq", INT), ("subject", BYTES), ("wrapped", BYTES)] };

/// Observations of a group of entries, sealed.
pub(crate) const OBSERVATIONS: Table =
    Table { name: "observations", columns: &[("seq", INT), ("first", INT), ("sealed", BYTES)] };

/// Blocks of the index.
pub(crate) const POSTINGS: Table =
    Table { name: "postings", columns: &[("run", INT), ("hash", INT), ("seq", INT), ("block", BYTES)] };

/// In the words of PostgreSQL; `Backend::dialect` turns them into those of another database.
const MIGRATIONS: &[&str] = &["
CREATE TABLE entries (
  seq BIGINT PRIMARY KEY, prev BIGINT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, record BYTEA, subject BYTEA,
  verdict BIGINT NOT NULL, score BIGINT NOT NULL, decided_at BIGINT NOT NULL, received_at BIGINT NOT NULL,
  record_time BIGINT NOT NULL, generation BIGINT NOT NULL, bundle TEXT NOT NULL, rules TEXT NOT NULL, key BIGINT NOT NULL,
  content BYTEA NOT NULL, mac BYTEA NOT NULL, erased BIGINT, voucher BYTEA, sealed BYTEA);
CREATE INDEX entries_due ON entries (verdict, received_at) WHERE erased IS NULL;
CREATE TABLE events (
  seq BIGINT PRIMARY KEY, prev BIGINT NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL, at BIGINT NOT NULL,
  body TEXT NOT NULL, entry BIGINT, key BIGINT, content BYTEA NOT NULL, mac BYTEA NOT NULL, erased BIGINT, voucher BYTEA,
  sealed BYTEA);
CREATE TABLE subject_keys (seq BIGINT PRIMARY KEY, subject BYTEA NOT NULL, wrapped BYTEA NOT NULL);
CREATE TABLE observations (seq BIGINT PRIMARY KEY, first BIGINT NOT NULL, sealed BYTEA NOT NULL);
CREATE TABLE runs (run BIGINT PRIMARY KEY, level BIGINT NOT NULL, upto BIGINT NOT NULL);
CREATE TABLE postings (run BIGINT NOT NULL, hash BIGINT NOT NULL, seq BIGINT NOT NULL, block BYTEA NOT NULL);
CREATE INDEX postings_place ON postings (run, hash, seq);
CREATE TABLE holds (subject BYTEA PRIMARY KEY, event BIGINT NOT NULL);
CREATE TABLE idempotency (key BYTEA PRIMARY KEY, body BYTEA NOT NULL, seq BIGINT NOT NULL, expires BIGINT NOT NULL);
CREATE TABLE generations (
  number BIGINT PRIMARY KEY, bundle TEXT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL,
  summary TEXT NOT NULL);
CREATE TABLE checkpoints (seq BIGINT PRIMARY KEY, line TEXT NOT NULL);
", "
DROP TABLE idempotency;
CREATE TABLE idempotency (
  key BYTEA NOT NULL, part BIGINT NOT NULL, body BYTEA NOT NULL, seq BIGINT NOT NULL, expires BIGINT NOT NULL,
  PRIMARY KEY (key, part));
CREATE INDEX idempotency_due ON idempotency (expires);
CREATE INDEX events_kind ON events (kind, seq);
CREATE TABLE dispositions (entry BIGINT PRIMARY KEY, event BIGINT NOT NULL, outcome TEXT NOT NULL);
CREATE INDEX dispositions_outcome ON dispositions (outcome, entry);
CREATE TABLE pruned (counter BYTEA PRIMARY KEY, before BIGINT NOT NULL);
", "
-- From here on contents are packed with a dictionary, which versions before do not read.
"];

/// The newest schema that this version knows.
pub(crate) const KNOWN: i64 = MIGRATIONS.len().cast_signed() as i64;

/// Brings the database to the newest schema. What it holds must be nothing, or a store.
pub(crate) fn migrate(backend: &dyn Backend, connection: &mut dyn Connection) -> Result<()> {
    connection.begin()?;
    let found = (|| {
        connection.script("CREATE TABLE IF NOT EXISTS hirewall_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);")?;
        let found = match meta(connection, "schema")? {
            Some(text) => text.parse().unwrap_or(i64::MAX),
            None => 0,
        };
        if found > KNOWN {
            return Err(Error::NewerSchema { found, known: KNOWN });
        }
        for (version, sql) in (1..).zip(MIGRATIONS).skip(usize::try_from(found).unwrap_or(0)) {
            connection.script(&backend.dialect(sql))?;
            set_meta(connection, "schema", &i64::to_string(&version))?;
        }
        Ok(())
    })();
    match found {
        Ok(()) => connection.commit(),
        Err(error) => {
            connection.rollback();
            Err(error)
        }
    }
}

/// What stands under a name.
pub(crate) fn meta(connection: &mut dyn Connection, name: &str) -> Result<Option<String>> {
    let rows = connection.query("SELECT value FROM hirewall_meta WHERE name = ?1", &[Param::Text(name)])?;
    Ok(rows.into_iter().next().map(|mut row| row.text()))
}

/// Puts a value under a name.
pub(crate) fn set_meta(connection: &mut dyn Connection, name: &str, value: &str) -> Result<()> {
    connection
        .execute(
            "INSERT INTO hirewall_meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            &[Param::Text(name), Param::Text(value)],
        )
        .map(drop)
}

/// The largest sequence number of a table; 0 where it is empty.
pub(crate) fn last_of(connection: &mut dyn Connection, table: &str) -> Result<u64> {
    let rows = connection.query(&format!("SELECT max(seq) FROM {table}"), &[])?;
    Ok(rows.into_iter().next().map_or(0, |mut row| row.seq()))
}
