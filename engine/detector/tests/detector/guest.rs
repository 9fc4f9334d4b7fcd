//! Small guests, written as text: no toolchain is needed. A guest is a core module with `configure` and `detect` as the
//! canonical ABI has them, wrapped into a component that keeps the contract.

use std::sync::Arc;

use hirewall_detector::{HostOptions, Limits, Plugin};
use hirewall_model::{DecodeOptions, Manifest, Record, Schema};
use serde_json::{Value, json};

/// The types of the contract, as a component imports them.
const TYPES: &str = r#"
  (import "hirewall:detector/types@1.0.0" (instance $types
    (type $value' (variant (case "none") (case "boolean" bool) (case "integer" s64) (case "number" float64)
      (case "text" string) (case "json" string)))
    (export "value" (type $value (eq $value')))
    (type $pairs (list (tuple string string)))
    (type $values (list $value))
    (type $request' (record (field "kind" string) (field "now-ms" s64) (field "inputs" $values) (field "attributes" $pairs)))
    (export "request" (type $request (eq $request')))
    (type $texts (list string))
    (type $signal' (record (field "name" string) (field "value" $value) (field "evidence" $texts) (field "attributes" $pairs)))
    (export "signal" (type $signal (eq $signal')))
    (type $failure' (record (field "code" string) (field "message" string)))
    (export "failure" (type $failure (eq $failure')))))
  (alias export $types "request" (type $request))
  (alias export $types "signal" (type $signal))
  (alias export $types "failure" (type $failure))
"#;

/// Memory, an allocator that only grows, and texts that guests use.
const LIBC: &str = r#"
  (core module $libc
    (memory (export "memory") 2)
    (global $free (mut i32) (i32.const 65536))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
      (global.set $free (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
      (local.set $at (global.get $free))
      (global.set $free (i32.add (global.get $free) (local.get 3)))
      (if (i32.gt_u (global.get $free) (i32.mul (memory.size) (i32.const 65536)))
        (then (drop (memory.grow (i32.add (i32.shr_u (local.get 3) (i32.const 16)) (i32.const 1))))))
      (local.get $at))
    (data (i32.const 16) "first")
    (data (i32.const 24) "count")
    (data (i32.const 32) "/name")
    (data (i32.const 40) "no-luck")
    (data (i32.const 48) "hello from the guest")
    (data (i32.const 80) "staff")
    (data (i32.const 88) "elsewhere"))
  (core instance $libc (instantiate $libc))
"#;

/// The imports of the contract, lowered: `(call $log level ptr len)`, `(call $contains ptr len ptr len)`
/// `(call $get ptr len ptr len result)`, `(call $fetch method len url len headers len body len timeout result)`.
const HOST: [(&str, &str, &str); 4] = [
    (
        "log",
        r#"(import "hirewall:detector/log@1.0.0" (instance $log
             (type $level' (enum "debug" "info" "warn" "error")) (export "level" (type $level (eq $level')))
             (export "write" (func (param "level" $level) (param "message" string)))))
           (core func $log (canon lower (func $log "write") (memory (core memory $libc "memory"))))"#,
        r#"(import "host" "log" (func $log (param i32 i32 i32)))"#,
    ),
    (
        "contains",
        r#"(import "hirewall:detector/lists@1.0.0" (instance $lists
             (export "contains" (func (param "list-name" string) (param "key" string) (result bool)))))
           (core func $contains (canon lower (func $lists "contains") (memory (core memory $libc "memory"))))"#,
        r#"(import "host" "contains" (func $contains (param i32 i32 i32 i32) (result i32)))"#,
    ),
    (
        "get",
        r#"(import "hirewall:detector/tables@1.0.0" (instance $tables
             (export "get" (func (param "table-name" string) (param "key" string) (result (option string))))))
           (core func $get (canon lower (func $tables "get") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))"#,
        r#"(import "host" "get" (func $get (param i32 i32 i32 i32 i32)))"#,
    ),
    (
        "fetch",
        r#"(import "hirewall:detector/http@1.0.0" (instance $http
             (type $error' (enum "denied" "timeout" "too-large" "unreachable" "budget"))
             (export "http-error" (type $error (eq $error')))
             (type $headers (list (tuple string string)))
             (type $body (list u8))
             (type $request' (record (field "method" string) (field "url" string) (field "headers" $headers)
               (field "body" $body) (field "timeout-ms" u32)))
             (export "http-request" (type $request (eq $request')))
             (type $response' (record (field "status" u16) (field "headers" $headers) (field "body" $body)))
             (export "http-response" (type $response (eq $response')))
             (export "fetch" (func (param "request" $request) (result (result $response (error $error)))))))
           (core func $fetch (canon lower (func $http "fetch") (memory (core memory $libc "memory"))
             (realloc (core func $libc "realloc"))))"#,
        r#"(import "host" "fetch" (func $fetch (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))"#,
    ),
];

/// `configure` that keeps the length of the settings at address 8.
pub(crate) const CONFIGURE: &str = r#"
    (func (export "configure") (param i32 i32) (result i32)
      (i32.store (i32.const 8) (local.get 1))
      (i32.store8 (i32.const 256) (i32.const 0))
      (i32.const 256))
"#;

/// `detect` with the first input as the signal `first`, on the evidence of `/name`, and as the signal `count` what address 8
/// holds, which grows by one with each call.
pub(crate) const ECHO: &str = r#"
    (func (export "detect") (param $kind i32) (param i32) (param $now i64) (param $inputs i32) (param i32 i32 i32) (result i32)
      (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
      ;; first
      (i32.store (i32.const 512) (i32.const 16)) (i32.store (i32.const 516) (i32.const 5))
      (i64.store (i32.const 520) (i64.load (local.get $inputs)))
      (i64.store (i32.const 528) (i64.load offset=8 (local.get $inputs)))
      (i32.store (i32.const 536) (i32.const 320)) (i32.store (i32.const 540) (i32.const 1))
      (i32.store (i32.const 544) (i32.const 0)) (i32.store (i32.const 548) (i32.const 0))
      (i32.store (i32.const 320) (i32.const 32)) (i32.store (i32.const 324) (i32.const 5))
      ;; count
      (i32.store (i32.const 552) (i32.const 24)) (i32.store (i32.const 556) (i32.const 5))
      (i64.store (i32.const 560) (i64.const 2))
      (i64.store (i32.const 568) (i64.extend_i32_u (i32.load (i32.const 8))))
      (i64.store (i32.const 576) (i64.const 0)) (i64.store (i32.const 584) (i64.const 0))
      ;; ok, two signals
      (i32.store8 (i32.const 256) (i32.const 0))
      (i32.store (i32.const 260) (i32.const 512)) (i32.store (i32.const 264) (i32.const 2))
      (i32.const 256))
"#;

/// `detect` of which only the body is given: its parameters are `$kind`, `$now` and `$inputs`, and it leaves the address of
/// its result.
pub(crate) fn detect(body: &str) -> String {
    format!(
        r#"(func (export "detect") (param $kind i32) (param i32) (param $now i64) (param $inputs i32) (param i32 i32 i32)
             (result i32) {body})"#
    )
}

/// The body of [`ECHO`], changed by these instructions before it is over.
pub(crate) fn echo_then(change: &str) -> String {
    let body = ECHO.find("(i32.store").and_then(|from| ECHO.get(from..)).unwrap();
    let body = body.trim_end().strip_suffix(')').unwrap().trim_end().strip_suffix("(i32.const 256)").unwrap();
    format!("{body} {change} (i32.const 256)")
}

/// The import of that name, for [`Guest::imports`].
pub(crate) fn import(name: &str) -> &'static [&'static str] {
    const HOSTS: &[(&str, &str, &str)] = &HOST;
    HOSTS.iter().find(|(known, ..)| *known == name).map(|(known, ..)| std::slice::from_ref(known)).unwrap()
}

/// No signal.
pub(crate) const NOTHING: &str = r#"(i32.store8 (i32.const 256) (i32.const 0)) (i64.store offset=260 (i32.const 0) (i64.const 0))
    (i32.const 256)"#;

/// A guest.
#[derive(Default)]
pub(crate) struct Guest {
    /// What it imports: names of [`HOST`].
    pub(crate) imports: &'static [&'static str],
    /// `configure`; that of [`CONFIGURE`] when empty.
    pub(crate) configure: String,
    /// `detect`; that of [`ECHO`] when empty.
    pub(crate) detect: String,
    /// Further items of the core module. A `realloc` that they export is the one that the host calls.
    pub(crate) more: String,
    /// Further items of the component.
    pub(crate) outside: String,
}

impl Guest {
    /// The component, without a manifest.
    pub(crate) fn component(&self) -> Vec<u8> {
        wat::parse_str(self.text()).unwrap()
    }

    /// The component as text.
    pub(crate) fn text(&self) -> String {
        let or = |given: &str, other: &str| if given.is_empty() { other.to_owned() } else { given.to_owned() };
        let (mut outside, mut inside, mut with) = (String::new(), String::new(), String::new());
        for (name, import, core) in HOST.iter().filter(|(name, ..)| self.imports.contains(name)) {
            outside.push_str(import);
            inside.push_str(core);
            with.push_str(&format!("(export \"{name}\" (func ${name}))"));
        }
        let allocator = if self.more.contains("(export \"realloc\")") { "core" } else { "libc" };
        format!(
            r#"(component {TYPES} {LIBC} {outside} {further}
              (core module $guest
                (import "libc" "memory" (memory 2))
                (import "libc" "realloc" (func $alloc (param i32 i32 i32 i32) (result i32)))
                {inside} {more} {configure} {detect})
              (core instance $core (instantiate $guest
                (with "libc" (instance $libc)) (with "host" (instance {with}))))
              (type $outcome (result (error $failure)))
              (func $configure (param "settings" string) (result $outcome)
                (canon lift (core func $core "configure") (memory (core memory $libc "memory")) (realloc (core func ${allocator} "realloc"))))
              (type $signals (list $signal))
              (type $answer (result $signals (error $failure)))
              (func $detect (param "request" $request) (result $answer)
                (canon lift (core func $core "detect") (memory (core memory $libc "memory")) (realloc (core func ${allocator} "realloc"))))
              (instance $exports (export "configure" (func $configure)) (export "detect" (func $detect)))
              (export "hirewall:detector/guest@1.0.0" (instance $exports)))"#,
            further = self.outside,
            more = self.more,
            configure = or(&self.configure, CONFIGURE),
            detect = or(&self.detect, ECHO),
        )
    }

    /// The plugin, with the manifest of [`manifest`].
    pub(crate) fn plugin(&self) -> Plugin {
        self.plugin_with(manifest())
    }

    /// The plugin, with that manifest.
    pub(crate) fn plugin_with(&self, manifest: Value) -> Plugin {
        let manifest: Manifest = serde_json::from_value(manifest).unwrap();
        Plugin::read(Plugin::embed_manifest(&self.component(), &manifest).unwrap()).unwrap()
    }
}

/// A host that gives guests time: what is not about time must not fail because the machine is busy.
pub(crate) fn patient() -> HostOptions {
    HostOptions { limits: Limits { time_ms: 10_000, ..Limits::default() }, ..HostOptions::default() }
}

/// A manifest for guests that read `/name` and give `first` and `count`.
pub(crate) fn manifest() -> Value {
    json!({
        "id": "small", "version": "1.0.0", "vendor": "Tests", "description": "A guest of tests.", "method": "rule",
        "intended_use": "Tests.", "known_limitations": "All.",
        "records": {"person": [{"path": "/name"}]},
        "config": {"type": "object"},
        "signals": {"type": "object", "properties": {"first": {"type": "string"}, "count": {"type": "integer"}}},
    })
}

/// The schema of records that these guests look at.
pub(crate) fn schema() -> Arc<Schema> {
    let text = json!({
        "type": "object", "x-record": {"kind": "person", "id": "/id"}, "required": ["id"],
        "properties": {
            "id": {"type": "string"}, "name": {"type": "string"}, "age": {"type": "integer"}, "size": {"type": "number"},
            "at": {"type": "string", "format": "date-time"}, "any": {},
            "address": {"type": "object", "properties": {"city": {"type": "string"}, "zip": {"type": "string"}}},
            "phones": {"type": "array", "items": {"type": "object", "properties": {
                "raw": {"type": "string"}, "kind": {"type": "string"}}}},
        },
    });
    Arc::new(Schema::compile(&text.to_string()).unwrap())
}

/// A record of that schema.
pub(crate) fn record<'a>(schema: &Arc<Schema>, text: &'a str) -> Record<'a> {
    Record::decode(schema, text.as_bytes(), &DecodeOptions::default()).unwrap().record
}
