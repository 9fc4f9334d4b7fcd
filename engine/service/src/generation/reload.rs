//! The reload thread: the one place where sets are loaded and generations change. It is told by files, signals and the API, and works off
//! what it is told one after the other, so that two never load at once.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::{Cause, Generation, Keeper, Origin, Refusal, SetLoader};
use crate::candidate::Candidate;
use crate::config::{Watch, WatchMode};
use crate::ledger::Ledger;
use crate::telemetry::Metrics;
use crate::watch::{Events, Look};

/// So long after an event, no other belongs to the same burst: a look at many files is not taken after each.
const LULL: Duration = Duration::from_millis(10);

/// What came of an attempt.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// A new generation serves.
    Loaded(Arc<Generation>),
    /// The files are what serves already.
    Unchanged(u64),
    /// The files do not serve; what served before does.
    Refused(Arc<Refusal>),
    /// There is no such generation any more.
    Gone,
}

/// The reload thread has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the service is stopping")]
pub struct Stopped;

enum Order {
    /// Something happened to files.
    Changed,
    /// Load, and leave a rollback behind.
    Load(Origin, Option<oneshot::Sender<Outcome>>),
    /// Let a kept generation serve again.
    Rollback(u64, Origin, oneshot::Sender<Outcome>),
    /// Stop.
    End,
}

/// Gives orders to the reload thread.
#[derive(Clone)]
pub struct ReloadHandle {
    orders: Sender<Order>,
}

impl ReloadHandle {
    /// Loads the files now, even after a rollback, because somebody asks for it.
    ///
    /// # Errors
    /// The service is stopping.
    pub async fn load(&self, actor: Arc<str>, reason: &str) -> Result<Outcome, Stopped> {
        let (reply, outcome) = oneshot::channel();
        let origin = Origin::somebody(Cause::Request, actor, reason);
        self.orders.send(Order::Load(origin, Some(reply))).map_err(|_| Stopped)?;
        outcome.await.map_err(|_| Stopped)
    }

    /// Loads the files without waiting for what comes of it.
    pub fn load_soon(&self, cause: Cause) {
        // With the thread gone the service is stopping.
        let _ = self.orders.send(Order::Load(Origin::nobody(cause), None));
    }

    /// Lets a kept generation serve again, under a new number, until somebody asks for the files.
    ///
    /// # Errors
    /// The service is stopping.
    pub async fn rollback(&self, number: u64, actor: Arc<str>, reason: &str) -> Result<Outcome, Stopped> {
        let (reply, outcome) = oneshot::channel();
        let origin = Origin::somebody(Cause::Rollback(number), actor, reason);
        self.orders.send(Order::Rollback(number, origin, reply)).map_err(|_| Stopped)?;
        outcome.await.map_err(|_| Stopped)
    }

    /// Ends the thread.
    pub fn end(&self) {
        let _ = self.orders.send(Order::End);
    }
}

/// What the reload thread works with.
pub struct Reloader {
    /// Reads the files.
    pub loader: SetLoader,
    /// Keeps what serves.
    pub keeper: Arc<Keeper>,
    /// Is told what serves.
    pub ledger: Arc<dyn Ledger>,
    /// The candidate, with what reads its files.
    pub candidate: Option<(SetLoader, Arc<Candidate>)>,
    /// How changes are noticed.
    pub watch: Watch,
    /// Counts.
    pub metrics: Arc<Metrics>,
}

impl Reloader {
    /// Starts the thread.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(self) -> std::io::Result<(ReloadHandle, JoinHandle<()>)> {
        let (orders, ordered) = mpsc::channel();
        let handle = ReloadHandle { orders: orders.clone() };
        let thread = thread::Builder::new().name("hirewall-reload".to_owned());
        let thread = thread.spawn(move || Thread::new(self, orders).run(&ordered))?;
        Ok((handle, thread))
    }
}

/// How folders looked when they were read last; nothing of a candidate that was not read yet.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Seen {
    active: Look,
    candidate: Option<Look>,
}

struct Thread {
    parts: Reloader,
    events: Option<Events>,
    /// For orders to itself.
    orders: Sender<Order>,
    seen: Seen,
    /// The digest of the files that were tried last.
    tried: Option<String>,
    candidate_tried: Option<String>,
}

