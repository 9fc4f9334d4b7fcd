//! Decisions for tests, made by hand.

use hirewall_model::{Blame, Decision, DetectorFailure, Finding, Mode, RecordName, Time, Undetermined, Verdict};

/// A decision in the making.
pub(crate) struct Example(Decision);

/// A decision about an applicant.
pub(crate) fn decision(id: &str) -> Example {
    let record = RecordName { kind: "applicant".to_owned(), id: id.to_owned(), subject: id.to_owned() };
    Example(Decision {
        id: String::new(),
        record,
        verdict: Verdict::Clear,
        score: 0,
        findings: Vec::new(),
        undetermined: Vec::new(),
        exceptions: Vec::new(),
        counters: std::collections::BTreeMap::new(),
        joined: Vec::new(),
        failures: Vec::new(),
        warnings: Vec::new(),
        generation: 1,
        bundle: "sha256:0".to_owned(),
        decided_at: Time { seconds: 1_769_904_000, nanos: 0 },
    })
}

impl Example {
    pub(crate) fn device_of(mut self, subject: &str) -> Self {
        self.0.record.kind = "device".to_owned();
        self.0.record.subject = subject.to_owned();
        self
    }

    pub(crate) fn of(mut self, subject: &str) -> Self {
        self.0.record.subject = subject.to_owned();
        self
    }

    pub(crate) fn finds(self, rule: &str, score: i64, verdict: Option<Verdict>) -> Self {
        self.found(rule, score, verdict, Mode::Enforce)
    }

    pub(crate) fn shadows(self, rule: &str, score: i64, verdict: Option<Verdict>) -> Self {
        self.found(rule, score, verdict, Mode::Shadow)
    }

    pub(crate) fn lacks(mut self, rule: &str) -> Self {
        self.0.undetermined.push(undetermined(rule, None));
        self
    }

    pub(crate) fn fails(mut self, rule: &str) -> Self {
        self.0.undetermined.push(undetermined(rule, Some(Verdict::Review)));
        self
    }

    pub(crate) fn detector_fails(mut self) -> Self {
        let (detector, code) = ("phone".to_owned(), "trap".to_owned());
        self.0.failures.push(DetectorFailure { detector, blame: Blame::Plugin, code, reason: String::new() });
        self
    }

    pub(crate) fn decided(mut self, score: i64, verdict: Verdict) -> Decision {
        (self.0.score, self.0.verdict) = (score, verdict);
        self.0
    }

    fn found(mut self, rule: &str, score: i64, verdict: Option<Verdict>, mode: Mode) -> Self {
        self.0.findings.push(Finding {
            rule: rule.to_owned(),
            mode,
            score,
            verdict,
            maturity: None,
            reason: "Kim Lee applied.".to_owned(),
            evidence: Vec::new(),
            from_undetermined: false,
        });
        self
    }
}

fn undetermined(rule: &str, verdict: Option<Verdict>) -> Undetermined {
    Undetermined { rule: rule.to_owned(), mode: Mode::Enforce, missing: Vec::new(), error: None, verdict }
}
