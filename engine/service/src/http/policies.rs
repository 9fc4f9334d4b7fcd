//! `/v1/policies`: what serves, in words for people who do not have the files.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use hirewall::policy::{Bundle, Policy};
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Problem, ProblemKind, answer};

/// The policies that serve.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Policies {
    /// The generation.
    generation: u64,
    /// The digest of the bundle.
    bundle: String,
    /// The policies, by id.
    policies: Vec<PolicySummary>,
}

/// A policy.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PolicySummary {
    /// Its id.
    id: String,
    /// One line that names it.
    title: Option<String>,
    /// The record kind that it judges.
    applies_to: String,
    /// Who answers for it.
    owner: Option<String>,
    /// Its version, as written.
    version: Option<String>,
    /// How far it is trusted.
    maturity: &'static str,
    /// How many rules it has.
    rules: usize,
}

/// A policy with its rules.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PolicyBody {
    /// The generation.
    generation: u64,
    #[serde(flatten)]
    policy: PolicySummary,
    /// Where its knowledge comes from.
    references: Vec<String>,
    /// The detectors whose signals it reads.
    detectors: Vec<String>,
    /// Its rules, in the order of the file.
    rule_list: Vec<RuleBody>,
}

/// A rule.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RuleBody {
    /// Its full id.
    id: String,
    /// One line that names it.
    title: Option<String>,
    /// What a match adds to the score.
    score: i64,
    /// The least verdict of a record that it matches.
    #[schema(value_type = Option<String>)]
    verdict: Option<hirewall::Verdict>,
    /// Whom it also matches without cause.
    false_positives: Option<String>,
    /// Where its knowledge comes from.
    references: Vec<String>,
    /// The red flags of the catalogue that it looks for.
    indicators: Vec<String>,
    /// How far it is trusted.
    maturity: &'static str,
    /// The file that it stands in, relative to the policy directory.
    file: String,
    /// The line, from 1.
    line: u32,
}

/// The policies that serve
#[utoipa::path(get, path = "/v1/policies", tag = "policies", security(("token" = [])), responses((status = 200, body = Policies)))]
pub(super) async fn all(State(app): State<Arc<App>>) -> Response {
    let generation = app.keeper.hold();
    let bundle = generation.set.engine.bundle();
    answer::json(&Policies {
        generation: generation.number,
        bundle: bundle.digest.clone(),
        policies: bundle.policies.iter().map(summary).collect(),
    })
}

/// A policy with its rules
#[utoipa::path(
    get, path = "/v1/policies/{id}", tag = "policies", security(("token" = [])),
    params(("id" = String, Path, description = "The policy's id")),
    responses(
        (status = 200, body = PolicyBody),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "No such policy serves"),
    ),
)]
pub(super) async fn one(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    let generation = app.keeper.hold();
    let engine = &generation.set.engine;
    let bundle: &Bundle = engine.bundle();
    let Some(policy) = bundle.policy(&id) else {
        return Problem::new(ProblemKind::NotFound, "no policy of this id serves")
            .help("`/v1/policies` lists those that do.")
            .into_response();
    };
    let rule = |rule: &hirewall::policy::Rule| RuleBody {
        id: rule.id.clone(),
        title: rule.title.clone(),
        score: rule.score,
        verdict: rule.verdict,
        false_positives: rule.false_positives.clone(),
        references: rule.references.clone(),
        indicators: rule.indicators.clone(),
        maturity: rule.maturity.as_str(),
        file: engine.sources().name(rule.origin.source).to_owned(),
        line: engine.sources().position(rule.origin.source, rule.origin.span.start).line,
    };
    answer::json(&PolicyBody {
        generation: generation.number,
        policy: summary(policy),
        references: policy.references.clone(),
        detectors: policy.detectors.iter().cloned().collect(),
        rule_list: policy.rules.iter().map(rule).collect(),
    })
}

fn summary(policy: &Policy) -> PolicySummary {
    PolicySummary {
        id: policy.id.clone(),
        title: policy.title.clone(),
        applies_to: policy.applies_to.clone(),
        owner: policy.owner.clone(),
        version: policy.version.clone(),
        maturity: policy.maturity.as_str(),
        rules: policy.rules.len(),
    }
}
