//! The shapes of `settings` and `exceptions` documents: what the operator decides apart from the rules.

use schemars::JsonSchema;
use std::collections::BTreeMap;

use super::policy::Condition;
use super::shared::{Id, Moment, RuleName, Text};

/// What the operator sets apart from the rules. A policy directory has one such document.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "settings")]
pub(super) struct Settings {
    /// A name for the settings.
    #[schemars(example = &"default")]
    settings: Id,
    /// The summed score from which on a record of a kind gets a verdict.
    verdicts: Option<BTreeMap<String, Bands>>,
    /// Other modes for rules or policies. That of a rule goes before that of its policy.
    overrides: Option<Vec<Override>>,
    /// Levels of lints, by code: `allow`, `warn` or `error`.
    #[schemars(with = "Option<Lints>")]
    lints: Option<BTreeMap<String, Level>>,
    /// Which plugins may be bound.
    plugins: Option<Plugins>,
}

/// Which plugins may be bound.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Plugins {
    /// Whether a plugin must be signed by one of the trusted keys; no when absent.
    require_signature: Option<bool>,
    /// The trusted ed25519 public keys, as hexadecimal digits.
    trusted_keys: Option<Vec<Key>>,
}

/// 32 bytes as hexadecimal digits.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Key(#[schemars(regex(pattern = r"^[0-9a-fA-F]{64}$"))] String);

/// Codes of lints and their levels.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Lints(#[schemars(extend("propertyNames" = {"pattern": "^L4[0-9]{2}$"}))] BTreeMap<String, Level>);

/// The lowest summed score of each verdict, rising from `verify` to `block`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Bands {
    /// From this score on, stronger identity proof is asked for.
    #[schemars(range(min = 1))]
    verify: Option<i64>,
    /// From this score on, a person looks at the record.
    #[schemars(range(min = 1))]
    review: Option<i64>,
    /// From this score on, the application or device is held until a person has decided.
    #[schemars(range(min = 1))]
    block: Option<i64>,
}

/// Another mode for a rule, or for all rules of a policy.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("oneOf" = [{"required": ["rule"]}, {"required": ["policy"]}]))]
struct Override {
    /// The rule, `policy/rule`.
    rule: Option<RuleName>,
    /// The policy.
    policy: Option<Id>,
    /// What it may do.
    mode: Mode,
    /// The share of subjects, in percent, for whom the mode holds; all when absent. The others are one step behind: `shadow`
    /// where these have `enforce`, `off` where these have `shadow`.
    #[schemars(range(min = 0, max = 100))]
    rollout: Option<u8>,
}

/// `enforce`: it acts. `shadow`: it is recorded and changes nothing. `off`: it is not evaluated.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Mode {
    Enforce,
    Shadow,
    Off,
}

/// The level of a lint.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Level {
    Allow,
    Warn,
    Error,
}

/// Narrow, reasoned, expiring exceptions from rules.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "exceptions")]
pub(super) struct Exceptions {
    /// The id of the document.
    #[schemars(example = &"contractors")]
    exceptions: Id,
    /// The exceptions.
    items: Vec<Exception>,
}

/// A rule that does not count for some records, for some time.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Exception {
    /// The rule, `policy/rule`.
    rule: RuleName,
    /// The records for which it does not count.
    when: Condition,
    /// Why.
    reason: Text,
    /// Who answers for it.
    owner: Text,
    /// Where it was agreed.
    ticket: Option<Text>,
    /// The first moment at which it no longer holds.
    expires: Moment,
}
