//! Entries for tests.

use hirewall_model::{Time, Verdict};
use hirewall_store::{Content, Entry, Judged, Observation, Store};
use serde_json::json;

pub(crate) const SECRET: &str = "Ann Secret-Surname";
pub(crate) const START: i64 = 1_770_000_000;

pub(crate) fn at(seconds: i64) -> Time {
    Time::new(START + seconds, 0).unwrap()
}

/// The entry of an applicant, who is the subject too.
pub(crate) fn entry(number: u64, subject: &str) -> Entry {
    let id = format!("decision-{number}");
    let decision = json!({"id": id, "reason": format!("because of {SECRET}")});
    let record = json!({"id": format!("a-{number}"), "name": SECRET, "number": number});
    Entry {
        kind: "applicant".to_owned(),
        record_time: Some(at(i64::try_from(number).unwrap())),
        received_at: Some(at(i64::try_from(number).unwrap())),
        decision: Judged {
            id,
            verdict: [Verdict::Clear, Verdict::Verify, Verdict::Review, Verdict::Block]
                [usize::try_from(number % 4).unwrap()],
            score: i64::try_from(number).unwrap(),
            rules: vec![format!("contact/rule_{}", number % 3), "profile/thin".to_owned()],
            generation: 1 + number / 10,
            bundle: format!("sha256:{:064x}", number / 10),
            decided_at: Some(at(i64::try_from(number).unwrap())),
        },
        content: Content {
            record_id: format!("a-{number}"),
            subject: subject.to_owned(),
            decision: decision.to_string().into_bytes(),
            record: record.to_string().into_bytes(),
            answers: br#"[{"detector":"phone","signals":{}}]"#.to_vec(),
            values: br#"{"phones":3}"#.to_vec(),
            joined: Vec::new(),
        },
        observations: vec![observation(1, number % 5, number), observation(2, 7, number)],
        idempotency: None,
    }
}

pub(crate) fn observation(counter: u8, key: u64, number: u64) -> Observation {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&key.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
    Observation {
        counter: [counter; 16],
        key: bytes,
        element: number,
        amount: 1_500_000,
        at: at(i64::try_from(number).unwrap()),
    }
}

/// Stores `count` entries, numbered from 1, of ten subjects; waits for all.
pub(crate) fn fill(store: &Store, count: u64) {
    let (send, receive) = std::sync::mpsc::channel();
    for number in 1..=count {
        let send = send.clone();
        let ticket = store.ticket().unwrap();
        ticket.commit(entry(number, &format!("s-{}", number % 10)), move |result| send.send(result).unwrap());
    }
    drop(send);
    assert_eq!(receive.iter().map(Result::unwrap).count() as u64, count);
}
