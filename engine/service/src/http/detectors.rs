//! `/v1/detectors`: the plugins that serve, and what they are bound to.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use hirewall::detector::Isolation;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, answer};

/// The detectors that serve.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Detectors {
    /// The generation.
    generation: u64,
    /// The detectors, by id.
    detectors: Vec<DetectorBody>,
}

/// A detector.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DetectorBody {
    /// Its id: `signals.<id>.*` in conditions.
    id: String,
    /// The plugin's file.
    plugin: String,
    /// The digest of that file.
    digest: String,
    /// The plugin's own id.
    plugin_id: String,
    /// The plugin's version.
    version: String,
    /// Who made it.
    vendor: String,
    /// The record kinds that it looks at.
    records: Vec<String>,
    /// `record`: each record gets a fresh instance; `batch`: many share one.
    isolation: &'static str,
    /// Milliseconds that it has for a record.
    time_ms: u32,
    /// MiB of memory that it has.
    memory_mib: u32,
}

/// The detectors that serve
#[utoipa::path(get, path = "/v1/detectors", tag = "policies", security(("token" = [])), responses((status = 200, body = Detectors)))]
pub(super) async fn all(State(app): State<Arc<App>>) -> Response {
    let generation = app.keeper.hold();
    let engine = &generation.set.engine;
    let serving = engine.detectors().iter().map(|detector| {
        let binding = engine.bundle().detector(detector.id());
        DetectorBody {
            id: detector.id().to_owned(),
            plugin: binding.map(|binding| binding.plugin.clone()).unwrap_or_default(),
            digest: detector.digest().to_owned(),
            plugin_id: detector.manifest().id.clone(),
            version: detector.manifest().version.clone(),
            vendor: detector.manifest().vendor.clone(),
            records: binding.map(|binding| binding.records.iter().cloned().collect()).unwrap_or_default(),
            isolation: match detector.isolation() {
                Isolation::Record => "record",
                Isolation::Batch => "batch",
            },
            time_ms: detector.limits().time_ms,
            memory_mib: detector.limits().memory_mib,
        }
    });
    answer::json(&Detectors { generation: generation.number, detectors: serving.collect() })
}
