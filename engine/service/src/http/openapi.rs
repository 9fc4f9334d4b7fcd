//! The description of the interface as OpenAPI 3.1. Paths come from the handlers; the decision comes from its published schema.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use hirewall::model::DECISION_SCHEMA;
use hirewall_store::{Disposed, LinkKind, Outcome};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};

/// Decisions that were found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DecisionPage {
    /// The decisions, the latest first.
    decisions: Vec<KeptDecision>,
    /// `cursor` of the next page; null on the last one.
    next: Option<u64>,
}

/// A decision with what people decided about it: what is made of `DECISION_SCHEMA` takes its place.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct KeptDecision {}

/// What a person decided: its words take its place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Outcome)]
pub(super) struct OutcomeWord {}

/// What is searched for: its words take its place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Disposed)]
pub(super) struct DisposedWord {}

/// A link of the chain: its words take its place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LinkKind)]
pub(super) struct LinkWord {}

/// A verdict: its words take its place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Verdict)]
pub(super) struct VerdictWord {}

/// What stands above the paths.
pub(super) fn base() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Hirewall")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("Judges applicant and device records against policies, and says why."))
        .build();
    OpenApiBuilder::new().info(info).build()
}

/// The description as it is sent.
pub(super) fn finish(description: &OpenApi) -> Bytes {
    let mut document = serde_json::to_value(description).unwrap_or_default();
    schemas(&mut document);
    bodies(&mut document);
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        for (path, item) in paths {
            let operations = item.as_object_mut().into_iter().flat_map(serde_json::Map::values_mut);
            operations.for_each(|operation| usual_answers(path, operation));
        }
    }
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        let scheme =
            json!({"token": {"type": "http", "scheme": "bearer", "description": "Made by `hirewall token new`"}});
        components.insert("securitySchemes".to_owned(), scheme);
    }
    Bytes::from(document.to_string())
}

/// `GET /openapi.json`
pub(super) async fn get(document: Bytes) -> Response {
    ([(CONTENT_TYPE, "application/json")], document).into_response()
}

/// Puts the published schema of decisions in, its parts as components of their own.
fn schemas(document: &mut Value) {
    let text = DECISION_SCHEMA.replace("#/$defs/", "#/components/schemas/Decision.");
    let Ok(Value::Object(mut decision)) = serde_json::from_str(&text) else { return };
    let parts = decision.remove("$defs");
    decision.remove("$schema");
    decision.remove("$id");
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    for (name, part) in parts.as_ref().and_then(Value::as_object).into_iter().flatten() {
        schemas.insert(format!("Decision.{name}"), part.clone());
    }
    schemas.insert("Decision".to_owned(), Value::Object(decision));
    let dispositions = json!({
        "type": "array", "items": {"$ref": "#/components/schemas/Disposition"},
        "description": "What people decided about it, the earliest first; absent when nobody did",
    });
    let kept = json!({"allOf": [
        {"$ref": "#/components/schemas/Decision"}, {"type": "object", "properties": {"dispositions": dispositions}},
    ]});
    schemas.insert("KeptDecision".to_owned(), kept);
    schemas.insert("Verdict".to_owned(), json!({"type": "string", "enum": hirewall::Verdict::ALL}));
    let outcomes = Outcome::ALL.map(Outcome::as_str);
    schemas.insert("Outcome".to_owned(), json!({"type": "string", "enum": outcomes}));
    let disposed: Vec<&str> = std::iter::once(Disposed::No.as_str()).chain(outcomes).collect();
    let links: Vec<&str> = LinkKind::words().collect();
    schemas.insert("LinkKind".to_owned(), json!({"type": "string", "enum": links}));
    schemas.insert("Disposed".to_owned(), json!({"type": "string", "enum": disposed}));
}

/// What goes in and comes out of judging, more exactly than types of handlers can say.
fn bodies(document: &mut Value) {
    let Some(decide) = document.pointer_mut("/paths/~1v1~1decisions/post") else { return };
    let record = json!({"type": "object", "description": "A record; its schema is the policy directory's"});
    let one_or_many = json!({"oneOf": [record, {"type": "array", "items": record}]});
    let answer = json!({"oneOf": [
        {"$ref": "#/components/schemas/Decision"},
        {"type": "array", "items": {"oneOf": [{"$ref": "#/components/schemas/Decision"}, {"$ref": "#/components/schemas/Problem"}]}},
    ]});
    for (pointer, schema) in [
        ("/requestBody/content/application~1json/schema", one_or_many),
        ("/responses/200/content/application~1json/schema", answer),
    ] {
        if let Some(place) = decide.pointer_mut(pointer) {
            *place = schema;
        }
    }
}

/// The answers that any request may get.
fn usual_answers(path: &str, operation: &mut Value) {
    let takes_body = operation.get("requestBody").is_some();
    let guarded = operation.get("security").is_some();
    let Some(answers) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    let mut usual: Vec<(&str, &str)> = Vec::new();
    if guarded {
        usual.extend([
            ("401", "There is no valid token"),
            ("403", "The token may not do this"),
            ("429", "Too many requests are under way"),
        ]);
    }
    if path.starts_with("/v1/") {
        usual.extend([("400", "The request is not as described here"), ("503", "Not now: see `detail`")]);
    }
    if takes_body {
        usual.extend([
            ("408", "The body did not come in time"),
            ("409", "A request with the same idempotency key is under way"),
            ("413", "The body is too large"),
            ("415", "The body is of another type"),
        ]);
    }
    for (status, description) in usual {
        answers.entry(status).or_insert_with(|| {
            json!({"description": description, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}})
        });
    }
}
