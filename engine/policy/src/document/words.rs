//! Words out of a fixed set, as JSON Schema for editors. The values that they stand for belong to the bundle.

use hirewall_model::Verdict;
use schemars::JsonSchema;

use crate::read::word;
use crate::{Maturity, Mode, OnUndetermined};

word!(Maturity, "a maturity", {
    "experimental" => Self::Experimental,
    "test" => Self::Test,
    "stable" => Self::Stable,
});

word!(Mode, "a mode", { "enforce" => Self::Enforce, "shadow" => Self::Shadow, "off" => Self::Off });

word!(OnUndetermined, "an answer to missing data", {
    "skip" => Self::Skip,
    "match" => Self::Match,
    "review" => Self::Review,
});

word!(Verdict, "a verdict", {
    "clear" => Self::Clear,
    "verify" => Self::Verify,
    "review" => Self::Review,
    "block" => Self::Block,
});

/// What is to happen next: `clear`, `verify` (ask for proof of identity), `review` (a person looks), `block` (held until a
/// person decides).
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
#[expect(dead_code, reason = "only its JSON Schema is used")]
pub(crate) enum VerdictWord {
    Clear,
    Verify,
    Review,
    Block,
}

/// How far a policy or rule is trusted.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
#[expect(dead_code, reason = "only its JSON Schema is used")]
pub(crate) enum MaturityWord {
    Experimental,
    Test,
    Stable,
}

/// `enforce`: the rule acts; `shadow`: it is recorded and changes nothing; `off`: it is not evaluated.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
#[expect(dead_code, reason = "only its JSON Schema is used")]
pub(crate) enum ModeWord {
    Enforce,
    Shadow,
    Off,
}

/// What a rule does when the record lacks data to judge it: nothing, count as matched, or have a person look.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", inline)]
#[expect(dead_code, reason = "only its JSON Schema is used")]
pub(crate) enum OnUndeterminedWord {
    Skip,
    Match,
    Review,
}
