//! Metrics in the text format of OpenMetrics. Labels are ids of policies and plugins, routes and fixed words, so that their number is bounded
//! by what the operator wrote.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64};
use std::time::Duration;

use hirewall::policy::Bundle;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use super::rules::{RuleLabels, RuleMeters};
use crate::generation::Status;

/// Seconds: from 50 µs, doubling, to 13 s.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.000_05, 2.0, 19))
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Judged {
    kind: String,
    verdict: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Coded {
    code: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reasoned {
    reason: Refused,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Staged {
    stage: Stage,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Call {
    pub(super) detector: String,
    pub(super) outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Named {
    pub(super) detector: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Came {
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Turn {
    active: &'static str,
    candidate: &'static str,
}

/// Why a request was turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum Refused {
    /// Too many requests under way.
    Busy,
    /// The ledger takes no more.
    LedgerFull,
    /// It took too long.
    Time,
    /// No token, or one that may not.
    Token,
}

/// A part of the way of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub enum Stage {
    /// From bytes to a decision.
    Decide,
    /// From a decision to its being kept.
    Keep,
}

/// All metrics of a service.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    request_seconds: Family<Route, Histogram, fn() -> Histogram>,
    /// Requests under way.
    pub in_flight: Gauge,
    /// Connections that are open.
    pub connections: Gauge,
    refused: Family<Reasoned, Counter>,
    decisions: Family<Judged, Counter>,
    records_refused: Family<Coded, Counter>,
    stages: Family<Staged, Histogram, fn() -> Histogram>,
    pub(super) rules: Family<RuleLabels, Counter>,
    pub(super) calls: Family<Call, Counter>,
    pub(super) call_seconds: Family<Named, Histogram, fn() -> Histogram>,
    /// Pieces of work that wait for a worker.
    pub workers_waiting: Gauge,
    reloads: Family<Came, Counter>,
    generation: Gauge,
    degraded: Gauge,
    pinned: Gauge,
    last_reload: Gauge<f64, AtomicU64>,
    candidate_judged: Counter,
    candidate_skipped: Counter,
    candidate_verdicts: Family<Turn, Counter>,
    pub(super) candidate_rules: Family<RuleLabels, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// All at zero.
    #[must_use]
    pub fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("hirewall"),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(seconds),
            in_flight: Gauge::<i64, AtomicI64>::default(),
            connections: Gauge::default(),
            refused: Family::default(),
            decisions: Family::default(),
            records_refused: Family::default(),
            stages: Family::new_with_constructor(seconds),
            rules: Family::default(),
            calls: Family::default(),
            call_seconds: Family::new_with_constructor(seconds),
            workers_waiting: Gauge::default(),
            reloads: Family::default(),
            generation: Gauge::default(),
            degraded: Gauge::default(),
            pinned: Gauge::default(),
            last_reload: Gauge::default(),
            candidate_judged: Counter::default(),
            candidate_skipped: Counter::default(),
            candidate_verdicts: Family::default(),
            candidate_rules: Family::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let Self { registry, .. } = self;
        registry.register("http_requests", "Requests answered", self.requests.clone());
        registry.register("http_request_duration_seconds", "Time to answer", self.request_seconds.clone());
        registry.register("http_requests_in_flight", "Requests under way", self.in_flight.clone());
        registry.register("http_connections", "Open connections", self.connections.clone());
        registry.register("http_refused", "Requests turned away", self.refused.clone());
        registry.register("decisions", "Decisions made", self.decisions.clone());
        registry.register("records_refused", "Records that could not be judged", self.records_refused.clone());
        registry.register(
            "decision_stage_duration_seconds",
            "Time of a part of the way, per batch",
            self.stages.clone(),
        );
        registry.register("rule_outcomes", "What rules said", self.rules.clone());
        registry.register("detector_calls", "Calls of detectors", self.calls.clone());
        registry.register("detector_duration_seconds", "Time of a call of a detector", self.call_seconds.clone());
        registry.register("workers_waiting", "Pieces of work that wait for a worker", self.workers_waiting.clone());
        registry.register("reloads", "Attempts to load", self.reloads.clone());
        registry.register("generation", "Number of the generation that serves", self.generation.clone());
        registry.register("degraded", "1 while the files as they are do not serve", self.degraded.clone());
        registry.register("pinned", "1 while a rollback holds", self.pinned.clone());
        registry.register("last_reload_timestamp_seconds", "End of the last attempt to load", self.last_reload.clone());
        registry.register("candidate_records", "Records that the candidate judged", self.candidate_judged.clone());
        registry.register("candidate_skipped", "Records that it was too busy for", self.candidate_skipped.clone());
        registry.register("candidate_verdicts", "Verdicts, active and candidate", self.candidate_verdicts.clone());
        registry.register(
            "candidate_rule_differences",
            "Rules that only one of both matched",
            self.candidate_rules.clone(),
        );
    }

    /// The text that a scraper reads.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(16 << 10);
        if encode(&mut text, &self.registry).is_err() {
            text.clear();
            let _ = writeln!(text, "# EOF");
        }
        text
    }

    /// A request was answered.
    pub fn answered(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        self.requests.get_or_create(&Request { method, route: route.to_owned(), status }).inc();
        self.request_seconds.get_or_create(&Route { route: route.to_owned() }).observe(took.as_secs_f64());
    }

    /// A request was turned away.
    pub fn turned_away(&self, reason: Refused) {
        self.refused.get_or_create(&Reasoned { reason }).inc();
    }

    /// A decision was made.
    pub fn decided(&self, kind: &str, verdict: hirewall::Verdict) {
        self.decisions.get_or_create(&Judged { kind: kind.to_owned(), verdict: verdict.as_str() }).inc();
    }

    /// A record could not be judged.
    pub fn record_refused(&self, code: &'static str) {
        self.records_refused.get_or_create(&Coded { code }).inc();
    }

    /// A part of the way took so long.
    pub fn stage(&self, stage: Stage, took: Duration) {
        self.stages.get_or_create(&Staged { stage }).observe(took.as_secs_f64());
    }

    /// An attempt to load ended.
    pub fn reloaded(&self, outcome: &'static str) {
        self.reloads.get_or_create(&Came { outcome }).inc();
    }

    /// How it stands with reloading.
    pub fn generation(&self, status: &Status) {
        self.generation.set(i64::try_from(status.generation).unwrap_or(i64::MAX));
        self.degraded.set(i64::from(status.degraded()));
        self.pinned.set(i64::from(status.pinned));
        #[expect(clippy::cast_precision_loss, reason = "seconds of this age fit a double")]
        self.last_reload.set(status.last_attempt.seconds as f64);
    }

    /// The candidate judged a record.
    pub fn candidate(&self, active: hirewall::Verdict, candidate: hirewall::Verdict) {
        self.candidate_judged.inc();
        self.candidate_verdicts.get_or_create(&Turn { active: active.as_str(), candidate: candidate.as_str() }).inc();
    }

    /// A rule matched in one of both sets alone: `appears` or `vanishes`.
    pub fn candidate_rule(&self, rule: &str, outcome: &'static str) {
        self.candidate_rules.get_or_create(&RuleLabels { rule: rule.to_owned(), outcome }).inc();
    }

    /// The candidate was too busy for a record.
    pub fn candidate_skipped(&self) {
        self.candidate_skipped.inc();
    }

    /// Where the rules of a bundle are counted.
    #[must_use]
    pub fn rules(&self, bundle: &Bundle) -> RuleMeters {
        RuleMeters::new(&self.rules, bundle)
    }
}
