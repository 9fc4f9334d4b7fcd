//! The compiled policies: what a decision is made from. Immutable once made; it holds no diagnostics and no raw documents.

mod content;
mod counter;
mod detector;
mod exception;
mod list;
mod policy;
mod rule;
mod settings;
mod table;
mod template;
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use hirewall_diagnostic::{SourceId, Span};
use hirewall_model::Schema;

pub use content::Content;
pub use counter::Counter;
pub use detector::{DetectorBinding, DetectorLimits, Grants, Isolation};
pub use exception::Exception;
pub use list::ListInfo;
pub use policy::{Let, Maturity, Policy};
pub use rule::{Effective, OnUndetermined, Rule};
pub use settings::{Mode, Override, PluginTrust, Settings, Target};
pub use table::TableInfo;
pub use template::{Piece, Template};
pub use tests::{Expect, GivenAnswer, TestCase, TestGiven, TestRecord, TestSuite};

/// The compiled content of a policy directory. The same files give the same bundle, whatever order they come in.
///
/// Every collection is sorted by id, except rules, lets and test cases, which keep the order of their file.
#[derive(Debug)]
#[non_exhaustive]
pub struct Bundle {
    /// `sha256:` and 64 hexadecimal digits over the files that take part and the plugins that are bound; see
    /// [`crate::digest`].
    pub digest: String,
    /// The record schemas, by record kind.
    pub schemas: BTreeMap<String, Arc<Schema>>,
    /// The policies, by id.
    pub policies: Vec<Policy>,
    /// Verdict bands and overrides.
    pub settings: Settings,
    /// Exceptions, in the order of their documents' ids.
    pub exceptions: Vec<Exception>,
    /// The policies' own tests, by policy.
    pub tests: Vec<TestSuite>,
    /// The named lists.
    pub lists: Vec<ListInfo>,
    /// The tables.
    pub tables: Vec<TableInfo>,
    /// The detectors. The signals of the one at index `n` are frame `n + 1` of every condition.
    pub detectors: Vec<DetectorBinding>,
}

/// What a frame beside the record is.
#[derive(Debug, Clone, Copy)]
pub enum FrameOf<'b> {
    /// The signals of a detector.
    Signals(&'b DetectorBinding),
    /// A joined record of that kind.
    Joined(&'b Arc<Schema>),
    /// The counters of a policy.
    Counters(&'b Policy),
}

impl Bundle {
    /// The policy of that id.
    #[must_use]
    pub fn policy(&self, id: &str) -> Option<&Policy> {
        let at = self.policies.binary_search_by(|policy| policy.id.as_str().cmp(id)).ok()?;
        self.policies.get(at)
    }

    /// The rule of that full id (`policy/rule`) and its policy.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<(&Policy, &Rule)> {
        let (policy, local) = id.split_once('/')?;
        let policy = self.policy(policy)?;
        let rule = policy.rules.iter().find(|rule| rule.local_id() == local)?;
        Some((policy, rule))
    }

    /// The detector of that id.
    #[must_use]
    pub fn detector(&self, id: &str) -> Option<&DetectorBinding> {
        let at = self.detectors.binary_search_by(|detector| detector.id.as_str().cmp(id)).ok()?;
        self.detectors.get(at)
    }

    /// The frame of a joined record of that kind. Those of all kinds come after the detectors, sorted by kind, whether or not
    /// a policy joins them.
    #[must_use]
    pub fn join_frame(&self, kind: &str) -> Option<u32> {
        let at = self.schemas.keys().position(|known| known == kind)?;
        u32::try_from(self.detectors.len() + at + 1).ok()
    }

    /// What a frame is; none for the record, which is frame 0, and for what is no frame.
    #[must_use]
    pub fn frame(&self, frame: u32) -> Option<FrameOf<'_>> {
        let at = frame.checked_sub(1)? as usize;
        let join = |at: usize| self.schemas.values().nth(at).map(FrameOf::Joined);
        match at.checked_sub(self.detectors.len()) {
            None => self.detectors.get(at).map(FrameOf::Signals),
            Some(at) if at < self.schemas.len() => join(at),
            Some(_) => self.policies.iter().find(|policy| policy.counter_frame == Some(frame)).map(FrameOf::Counters),
        }
    }

    /// The counter of that full id (`policy/counter`).
    #[must_use]
    pub fn counter(&self, id: &str) -> Option<&Counter> {
        let (policy, _) = id.split_once('/')?;
        self.policy(policy)?.counters.iter().find(|counter| *counter.id == *id)
    }

    /// Every counter, in the order of policies and then of their files.
    pub fn counters(&self) -> impl Iterator<Item = &Counter> {
        self.policies.iter().flat_map(|policy| &policy.counters)
    }

    /// Every rule with its policy, in the order of policies and then of their files.
    pub fn rules(&self) -> impl Iterator<Item = (&Policy, &Rule)> {
        self.policies.iter().flat_map(|policy| policy.rules.iter().map(move |rule| (policy, rule)))
    }
}

/// A place in one of the compilation's sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The source.
    pub source: SourceId,
    /// Where in it.
    pub span: Span,
}
