//! Counters of what rules say, looked up once for each set and not for each record.

use std::collections::HashMap;

use hirewall::Judgement;
use hirewall::model::Mode;
use hirewall::policy::Bundle;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct RuleLabels {
    pub(super) rule: String,
    pub(super) outcome: &'static str,
}

/// Counters of the rules of one set.
#[derive(Debug)]
pub struct RuleMeters {
    by_id: HashMap<String, RuleMeter>,
}

#[derive(Debug)]
struct RuleMeter {
    matched: Counter,
    shadow: Counter,
    undetermined: Counter,
    failed: Counter,
    excepted: Counter,
}

impl RuleMeters {
    pub(super) fn new(family: &Family<RuleLabels, Counter>, bundle: &Bundle) -> Self {
        let by_id = bundle.rules().map(|(_, rule)| {
            let counter = |outcome| {
                let labels = RuleLabels { rule: rule.id.clone(), outcome };
                family.get_or_create(&labels).clone()
            };
            let meter = RuleMeter {
                matched: counter("matched"),
                shadow: counter("matched_in_shadow"),
                undetermined: counter("undetermined"),
                failed: counter("failed"),
                excepted: counter("excepted"),
            };
            (rule.id.clone(), meter)
        });
        Self { by_id: by_id.collect() }
    }

    /// Counts what the rules said in a decision.
    pub(crate) fn count(&self, judgement: &Judgement) {
        for finding in &judgement.findings {
            if let Some(meter) = self.by_id.get(&finding.rule) {
                if finding.mode == Mode::Shadow { &meter.shadow } else { &meter.matched }.inc();
            }
        }
        for (rule, failed) in judgement.unanswered() {
            if let Some(meter) = self.by_id.get(rule) {
                if failed { &meter.failed } else { &meter.undetermined }.inc();
            }
        }
        for exception in &judgement.exceptions {
            if let Some(meter) = self.by_id.get(&exception.rule) {
                meter.excepted.inc();
            }
        }
    }
}
