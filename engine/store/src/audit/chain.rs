//! The links of the chain as an auditor pages through them: decisions and events in one order, and nothing of either that is personal.

use hirewall_model::{Time, hex};
use serde::Serialize;
use serde_json::{Value, json};

use super::EventKind;
use crate::backend::{Connection, Param};
use crate::index::LAST;
use crate::rows::{ENTRY_BARE, EVENT_BARE, EntryRow, EventRow};
use crate::store::beside_a_writer;
use crate::{Error, Options, Result, Store};

/// What a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// A decision.
    Decision,
    /// An event.
    Event(EventKind),
}

impl LinkKind {
    /// The kind of a word: `decision`, or that of an event.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        if word == DECISION { Some(Self::Decision) } else { EventKind::of(word).map(Self::Event) }
    }

    /// The words of all of them.
    pub fn words() -> impl Iterator<Item = &'static str> {
        std::iter::once(DECISION).chain(EventKind::ALL.map(EventKind::as_str))
    }
}

/// The word of decisions.
const DECISION: &str = "decision";

/// A link of the chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChainLink {
    /// Its sequence number.
    pub seq: u64,
    /// What it is: `decision`, or the word of the kind of event; that may be one of a newer version.
    pub kind: String,
    /// When a decision's record was received, or an event happened, to the microsecond.
    pub at: Time,
    /// Who did it; nothing for a decision.
    pub actor: Option<String>,
    /// The id of the decision that it is, or is about.
    pub decision: Option<String>,
    /// The details.
    pub body: Value,
    /// Whether its content was erased, or has expired.
    pub erased: bool,
    /// The keyed hash over it and all links before it, in hexadecimal digits.
    pub link: String,
}

/// Links on a page.
const PAGE: u32 = 1000;

impl Store {
    /// Links before a sequence number (of all, when none is given), the newest first; at most 1,000.
    ///
    /// # Errors
    /// The database fails; details are not what was written.
    pub fn chain(&self, kind: Option<LinkKind>, before: Option<u64>, limit: u32) -> Result<Vec<ChainLink>> {
        self.core().readers.with(|connection| links(connection, kind, before, limit))
    }

    /// The same of a store without becoming its writer: while another process serves it.
    ///
    /// # Errors
    /// There is no such store, or it cannot be read; details are not what was written.
    pub fn chain_at(
        url: &str,
        options: &Options,
        kind: Option<LinkKind>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<ChainLink>> {
        let (mut connection, ..) = beside_a_writer(url, options)?;
        links(connection.as_mut(), kind, before, limit)
    }
}

fn links(
    connection: &mut dyn Connection,
    kind: Option<LinkKind>,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<ChainLink>> {
    let before = Param::seq(before.unwrap_or(LAST).min(LAST));
    let limit = limit.min(PAGE);
    let count = Param::Int(limit.into());
    let mut links = Vec::new();
    if matches!(kind, None | Some(LinkKind::Decision)) {
        let sql = format!("SELECT {ENTRY_BARE} FROM entries WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2");
        links.extend(connection.query(&sql, &[before, count])?.into_iter().map(|row| of_entry(EntryRow::read(row))));
    }
    if !matches!(kind, Some(LinkKind::Decision)) {
        let about = "(SELECT id FROM entries WHERE entries.seq = events.entry)";
        let select = format!("SELECT {about}, {EVENT_BARE} FROM events WHERE seq < ?1");
        let rows = match kind {
            Some(LinkKind::Event(kind)) => {
                let sql = format!("{select} AND kind = ?3 ORDER BY seq DESC LIMIT ?2");
                connection.query(&sql, &[before, count, Param::Text(kind.as_str())])?
            }
            _ => connection.query(&format!("{select} ORDER BY seq DESC LIMIT ?2"), &[before, count])?,
        };
        for mut row in rows {
            let about = row.opt_text();
            links.push(of_event(about, EventRow::read(row))?);
        }
    }
    links.sort_by_key(|link| std::cmp::Reverse(link.seq));
    links.truncate(limit as usize);
    Ok(links)
}

fn of_entry(row: EntryRow) -> ChainLink {
    let (seq, link, erased) = (row.seq, hex(&row.mac), row.erased.is_some());
    let stored = row.stored();
    let decision = stored.decision;
    let body = json!({
        "kind": stored.kind, "verdict": decision.verdict, "score": decision.score, "rules": decision.rules,
        "generation": decision.generation, "bundle": decision.bundle,
    });
    let (kind, at) = (DECISION.to_owned(), stored.received_at);
    ChainLink { seq, kind, at, actor: None, decision: Some(decision.id), body, erased, link }
}

fn of_event(decision: Option<String>, row: EventRow) -> Result<ChainLink> {
    let body = serde_json::from_str(&row.body);
    Ok(ChainLink {
        seq: row.seq,
        at: Time::from_micros(row.at),
        decision,
        body: body.map_err(|_| Error::Damaged { seq: row.seq, what: "its details are not JSON" })?,
        erased: row.erased.is_some(),
        link: hex(&row.mac),
        actor: Some(row.actor),
        kind: row.kind,
    })
}