impl Thread {
    fn new(parts: Reloader, orders: Sender<Order>) -> Self {
        let events = match parts.watch.mode {
            WatchMode::Auto | WatchMode::Events => {
                let orders = orders.clone();
                Events::new(move || drop(orders.send(Order::Changed)))
                    .inspect_err(|error| {
                        tracing::warn!(%error, "the file system gives no events; files are looked at instead");
                    })
                    .ok()
            }
            WatchMode::Poll | WatchMode::Off => None,
        };
        let serving = parts.keeper.hold();
        let tried = Some(serving.set.files.clone());
        let seen = Seen { active: serving.set.look, candidate: None };
        let mut thread = Self { seen, parts, events, orders, tried, candidate_tried: None };
        thread.watch_again();
        thread
    }

    fn run(mut self, ordered: &Receiver<Order>) {
        // What changed since the start read the files; and the candidate's, which nobody has read yet.
        self.follow();
        loop {
            let order = match self.interval() {
                Some(interval) => ordered.recv_timeout(interval),
                None => ordered.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match order {
                Ok(Order::Changed) => {
                    if self.settle(ordered) {
                        return;
                    }
                    // Events come from beside the folders too: where nothing looks different, nothing is read.
                    if self.follow() {
                        self.watch_again();
                    }
                }
                Ok(order) => {
                    if self.obey(order) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    if self.look() != self.seen {
                        if self.settle(ordered) {
                            return;
                        }
                        self.follow();
                        self.watch_again();
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// How long to wait at most for the next look.
    fn interval(&self) -> Option<Duration> {
        let watch = &self.parts.watch;
        match (watch.mode, &self.events) {
            (WatchMode::Off, _) | (WatchMode::Events, Some(_)) => None,
            (WatchMode::Auto, Some(_)) => Some(watch.poll_beside_events),
            (WatchMode::Auto | WatchMode::Events, None) | (WatchMode::Poll, _) => Some(watch.poll),
        }
    }

    /// Waits until nothing changes any more, or for long enough. Other orders are obeyed meanwhile. Gives whether to end.
    fn settle(&mut self, ordered: &Receiver<Order>) -> bool {
        let begun = Instant::now();
        // How it looked after the last event; nothing while they come. One from before an event would cost another wait.
        let mut last = None;
        loop {
            let watch = &self.parts.watch;
            let left = watch.longest.saturating_sub(begun.elapsed());
            if left.is_zero() {
                return false;
            }
            let wait = if last.is_none() { LULL.min(watch.quiet) } else { watch.quiet };
            match ordered.recv_timeout(wait.min(left)) {
                Ok(Order::Changed) => last = None,
                Ok(order) => {
                    if self.obey(order) {
                        return true;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    // Where no events come, only a look tells whether somebody still writes.
                    let now = Some(self.look());
                    if now == last {
                        return false;
                    }
                    last = now;
                }
                Err(RecvTimeoutError::Disconnected) => return true,
            }
        }
    }

    fn obey(&mut self, order: Order) -> bool {
        match order {
            Order::Changed => {}
            Order::Load(origin, reply) => {
                self.parts.keeper.unpin();
                self.seen = self.look();
                let outcome = self.load(origin, true);
                self.load_candidate(true);
                self.watch_again();
                if let Some(reply) = reply {
                    let _ = reply.send(outcome);
                }
            }
            Order::Rollback(number, origin, reply) => {
                let _ = reply.send(self.rollback(number, origin));
            }
            Order::End => return true,
        }
        false
    }

    /// Reads what looks different from when it was read last. Whether anything does.
    fn follow(&mut self) -> bool {
        let now = self.look();
        let before = std::mem::replace(&mut self.seen, now);
        if now.active != before.active {
            self.load(Origin::nobody(Cause::Files), false);
        }
        if now.candidate != before.candidate {
            self.load_candidate(false);
        }
        now != before
    }

    /// One attempt. Without `again`, files that were tried already are not tried a second time.
    fn load(&mut self, origin: Origin, again: bool) -> Outcome {
        let files = match self.parts.loader.read() {
            Ok(files) => files,
            Err(refusal) => {
                self.tried = None;
                return self.refuse(refusal, &origin);
            }
        };
        let serving = self.parts.keeper.hold();
        if !again && self.tried.as_ref() == Some(&files.digest) {
            return Outcome::Unchanged(serving.number);
        }
        self.tried = Some(files.digest.clone());
        if self.parts.keeper.status().pinned {
            tracing::info!(generation = serving.number, "files changed and wait: the generation is pinned");
            self.parts.keeper.waits();
            return Outcome::Unchanged(serving.number);
        }
        let set = match self.parts.loader.compile(files) {
            Ok(set) => set,
            Err(refusal) => return self.refuse(refusal, &origin),
        };
        if set.digest() == serving.set.digest() {
            self.parts.keeper.unchanged();
            self.parts.metrics.reloaded("unchanged");
            return Outcome::Unchanged(serving.number);
        }
        self.parts.metrics.reloaded("loaded");
        Outcome::Loaded(self.serve(Arc::new(set), origin))
    }

    fn serve(&self, set: Arc<super::Set>, origin: Origin) -> Arc<Generation> {
        let before = self.parts.keeper.hold();
        let (generation, oldest) = self.parts.keeper.serve(set, origin);
        if let Err(error) = self.parts.ledger.serves(&generation, &self.parts.keeper.kept()) {
            tracing::error!(%error, generation = generation.number, "that a generation serves is not kept");
        }
        let bundle = generation.set.engine.bundle();
        tracing::info!(
            generation = generation.number,
            cause = generation.origin.cause.as_str(),
            actor = &*generation.origin.actor,
            bundle = generation.set.digest(),
            policies = bundle.policies.len(),
            rules = bundle.rules().count(),
            detectors = bundle.detectors.len(),
            tests = generation.set.tests,
            took_ms = generation.set.took.as_millis(),
            changes = super::Differences::between(&before, &generation).changes.len(),
            "a new generation serves"
        );
        drop(oldest);
        generation
    }

    fn refuse(&self, refusal: Refusal, origin: &Origin) -> Outcome {
        let refusal = Arc::new(refusal);
        let told = self.parts.keeper.status().refusal.is_some_and(|told| told.says_the_same(&refusal));
        // The same fault, found again by a look, is told once.
        if !told {
            refusal.log("reload refused, the generation before serves on");
        }
        if (!told || origin.cause.is_asked_for())
            && let Err(error) = self.parts.ledger.refused(origin, &refusal)
        {
            tracing::error!(%error, "that a reload was refused is not kept");
        }
        self.parts.metrics.reloaded("refused");
        self.parts.keeper.refused(Arc::clone(&refusal));
        Outcome::Refused(refusal)
    }

    fn rollback(&self, number: u64, origin: Origin) -> Outcome {
        match self.parts.keeper.get(number) {
            Some(earlier) => {
                self.parts.metrics.reloaded("rolled_back");
                Outcome::Loaded(self.serve(Arc::clone(&earlier.set), origin))
            }
            None => Outcome::Gone,
        }
    }

    fn load_candidate(&mut self, again: bool) {
        let Some((loader, candidate)) = &self.parts.candidate else { return };
        let files = match loader.read() {
            Ok(files) => files,
            Err(refusal) => {
                self.candidate_tried = None;
                refusal.log("the candidate's files do not serve");
                return candidate.refused(refusal);
            }
        };
        if !again && self.candidate_tried.as_ref() == Some(&files.digest) {
            return;
        }
        self.candidate_tried = Some(files.digest.clone());
        match loader.compile(files) {
            Ok(set) => {
                tracing::info!(bundle = set.digest(), "the candidate is judged");
                candidate.replace(Arc::new(set));
            }
            Err(refusal) => {
                refusal.log("the candidate's files do not serve");
                candidate.refused(refusal);
            }
        }
    }

    fn folders(&self) -> Vec<&Path> {
        let mut folders: Vec<&Path> = self.parts.loader.folders().to_vec();
        if let Some((loader, _)) = &self.parts.candidate {
            folders.extend(loader.folders());
        }
        folders.sort_unstable();
        folders.dedup();
        folders
    }

    fn look(&self) -> Seen {
        let candidate = self.parts.candidate.as_ref().map(|(loader, _)| loader.look());
        Seen { active: self.parts.loader.look(), candidate }
    }

    fn watch_again(&mut self) {
        let Some(mut events) = self.events.take() else { return };
        if let Err(error) = events.watch(&self.folders()) {
            tracing::warn!(%error, "some folders give no events; looks find what changes there");
        }
        self.events = Some(events);
        // What changed between the last look and the new watches has no event.
        let _ = self.orders.send(Order::Changed);
    }
}
