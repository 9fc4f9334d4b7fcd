//! What stands in the chain beside decisions: who did what, when.

use std::sync::Arc;

use hirewall_model::Time;
use serde_json::Value;

use crate::entry::now;
use crate::index::{self, Posting};
use crate::queue::{Work, tell};
use crate::random::Random;
use crate::read::key_of;
use crate::rows::EventRow;
use crate::{Done, Error, Result, Store};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// Somebody looked at a decision.
    Access,
    /// A generation began to serve, or was refused.
    Reload,
    /// The configuration of the service changed.
    Configuration,
    /// A person decided about a decision.
    Disposition,
    /// A subject's data were handed out.
    Export,
    /// A subject was erased.
    Erasure,
    /// A legal hold began.
    Hold,
    /// A legal hold ended.
    Release,
    /// Contents went whose time was over.
    Expiry,
}

impl EventKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Access,
        Self::Reload,
        Self::Configuration,
        Self::Disposition,
        Self::Export,
        Self::Erasure,
        Self::Hold,
        Self::Release,
        Self::Expiry,
    ];

    /// Its word in the chain.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Reload => "reload",
            Self::Configuration => "configuration",
            Self::Disposition => "disposition",
            Self::Export => "export",
            Self::Erasure => "erasure",
            Self::Hold => "hold",
            Self::Release => "release",
            Self::Expiry => "expiry",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// An event for the chain.
#[derive(Debug, Clone)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// Who did it: a person or a token of the operator's, never an applicant.
    pub actor: String,
    /// The details, kept in the clear for ever: no personal value of an applicant.
    pub body: Value,
    /// The id of the decision that it is about.
    pub decision: Option<String>,
    /// What is personal, such as a reviewer's note: encrypted under the key of the decision's subject, and erased with it.
    /// Only with `decision`.
    pub private: Option<Vec<u8>>,
}

impl Event {
    /// An event without details.
    #[must_use]
    pub fn new(kind: EventKind, actor: impl Into<String>) -> Self {
        Self { kind, actor: actor.into(), body: Value::Null, decision: None, private: None }
    }

    /// With details.
    #[must_use]
    pub fn body(mut self, body: Value) -> Self {
        self.body = body;
        self
    }

    /// About a decision.
    #[must_use]
    pub fn about(mut self, decision: impl Into<String>) -> Self {
        self.decision = Some(decision.into());
        self
    }

    /// With words that are personal.
    #[must_use]
    pub fn private(mut self, words: Vec<u8>) -> Self {
        self.private = Some(words);
        self
    }
}

/// Largest event, in bytes of its parts.
const EVENT_BYTES: usize = 1 << 20;

/// An event ready to be written.
pub(crate) struct PreparedEvent {
    /// Everything but `prev` and `mac`.
    pub(crate) row: EventRow,
    pub(crate) digest: [u8; 32],
    pub(crate) posting: Option<Posting>,
}

impl PreparedEvent {
    /// An event that is about no decision, or of which that was found already.
    pub(crate) fn new(seq: u64, event: &Event, about: Option<u64>, private: Option<(u64, Vec<u8>)>) -> Self {
        let entry = about.map(u64::cast_signed);
        // In the order of their names, as the digest is over the text.
        let mut body = event.body.clone();
        body.sort_all_objects();
        let (key, sealed) = private.map_or((None, None), |(key, sealed)| (Some(key.cast_signed()), Some(sealed)));
        let mut row = EventRow {
            seq,
            prev: 0,
            kind: event.kind.as_str().to_owned(),
            actor: event.actor.replace('\0', "\u{fffd}"),
            at: now().micros(),
            body: body.to_string(),
            entry,
            key,
            content: Vec::new(),
            mac: Vec::new(),
            erased: None,
            voucher: None,
            sealed,
        };
        row.content = row.content_digest().to_vec();
        Self { digest: row.digest(), row, posting: entry.map(|entry| (index::of_about(entry), seq)) }
    }

    /// Bytes that it holds while it waits.
    pub(crate) fn bytes(&self) -> usize {
        256 + self.row.body.len() + self.row.sealed.as_ref().map_or(0, Vec::len)
    }
}

/// Events that the store writes itself are not left to its callers.
fn is_ours(kind: EventKind) -> bool {
    use EventKind::{Disposition, Erasure, Expiry, Export, Hold, Release};
    matches!(kind, Disposition | Erasure | Expiry | Export | Hold | Release)
}

impl Store {
    /// Puts an event into the chain; `done` is called as for an entry.
    pub fn record(&self, event: &Event, done: impl FnOnce(Result<u64>) + Send + 'static) {
        let done: Done = Box::new(done);
        match self.prepare_event(event) {
            Err(error) => done(Err(error)),
            Ok(prepared) => {
                let seq = prepared.row.seq;
                let work = Work::Event(Box::new(prepared), done);
                if let Err((works, error)) = self.core().queue.put(seq, vec![work], || ()) {
                    tell(works, &error);
                }
            }
        }
    }

    /// Puts an event into the chain and waits until it is durable; its sequence number.
    ///
    /// # Errors
    /// No such decision; more than 1 MiB; a disposition, erasure, expiry, export, hold or release, which the store records itself; the write fails.
    pub fn record_and_wait(&self, event: &Event) -> Result<u64> {
        let (send, receive) = std::sync::mpsc::sync_channel(1);
        self.record(event, move |result| drop(send.send(result)));
        receive.recv().unwrap_or(Err(Error::Closed))
    }

    fn prepare_event(&self, event: &Event) -> Result<PreparedEvent> {
        let core = self.core();
        let size = event.actor.len() + event.body.to_string().len() + event.private.as_ref().map_or(0, Vec::len);
        if size > EVENT_BYTES {
            return Err(Error::TooLarge { what: "an event", limit: EVENT_BYTES, unit: "bytes" });
        }
        if is_ours(event.kind) {
            return Err(Error::Reserved);
        }
        let about = match &event.decision {
            None => None,
            Some(id) => Some(core.readers.with(|connection| self.row_by_id(connection, id))?.ok_or(Error::NoDecision)?),
        };
        let key = match (&event.private, &about) {
            (None, _) => None,
            (Some(_), None) => return Err(Error::NoDecision),
            // Nothing would take out what is said about a content that is gone.
            (Some(_), Some(row)) if row.erased.is_some() => return Err(Error::NoDecision),
            (Some(_), Some(row)) => {
                let key = core.readers.with(|connection| key_of(connection, &core.keys, row.key))?;
                Some(Arc::new(key.ok_or(Error::NoDecision)?))
            }
        };
        let seq = core.queue.take(1, false)?;
        let private = match (key, &event.private) {
            (Some(key), Some(words)) => match key.seal(seq, words.clone(), &mut Random::new(1)) {
                Ok(sealed) => Some((key.number, sealed)),
                Err(error) => {
                    core.queue.void(seq, 1);
                    return Err(error);
                }
            },
            _ => None,
        };
        Ok(PreparedEvent::new(seq, event, about.map(|row| row.seq), private))
    }
}

/// When an event happened.
pub(super) fn at(row: &EventRow) -> Time {
    Time::from_micros(row.at)
}
