//! What counting costs: many keys, one key with very many records, keys that leave memory.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement ends at the first surprise, and prints")]

use std::time::Instant;

use divan::{Bencher, counter::ItemsCount};
use hirewall_counter::{Arrival, CounterId, Counters, Key, Limits, Measure, Observation, Part, Secret};
use hirewall_model::Time;

const EVENTS: u64 = 10_000_000;
const KEYS: u64 = 1_000_000;

fn main() {
    if std::env::args().any(|argument| argument == "--ten-million") {
        ten_million();
        return;
    }
    divan::main();
}

/// A number that looks like chance, the same in every run.
fn scattered(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) ^ (mixed >> 31)
}

fn observation(key: u64, number: u64) -> (Observation, Arrival) {
    let time = Time { seconds: 1_700_000_000 + i64::try_from(number).unwrap() / 2, nanos: 0 };
    let key = u128::from(scattered(key)) << 64 | u128::from(scattered(key ^ 0x5555_5555));
    let observation = Observation {
        counter: CounterId::from(7),
        measure: Measure::Distinct,
        within: 90 * 86_400,
        keys: [Key::from(key)].into_iter().collect(),
        element: scattered(number),
        amount: 0,
        time,
        counts: true,
    };
    (observation, Arrival { sequence: number, now: time })
}

/// Ten million events over a million keys, in one go: bytes and time an event.
fn ten_million() {
    let mut counters = Counters::new(Limits { memory_mib: 1 << 20, ..Limits::default() });
    let begun = Instant::now();
    for number in 0..EVENTS {
        let (observation, arrival) = observation(scattered(number) % KEYS, number);
        counters.observe(&observation, arrival).unwrap();
    }
    let (nanos, bytes, keys) = (begun.elapsed().as_nanos(), counters.bytes(), counters.keys());
    println!(
        "{EVENTS} events, {keys} keys: {} ns and {:.1} bytes an event, {:.1} MiB in all, {:.1} bytes a key beside its events",
        nanos / u128::from(EVENTS),
        bytes as f64 / EVENTS as f64,
        bytes as f64 / f64::from(1 << 20),
        (bytes as f64 - 16.0 * EVENTS as f64) / keys as f64,
    );
}

/// A record whose key few share.
#[divan::bench(args = [1_000, 100_000])]
fn many_keys(bencher: Bencher<'_, '_>, keys: u64) {
    let mut counters = Counters::new(Limits { memory_mib: 1 << 20, ..Limits::default() });
    let mut number = 0;
    bencher.counter(ItemsCount::new(1_u32)).bench_local(|| {
        number += 1;
        let (observation, arrival) = observation(scattered(number) % keys, number);
        counters.observe(&observation, arrival).unwrap()
    });
}

/// A record whose key very many share, as behind the router of a large company.
#[divan::bench(args = [1_000, 100_000, 1_000_000])]
fn one_key(bencher: Bencher<'_, '_>, before: u64) {
    let mut counters = Counters::new(Limits::default());
    for number in 0..before {
        let (observation, arrival) = observation(1, number);
        counters.observe(&observation, arrival).unwrap();
    }
    let mut number = before;
    bencher.counter(ItemsCount::new(1_u32)).bench_local(|| {
        number += 1;
        let (observation, arrival) = observation(1, number);
        counters.observe(&observation, arrival).unwrap()
    });
}

/// Making the hash of a key.
#[divan::bench]
fn hash(bencher: Bencher<'_, '_>) {
    let (secret, counter) = (Secret::of_one_run(), CounterId::from(7));
    bencher.bench(|| secret.key(counter, Part::Text("+16025550142")));
}
