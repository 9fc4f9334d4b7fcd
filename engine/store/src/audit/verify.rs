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
use crate::keys::Keys;
use crate::writer::load;
use crate::{Error, Result};
use hirewall_model::hex;

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

impl ProblemKind {
    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
            Self::Reordered => "reordered",
            Self::CutTail => "cut off",
            Self::Head => "head",
            Self::Checkpoint => "checkpoint",
            Self::Rewritten => "rewritten",
        }
    }
}

/// Links that the next row may rest on after one that was edited.
const BASES: usize = 3;

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
        let mut last = 0;
        // What the next link may rest on; nothing when that is lost.
        let mut bases = vec![[0; 32]];
        let mut current = links.next(connection)?;
        while let Some(link) = current {
            let next = links.next(connection)?;
            if link.seq() > end {
                if self.stands(connection, link.seq())? {
                    break;
                }
                audit.report(ProblemKind::Inserted, link.seq(), "a row behind the head of the chain");
                current = next;
                continue;
            }
            self.content(&mut audit, &link);
            let stored: [u8; 32] = link.mac().try_into().unwrap_or_default();
            let follows = |link: &Link, bases: &[[u8; 32]]| {
                link.prev() == last && bases.iter().any(|mac| self.link(link, mac) == link.mac())
            };
            if follows(&link, &bases) || (bases.is_empty() && link.prev() == last) {
                bases = vec![stored];
            } else if next.as_ref().is_some_and(|next| follows(next, &bases)) {
                audit.report(ProblemKind::Inserted, link.seq(), "the row after it follows the row before it");
                current = next;
                continue;
            } else if link.prev() == last {
                audit.report(ProblemKind::Edited, link.seq(), "its link is not that of what stands there");
                // Either the row was changed or its link: the next row rests on the one that was not.
                bases = bases.iter().map(|mac| self.link(&link, mac)).take(BASES).chain([stored]).collect();
            } else if link.prev() > last && link.prev() < link.seq() {
                audit.report(ProblemKind::Deleted, link.prev(), "the row after it says that it stood there");
                bases = vec![stored];
            } else {
                audit.report(ProblemKind::Reordered, link.seq(), "it says that it follows another row");
                bases = Vec::new();
            }
            witnesses.pass(self, &mut audit, &link);
            match &link {
                Link::Entry(row) => {
                    audit.decisions += 1;
                    audit.erased += u64::from(row.erased.is_some());
                }
                Link::Event(_) => audit.events += 1,
            }
            (last, current) = (link.seq(), next);
        }
        audit.last = last;
        match head {
            Ok(head) if head.seq > last => audit.report(ProblemKind::CutTail, last + 1, "the head is further on"),
            Ok(head) if !bases.is_empty() && !bases.contains(&head.mac) => {
                audit.report(ProblemKind::Head, last, "the head is another than the last row");
            }
            Ok(_) => {}
            Err(_) => audit.report(ProblemKind::Head, last, "the head is not what was written"),
        }
        witnesses.rest(self, &mut audit, last, connection);
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
                Some(checkpoint)
                    if checkpoint.is_genuine(verifier.store, verifier.public) && checkpoint.seq >= self.seen =>
                {
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

    fn pass(&mut self, verifier: &Verifier<'_>, audit: &mut Audit, link: &Link) {
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
    }

    fn rest(&mut self, verifier: &Verifier<'_>, audit: &mut Audit, last: u64, connection: &mut dyn Connection) {
        let mut furthest = 0;
        while let Some((seq, _)) = self.peek(verifier, audit) {
            self.next = None;
            furthest = seq;
        }
        // It may have been signed while we read.
        let head = load(connection, verifier.keys).map_or(0, |head| head.seq);
        if furthest > last.max(head) && !audit.problems.iter().any(|problem| problem.kind == ProblemKind::CutTail) {
            audit.report(ProblemKind::CutTail, last + 1, "a checkpoint is further on");
        }
    }
}
