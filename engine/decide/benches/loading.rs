//! What it takes to load rules: time, and memory by the allocator's own count, at its most (`max alloc`) and what is kept (`alloc` less
//! `dealloc`).
//!
//! `cargo bench -p hirewall-decide --bench loading`. With `HIREWALL_WORKLOAD` set to a directory that holds `rules-N.cel.json.gz`
//! (rule id to condition), those rules take the place of the generated ones of that number.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark ends when its data is wrong"
)]

mod workload;

use std::sync::Arc;

use divan::{AllocProfiler, Bencher};
use hirewall_decide::Decider;
use hirewall_policy::{Options, compile};

/// Counts what is allocated.
#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5, sample_size = 1)]
fn yaml_to_bundle(bencher: Bencher<'_, '_>, rules: usize) {
    bencher
        .with_inputs(|| workload::files(rules))
        .bench_local_values(|files| compile(files, &Options::default()).bundle.unwrap());
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5, sample_size = 1)]
fn bundle_to_plan(bencher: Bencher<'_, '_>, rules: usize) {
    let decider = workload::decider(rules);
    bencher.bench_local(|| Decider::new(decider.bundle().clone()));
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5, sample_size = 1)]
fn yaml_to_plan(bencher: Bencher<'_, '_>, rules: usize) {
    bencher.with_inputs(|| workload::files(rules)).bench_local_values(|files| {
        let bundle = compile(files, &Options::default()).bundle.unwrap();
        Decider::new(Arc::new(bundle))
    });
}
