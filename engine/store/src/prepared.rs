//! An entry made ready for the writer on the caller's thread: compressed, sealed, hashed. What is left to the writer is the order.

use std::sync::Arc;

use crate::digest::content_digest;
use crate::entry::{NAME_BYTES, RULES, now, rank};
use crate::index::{self, Posting, Words};
use crate::keys::Keys;
use crate::random::Random;
use crate::rows::EntryRow;
use crate::subject_key::{SubjectKey, SubjectKeys};
use crate::{Content, Entry, Error, Reservation, Result, StoredObservation};

/// An entry ready to be written.
pub(crate) struct Prepared {
    /// Everything but `prev` and `mac`; its `sealed` stands in `view`.
    pub(crate) row: EntryRow,
    pub(crate) digest: [u8; 32],
    pub(crate) view: Arc<View>,
    pub(crate) postings: Vec<Posting>,
    pub(crate) idempotency: Option<Reservation>,
}

/// What others may see of an entry that waits: joins and counters read their own writes.
pub(crate) struct View {
    pub(crate) seq: u64,
    pub(crate) subject: [u8; 16],
    pub(crate) kind: String,
    pub(crate) record_time: i64,
    pub(crate) key: Arc<SubjectKey>,
    pub(crate) sealed: Vec<u8>,
    pub(crate) observations: Vec<StoredObservation>,
}

/// Refuses what no store should hold.
pub(crate) fn check(entry: &Entry, entry_bytes: usize) -> Result<()> {
    let names = [
        ("a record kind", &entry.kind),
        ("a record id", &entry.content.record_id),
        ("a subject id", &entry.content.subject),
        ("a decision id", &entry.decision.id),
        ("the digest of a bundle", &entry.decision.bundle),
    ];
    for (what, name) in names {
        if name.len() > NAME_BYTES {
            return Err(Error::TooLarge { what, limit: NAME_BYTES, unit: "bytes" });
        }
    }
    if entry.decision.rules.len() > RULES {
        return Err(Error::TooLarge { what: "a list of rules", limit: RULES, unit: "rules" });
    }
    if entry.content.bytes() + entry.observations.len() * 64 > entry_bytes {
        return Err(Error::TooLarge { what: "an entry", limit: entry_bytes, unit: "bytes" });
    }
    Ok(())
}

/// What entries that are made ready one after the other have in common.
pub(crate) struct Preparing {
    words: Words,
    random: Random,
}

impl Preparing {
    /// For so many entries.
    pub(crate) fn new(count: usize) -> Self {
        Self { words: Words::default(), random: Random::new(count) }
    }
}

/// Makes an entry ready.
pub(crate) fn prepare(
    preparing: &mut Preparing,
    keys: &Keys,
    subject_keys: &SubjectKeys,
    seq: u64,
    entry: Entry,
    compress: bool,
) -> Result<Prepared> {
    let Preparing { words, random } = preparing;
    let Entry { kind, record_time, received_at, decision, content, observations, idempotency } = entry;
    let subject = keys.index("subject", "", &content.subject);
    let record = keys.index("record", &kind, &content.record_id);
    let key = subject_keys.get(keys, subject, seq, random)?;
    let received_at = received_at.unwrap_or_else(now);
    let sealed = key.seal(seq, content.encode(compress), random)?;
    let mut row = EntryRow {
        seq,
        prev: 0,
        kind,
        id: decision.id,
        record: Some(record.to_vec()),
        subject: Some(subject.to_vec()),
        verdict: rank(decision.verdict),
        score: decision.score,
        decided_at: decision.decided_at.unwrap_or(received_at).micros(),
        received_at: received_at.micros(),
        record_time: record_time.unwrap_or(received_at).micros(),
        generation: decision.generation.cast_signed(),
        bundle: decision.bundle,
        rules: decision.rules.join(" "),
        key: key.number,
        content: content_digest(&record, &subject, &sealed).to_vec(),
        mac: Vec::new(),
        erased: None,
        voucher: None,
        sealed: None,
    };
    if row.rules.contains('\0') || row.kind.contains('\0') || row.id.contains('\0') || row.bundle.contains('\0') {
        // PostgreSQL has no such text.
        row.rules = row.rules.replace('\0', "\u{fffd}");
        row.kind = row.kind.replace('\0', "\u{fffd}");
        row.id = row.id.replace('\0', "\u{fffd}");
        row.bundle = row.bundle.replace('\0', "\u{fffd}");
    }
    let observations: Vec<_> = observations.iter().map(|one| StoredObservation::new(one, seq)).collect();
    let mut postings = Vec::with_capacity(4 + observations.len());
    index::of_entry(keys, words, &row, &mut postings);
    index::of_observations(&observations, &mut postings);
    let view = View { seq, subject, kind: row.kind.clone(), record_time: row.record_time, key, sealed, observations };
    Ok(Prepared { digest: row.digest(), row, view: Arc::new(view), postings, idempotency })
}

impl Prepared {
    /// Bytes that it holds while it waits.
    pub(crate) fn bytes(&self) -> usize {
        512 + self.row.rules.len() + self.view.sealed.len() + self.view.observations.len() * 96
    }

    /// Seals the content again, under a key that was made after the subject was erased.
    pub(crate) fn reseal(&mut self, key: Arc<SubjectKey>) -> Result<()> {
        let (seq, old) = (self.row.seq, &self.view);
        let sealed = key.seal(seq, old.key.open(seq, old.sealed.clone())?, &mut Random::new(1))?;
        let record = self.row.record.clone().unwrap_or_default();
        self.row.key = key.number;
        self.row.content = content_digest(&record, &old.subject, &sealed).to_vec();
        self.digest = self.row.digest();
        self.view = Arc::new(View {
            seq,
            subject: old.subject,
            kind: old.kind.clone(),
            record_time: old.record_time,
            key,
            sealed,
            observations: old.observations.clone(),
        });
        Ok(())
    }
}

impl View {
    /// The content, opened.
    pub(crate) fn content(&self, limit: usize) -> Result<Content> {
        Content::decode(self.seq, &self.key.open(self.seq, self.sealed.clone())?, limit)
    }
}
