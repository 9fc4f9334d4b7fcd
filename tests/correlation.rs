//! What the shipped rules across records make of people who honestly share things, and of clusters and farms as published cases
//! describe them: made up here, each from its own few facts. Single rules are tested beside their policies.

use std::convert::Infallible;

use hirewall::bulk::{self, Lines, Options};
use hirewall::{Given, Verdict};
use serde_json::{Value, json};

use crate::shipped;

/// The verdicts of records that arrive in this order.
fn verdicts(records: &[Value]) -> Vec<Verdict> {
    let engine = shipped::engine();
    let text: String = records.iter().map(|record| format!("{record}\n")).collect();
    let options = Options::new(Given::at("2026-02-01T00:00:00Z".parse().unwrap()));
    let mut verdicts = Vec::new();
    let take = |verdict| {
        verdicts.push(verdict);
        Ok::<(), Infallible>(())
    };
    let render = |judged: bulk::Judged<'_>| judged.answer.unwrap().1.verdict;
    bulk::decide(&engine, &options, Lines::new(text.as_bytes(), "records"), render, take).unwrap();
    assert_eq!(verdicts.len(), records.len());
    verdicts
}

/// Lays what `special` has over what `plain` has, object by object.
fn over(plain: &mut Value, special: Value) {
    match (plain, special) {
        (Value::Object(plain), Value::Object(special)) => {
            for (key, value) in special {
                over(plain.entry(key).or_insert(Value::Null), value);
            }
        }
        (plain, special) => *plain = special,
    }
}

/// An applicant with nothing to remark, one of many; `special` says what is particular.
fn applicant(number: usize, special: Value) -> Value {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    let name = format!("Gr{}ce Hollow{}y{}", letter(number), letter(number / 26), letter(number * 7));
    let mut record = json!({
        "kind": "applicant", "id": format!("a-{number}"), "applied_at": format!("2026-01-{:02}T10:{:02}:00Z", 1 + number / 3, number % 60),
        "basics": {"name": name, "location": {"country_code": "US", "region": "AZ", "city": "Tempe"}},
        "phones": [{"raw": format!("602-555-{:04}", 100 + number), "source_normalised": false}],
        "emails": [{"address": format!("someone{number}@mail.example")}],
        "work": [
            {"name": format!("Kestrel {number}"), "position": "Engineer", "start_date": "2021-03"},
            {"name": format!("Orchid {number}"), "position": "Engineer", "start_date": "2018-01", "end_date": "2021-02"},
            {"name": format!("Almond {number}"), "position": "Engineer", "start_date": "2014-06", "end_date": "2017-12"},
        ],
        "job": {"remote": true},
        "client": {
            "ip": format!("192.0.2.{number}"), "country": "US", "is_vpn": false, "is_hosting": false, "is_proxy": false, "is_tor": false,
            "timezone": "America/Phoenix", "fingerprint": format!("browser-{number}"),
        },
    });
    over(&mut record, special);
    record
}

/// The computer of that applicant, sent to a home and used there.
fn device(number: usize, special: Value) -> Value {
    let mut record = json!({
        "kind": "device", "id": format!("d-{number}"), "observed_at": format!("2026-01-{:02}T18:{:02}:00Z", 20 + number / 10, number % 60),
        "user": {"applicant_id": format!("a-{number}")},
        "shipment": {"address": {"line1": format!("{number} Mill Road"), "city": "Tempe", "region": "AZ", "country": "US"}},
        "network": {
            "ip": format!("198.51.100.{number}"), "country": "US", "is_vpn": false, "is_hosting": false,
            "gateway_mac": format!("a4:91:b1:00:00:{number:02x}"),
        },
    });
    over(&mut record, special);
    record
}

