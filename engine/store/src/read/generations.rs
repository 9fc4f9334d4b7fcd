//! The generations that served, so that their numbers go on after a restart.

use hirewall_model::Time;
use serde_json::{Value, json};

use crate::backend::Param;
use crate::{Event, EventKind, Result, Store};

/// A generation that served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// Its number.
    pub number: u64,
    /// The digest of its bundle.
    pub bundle: String,
    /// When it began to serve, to the microsecond.
    pub at: Time,
    /// Who or what brought it: the name of a token, or `start`, `files`, `signal`.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// What its diagnostics say in short.
    pub summary: String,
}

impl Store {
    /// Keeps a generation, and puts a reload into the chain, with the members of an object that says more about it.
    ///
    /// # Errors
    /// The write fails, or the number is taken.
    pub fn add_generation(&self, generation: &Generation, more: &Value) -> Result<()> {
        let (generation, more) = (generation.clone(), more.clone());
        self.job(move |desk| {
            let sql =
                "INSERT INTO generations (number, bundle, at, actor, reason, summary) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let clean = |text: &str| text.replace('\0', "\u{fffd}");
            desk.connection.execute(
                sql,
                &[
                    Param::seq(generation.number),
                    Param::Text(&clean(&generation.bundle)),
                    Param::Int(generation.at.micros()),
                    Param::Text(&clean(&generation.actor)),
                    Param::Text(&clean(&generation.reason)),
                    Param::Text(&clean(&generation.summary)),
                ],
            )?;
            let mut body = json!({
                "generation": generation.number, "bundle": generation.bundle, "reason": generation.reason,
                "summary": generation.summary,
            });
            if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
                body.extend(more.into_iter().filter(|(_, value)| !value.is_null()));
            }
            Ok((Some(Event::new(EventKind::Reload, generation.actor).body(body)), ()))
        })
    }

    /// The newest generations, the newest first.
    ///
    /// # Errors
    /// The database fails.
    pub fn generations(&self, limit: u32) -> Result<Vec<Generation>> {
        self.core().readers.with(|connection| {
            let sql =
                "SELECT number, bundle, at, actor, reason, summary FROM generations ORDER BY number DESC LIMIT ?1";
            let rows = connection.query(sql, &[Param::Int(limit.into())])?;
            let read = rows.into_iter().map(|mut row| Generation {
                number: row.seq(),
                bundle: row.text(),
                at: Time::from_micros(row.int()),
                actor: row.text(),
                reason: row.text(),
                summary: row.text(),
            });
            Ok(read.collect())
        })
    }
}
