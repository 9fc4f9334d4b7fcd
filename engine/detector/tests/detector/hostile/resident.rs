//! What stays resident after many hostile calls, measured in a process of its own: other tests take memory too.

use std::env;
use std::fs;
use std::process::Command;
use std::sync::Arc;

use super::case::Case;
use super::{ask, binding, options};
use hirewall_detector::{Binding, Detector, Grants, Host};
use hirewall_model::Answer;

/// Set to a number, so many calls are made in place of 10,000.
const CALLS: &str = "HIREWALL_HOSTILE_CALLS";
/// Set in the process that makes them.
const INSIDE: &str = "HIREWALL_HOSTILE_INSIDE";

/// KiB that memory may grow by.
const BOUND: u64 = 4_096;

#[test]
#[expect(clippy::print_stdout, reason = "the numbers are what a longer run is made for")]
fn memory_stays_flat_over_hostile_calls() {
    if env::var_os(INSIDE).is_none() {
        let test = "hostile::resident::memory_stays_flat_over_hostile_calls";
        let output = Command::new(env::current_exe().unwrap())
            .args([test, "--exact", "--nocapture"])
            .env(INSIDE, "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("KiB after"),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        print!("{said}");
        return;
    }
    let calls: usize = env::var(CALLS).map_or(10_000, |calls| calls.parse().unwrap());
    let host = Host::new(options()).unwrap();
    let detectors: Vec<(Detector, String)> = Case::all()
        .iter()
        .filter(|case| case.stage == "call")
        .map(|case| {
            let mut limits = case.limits;
            limits.time_ms = limits.time_ms.map(|_| 1);
            // Lines that are kept would be memory of the test's.
            let granted = binding(&Arc::default(), limits);
            let binding = Binding { grants: Grants { log: None, ..granted.grants }, ..granted };
            (host.load(&case.plugin().unwrap(), binding).unwrap(), case.code.clone())
        })
        .collect();
    let round = |calls: usize| {
        for (detector, code) in detectors.iter().cycle().take(calls) {
            match ask(detector) {
                Answer::Failed(failure) => assert_eq!(failure.code, *code),
                Answer::Signals { .. } => assert_eq!("ok", code),
            }
        }
        resident()
    };
    let before = round(calls / 10);
    let after = round(calls);
    println!("{} guests, {before} KiB before, {after} KiB after {calls} hostile calls", detectors.len());
    assert!(after <= before + BOUND, "{before} KiB grew to {after} KiB");
}

/// KiB of this process that are resident.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}