#[test]
fn who_honestly_shares_is_asked_for_a_proof_of_identity_at_most() {
    let one_browser = json!({"ip": "203.0.113.7", "fingerprint": "browser-of-all"});
    let groups: [(&str, usize, Value, Verdict); 6] = [
        (
            "a dormitory",
            40,
            json!({"client": {"ip": "203.0.113.7"}, "addresses": [{"line1": "1 Campus Way", "city": "Tempe"}]}),
            Verdict::Clear,
        ),
        ("a job centre", 20, json!({"client": one_browser}), Verdict::Verify),
        (
            "a family",
            3,
            json!({"client": one_browser, "phones": [{"raw": "520-555-0111"}], "payment": {"account_hash": "account-1", "type": "bank"},
                "addresses": [{"line1": "7 Elm Road", "city": "Mesa"}]}),
            Verdict::Verify,
        ),
        (
            "an agency",
            20,
            json!({"client": one_browser, "phones": [{"raw": "480-555-0100"}], "attachments": [{"author": "Best People"}], "referral": {"by": "best-people"}}),
            Verdict::Verify,
        ),
        (
            "an agency that the operator named",
            20,
            json!({"client": one_browser, "phones": [{"raw": "480-555-0100"}], "referral": {"by": "staffing.example"}}),
            Verdict::Clear,
        ),
        (
            "one person again and again",
            12,
            json!({"basics": {"name": "Grace Holloway"}, "phones": [{"raw": "480-555-0100"}], "emails": [{"address": "grace@mail.example"}], "client": one_browser,
                "work": [{"name": "Kestrel", "start_date": "2021"}, {"name": "Orchid", "start_date": "2018", "end_date": "2020"}, {"name": "Almond", "start_date": "2014", "end_date": "2016"}]}),
            Verdict::Clear,
        ),
    ];
    for (who, size, shared, at_most) in groups {
        let records: Vec<Value> = (0..size).map(|number| applicant(number, shared.clone())).collect();
        let worst = verdicts(&records).into_iter().max().unwrap();
        assert_eq!(worst, at_most, "{who}");
    }
}

#[test]
fn an_office_and_a_couple_are_left_alone() {
    let office = json!({"network": {"ip": "203.0.113.60", "gateway_mac": "a4:91:b1:00:12:34", "wifi": {"bssid": "a4:91:b1:00:12:35"}}});
    let couple = json!({"network": {"ip": "203.0.113.61", "gateway_mac": "a4:91:b1:00:12:36"}, "shipment": {"address": {"line1": "8 Oak Road"}}});
    for (size, shared) in [(60, office), (2, couple)] {
        let people = (0..size).map(|number| applicant(number, json!({"job": {"remote": size == 2}})));
        let records: Vec<Value> = people.chain((0..size).map(|number| device(number, shared.clone()))).collect();
        let all = verdicts(&records);
        assert!(all.iter().all(|verdict| *verdict == Verdict::Clear), "{all:?}");
    }
}

#[test]
fn personas_of_one_resume_and_phone_go_to_a_person_from_the_third_on() {
    let shared = json!({
        "phones": [{"raw": "+1 212 555 0101", "source_normalised": true}],
        "work": [
            {"name": "Kestrel Maps", "position": "Engineer", "start_date": "2021-03"},
            {"name": "Orchid Payroll", "position": "Engineer", "start_date": "2018-01", "end_date": "2021-02"},
            {"name": "Almond Tree", "position": "Engineer", "start_date": "2014-06", "end_date": "2017-12"},
        ],
    });
    let records: Vec<Value> = (0..22).map(|number| applicant(number, shared.clone())).collect();
    let all = verdicts(&records);
    assert_eq!(all[..2], [Verdict::Clear, Verdict::Verify]);
    assert!(all[2..].iter().all(|verdict| *verdict >= Verdict::Review), "{all:?}");
}

#[test]
fn a_house_full_of_laptops_goes_to_a_person_from_the_third_on() {
    let house = json!({
        "shipment": {"address": {"line1": "5 Birch Lane"}},
        "network": {"ip": "203.0.113.50", "gateway_mac": "a4:91:b1:00:12:34"},
    });
    let people = (0..30).map(|number| applicant(number, json!({})));
    let records: Vec<Value> = people.chain((0..30).map(|number| device(number, house.clone()))).collect();
    let all = verdicts(&records);
    let (applicants, devices) = all.split_at(30);
    assert!(applicants.iter().chain(&devices[..2]).all(|verdict| *verdict == Verdict::Clear), "{all:?}");
    assert!(devices[2..].iter().all(|verdict| *verdict >= Verdict::Review), "{devices:?}");
}
