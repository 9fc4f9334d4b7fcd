//! What a call costs, beside bare wasmtime: the same component on the same engine, instantiated, called with the same values and
//! dropped. A record of 2 KB, ten declared inputs.
//!
//! ```text
//! cargo bench -p hirewall-detector --bench call
//! ```

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use divan::{Bencher, black_box};
use hirewall_detector::{Binding, Detector, Host, HostOptions, Isolation, Plugin};
use hirewall_model::{Answer, DecodeOptions, Record, Schema, Time};
use serde_json::json;
use wasmtime::Store;
use wasmtime::component::{Component, InstancePre, Linker};

#[path = "../tests/detector/guest.rs"]
#[expect(dead_code, reason = "shared with the tests, which use more of it")]
mod guest;

mod bare {
    wasmtime::component::bindgen!({
        path: "../../sdk/wit",
        world: "detector",
        ownership: Borrowing { duplicate_if_necessary: true },
    });
}

use bare::hirewall::detector::types::{Request, ValueParam};

const FIELDS: usize = 10;

fn main() {
    divan::main();
}

fn schema() -> Arc<Schema> {
    let mut properties = serde_json::Map::new();
    for index in 0..30 {
        properties.insert(format!("field_{index}"), json!({"type": "string"}));
    }
    properties.insert("id".to_owned(), json!({"type": "string"}));
    properties.insert("name".to_owned(), json!({"type": "string"}));
    let schema = json!({
        "type": "object", "x-record": {"kind": "person", "id": "/id"}, "required": ["id"], "properties": properties,
    });
    Arc::new(Schema::compile(&schema.to_string()).unwrap())
}

/// About 2 KB.
fn text() -> String {
    let mut record = serde_json::Map::new();
    record.insert("id".to_owned(), "a-1".into());
    record.insert("name".to_owned(), "Ann Example".into());
    for index in 0..30 {
        record.insert(format!("field_{index}"), format!("value {index} {}", "x".repeat(40)).into());
    }
    serde_json::Value::Object(record).to_string()
}

fn ten_inputs() -> serde_json::Value {
    let mut manifest = guest::manifest();
    let mut inputs = vec![json!({"path": "/name"})];
    inputs.extend((0..FIELDS - 1).map(|index| json!({"path": format!("/field_{index}")})));
    manifest["records"]["person"] = inputs.into();
    manifest
}

fn plugin(functions: usize) -> Plugin {
    let mut more = String::new();
    for index in 0..functions {
        write!(more, "(func (param i32 i32) (result i32) (local i32)").unwrap();
        for step in 0..40 {
            write!(
                more,
                "(local.set 2 (i32.add (i32.load (i32.and (local.get 0) (i32.const 1023))) (i32.const {})))
                 (if (i32.lt_u (local.get 2) (local.get 1)) (then (local.set 0 (local.get 2))))",
                index * 64 + step
            )
            .unwrap();
        }
        more.push_str("(local.get 0))");
    }
    guest::Guest { more, ..guest::Guest::default() }.plugin_with(ten_inputs())
}

fn now() -> Time {
    Time::new(1_770_000_000, 0).unwrap()
}

fn load(host: &Host, plugin: &Plugin, isolation: Isolation) -> Detector {
    let schemas = BTreeMap::from([("person".to_owned(), schema())]);
    host.load(plugin, Binding { id: "small".to_owned(), isolation, schemas, ..Binding::default() }).unwrap()
}

fn decode<'a>(schema: &Arc<Schema>, text: &'a str) -> Record<'a> {
    Record::decode(schema, text.as_bytes(), &DecodeOptions::default()).unwrap().record
}

fn ask(bencher: Bencher<'_, '_>, isolation: Isolation) {
    let host = Host::new(HostOptions::default()).unwrap();
    measure(bencher, &load(&host, &plugin(0), isolation));
}

fn measure(bencher: Bencher<'_, '_>, detector: &Detector) {
    let (schema, text) = (schema(), text());
    let record = decode(&schema, &text);
    assert!(matches!(detector.detect(&record, now()), Answer::Signals { .. }));
    bencher.bench_local(|| detector.detect(black_box(&record), now()));
}

/// Our call: projection, fresh instance, call, checks, answer.
#[divan::bench(sample_count = 5_000)]
fn ours_fresh(bencher: Bencher<'_, '_>) {
    ask(bencher, Isolation::Record);
}

