//! What judging realistic records with the shipped policies costs, beside parsing and printing the same bytes.
//!
//! `cargo bench -p hirewall-decide --bench packs`. What a record is to the counters is worked out, as it would be; each then comes to one. Nothing
//! is joined, and no detector is asked.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark ends when its data is wrong")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use hirewall_counter::{Arrival, Counters, Limits, Secret};
use hirewall_decide::{Beside, Counts, Decider, Given, Judgement, Observed};
use hirewall_model::{Count, CountValue, DecodeOptions, Record, Scratch};
use hirewall_policy::{Options, SourceFile};

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

const KINDS: [&str; 2] = ["applicant", "device"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn records(kind: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(format!("tests/records/{kind}s.ndjson"))).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// The files under a folder, by their path in it.
fn files(folder: &Path, below: &str, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            self::files(&path, &format!("{name}/"), files);
        } else if ["yaml", "json", "csv", "txt"].iter().any(|ending| name.ends_with(ending)) {
            files.push(SourceFile::new(name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The shipped policies without those that bind a detector; with `HIREWALL_PACK=applicant/contact`, only policies whose path contains
/// that, without settings, which name others.
fn decider() -> Decider {
    let mut all = Vec::new();
    files(&root().join("policies"), "", &mut all);
    all.retain(|file| !file.path.starts_with("detectors/"));
    if let Ok(only) = std::env::var("HIREWALL_PACK") {
        let policy = |path: &str| path.starts_with("applicant/") || path.starts_with("device/");
        all.retain(|file| file.path != "settings.yaml" && (!policy(&file.path) || file.path.contains(&only)));
    }
    Decider::new(Arc::new(hirewall_policy::compile(all, &Options::default()).bundle.unwrap()))
}

/// The decision of a record, and all that comes before it, as the service and the command make it.
fn judgement(decider: &Decider, record: &Record<'_>, given: &Given, secret: &Secret) -> Judgement {
    let observed = decider.observations(record, &[], given, secret).unwrap();
    let one = Count { value: CountValue::Int(1), at_least: false };
    let counters: Counts = observed.into_iter().map(|observed| (observed.counter, one)).collect();
    decider.judge(record, &Beside { counters: Some(&counters), ..Beside::default() }, given).unwrap()
}

/// Prints into memory that one record leaves to the next, as the service does with those of a request.
fn print(out: &mut Vec<u8>, value: &impl serde::Serialize) {
    out.clear();
    serde_json::to_writer(&mut *out, value).unwrap();
    black_box(&out);
}

fn given() -> Given {
    Given::at("2026-02-01T00:00:00Z".parse().unwrap())
}

#[divan::bench(args = KINDS)]
fn parse_and_print(bencher: Bencher<'_, '_>, kind: &str) {
    let records = records(kind);
    let mut out = Vec::new();
    bencher.counter(ItemsCount::new(records.len())).bench_local(|| {
        for record in &records {
            let value: serde_json::Value = serde_json::from_slice(record.as_bytes()).unwrap();
            print(&mut out, &value);
        }
    });
}

/// Times what is done with each record of a kind after it was read.
fn each(bencher: Bencher<'_, '_>, kind: &str, run: impl Fn(&Decider, &Record<'_>)) {
    let (records, decider) = (records(kind), decider());
    let schema = decider.bundle().schemas[kind].clone();
    let mut scratch = Scratch::default();
    bencher.counter(ItemsCount::new(records.len())).bench_local(|| {
        for record in &records {
            let decoded =
                Record::decode_with(&schema, record.as_bytes(), &DecodeOptions::default(), &mut scratch).unwrap();
            run(&decider, black_box(&decoded.record));
            scratch.reclaim(decoded.record);
        }
    });
}

#[divan::bench(args = KINDS)]
fn decode(bencher: Bencher<'_, '_>, kind: &str) {
    each(bencher, kind, |_, _| {});
}

#[divan::bench(args = KINDS)]
fn bytes_to_matching_rules(bencher: Bencher<'_, '_>, kind: &str) {
    let given = given();
    each(bencher, kind, |decider, record| drop(black_box(decider.matching(record, &given).unwrap())));
}

/// The one step that records take one after the other, whatever the number of threads.
#[divan::bench(args = KINDS)]
fn counting(bencher: Bencher<'_, '_>, kind: &str) {
    let (records, decider, given, secret) = (records(kind), decider(), given(), Secret::of_one_run());
    let schema = decider.bundle().schemas[kind].clone();
    let observed: Vec<_> = records
        .iter()
        .map(|record| Record::decode(&schema, record.as_bytes(), &DecodeOptions::default()).unwrap().record)
        .map(|record| decider.observations(&record, &[], &given, &secret).unwrap())
        .collect();
    let (mut counters, mut sequence) = (Counters::new(Limits::default()), 0);
    bencher.counter(ItemsCount::new(records.len())).bench_local(|| {
        for record in &observed {
            sequence += 1;
            let arrival = Arrival { sequence, now: given.now };
            let count = |observed: &Observed| {
                (observed.counter.clone(), counters.observe(&observed.observation, arrival).unwrap())
            };
            black_box(record.iter().map(count).collect::<BTreeMap<_, _>>());
        }
    });
}

#[divan::bench(args = KINDS)]
fn bytes_to_decision(bencher: Bencher<'_, '_>, kind: &str) {
    let (given, secret) = (given(), Secret::of_one_run());
    each(bencher, kind, |decider, record| drop(black_box(judgement(decider, record, &given, &secret))));
}

#[divan::bench(args = KINDS)]
fn bytes_to_decision_json(bencher: Bencher<'_, '_>, kind: &str) {
    let (given, secret) = (given(), Secret::of_one_run());
    let out = RefCell::new(Vec::new());
    each(bencher, kind, |decider, record| {
        let mut out = out.borrow_mut();
        out.clear();
        judgement(decider, record, &given, &secret).print(&mut out);
        black_box(&*out);
    });
}
