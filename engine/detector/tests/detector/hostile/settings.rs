//! No limit is switched off by another setting.

use std::sync::Arc;

use super::case::Case;
use super::{NAME, binding, options};
use crate::guest::{record, schema};
use hirewall_detector::{Binding, Host, HostOptions, Isolation, Limits};
use hirewall_model::{Answer, Time};

/// What takes time, memory, tables, stack, and what counts of parts are for.
const GUESTS: [&str; 10] = [
    "loop-in-detect",
    "loop-at-start",
    "memory-bomb",
    "table-bomb",
    "stack-overflow",
    "stack-overflow-in-configure",
    "many-memories",
    "many-tables",
    "many-core-instances",
    "many-instances-of-a-part",
];

#[test]
fn no_limit_is_switched_off_by_another_setting() {
    let cases = GUESTS.map(Case::named);
    let directory = tempfile::tempdir().unwrap();
    for bits in 0..8_u32 {
        let [pooling, cached, raised] = [0, 1, 2].map(|bit| bits & (1 << bit) != 0);
        // The most of every limit, but for the time of the guests that have one of their own.
        let highest = HostOptions { limits: Limits::MOST, stack_kib: 1_024, ..options() };
        let host = Host::new(HostOptions {
            pooling,
            cache: cached.then(|| directory.path().join(format!("{bits}"))),
            ..if raised { highest } else { options() }
        })
        .unwrap();
        assert!(!host.remarks().iter().any(|remark| remark.contains("no pool") || remark.contains("not kept")));
        for (case, isolation) in cases.iter().flat_map(|case| [(case, Isolation::Record), (case, Isolation::Batch)]) {
            // The second time its code comes from the cache, where there is one.
            for _ in 0..=u32::from(cached) {
                let about = format!("{}: pooling {pooling}, cache {cached}, raised {raised}, {isolation:?}", case.name);
                assert_eq!(codes(&host, case, isolation), vec![case.code.clone(); 3], "{about}");
            }
        }
    }
}

/// The codes of three records that are asked about together, or three times that with which it is refused.
fn codes(host: &Host, case: &Case, isolation: Isolation) -> Vec<String> {
    let binding = Binding { isolation, ..binding(&Arc::default(), case.limits) };
    let detector = match host.load(&case.plugin().unwrap(), binding) {
        Ok(detector) => detector,
        Err(error) => return vec![error.code().to_owned(); 3],
    };
    let (schema, text) = (schema(), format!(r#"{{"id": "1", "name": "{NAME}"}}"#));
    let records = [record(&schema, &text), record(&schema, &text), record(&schema, &text)];
    let answers = detector.detect_many(&records, Time::new(0, 0).unwrap());
    answers
        .iter()
        .map(|answer| match answer {
            Answer::Failed(failure) => failure.code.clone(),
            Answer::Signals { .. } => "ok".to_owned(),
        })
        .collect()
}
