//! Verification of the chain: every row's own content, its link to the row before, the head, and the signed checkpoints.
//!
//! Rows are read in their order, decisions and events merged, a page of each in memory. Observations are not linked: they are
//! authenticated one group at a time, and can be made anew from the decisions.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use super::Checkpoint;
use super::links::{Link, Links};
use crate::backend::Connection;
use crate::keys::{Keys, hex};
use crate::writer::load;
use crate::{Error, Result};

/// What the verification found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audit {
    /// Decisions in the chain.
    pub decisions: u64,
    /// Events in the chain.
    pub events: u64,
    /// Decisions whose content was erased or has expired, as events say.
    pub erased: u64,
    /// The last sequence number.
    pub last: u64,
    /// Signed checkpoints that agree.
    pub checkpoints: u64,
    /// What is wrong, in order; the first thousand.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub more: u64,
}

impl Audit {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    fn report(&mut self, kind: ProblemKind, seq: u64, what: &'static str) {
        if self.problems.len() < PROBLEMS {
            self.problems.push(Problem { kind, seq, what });
        } else {
            self.more += 1;
        }
    }
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What was done to the chain.
    pub kind: ProblemKind,
    /// Where.
    pub seq: u64,
    /// What was seen.
    pub what: &'static str,
}

/// What was done to the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// A row is not what was written.
    Edited,
    /// A row stands there that was not written.
    Inserted,
    /// Rows are missing, the last of them here.
    Deleted,
    /// A row stands at another's place.
    Reordered,
    /// The end is missing, from here on.
    CutTail,
    /// The head of the chain is not what was written.
    Head,
    /// A checkpoint is not signed by the store's key.
    Checkpoint,
    /// The chain at a checkpoint is another than was signed.
    Rewritten,
}

/// Problems that are listed.
const PROBLEMS: usize = 1000;

/// What the verification needs to know of a store.
pub(crate) struct Verifier<'v> {
    pub(crate) keys: &'v Keys,
    pub(crate) store: &'v str,
    pub(crate) public: &'v str,
}

impl Verifier<'_> {
    /// Verifies everything; with the checkpoints of a file, when it is given.
    pub(crate) fn verify(&self, connection: &mut dyn Connection, checkpoints: Option<&Path>) -> Result<Audit> {
        let mut audit = Audit::default();
        let mut witnesses = Witnesses::open(checkpoints)?;
        let head = load(connection, self.keys);
        // What is written while we read lies behind the head of now.
        let end = head.as_ref().map_or(u64::MAX, |head| head.seq);
        let mut links = Links::new();
        let (mut last, mut mac) = (0, Some([0; 32]));
        let mut current = links.next(connection)?;
        while let Some(link) = current {
            let next = links.next(connection)?;
            if link.seq() > end && !self.stands(connection, link.seq())? {
                audit.report(ProblemKind::Inserted, link.seq(), "a row behind the head of the chain");
                current = next;
                continue;
            }
            if link.seq() > end {
                break;
            }
            self.content(&mut audit, &link);
            let follows = mac.is_none_or(|mac| self.link(&link, &mac) == link.mac());
            let expected = mac.map(|mac| self.link(&link, &mac));
            let mut stored: Option<[u8; 32]> = link.mac().try_into().ok();
            if !(follows && link.prev() == last) {
                let onto_last = |next: &Link| next.prev() == last && mac.is_some_and(|mac| self.link(next, &mac) == next.mac());
                if next.as_ref().is_some_and(onto_last) {
                    audit.report(ProblemKind::Inserted, link.seq(), "the row after it follows the row before it");
                    current = next;
                    continue;
                }
                if link.prev() == last {
                    audit.report(ProblemKind::Edited, link.seq(), "its link is not that of what stands there");
                    let onto_expected =
                        |next: &Link| expected.is_some_and(|mac| self.link(next, &mac) == next.mac());
                    if next.as_ref().is_some_and(onto_expected) {
                        stored = expected;
                    }
                } else if link.prev() > last && link.prev() < link.seq() {
                    audit.report(ProblemKind::Deleted, link.prev(), "the row after it says that it stood there");
                } else {
                    audit.report(ProblemKind::Reordered, link.seq(), "it says that it follows another row");
                    stored = None;
                }
            }
            witnesses.pass(self, &mut audit, &link)?;
            match &link {
                Link::Entry(row) => {
                    audit.decisions += 1;
                    audit.erased += u64::from(row.erased.is_some());
                }
                Link::Event(_) => audit.events += 1,
            }
            (last, mac, current) = (link.seq(), stored, next);
        }
        audit.last = last;
        match head {
            Ok(head) if head.seq > last => audit.report(ProblemKind::CutTail, last + 1, "the head is further on"),
            Ok(head) if mac.is_some_and(|mac| mac != head.mac) && last > 0 => {
                audit.report(ProblemKind::Head, last, "the head is another than the last row");
            }
            Ok(_) => {}
            Err(_) => audit.report(ProblemKind::Head, last, "the head is not what was written"),
        }
        witnesses.rest(self, &mut audit, last)?;
        Ok(audit)
    }

    fn link(&self, link: &Link, mac: &[u8; 32]) -> [u8; 32] {
        self.keys.link(mac, link.seq(), link.prev(), &link.digest())
    }

    /// Whether the chain has grown beyond a number by now.
    fn stands(&self, connection: &mut dyn Connection, seq: u64) -> Result<bool> {
        Ok(load(connection, self.keys)?.seq >= seq)
    }

    fn content(&self, audit: &mut Audit, link: &Link) {
        let (table, erased, voucher) = match link {
            Link::Entry(row) => ("entries", row.erased, &row.voucher),
            Link::Event(row) => ("events", row.erased, &row.voucher),
        };
        let Some(by) = erased else {
            if !link.has_its_content() {
                audit.report(ProblemKind::Edited, link.seq(), "its content is not what was written");
            }
            return;
        };
        let genuine = self.keys.voucher(table, link.seq(), by.cast_unsigned());
        if voucher.as_deref() != Some(genuine.as_slice()) || link.has_content() {
            audit.report(ProblemKind::Edited, link.seq(), "its content was taken out, and no erasure says so");
        }
    }
}

