//! Rows of the two tables that the chain runs through, as they stand in the database.

use crate::backend::Row;
use crate::digest::{RowDigest, content_digest};
use crate::entry::verdict;
use crate::{Judged, StoredDecision};
use hirewall_model::Time;

/// A decision's row.
#[derive(Debug)]
pub(crate) struct EntryRow {
    pub(crate) seq: u64,
    pub(crate) prev: u64,
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) record: Option<Vec<u8>>,
    pub(crate) subject: Option<Vec<u8>>,
    pub(crate) verdict: i64,
    pub(crate) score: i64,
    pub(crate) decided_at: i64,
    pub(crate) received_at: i64,
    pub(crate) record_time: i64,
    pub(crate) generation: i64,
    pub(crate) bundle: String,
    /// Separated by spaces, which no id of a rule has.
    pub(crate) rules: String,
    pub(crate) key: u64,
    pub(crate) content: Vec<u8>,
    pub(crate) mac: Vec<u8>,
    pub(crate) erased: Option<i64>,
    pub(crate) voucher: Option<Vec<u8>>,
    pub(crate) sealed: Option<Vec<u8>>,
}

/// The columns of [`EntryRow::read`], in its order.
pub(crate) const ENTRY: &str = "seq, prev, kind, id, record, subject, verdict, score, decided_at, received_at, \
     record_time, generation, bundle, rules, key, content, mac, erased, voucher, sealed";
/// The same without the content, which is then not read from the disk either.
pub(crate) const ENTRY_BARE: &str = "seq, prev, kind, id, record, subject, verdict, score, decided_at, received_at, \
     record_time, generation, bundle, rules, key, content, mac, erased, voucher";

impl EntryRow {
    pub(crate) fn read(mut row: Row) -> Self {
        Self {
            seq: row.seq(),
            prev: row.seq(),
            kind: row.text(),
            id: row.text(),
            record: row.opt_bytes(),
            subject: row.opt_bytes(),
            verdict: row.int(),
            score: row.int(),
            decided_at: row.int(),
            received_at: row.int(),
            record_time: row.int(),
            generation: row.int(),
            bundle: row.text(),
            rules: row.text(),
            key: row.seq(),
            content: row.bytes(),
            mac: row.bytes(),
            erased: row.opt_int(),
            voucher: row.opt_bytes(),
            sealed: row.opt_bytes(),
        }
    }

    /// The digest that the chain has of it.
    pub(crate) fn digest(&self) -> [u8; 32] {
        RowDigest::new("entry")
            .int(self.seq.cast_signed())
            .text(&self.kind)
            .text(&self.id)
            .int(self.verdict)
            .int(self.score)
            .int(self.decided_at)
            .int(self.received_at)
            .int(self.record_time)
            .int(self.generation)
            .text(&self.bundle)
            .text(&self.rules)
            .int(self.key.cast_signed())
            .bytes(&self.content)
            .finish()
    }

    /// The digest of what may be erased; nothing when it was.
    pub(crate) fn content_digest(&self) -> Option<[u8; 32]> {
        Some(content_digest(self.record.as_deref()?, self.subject.as_deref()?, self.sealed.as_deref()?))
    }

    pub(crate) fn is_of(&self, subject: &[u8; 16]) -> bool {
        self.subject.as_deref() == Some(subject.as_slice())
    }

    pub(crate) fn names_rule(&self, rule: &str) -> bool {
        self.rules.split(' ').any(|named| named == rule)
    }

    /// As it is given out, without the content.
    pub(crate) fn stored(self) -> StoredDecision {
        StoredDecision {
            seq: self.seq,
            kind: self.kind,
            decision: Judged {
                id: self.id,
                verdict: verdict(self.verdict),
                score: self.score,
                rules: self.rules.split(' ').filter(|rule| !rule.is_empty()).map(str::to_owned).collect(),
                generation: self.generation.cast_unsigned(),
                bundle: self.bundle,
                decided_at: Some(Time::from_micros(self.decided_at)),
            },
            record_time: Time::from_micros(self.record_time),
            received_at: Time::from_micros(self.received_at),
            content: None,
        }
    }
}

/// An event's row.
#[derive(Debug)]
pub(crate) struct EventRow {
    pub(crate) seq: u64,
    pub(crate) prev: u64,
    pub(crate) kind: String,
    pub(crate) actor: String,
    pub(crate) at: i64,
    pub(crate) body: String,
    pub(crate) entry: Option<i64>,
    pub(crate) key: Option<i64>,
    pub(crate) content: Vec<u8>,
    pub(crate) mac: Vec<u8>,
    pub(crate) erased: Option<i64>,
    pub(crate) voucher: Option<Vec<u8>>,
    pub(crate) sealed: Option<Vec<u8>>,
}

/// The columns of [`EventRow::read`], in its order.
pub(crate) const EVENT: &str = "seq, prev, kind, actor, at, body, entry, key, content, mac, erased, voucher, sealed";

/// The same without what is sealed.
pub(crate) const EVENT_BARE: &str = "seq, prev, kind, actor, at, body, entry, key, content, mac, erased, voucher";

impl EventRow {
    pub(crate) fn read(mut row: Row) -> Self {
        Self {
            seq: row.seq(),
            prev: row.seq(),
            kind: row.text(),
            actor: row.text(),
            at: row.int(),
            body: row.text(),
            entry: row.opt_int(),
            key: row.opt_int(),
            content: row.bytes(),
            mac: row.bytes(),
            erased: row.opt_int(),
            voucher: row.opt_bytes(),
            sealed: row.opt_bytes(),
        }
    }

    /// The digest that the chain has of it.
    pub(crate) fn digest(&self) -> [u8; 32] {
        RowDigest::new("event")
            .int(self.seq.cast_signed())
            .text(&self.kind)
            .text(&self.actor)
            .int(self.at)
            .text(&self.body)
            .int(self.entry.unwrap_or(-1))
            .int(self.key.unwrap_or(-1))
            .bytes(&self.content)
            .finish()
    }

    /// The digest of what may be erased; nothing when there is nothing.
    pub(crate) fn content_digest(&self) -> [u8; 32] {
        content_digest(&[], &[], self.sealed.as_deref().unwrap_or_default())
    }
}
