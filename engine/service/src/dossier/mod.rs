//! A dossier: all that there is to one decision, on one page, for whoever has to account for it. What was looked at, which rules said what, in
//! which version, and what a person decided.
//!
//! It adds nothing to what was stored but the words of the policies, and those only when they are the ones that decided. It judges nothing, and
//! reads no policies.

mod html;
mod look_up;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use hirewall::Engine;
use hirewall::inventory::{Inventory, RuleUse};
use hirewall::model::{Decision, Mode, Time};
use hirewall_store::{Disposition, StoredDecision};
use serde::Serialize;
use serde_json::value::RawValue;

pub(crate) use html::content_security_policy;
pub use look_up::look_up;

/// All that there is to one decision.
#[derive(Debug, Serialize)]
pub struct Dossier {
    /// The decision as it was given.
    pub decision: Decision,
    /// The record's own time.
    pub record_time: Time,
    /// When the record was received.
    pub received_at: Time,
    /// Its place in the audit chain.
    pub sequence: u64,
    /// What people decided about it, the oldest first; the last is good. Nobody has looked at it when there are none.
    pub dispositions: Vec<PersonsWord>,
    /// What the policies say of the rules that the decision names, when they are the same policies that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<BTreeMap<String, RuleUse>>,
    /// What may be told to the person whom it is about, for the findings that count: each text once, with the codes of what it is about.
    pub notices: Vec<Notice>,
    /// The record as it was received, when it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Box<RawValue>>,
}

/// What may be told to the person whom a decision is about. It is the policy's own text and holds no value of a record.
#[derive(Debug, Serialize)]
pub struct Notice {
    /// The text.
    pub text: String,
    /// The ids of the policies whose findings it is about: codes that a person may quote.
    pub codes: BTreeSet<String>,
}

/// What a person decided.
#[derive(Debug, Serialize)]
pub struct PersonsWord {
    /// What: `cleared`, `verified`, `confirmed` or `unresolved`.
    pub outcome: &'static str,
    /// Who: the name of a person or of a token.
    pub by: String,
    /// When.
    pub at: Time,
    /// Why, in their words; nothing when none were given, or they were erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// There is no dossier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDossier {
    /// The content is gone.
    #[error("what the decision `{id}` says was erased, or its time is over")]
    Gone {
        /// The decision.
        id: String,
    },
    /// The content is not what was written.
    #[error("what is stored as the decision `{id}` cannot be read")]
    Damaged {
        /// The decision.
        id: String,
    },
}

impl NoDossier {
    /// What to do.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Gone { .. } => {
                "The audit chain still shows that it was made, and when it went: `hirewall audit verify`."
            }
            Self::Damaged { .. } => "Run `hirewall audit verify`, which says what was changed.",
        }
    }
}

impl Dossier {
    /// The dossier of a stored decision. `engine` gives the words of the policies; they are taken when its bundle is the one that decided.
    /// With `record` the record is part of it.
    ///
    /// # Errors
    /// The content of the decision is gone, or is not what was written.
    pub fn of(
        stored: StoredDecision,
        dispositions: Vec<Disposition>,
        engine: Option<&Engine>,
        record: bool,
    ) -> Result<Self, NoDossier> {
        let id = stored.decision.id;
        let content = stored.content.ok_or_else(|| NoDossier::Gone { id: id.clone() })?;
        let decision: Decision =
            serde_json::from_slice(&content.decision).map_err(|_| NoDossier::Damaged { id: id.clone() })?;
        let record = record.then(|| serde_json::from_slice(&content.record)).transpose();
        let word =
            |one: Disposition| PersonsWord { outcome: one.outcome.as_str(), by: one.by, at: one.at, note: one.note };
        let same = engine.filter(|engine| engine.bundle().digest == decision.bundle);
        let rules = same.map(|engine| words(engine, &decision));
        Ok(Self {
            notices: notices(&decision, rules.as_ref()),
            rules,
            decision,
            record_time: stored.record_time,
            received_at: stored.received_at,
            sequence: stored.seq,
            dispositions: dispositions.into_iter().map(word).collect(),
            record: record.map_err(|_| NoDossier::Damaged { id })?,
        })
    }

    /// As JSON, on lines for reading, with a line break at its end. The record stands in it as it was received.
    ///
    /// # Errors
    /// It cannot be written as JSON: a defect.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }

    /// The same as a page that stands alone: no script, nothing from elsewhere, and everything from records and policies as text.
    #[must_use]
    pub fn to_html(&self) -> String {
        html::page(self)
    }
}

/// Of each finding that counts what may be told.
fn notices(decision: &Decision, rules: Option<&BTreeMap<String, RuleUse>>) -> Vec<Notice> {
    let mut notices: Vec<Notice> = Vec::new();
    for finding in decision.findings.iter().filter(|finding| finding.mode == Mode::Enforce) {
        let words = rules.and_then(|rules| rules.get(&finding.rule)).and_then(|rule| rule.notice.as_ref());
        let (Some(text), Some((policy, _))) = (words, finding.rule.split_once('/')) else { continue };
        match notices.iter_mut().find(|notice| notice.text == *text) {
            Some(notice) => drop(notice.codes.insert(policy.to_owned())),
            None => notices.push(Notice { text: text.clone(), codes: BTreeSet::from([policy.to_owned()]) }),
        }
    }
    notices
}

/// What the policies say of the rules that a decision names.
fn words(engine: &Engine, decision: &Decision) -> BTreeMap<String, RuleUse> {
    let findings = decision.findings.iter().map(|finding| &finding.rule);
    let excepted = decision.exceptions.iter().map(|exception| &exception.rule);
    let open = decision.undetermined.iter().map(|undetermined| &undetermined.rule);
    let named: BTreeSet<&String> = findings.chain(excepted).chain(open).collect();
    let rules = Inventory::of(engine).rules.into_iter().filter(|rule| named.contains(&rule.rule));
    rules.map(|rule| (rule.rule.clone(), rule)).collect()
}