/// The checkpoints of a file, read along with the chain.
struct Witnesses {
    lines: Option<std::io::Lines<BufReader<File>>>,
    next: Option<Checkpoint>,
    seen: u64,
}

impl Witnesses {
    fn open(path: Option<&Path>) -> Result<Self> {
        let lines = match path.map(|path| (path, File::open(path))) {
            None => None,
            Some((_, Ok(file))) => Some(BufReader::new(file).lines()),
            Some((path, Err(error))) => {
                return Err(Error::File {
                    doing: "read the checkpoints in",
                    path: path.to_owned(),
                    why: error.to_string(),
                });
            }
        };
        Ok(Self { lines, next: None, seen: 0 })
    }

    /// The next genuine checkpoint.
    fn peek(&mut self, verifier: &Verifier<'_>, audit: &mut Audit) -> Option<(u64, String)> {
        while self.next.is_none() {
            let line = self.lines.as_mut()?.next()?;
            let read = line.ok().and_then(|line| serde_json::from_str::<Checkpoint>(&line).ok());
            match read {
                Some(checkpoint) if checkpoint.is_genuine(verifier.store, verifier.public) && checkpoint.seq >= self.seen => {
                    self.seen = checkpoint.seq;
                    self.next = Some(checkpoint);
                }
                other => {
                    let seq = other.map_or(self.seen, |checkpoint| checkpoint.seq);
                    audit.report(ProblemKind::Checkpoint, seq, "a line of the checkpoints is not what was signed");
                }
            }
        }
        self.next.as_ref().map(|checkpoint| (checkpoint.seq, checkpoint.mac.clone()))
    }

    fn pass(&mut self, verifier: &Verifier<'_>, audit: &mut Audit, link: &Link) -> Result<()> {
        while let Some((seq, mac)) = self.peek(verifier, audit) {
            if seq > link.seq() {
                break;
            }
            self.next = None;
            if seq < link.seq() {
                audit.report(ProblemKind::Deleted, seq, "a checkpoint says that it stood there");
            } else if mac != hex(link.mac()) {
                audit.report(ProblemKind::Rewritten, seq, "a checkpoint was signed over another chain");
            } else {
                audit.checkpoints += 1;
            }
        }
        Ok(())
    }

    fn rest(&mut self, verifier: &Verifier<'_>, audit: &mut Audit, last: u64) -> Result<()> {
        let mut beyond = false;
        while let Some((seq, _)) = self.peek(verifier, audit) {
            self.next = None;
            beyond |= seq > last;
        }
        if beyond && !audit.problems.iter().any(|problem| problem.kind == ProblemKind::CutTail) {
            audit.report(ProblemKind::CutTail, last + 1, "a checkpoint is further on");
        }
        Ok(())
    }
}
