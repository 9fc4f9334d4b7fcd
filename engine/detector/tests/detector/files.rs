//! Files that are plugins and files that are none: found out without running anything.

use crate::guest::{Guest, manifest};
use hirewall_detector::{Interface, PLUGIN_CODES, Plugin, PluginError, Signature, SigningKey};
use hirewall_model::Manifest;
use serde_json::{Value, json};

fn embedded(component: &[u8], manifest: &Value) -> Vec<u8> {
    Plugin::embed_manifest_text(component, manifest.to_string().as_bytes()).unwrap()
}

fn wat(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap()
}

#[test]
fn a_plugin_tells_its_manifest_digest_and_imports() {
    let plugin = Guest::default().plugin();
    assert_eq!(plugin.manifest().id, "small");
    assert!(plugin.digest().starts_with("sha256:") && plugin.digest().len() == 71);
    assert_eq!(plugin.interfaces().into_iter().collect::<Vec<_>>(), [Interface::Types]);
    assert_eq!(plugin.signature(), Signature::Unsigned);
}

#[test]
fn what_is_no_plugin_is_refused_with_its_reason() {
    let good = embedded(&Guest::default().component(), &manifest());
    let empty = |version: &str| {
        let text = format!("(component (instance $g) (export \"hirewall:detector/guest@{version}\" (instance $g)))");
        embedded(&wat(&text), &manifest())
    };
    let import = |name: &str| embedded(&wat(&format!("(component (import \"{name}\" (instance)))")), &manifest());
    let two = Plugin::embed_manifest_text(&good, b"{}").unwrap();
    let two = [two.as_slice(), &good[Guest::default().component().len()..]].concat();
    let cases: [(&str, Vec<u8>, &str); 17] = [
        ("empty", Vec::new(), "the file is empty"),
        ("text", b"#!/bin/sh".to_vec(), "the file is not WebAssembly"),
        ("a core module", wat("(module)"), "the file is a core WebAssembly module, not a component"),
        ("cut short", good[..good.len() / 2].to_vec(), "the file is cut short"),
        ("cut in its header", good[..6].to_vec(), "the file is cut short"),
        ("no manifest", Guest::default().component(), "the component has no manifest"),
        ("two manifests", two, "the component has more than one manifest"),
        (
            "no JSON",
            Plugin::embed_manifest_text(&Guest::default().component(), b"{").unwrap(),
            "the manifest is not valid",
        ),
        (
            "a large one",
            Plugin::embed_manifest_text(&Guest::default().component(), &[b' '; 1 << 21]).unwrap(),
            "the manifest has 2097152 bytes",
        ),
        (
            "no guest",
            embedded(&wat("(component)"), &manifest()),
            "the component does not export `hirewall:detector/guest`",
        ),
        (
            "a future contract",
            empty("2.0.0"),
            "`hirewall:detector/guest@2.0.0` is version 2.0.0 of the contract, and this host has 1.0.0",
        ),
        ("a later contract", empty("1.1.0"), "`hirewall:detector/guest@1.1.0` is version 1.1.0 of the contract"),
        ("an old contract", empty("0.9.0"), "`hirewall:detector/guest@0.9.0` is version 0.9.0 of the contract"),
        (
            "WASI",
            import("wasi:cli/environment@0.2.0"),
            "the component imports `wasi:cli/environment@0.2.0`, which no detector is given",
        ),
        ("something", import("clock"), "the component imports `clock`, which no detector is given"),
        (
            "an unknown interface",
            import("hirewall:detector/files@1.0.0"),
            "the component imports `hirewall:detector/files@1.0.0`",
        ),
        (
            "undeclared lists",
            import("hirewall:detector/lists@1.0.0"),
            "the component imports `lists`, which its manifest does not declare",
        ),
    ];
    for (name, bytes, message) in cases {
        let error = Plugin::read(bytes).err().unwrap_or_else(|| unreachable!("{name}"));
        assert!(error.to_string().starts_with(message), "{name}: {error}");
        assert!(PLUGIN_CODES.contains(&error.code()) && error.help().ends_with('.'), "{name}");
    }
    let error = Plugin::read_within(good.clone(), good.len() - 1).unwrap_err();
    assert!(matches!(error, PluginError::TooLarge { .. }));
}

#[test]
fn no_cut_and_no_flipped_bit_makes_reading_panic() {
    let good = embedded(&Guest::default().component(), &manifest());
    for end in 0..good.len() {
        assert!(Plugin::read(good[..end].to_vec()).is_err(), "cut at {end}");
    }
    for at in 0..good.len() {
        let mut changed = good.clone();
        changed[at] ^= 1 << (at % 8);
        let _ = Plugin::read(changed);
    }
}

#[test]
fn a_signature_holds_for_the_file_and_no_other() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let unsigned = embedded(&Guest::default().component(), &manifest());
    let signed = Plugin::sign(&unsigned, &key).unwrap();
    let signature = |bytes: Vec<u8>| Plugin::read(bytes).map(|plugin| plugin.signature());
    assert_eq!(signature(signed.clone()).unwrap(), Signature::Valid { key: key.verifying_key() });
    // Signing again replaces the signature.
    let other = SigningKey::from_bytes(&[8; 32]);
    let again = Plugin::sign(&signed, &other).unwrap();
    assert_eq!(again.len(), signed.len());
    assert_eq!(signature(again).unwrap(), Signature::Valid { key: other.verifying_key() });
    // Changing any byte ends it: the file is none any more, or the signature does not hold.
    for at in 0..signed.len() {
        let mut changed = signed.clone();
        changed[at] ^= 1;
        assert!(!matches!(signature(changed), Ok(Signature::Valid { .. })), "byte {at}");
    }
    // What stands after it is not signed.
    let longer = [signed.as_slice(), &wat("(component (@custom \"more\" \"text\"))")[8..]].concat();
    assert!(matches!(signature(longer).unwrap(), Signature::Invalid { .. }));
    // A new manifest takes it away.
    let manifest: Manifest = serde_json::from_value(json!(manifest())).unwrap();
    assert_eq!(signature(Plugin::embed_manifest(&signed, &manifest).unwrap()).unwrap(), Signature::Unsigned);
}
