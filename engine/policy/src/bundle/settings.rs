//! What the operator sets apart from the rules: verdict bands and overrides.

use std::collections::BTreeMap;

use hirewall_model::Bands;

use super::Origin;

/// Settings of a policy directory.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Settings {
    /// Score bands, by record kind. A kind without bands gets its verdict from the rules' own verdicts alone.
    pub verdicts: BTreeMap<String, Bands>,
    /// Overrides in the order of the file; a rule's own override goes before that of its policy, a later before an earlier.
    pub overrides: Vec<Override>,
    /// Which plugins may be bound.
    pub plugins: PluginTrust,
}

/// Which plugins may be bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PluginTrust {
    /// Whether a plugin must be signed by one of the trusted keys.
    pub require_signature: bool,
    /// The trusted ed25519 public keys, each 64 hexadecimal digits in lower case.
    pub trusted_keys: Vec<String>,
}

/// Another mode for a rule or for all rules of a policy.
#[derive(Debug)]
#[non_exhaustive]
pub struct Override {
    /// What it is about.
    pub target: Target,
    /// The mode.
    pub mode: Mode,
    /// The share of subjects, in percent from 0 to 100, for whom the mode holds; all when absent. The others are
    /// one step behind: `shadow` where these have `enforce`, `off` where these have `shadow`.
    pub rollout: Option<u8>,
    /// Where it stands.
    pub origin: Origin,
}

/// What an override is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// One rule, by its full id.
    Rule(String),
    /// All rules of a policy, by its id.
    Policy(String),
}

/// What a rule may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// It acts.
    #[default]
    Enforce,
    /// It is recorded and changes nothing.
    Shadow,
    /// It is not evaluated.
    Off,
}

impl Settings {
    /// The bands of a record kind.
    #[must_use]
    pub fn bands(&self, kind: &str) -> Bands {
        self.verdicts.get(kind).copied().unwrap_or_default()
    }

    /// The override that holds for a rule, both by their full ids: a rule's own goes before its policy's, and of several with the
    /// same target the last one holds.
    #[must_use]
    pub fn override_of(&self, policy: &str, rule: &str) -> Option<&Override> {
        let last = |wanted: &dyn Fn(&Target) -> bool| self.overrides.iter().rev().find(|found| wanted(&found.target));
        last(&|target| matches!(target, Target::Rule(id) if id == rule))
            .or_else(|| last(&|target| matches!(target, Target::Policy(id) if id == policy)))
    }
}
