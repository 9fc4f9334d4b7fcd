//! What a detector's types say is what a host reads in its manifest.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(missing_docs, reason = "a plugin's types, described in its manifest")]
#![allow(dead_code, reason = "the types are there for what they declare")]

use hirewall_sdk::{Detector, Failure, Input, Report, Request, Schema};
use hirewall_testkit::Kit;
use serde_json::{Value, json};

/// What the operator sets.
#[derive(Schema, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Region of numbers without a country code: "US".
    #[schema(default = "US", min_length = 2, max_length = 2)]
    region: String,
    #[schema(default = 0.5, minimum = 0, maximum = 1)]
    share: f64,
    #[schema(default = ["a\\b", "ü"], max_items = 9)]
    names: Vec<String>,
}

#[derive(Schema, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    Mobile,
    FixedLine,
}

#[derive(Default, serde::Deserialize)]
pub struct Phone {
    raw: String,
}

#[derive(Input)]
#[record("applicant")]
pub struct Applicant {
    #[read("/basics/email")]
    email: Option<String>,
    #[read("/phones", json, only("raw"), optional)]
    phones: Vec<Phone>,
}

#[derive(Input)]
#[record("device")]
pub struct Device {
    #[read("/hostname")]
    hostname: Option<String>,
}

#[derive(Input)]
pub enum Either {
    Applicant(Applicant),
    Device(Device),
}

#[derive(Schema, serde::Serialize)]
pub struct Signals {
    /// How many.
    #[schema(pii = "none")]
    count: u32,
    line: Option<Line>,
    lines: Vec<Line>,
}

pub struct Phones;

impl Detector for Phones {
    type Settings = Settings;
    type Input = Either;
    type Signals = Signals;

    fn configure(_: Settings) -> Result<Self, Failure> {
        Ok(Self)
    }

    fn detect(&self, _: &Request<Either>) -> Result<Report<Signals>, Failure> {
        Ok(Report::new(Signals { count: 0, line: None, lines: Vec::new() }))
    }
}

hirewall_sdk::export! {
    Phones,
    id: "phones",
    vendor: "\"Example\"\n",
    license: "MIT OR Apache-2.0",
    method: Statistical,
    description: "d",
    intended_use: "i",
    known_limitations: "k",
    capabilities: { log, lists: ["voip"], tables: ["codes"], http: ["https://api.example.com"] },
    limits: { time_ms: 20, memory_mib: 16, configure_ms: 500 },
}

#[test]
fn types_and_attributes_are_in_the_manifest() {
    let kit = Kit::<Phones>::new().unwrap();
    let manifest: Value = serde_json::to_value(kit.manifest()).unwrap();
    let expected = json!({
        "id": "phones",
        "version": env!("CARGO_PKG_VERSION"),
        "vendor": "\"Example\"\n",
        "description": "d",
        "method": "statistical",
        "license": "MIT OR Apache-2.0",
        "intended_use": "i",
        "known_limitations": "k",
        "records": {
            "applicant": [{"path": "/basics/email"}, {"path": "/phones", "only": ["raw"], "optional": true}],
            "device": [{"path": "/hostname"}]
        },
        "config": {
            "type": "object",
            "description": "What the operator sets.",
            "properties": {
                "region": {
                    "type": "string", "description": "Region of numbers without a country code: \"US\".", "default": "US",
                    "minLength": 2, "maxLength": 2
                },
                "share": {"type": "number", "default": 0.5, "minimum": 0, "maximum": 1},
                "names": {"type": "array", "items": {"type": "string"}, "default": ["a\\b", "ü"], "maxItems": 9}
            },
            "additionalProperties": false
        },
        "signals": {
            "type": "object",
            "properties": {
                "count": {"type": "integer", "minimum": 0, "description": "How many.", "x-pii": "none"},
                "line": {"type": "string", "enum": ["mobile", "fixed_line"]},
                "lines": {"type": "array", "items": {"type": "string", "enum": ["mobile", "fixed_line"]}}
            },
            "required": ["count", "lines"],
            "additionalProperties": false
        },
        "capabilities": {"log": true, "lists": ["voip"], "tables": ["codes"], "http": ["https://api.example.com"]},
        "limits": {"time_ms": 20, "memory_mib": 16, "configure_ms": 500}
    });
    assert_eq!(manifest, expected, "{manifest:#}");
}
