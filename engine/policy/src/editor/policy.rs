//! The shape of a `policy` document.

use schemars::JsonSchema;
use std::collections::BTreeMap;

use super::shared::{Expression, Id, Indicator, Maturity, Moment, Notice, Reference, Score, Text, Verdict};

/// A policy: rules about records of one kind.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "policy")]
pub(super) struct Policy {
    /// The id of the policy, unique among all files. Its rules are named `policy/rule`.
    #[schemars(example = &"contact")]
    policy: Id,
    /// One line that names it.
    title: Option<Text>,
    /// The record kind that it judges: `applicant`, `device`, or one of your own.
    #[schemars(example = &"applicant", example = &"device")]
    applies_to: Id,
    /// The team or person who answers for it.
    owner: Option<Text>,
    /// Its version: three numbers, as in semantic versioning.
    #[schemars(regex(pattern = r"^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$"), example = &"1.2.0")]
    version: Option<String>,
    /// How far it is trusted; `stable` when absent.
    maturity: Option<Maturity>,
    /// Where its knowledge comes from.
    references: Option<Vec<Reference>>,
    /// What may be told to the person whom a finding of any of its rules is about.
    notice: Option<Notice>,
    /// Other record kinds: the rules may read the latest record of that kind of the same subject, under the name of its kind.
    joins: Option<Vec<Id>>,
    /// Named expressions, each evaluated at most once for a record. Conditions name them bare, and each may name those
    /// before it.
    #[schemars(with = "Option<Lets>")]
    r#let: Option<BTreeMap<String, Expression>>,
    /// What it counts across records: `counters.<name>` in its rules, reasons and named expressions.
    #[schemars(with = "Option<Counters>")]
    counters: Option<BTreeMap<String, Counter>>,
    /// Its rules. All of them are evaluated; there is no first match.
    rules: Vec<Rule>,
}

/// Names and their expressions.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Lets(#[schemars(extend("propertyNames" = {"pattern": "^[a-z][a-z0-9_]{0,63}$"}))] BTreeMap<String, Expression>);

/// Names and their counters.
#[derive(JsonSchema)]
#[schemars(transparent)]
struct Counters(#[schemars(extend("propertyNames" = {"pattern": "^[a-z][a-z0-9_]{0,63}$"}))] BTreeMap<String, Counter>);

/// How many records share a key within a time, counted at each record by the records' own times, itself included.
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename = "counter",
    extend("oneOf" = [{"required": ["distinct"]}, {"required": ["events"]}, {"required": ["sum"]}])
)]
struct Counter {
    /// One line that names it.
    title: Option<Text>,
    /// What records share: an expression, or a list of them, each of which gives one key or a list of keys. With several keys the
    /// highest count holds.
    #[schemars(example = &"applicant.phones.map(p, p.raw)")]
    key: Key,
    /// Counts the different values of this expression.
    #[schemars(example = &"applicant.id")]
    distinct: Option<Expression>,
    /// Counts records, each of them once.
    #[schemars(extend("const" = true))]
    events: Option<bool>,
    /// Adds up this number, once for each record.
    sum: Option<Expression>,
    /// How far back: a whole number and a unit, `s`, `m`, `h`, `d` or `w`, up to ten years.
    #[schemars(regex(pattern = r"^[0-9]+[smhdw]$"), example = &"90d")]
    within: String,
    /// Which records count; all when absent.
    r#where: Option<Expression>,
}

/// One expression or several.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Key {
    /// An expression.
    One(Expression),
    /// Several, whose keys are all taken.
    Several(#[schemars(length(min = 1))] Vec<Expression>),
}

/// A rule: what to look for, how much it counts, and what a reviewer is told.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename = "rule", extend("anyOf" = [{"required": ["score"]}, {"required": ["verdict"]}]))]
struct Rule {
    /// The id of the rule, unique in its policy.
    #[schemars(example = &"shared_phone")]
    id: Id,
    /// One line that names it.
    title: Option<Text>,
    /// How far it is trusted; the policy's when absent.
    maturity: Option<Maturity>,
    /// When it matches.
    when: Condition,
    /// The least verdict of a record that it matches. Most rules have a score only.
    verdict: Option<Verdict>,
    /// What a match adds to the score of the record.
    score: Option<Score>,
    /// Why it may read a protected attribute or a proxy of one, and who agreed.
    justification: Option<Text>,
    /// What a reviewer is told, in plain words. `{{ expression }}` stands for the value of an expression.
    #[schemars(example = &"This phone number was used by {{ applicant.phones.size() }} applicants.")]
    reason: Option<Text>,
    /// What may be told to the person whom a finding is about; the policy's when absent.
    notice: Option<Notice>,
    /// Whom it also matches without cause.
    false_positives: Option<Text>,
    /// Where its knowledge comes from.
    references: Option<Vec<Reference>>,
    /// The entries of a catalogue of red flags that it looks for, such as those of `policies/indicators.csv`.
    #[schemars(extend("uniqueItems" = true))]
    indicators: Option<Vec<Indicator>>,
    /// When it acts; always when absent.
    effective: Option<Effective>,
    /// What it does when the record lacks the data to judge it; `skip` when absent.
    on_undetermined: Option<OnUndetermined>,
}

/// An expression, or a tree of them.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "condition")]
pub(super) enum Condition {
    /// An expression that is true or false.
    Expression(Expression),
    /// A tree or a named expression.
    All(All),
    Any(Any),
    Not(Not),
    Named(Named),
}

/// True when all of them are.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct All {
    /// The conditions, at least one.
    #[schemars(length(min = 1))]
    all: Vec<Condition>,
}

/// True when one of them is.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Any {
    /// The conditions, at least one.
    #[schemars(length(min = 1))]
    any: Vec<Condition>,
}

/// True when it is not.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Not {
    /// The condition.
    not: Box<Condition>,
}

/// An expression with a name, which explanations and coverage show.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Named {
    /// A few words for it.
    label: Option<Text>,
    /// The expression.
    when: Expression,
}

/// The time in which a rule acts.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Effective {
    /// The first moment.
    from: Option<Moment>,
    /// The first moment after.
    until: Option<Moment>,
}

/// What a rule does when the record lacks the data to judge it: nothing, as if it matched, or have a person look.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum OnUndetermined {
    Skip,
    Match,
    Review,
}
