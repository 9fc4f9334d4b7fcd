//! How long contents are kept, by what was decided; and the removal of those whose time is over. A legal hold wins.

use std::collections::BTreeMap;
use std::time::Duration;

use hirewall_model::{Time, Verdict};
use serde_json::json;

use crate::backend::Param;
use crate::entry::rank;
use crate::index::{self, LAST, Order};
use crate::subject::take_out_with_events;
use crate::writer::{Desk, is_held};
use crate::{Event, EventKind, Result, Store};

/// How long the content of a decision is kept after the record was received, by its verdict; `None` keeps it for ever.
///
/// The defaults follow the longest duties that are common for applications to jobs in the United States: one year after the record or the
/// personnel action, whichever is later (29 CFR 1602.14), two years for federal contractors (41 CFR 60-1.12), four years in
/// California (Government Code 12946), which is kept where a person may dispute what was decided. Elsewhere shorter times may be a duty: set them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    /// Nothing to do. Default: 730 days.
    pub clear: Option<Duration>,
    /// Stronger proof of identity was asked for. Default: 730 days.
    pub verify: Option<Duration>,
    /// A person looked at it. Default: 1,461 days.
    pub review: Option<Duration>,
    /// It was held. Default: 1,461 days.
    pub block: Option<Duration>,
    /// Observations of counters that no policy has any more, after the record's own time. Default: 90 days. Those of others stay as long as something may
    /// count them: see [`Store::prune`].
    pub observations: Option<Duration>,
}

const DAY: Duration = Duration::from_hours(24);

impl Default for Retention {
    fn default() -> Self {
        let (short, long) = (Some(DAY * 730), Some(DAY * 1461));
        Self { clear: short, verify: short, review: long, block: long, observations: Some(DAY * 90) }
    }
}

/// What went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Expired {
    /// Decisions whose content was removed.
    pub decisions: u64,
    /// Decisions that a legal hold kept.
    pub held: u64,
    /// Idempotency keys that were forgotten, each part of a request one.
    pub idempotency_keys: u64,
}

/// Decisions of one transaction.
const PAGE: i64 = 500;
/// Idempotency keys of one transaction.
const KEYS: i64 = 10_000;

/// Where a pass through the decisions of a verdict is, and what it did.
struct Step {
    last: Option<(i64, u64)>,
    gone: u64,
    held: u64,
}

impl Store {
    /// Removes contents whose time is over at `now`, a few hundred to a transaction. What stays of a decision is what can be searched without
    /// a name, and its place in the chain.
    ///
    /// # Errors
    /// A write fails; what was removed before stays removed.
    pub fn expire(&self, now: Time, retention: &Retention, actor: &str) -> Result<Expired> {
        let mut expired = Expired::default();
        let classes = [
            (Verdict::Clear, retention.clear),
            (Verdict::Verify, retention.verify),
            (Verdict::Review, retention.review),
            (Verdict::Block, retention.block),
        ];
        for (verdict, keep) in classes {
            let Some(keep) = keep else { continue };
            let before = now.micros().saturating_sub(i64::try_from(keep.as_micros()).unwrap_or(i64::MAX));
            let mut last = (i64::MIN, 0);
            loop {
                let actor = actor.to_owned();
                let step = self.job(move |desk| {
                    let step = expire_page(desk, rank(verdict), before, last)?;
                    let body = json!({"verdict": verdict.as_str(), "decisions": step.gone, "before": Time::from_micros(before)});
                    let event = (step.gone > 0).then(|| Event::new(EventKind::Expiry, actor).body(body));
                    Ok((event, step))
                })?;
                expired.decisions += step.gone;
                expired.held += step.held;
                match step.last {
                    Some(place) => last = place,
                    None => break,
                }
            }
        }
        let now = now.micros();
        loop {
            let gone = self.job(move |desk| {
                let sql = "DELETE FROM idempotency WHERE (key, part) IN \
                           (SELECT key, part FROM idempotency WHERE expires <= ?1 LIMIT ?2)";
                Ok((None, desk.connection.execute(sql, &[Param::Int(now), Param::Int(KEYS)])?))
            })?;
            expired.idempotency_keys += gone;
            if gone < KEYS.cast_unsigned() {
                return Ok(expired);
            }
        }
    }
}

fn expire_page(desk: &mut Desk<'_>, verdict: i64, before: i64, last: (i64, u64)) -> Result<Step> {
    let sql = "SELECT received_at, seq, subject, key FROM entries WHERE erased IS NULL AND verdict = ?1 \
               AND received_at < ?2 AND (received_at, seq) > (?3, ?4) ORDER BY received_at, seq LIMIT ?5";
    let params = [Param::Int(verdict), Param::Int(before), Param::Int(last.0), Param::seq(last.1), Param::Int(PAGE)];
    let rows = desk.connection.query(sql, &params)?;
    let mut step = Step { last: None, gone: 0, held: 0 };
    let mut keys: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
    for mut row in rows {
        let (received, seq, subject, key) = (row.int(), row.seq(), row.bytes(), row.seq());
        step.last = Some((received, seq));
        if is_held(desk.connection, &subject)? {
            step.held += 1;
            continue;
        }
        take_out_with_events(desk, seq)?;
        step.gone += 1;
        keys.insert(key, subject);
    }
    for (key, subject) in keys {
        if !is_needed(desk, key, &subject)? {
            desk.connection.execute("DELETE FROM subject_keys WHERE seq = ?1", &[Param::seq(key)])?;
            if let Ok(subject) = subject.as_slice().try_into() {
                desk.retired.push(subject);
            }
        }
    }
    Ok(step)
}

/// Whether a content is left that the key opens.
fn is_needed(desk: &mut Desk<'_>, key: u64, subject: &[u8]) -> Result<bool> {
    let core = desk.core;
    let mut before = LAST;
    loop {
        let seqs = core.readers.with(|connection| {
            core.index.find(connection, index::of_subject(subject), (0, before), Order::Newest, 100)
        })?;
        for seq in &seqs {
            let sql = "SELECT key FROM entries WHERE seq = ?1 AND erased IS NULL";
            let rows = desk.connection.query(sql, &[Param::seq(*seq)])?;
            if rows.into_iter().any(|mut row| row.seq() == key) {
                return Ok(true);
            }
        }
        match seqs.last() {
            Some(last) if seqs.len() == 100 => before = *last,
            _ => return Ok(false),
        }
    }
}
