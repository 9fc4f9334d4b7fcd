//! Dispositions: what a person decided about a decision. Each is an event of the chain, with the note sealed under the subject's key; the latest of a
//! decision stands in a table of its own, so that what nobody has looked at is found.

use hirewall_model::Time;
use serde_json::json;

use crate::audit::PreparedEvent;
use crate::backend::{Connection, Param};
use crate::random::Random;
use crate::read::{key_of, row_at};
use crate::{Error, Event, EventKind, Result, Store};

/// What a person decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing is wrong: the findings have harmless reasons.
    Cleared,
    /// The person proved who they are.
    Verified,
    /// The suspicion is right. What follows from that is decided and done elsewhere, by people.
    Confirmed,
    /// It was looked at, and cannot be told.
    Unresolved,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Cleared, Self::Verified, Self::Confirmed, Self::Unresolved];

    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cleared => "cleared",
            Self::Verified => "verified",
            Self::Confirmed => "confirmed",
            Self::Unresolved => "unresolved",
        }
    }

    /// The outcome of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == word)
    }
}

/// What a person decided about a decision, who, and when. Of several the latest is good; the others stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposition {
    /// What.
    pub outcome: Outcome,
    /// Who: the name of a person or of a token.
    pub by: String,
    /// When, to the microsecond.
    pub at: Time,
    /// Why, in their words; nothing when none were given, or they were erased.
    pub note: Option<String>,
}

/// Longest note, in bytes.
const NOTE_BYTES: usize = 64 << 10;

impl Store {
    /// Keeps what a person decided about a decision. It follows those that there are already.
    ///
    /// # Errors
    /// No such decision, or its content was erased; a note of more than 64 KiB; the write fails.
    pub fn dispose(&self, decision: &str, outcome: Outcome, note: Option<&str>, by: &str) -> Result<Disposition> {
        if note.is_some_and(|note| note.len() > NOTE_BYTES) {
            return Err(Error::TooLarge { what: "a note", limit: NOTE_BYTES, unit: "bytes" });
        }
        let core = self.core();
        let row = core.readers.with(|connection| self.row_by_id(connection, decision))?.ok_or(Error::NoDecision)?;
        let entry = row.seq;
        let event = Event::new(EventKind::Disposition, by).body(json!({"outcome": outcome.as_str()}));
        let note = note.map(str::to_owned);
        let words = note.clone();
        let at = self.prepared_job(move |desk| {
            let row = row_at(desk.connection, entry)?.filter(|row| row.erased.is_none()).ok_or(Error::NoDecision)?;
            let private = match words {
                None => None,
                Some(words) => {
                    let key = key_of(desk.connection, &desk.core.keys, row.key)?.ok_or(Error::NoDecision)?;
                    Some((key.number, key.seal(desk.seq, words.into_bytes(), &mut Random::new(1))?))
                }
            };
            let sql = "INSERT INTO dispositions (entry, event, outcome) VALUES (?1, ?2, ?3) \
                       ON CONFLICT (entry) DO UPDATE SET event = excluded.event, outcome = excluded.outcome";
            let params = [Param::seq(entry), Param::seq(desk.seq), Param::Text(outcome.as_str())];
            desk.connection.execute(sql, &params)?;
            let event = PreparedEvent::new(desk.seq, &event, Some(entry), private);
            let at = Time::from_micros(event.row.at);
            Ok((Some(event), at))
        })?;
        Ok(Disposition { outcome, by: by.to_owned(), at, note })
    }

    /// What people decided about a decision, the earliest first.
    ///
    /// # Errors
    /// The database fails; a note is not what was written.
    pub fn dispositions(&self, decision: u64) -> Result<Vec<Disposition>> {
        self.core().readers.with(|connection| {
            if !is_disposed(connection, decision)? {
                return Ok(Vec::new());
            }
            let events = self.about(connection, decision)?.into_iter();
            let events = events.filter(|event| event.kind == Some(EventKind::Disposition));
            Ok(events.filter_map(of_event).collect())
        })
    }
}

fn of_event(event: crate::StoredEvent) -> Option<Disposition> {
    let outcome = Outcome::of(event.body.get("outcome")?.as_str()?)?;
    let note = event.private.map(|words| String::from_utf8_lossy(&words).into_owned());
    Some(Disposition { outcome, by: event.actor, at: event.at, note })
}

/// Most decisions have none, and cost one look-up by their number.
fn is_disposed(connection: &mut dyn Connection, decision: u64) -> Result<bool> {
    let sql = "SELECT event FROM dispositions WHERE entry = ?1";
    Ok(!connection.query(sql, &[Param::seq(decision)])?.is_empty())
}
