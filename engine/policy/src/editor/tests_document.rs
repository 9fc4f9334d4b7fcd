//! The shape of a `tests` document.

use schemars::JsonSchema;
use serde_json::Value;
use std::collections::BTreeMap;

use super::shared::{Id, Moment, Text, Verdict};

/// The tests of a policy, in a file beside it: `contact.tests.yaml`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "tests")]
pub(super) struct Tests {
    /// The policy that they test.
    #[schemars(example = &"contact")]
    tests: Id,
    /// The cases.
    cases: Vec<Case>,
}

/// A record, and what the rules of the policy must say about it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Case {
    /// What the case shows, unique in the document.
    name: Text,
    /// The record, checked against the schema of its kind.
    record: BTreeMap<String, Value>,
    /// What else is given.
    given: Option<Given>,
    /// What must come out.
    expect: Expect,
}

/// What is given beside the record. Under the name of a record kind that the policy joins stands the joined record; `null` where
/// there is none.
#[derive(JsonSchema)]
#[schemars(extend("additionalProperties" = {"anyOf": [{"type": "object"}, {"const": null}]}))]
struct Given {
    /// The time of evaluation; the record's own time when absent.
    now: Option<Moment>,
    /// What detectors say, by their ids, in place of running them; `null` for one that did not run.
    #[schemars(with = "Option<Signals>")]
    signals: Option<BTreeMap<String, Value>>,
    /// Detectors that failed.
    failures: Option<Vec<Id>>,
    /// What counters of the policy come to, by their names; `null` for one that could not be counted. Those that are not named
    /// count the history and the record.
    #[schemars(with = "Option<Counts>")]
    counters: Option<BTreeMap<String, Value>>,
    /// Records that arrived before, in their order: counters and joins see them. A record of another kind than the policy's has
    /// its `kind`.
    history: Option<Vec<BTreeMap<String, Value>>>,
}

/// Counters and what they come to.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Counts(
    #[schemars(extend("additionalProperties" = {"anyOf": [{"type": "number"}, {"const": null}]}))]
    BTreeMap<String, Value>,
);

/// Detectors and their signals.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Signals(
    #[schemars(extend("additionalProperties" = {"anyOf": [{"type": "object"}, {"const": null}]}))]
    BTreeMap<String, Value>,
);

/// What must come out. Rules of the tested policy may be named without it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Expect {
    /// Rules that must match.
    r#match: Option<Vec<AnyRule>>,
    /// Rules that must not match.
    no_match: Option<Vec<AnyRule>>,
    /// Rules that must lack the data to be judged.
    undetermined: Option<Vec<AnyRule>>,
    /// The verdict of the record.
    verdict: Option<Verdict>,
    /// The summed score of the record.
    score: Option<i64>,
}

/// A rule, with or without its policy.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct AnyRule(#[schemars(regex(pattern = r"^([a-z][a-z0-9_]{0,63}/)?[a-z][a-z0-9_]{0,63}$"))] String);
