//! The examples in the pages of codes are true: the wrong one gets the code, the right one compiles.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use hirewall_diagnostic::{CodeEntry, codes};
use hirewall_policy::{Options, SourceFile, compile};

/// What examples may name: record schemas, lists, tables and named expressions.
const SURROUNDINGS: &str = "\
list: voip_prefixes
match: prefix
items: [\"+1500\"]
---
list: known_addresses
match: exact
items: [a]
---
table: area_codes
key: npa
columns: {npa: string, region: string}
rows: [{npa: \"602\", region: Arizona}]
";

/// Codes whose wrong example only shows the idea: the real thing would fill pages.
const SKETCHES: [&str; 2] = ["E008", "E207"];

/// The ids of the diagnostics for a condition or rule of a page, and the messages of the errors.
fn found(example: &str) -> (Vec<&'static str>, Vec<String>) {
    let (record, lets) = if example.contains("device.") {
        ("device", "claims_us: device.network.country == \"US\"")
    } else {
        (
            "applicant",
            "claims_us: applicant.job.country == \"US\"\n  typed_plus_one: applicant.basics.phone.startsWith(\"+1\")",
        )
    };
    let mut rule = example.trim_end().to_owned();
    if !example.starts_with("- ") {
        rule = format!("- id: example\n  score: 1\n  {}", rule.replace('\n', "\n  "));
    }
    if !rule.contains("\n  when:") {
        rule.push_str("\n  when: claims_us");
    }
    let rule = rule.replace('\n', "\n  ");
    let policy = format!("policy: example\ntitle: Example\napplies_to: {record}\nlet:\n  {lets}\nrules:\n  {rule}\n");
    let mut files = vec![
        SourceFile { path: "example.yaml".to_owned(), text: policy },
        SourceFile { path: "lists.yaml".to_owned(), text: SURROUNDINGS.to_owned() },
    ];
    for kind in ["applicant", "device"] {
        let path = format!("schema/{kind}.schema.json");
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies").join(&path));
        files.push(SourceFile { path, text: text.unwrap() });
    }
    let diagnostics = compile(files, &Options::default()).diagnostics;
    let errors = diagnostics.iter().filter(|d| d.is_error()).map(|d| format!("{}: {}", d.code, d.message)).collect();
    (diagnostics.iter().map(|d| d.code.id()).collect(), errors)
}

/// The first block of YAML after a heading.
fn example<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let (_, after) = page.split_once(heading)?;
    let (_, block) = after.split_once("```yaml\n")?;
    Some(block.split_once("```")?.0)
}

#[test]
fn conditions_and_rules_in_the_pages_of_codes_are_true() {
    let mut checked = 0;
    let mut wrong_pages = Vec::new();
    let pages = codes::all().map(hirewall_diagnostic::Code::entry).filter(|entry| !SKETCHES.contains(&entry.id));
    for CodeEntry { id, page, .. } in pages {
        let (Some(wrong), Some(right)) = (example(page, "\nWrong"), example(page, "\nRight")) else { continue };
        if ![wrong, right].iter().all(|text| text.starts_with("when:") || text.starts_with("- id:")) {
            continue;
        }
        checked += 1;
        let (codes, errors) = found(wrong);
        if !codes.contains(id) {
            wrong_pages.push(format!("{id}: the wrong example gets {codes:?} {errors:?}"));
        }
        let (codes, errors) = found(right);
        if codes.contains(id) || !errors.is_empty() {
            wrong_pages.push(format!("{id}: the right example gets {codes:?} {errors:?}"));
        }
    }
    assert!(wrong_pages.is_empty(), "{wrong_pages:#?}");
    assert!(checked > 15, "only {checked} pages have such examples");
}
