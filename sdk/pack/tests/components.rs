//! Core modules and the components that come of them, without a compiler.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use hirewall_model::Manifest;
use hirewall_model::manifest::Example;
use hirewall_pack::{CoreModule, PackError};
use serde_json::{Value, json};

mod outline;

use outline::outline;

/// A detector that does nothing, with further imports.
fn module(imports: &str) -> Vec<u8> {
    let text = format!(
        r#"(module
            {imports}
            (memory (export "memory") 1)
            (func (export "hirewall:detector/guest@1.0.0#configure") (param i32 i32) (result i32) i32.const 0)
            (func (export "hirewall:detector/guest@1.0.0#detect") (param i32 i32 i64 i32 i32 i32 i32) (result i32)
                i32.const 0)
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0)
        )"#
    );
    wat::parse_str(text).unwrap()
}

fn manifest(more: &Value) -> Vec<u8> {
    let mut manifest = json!({
        "id": "mail", "version": "1.0.0", "vendor": "Example", "description": "d", "method": "rule", "intended_use": "i",
        "known_limitations": "k", "records": {"applicant": [{"path": "/email"}]},
        "signals": {"type": "object", "properties": {"valid": {"type": "boolean"}}}
    });
    manifest.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    manifest.to_string().into_bytes()
}

fn example(name: &str, canary: bool) -> Example {
    let example = json!({"name": name, "kind": "applicant", "signals": {"valid": true}, "canary": canary});
    serde_json::from_value(example).unwrap()
}

fn read(imports: &str) -> CoreModule {
    CoreModule::read(&module(imports), Some(&manifest(&json!({})))).unwrap()
}

#[test]
fn a_component_has_the_contract_the_manifest_and_its_canaries() {
    let made = read("").component(&[example("kept", true), example("left", false)]).unwrap();
    let outline = outline(&made.bytes);
    assert_eq!(outline.foreign_imports(), Vec::<&str>::new());
    assert_eq!(outline.exports, ["hirewall:detector/guest@1.0.0"]);
    assert_eq!(outline.sections.len(), 1);
    let (name, text) = &outline.sections[0];
    assert_eq!(name, "hirewall-manifest");
    let manifest = Manifest::read(text).unwrap();
    assert_eq!(manifest, made.manifest);
    assert_eq!(manifest.examples.iter().map(|example| example.name.as_str()).collect::<Vec<_>>(), ["kept"]);
    assert_eq!(made.warnings, Vec::<String>::new());
}

#[test]
fn a_plugin_without_a_canary_is_warned_of() {
    let warnings = read("").component(&[example("left", false)]).unwrap().warnings;
    assert_eq!(warnings, ["no case is marked as a canary, so that no host tries the plugin before it serves"]);
}

#[test]
fn wasi_is_answered_inside_the_component() {
    let made = read(
        r#"(import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
           (import "wasi_snapshot_preview1" "environ_sizes_get" (func (param i32 i32) (result i32)))
           (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
           (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
           (import "wasi_snapshot_preview1" "clock_time_get" (func (param i32 i64 i32) (result i32)))"#,
    )
    .component(&[example("a", true)])
    .unwrap();
    assert_eq!(outline(&made.bytes).foreign_imports(), Vec::<&str>::new());
    assert_eq!(
        made.warnings,
        [
            "the module can call `clock_time_get`, `proc_exit`, which ends the run: no host provides \
             `wasi_snapshot_preview1`",
            "the module asks for randomness and is given zeros, so that its answers can be replayed",
        ]
    );
}

#[test]
fn other_imports_are_refused_by_name() {
    let cases = [
        (
            r#"(import "env" "puts" (func (param i32) (result i32)))"#,
            "the module imports `env`, which no host provides",
        ),
        (
            r#"(import "__wbindgen_placeholder__" "now" (func (result f64)))"#,
            "the module imports `__wbindgen_placeholder__`, which no host provides",
        ),
        (
            r#"(import "wasi:clocks/wall-clock@0.2.0" "now" (func (param i32)))"#,
            "the module imports `wasi:clocks/wall-clock@0.2.0`, which no host provides",
        ),
        (
            r#"(import "wasi_snapshot_preview1" "stack" (global i32))"#,
            "the module imports `wasi_snapshot_preview1`, which no host provides",
        ),
        (
            r#"(import "hirewall:detector/lists@1.0.0" "contains" (func (param i32 i32 i32 i32) (result i32)))"#,
            "the plugin uses `lists`, which its manifest does not ask for",
        ),
    ];
    for (imports, expected) in cases {
        let error = read(imports).component(&[]).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(error.help().ends_with('.'), "{}", error.help());
    }
    let unknown = read(r#"(import "hirewall:detector/clock@1.0.0" "now" (func (result i64)))"#).component(&[]);
    assert!(matches!(unknown, Err(PackError::Contract { .. })), "{unknown:?}");
}

#[test]
fn a_capability_that_is_not_used_is_warned_of() {
    let manifest = manifest(&json!({"capabilities": {"lists": ["free"]}, "examples": [example("a", true)]}));
    let warnings = CoreModule::read(&module(""), Some(&manifest)).unwrap().component(&[]).unwrap().warnings;
    assert_eq!(warnings, ["the manifest asks for `lists`, which the plugin does not use"]);
}

#[test]
fn a_module_has_exactly_one_manifest_and_it_is_right() {
    let text = manifest(&json!({}));
    let mut with_own = module("");
    let section = wasm_encoder::CustomSection { name: "hirewall-manifest".into(), data: text.as_slice().into() };
    wasm_encoder::Section::append_to(&section, &mut with_own);
    assert_eq!(CoreModule::read(&with_own, None).unwrap().manifest().id, "mail");

    let told = |bytes: &[u8], manifest: Option<&[u8]>| CoreModule::read(bytes, manifest).unwrap_err().to_string();
    assert_eq!(told(&with_own, Some(&text)), "the module carries 2 manifests");
    assert_eq!(told(&module(""), None), "the module carries no manifest");
    let wrong = manifest(&json!({"version": "one"}));
    let expected = "the manifest is not right:\n  `/version`: the version is not three numbers. Write it as `1.2.0`.";
    assert_eq!(told(&module(""), Some(&wrong)), expected);
    let component = read("").component(&[]).unwrap().bytes;
    assert_eq!(told(&component, Some(&text)), "this is not a WebAssembly module: it is a component already");
    assert!(told(b"\x7fELF", None).starts_with("this is not a WebAssembly module: "));
    assert!(told(&[], None).starts_with("this is not a WebAssembly module: "));
}

#[test]
fn broken_modules_are_refused_and_never_panic() {
    let good = module(r#"(import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))"#);
    let text = manifest(&json!({}));
    let mut refused = 0;
    let mut pack = |bytes: &[u8]| {
        let packed = CoreModule::read(bytes, Some(&text)).and_then(|module| module.component(&[]));
        refused += usize::from(packed.is_err());
    };
    for end in (0..good.len()).step_by(7) {
        pack(&good[..end]);
    }
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 0xff;
        pack(&bytes);
        bytes[at] = good[at].wrapping_add(1);
        pack(&bytes);
    }
    assert!(refused > good.len());
}
