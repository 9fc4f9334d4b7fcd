//! What the same rules over the same records cost in other engines, beside ours and beside `serde_json`, which only parses the records: one
//! thread, from bytes to the numbers of the rules that match. Every engine's answers are compared with ours before anything is measured.
//!
//! ```text
//! cargo run --release --manifest-path engine/decide/benches/peers/Cargo.toml [-- RULES…]
//! ```
//!
//! `RULES` are numbers of rules, 100, 1,000 and 10,000 by default. With `HIREWALL_WORKLOAD` set to a directory that holds
//! `rules-N.cel.json.gz` (rule id to condition), those rules take the place of the generated ones of that number.

#[allow(dead_code, reason = "the benches of `hirewall-decide` need all of it")]
#[path = "../../workload/mod.rs"]
mod workload;

mod condition;
mod engine;
mod engines;

use std::hint::black_box;
use std::time::{Duration, Instant};

use engine::{Engine, Rule};
use engines::ENGINES;

/// Turns in each of which every engine is measured once.
const ROUNDS: usize = 5;
/// An engine that is done sooner begins again with the same records.
const SHORTEST: Duration = Duration::from_millis(50);

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).map(|size| size.parse().expect("a number of rules")).collect();
    let sizes = if sizes.is_empty() { vec![100, 1_000, 10_000] } else { sizes };
    for rules in sizes {
        compare(rules);
    }
}

/// An engine, and what was measured of it.
struct Entry {
    name: &'static str,
    engine: Box<dyn Engine>,
    built: Duration,
    times: Vec<Duration>,
}

fn compare(count: usize) {
    let rules = Rule::all(workload::conditions(count));
    let records: Vec<String> = workload::records().into_iter().take((100_000 / count).clamp(30, 200)).collect();
    let mut entries = Vec::new();
    for (name, make) in ENGINES {
        let start = Instant::now();
        let engine = make(&rules);
        entries.push(Entry { name, engine, built: start.elapsed(), times: Vec::new() });
    }
    check(&mut entries, &rules, &records);
    let mut parse = Vec::new();
    for _ in 0..ROUNDS {
        parse.push(measure(&records, &mut |record| {
            black_box(serde_json::from_str::<serde_json::Value>(record).expect("JSON"));
        }));
        for Entry { engine, times, .. } in &mut entries {
            times.push(measure(&records, &mut |record| {
                black_box(engine.matching(record));
            }));
        }
    }
    report(count, records.len(), &entries, &parse);
}

/// Ends the run unless each engine says of each rule that it holds what ours says.
fn check(entries: &mut [Entry], rules: &[Rule], records: &[String]) {
    let (ours, peers) = entries.split_first_mut().expect("ours is the first");
    let mut all = 0;
    for record in records {
        let expected = ours.engine.matching(record);
        all += expected.len();
        for peer in &mut *peers {
            let found = peer.engine.matching(record);
            let held = peer.engine.held();
            let mut wrong = (0..).zip(held).filter(|(number, held)| {
                let expected = **held && expected.binary_search(number).is_ok();
                expected != found.binary_search(number).is_ok()
            });
            if let Some((number, _)) = wrong.next() {
                panic!("{} differs: {}\n{record}", peer.name, rules[number as usize].text);
            }
        }
    }
    assert!(all > 0, "rules match");
}

/// The time for one record.
fn measure(records: &[String], ask: &mut dyn FnMut(&str)) -> Duration {
    let start = Instant::now();
    let mut asked = 0_u32;
    loop {
        for record in records {
            ask(record);
            asked += 1;
        }
        if start.elapsed() >= SHORTEST {
            return start.elapsed() / asked;
        }
    }
}

fn report(count: usize, records: usize, entries: &[Entry], parse: &[Duration]) {
    let micros = |times: &[Duration]| times.iter().min().expect("measured").as_nanos() as f64 / 1_000.0;
    let ours = micros(&entries[0].times);
    println!("\n{count} rules, {records} records, fastest of {ROUNDS} rounds");
    println!("| engine | rules that it holds | built in | µs a record | in times of ours | in times of `serde_json` |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let parse = micros(parse);
    println!("| `serde_json` into a `Value` | | | {parse:.1} | {:.2} | 1 |", parse / ours);
    for Entry { name, engine, built, times } in entries {
        let (held, time) = (engine.held().iter().filter(|held| **held).count(), micros(times));
        let share = 100.0 * held as f64 / count as f64;
        println!(
            "| {name} | {share:.0} % | {:.2} s | {time:.1} | {:.1} | {:.1} |",
            built.as_secs_f64(),
            time / ours,
            time / parse
        );
    }
}
