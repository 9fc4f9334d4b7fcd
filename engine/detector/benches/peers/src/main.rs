//! What a call costs in Extism: a record's ten fields go in as JSON, as its plugins take them, and the same bytes come out. The guest does
//! nothing beside copying, so that this is the host's part. To be compared with `call.rs` on the same machine.
//!
//! ```text
//! cargo run --release --manifest-path engine/detector/benches/peers/Cargo.toml -- --bench
//! ```

use divan::{Bencher, black_box};
use extism::{CompiledPlugin, Plugin, PluginBuilder};

/// Copies its input to its output, eight bytes at a time.
const GUEST: &str = r#"(module
  (import "extism:host/env" "input_length" (func $length (result i64)))
  (import "extism:host/env" "input_load_u64" (func $load (param i64) (result i64)))
  (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
  (import "extism:host/env" "store_u64" (func $store (param i64 i64)))
  (import "extism:host/env" "output_set" (func $output (param i64 i64)))
  (memory (export "memory") 2)
  (func (export "detect") (result i32) (local $at i64) (local $length i64) (local $to i64)
    (local.set $length (i64.and (call $length) (i64.const -8)))
    (local.set $to (call $alloc (local.get $length)))
    (loop $more
      (call $store (i64.add (local.get $to) (local.get $at)) (call $load (local.get $at)))
      (br_if $more (i64.lt_u (local.tee $at (i64.add (local.get $at) (i64.const 8))) (local.get $length))))
    (call $output (local.get $to) (local.get $length))
    (i32.const 0)))"#;

fn main() {
    divan::main();
}

/// The ten inputs of `call.rs`, about 600 bytes.
fn inputs() -> String {
    let mut inputs = serde_json::Map::new();
    inputs.insert("name".to_owned(), "Ann Example".into());
    for index in 0..9 {
        inputs.insert(format!("field_{index}"), format!("value {index} {}", "x".repeat(40)).into());
    }
    let mut text = serde_json::Value::Object(inputs).to_string();
    text.push_str(&" ".repeat(text.len().next_multiple_of(8) - text.len()));
    text
}

fn compiled() -> CompiledPlugin {
    let module = wat::parse_str(GUEST).expect("the guest is WebAssembly");
    CompiledPlugin::new(PluginBuilder::new(extism::Manifest::new([extism::Wasm::data(module)]))).expect("it compiles")
}

/// An instance for each call, of code that is compiled.
#[divan::bench(sample_count = 2_000)]
fn extism_fresh(bencher: Bencher<'_, '_>) {
    let (compiled, inputs) = (compiled(), inputs());
    bencher.bench_local(|| {
        let mut plugin = Plugin::new_from_compiled(&compiled).expect("it starts");
        let output: Vec<u8> = plugin.call("detect", black_box(inputs.as_bytes())).expect("it answers");
        assert_eq!(output.len(), inputs.len());
        output
    });
}

/// One instance for all calls.
#[divan::bench(sample_count = 5_000)]
fn extism_reused(bencher: Bencher<'_, '_>) {
    let (compiled, inputs) = (compiled(), inputs());
    let mut plugin = Plugin::new_from_compiled(&compiled).expect("it starts");
    bencher.bench_local(|| plugin.call::<_, Vec<u8>>("detect", black_box(inputs.as_bytes())).expect("it answers"));
}