/// Our call in an instance that has seen other records.
#[divan::bench(sample_count = 5_000)]
fn ours_batch(bencher: Bencher<'_, '_>) {
    ask(bencher, Isolation::Batch);
}

/// Our call of a plugin whose configuration counts to a thousand million: it happened when the plugin was loaded.
#[divan::bench(sample_count = 5_000)]
fn ours_fresh_slow_configure(bencher: Bencher<'_, '_>) {
    let configure = "(func (export \"configure\") (param i32 i32) (result i32) (local i64)
        (loop $l (br_if $l (i64.lt_u (local.tee 2 (i64.add (local.get 2) (i64.const 1))) (i64.const 1000000000))))
        (i32.store (i32.const 8) (local.get 1)) (i32.store8 (i32.const 256) (i32.const 0)) (i32.const 256))";
    let plugin = guest::Guest { configure: configure.to_owned(), ..guest::Guest::default() }.plugin_with(ten_inputs());
    let host = Host::new(HostOptions::default()).unwrap();
    let detector = load(&host, &plugin, Isolation::Record);
    assert!(detector.is_snapshot());
    measure(bencher, &detector);
}

struct Bare {
    engine: wasmtime::Engine,
    pre: InstancePre<()>,
    indices: bare::DetectorIndices,
    values: Vec<String>,
}

impl Bare {
    fn new(host: &Host) -> Self {
        let engine = host.engine().clone();
        let component = Component::from_binary(&engine, plugin(0).bytes()).unwrap();
        let pre = Linker::new(&engine).instantiate_pre(&component).unwrap();
        let indices = bare::DetectorIndices::new(&pre).unwrap();
        let values = (0..FIELDS).map(|index| format!("value {index} {}", "x".repeat(40))).collect();
        Self { engine, pre, indices, values }
    }

    fn store(&self) -> (Store<()>, bare::Detector) {
        let mut store = Store::new(&self.engine, ());
        store.set_epoch_deadline(1 << 40);
        let instance = self.pre.instantiate(&mut store).unwrap();
        let guest = self.indices.load(&mut store, &instance).unwrap();
        (store, guest)
    }

    fn call(&self, store: &mut Store<()>, guest: &bare::Detector) -> usize {
        let inputs: Vec<ValueParam<'_>> = self.values.iter().map(|value| ValueParam::Text(value)).collect();
        let request = Request { kind: "person", now_ms: 1_770_000_000_000, inputs: &inputs, attributes: &[] };
        guest.hirewall_detector_guest().call_detect(store, request).unwrap().unwrap().len()
    }
}

/// Bare wasmtime: instantiate, call, drop.
#[divan::bench(sample_count = 5_000)]
fn bare_fresh(bencher: Bencher<'_, '_>) {
    let host = Host::new(HostOptions::default()).unwrap();
    let bare = Bare::new(&host);
    bencher.bench_local(|| {
        let (mut store, guest) = bare.store();
        bare.call(&mut store, &guest)
    });
}

/// Bare wasmtime: a call in an instance that is there.
#[divan::bench(sample_count = 5_000)]
fn bare_reused(bencher: Bencher<'_, '_>) {
    let host = Host::new(HostOptions::default()).unwrap();
    let bare = Bare::new(&host);
    let (mut store, mut guest) = bare.store();
    let mut calls = 0_u64;
    bencher.bench_local(|| {
        // The guest's allocator only grows.
        calls += 1;
        if calls.is_multiple_of(1_000) {
            (store, guest) = bare.store();
        }
        bare.call(&mut store, &guest)
    });
}

/// Loads a component of about 300 KB whose code is in the cache.
#[divan::bench]
fn cached_load(bencher: Bencher<'_, '_>) {
    let directory = tempfile::tempdir().unwrap();
    let host = Host::new(HostOptions { cache: Some(directory.path().join("code")), ..HostOptions::default() }).unwrap();
    assert!(!host.remarks().iter().any(|remark| remark.contains("kept")), "{:?}", host.remarks());
    let plugin = plugin(300);
    assert!((280_000..340_000).contains(&plugin.bytes().len()), "{} bytes", plugin.bytes().len());
    load(&host, &plugin, Isolation::Record);
    bencher.bench_local(|| load(&host, black_box(&plugin), Isolation::Record));
}
