//! How matching grows with the number of rules, beside the reading of the same records.
//!
//! `cargo bench -p hirewall-decide --bench matching`. With `HIREWALL_WORKLOAD` set to a directory that holds `rules-N.cel.json.gz`
//! (rule id to condition), those rules take the place of the generated ones of that number.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark ends when its data is wrong"
)]

mod workload;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use hirewall_decide::Given;
use hirewall_model::{DecodeOptions, Record, Scratch};

fn main() {
    divan::main();
}

const SIZES: [usize; 5] = [10, 100, 1_000, 10_000, 100_000];

fn given() -> Given {
    Given::at("2026-02-01T00:00:00Z".parse().unwrap())
}

#[divan::bench]
fn parse_with_serde_json(bencher: Bencher<'_, '_>) {
    let records = workload::records();
    bencher.counter(ItemsCount::new(records.len())).bench_local(|| {
        for record in &records {
            black_box(serde_json::from_slice::<serde_json::Value>(record.as_bytes()).unwrap());
        }
    });
}

#[divan::bench]
fn decode(bencher: Bencher<'_, '_>) {
    let (records, decider) = (workload::records(), workload::decider(10));
    let schema = decider.bundle().schemas["applicant"].clone();
    let mut scratch = Scratch::default();
    bencher.counter(ItemsCount::new(records.len())).bench_local(|| {
        for record in &records {
            let decoded =
                Record::decode_with(&schema, record.as_bytes(), &DecodeOptions::default(), &mut scratch).unwrap();
            scratch.reclaim(black_box(decoded.record));
        }
    });
}

#[divan::bench(args = SIZES)]
fn bytes_to_matching_rules(bencher: Bencher<'_, '_>, rules: usize) {
    let (records, decider) = (workload::records(), workload::decider(rules));
    let (schema, given) = (decider.bundle().schemas["applicant"].clone(), given());
    let mut scratch = Scratch::default();
    bencher.counter(ItemsCount::new(records.len())).bench_local(|| {
        for record in &records {
            let decoded =
                Record::decode_with(&schema, record.as_bytes(), &DecodeOptions::default(), &mut scratch).unwrap();
            black_box(decider.matching(&decoded.record, &given).unwrap());
            scratch.reclaim(decoded.record);
        }
    });
}

#[divan::bench(args = [10, 100, 1_000, 10_000])]
fn bytes_to_decision_json(bencher: Bencher<'_, '_>, rules: usize) {
    let (records, decider) = (workload::records(), workload::decider(rules));
    let (schema, given) = (decider.bundle().schemas["applicant"].clone(), given());
    bencher.counter(ItemsCount::new(records.len())).bench_local(|| {
        for record in &records {
            let decoded = Record::decode(&schema, record.as_bytes(), &DecodeOptions::default()).unwrap();
            let decision = decider.decide(&decoded.record, &given).unwrap();
            black_box(serde_json::to_vec(&decision).unwrap());
        }
    });
}
