//! An application that is told of again holds what was known by then.

use std::collections::BTreeMap;

use hirewall_population::Day;
use serde_json::Value;

use super::{MANY, Population, lines, text};

/// The tellings of each application, by id and when it was handed in, in the order of the file.
fn tellings(made: &Population) -> BTreeMap<(String, String), Vec<Value>> {
    let mut told: BTreeMap<(String, String), Vec<Value>> = BTreeMap::new();
    for record in lines(&made.applicants) {
        let key = (text(&record["id"]).to_owned(), text(&record["applied_at"]).to_owned());
        told.entry(key).or_default().push(record);
    }
    told
}

#[test]
fn a_telling_holds_what_was_known_then_and_nothing_is_unsaid() {
    let (made, _) = &*MANY;
    let told = tellings(made);
    assert_eq!(told.len() as u64, made.summary.applications);
    let (mut with_offer, mut with_interview, mut later_facts) = (0, 0, 0);
    for ((id, applied), records) in &told {
        assert!(records[0].get("updated_at").is_none(), "{id}: the first is as it was handed in");
        let times: Vec<&str> = records.iter().map(|record| record["updated_at"].as_str().unwrap_or(applied)).collect();
        assert!(times.is_sorted_by(|a, b| a < b) && times.iter().all(|time| *time < "2026-05-01"), "{id}: {times:?}");
        let (mut seen, mut offered) = (0, false);
        for (record, time) in records.iter().zip(&times) {
            let of = |list: &Value, field: &str| -> Vec<String> {
                list.as_array().into_iter().flatten().map(|item| text(&item[field]).to_owned()).collect()
            };
            let changes = record["payment"]["changed_at"].as_array().into_iter().flatten().map(text).map(str::to_owned);
            let mut facts = of(&record["events"], "at");
            facts.extend(of(&record["interviews"], "at").into_iter().chain(changes));
            assert!(facts.iter().all(|fact| !fact.is_empty() && fact.as_str() <= *time), "{id} at {time}: {facts:?}");
            assert!(facts.len() >= seen, "{id}: what was known stays known");
            seen = facts.len();
            let offer = of(&record["events"], "kind").contains(&"offered".to_owned());
            for part in ["documents", "verification", "payment", "compensation"] {
                assert_eq!(record.get(part).is_some(), offer, "{id} at {time}: {part}");
            }
            later_facts += u32::from(offered && offer);
            offered |= offer;
            // What somebody handed in is the same every time.
            for part in ["basics", "work", "education", "profiles", "client", "attachments", "phones", "job"] {
                assert_eq!(record[part], records[0][part], "{id}: {part}");
            }
        }
        let last = records.last().unwrap();
        with_offer += u32::from(offered);
        with_interview += u32::from(last.get("interviews").is_some());
    }
    let people = made.summary.people.values();
    assert_eq!(u64::from(with_offer), people.clone().map(|people| people.offered).sum::<u64>());
    assert_eq!(u64::from(with_interview), people.map(|people| people.interviewed).sum::<u64>());
    assert!(with_offer > 100 && later_facts > 20, "{with_offer} {later_facts}");
}

#[test]
fn applications_that_came_to_nothing_are_closed_within_weeks() {
    let (made, _) = &*MANY;
    let mut closed = 0;
    for ((id, applied), records) in tellings(made) {
        let last = records.last().unwrap();
        if last.get("interviews").is_some() || last.get("events").is_some() {
            continue;
        }
        let day = |text: &str| text[..10].parse::<Day>().unwrap();
        let plus =
            |days: u32| Day::new(day(&applied).civil().0, day(&applied).civil().1, day(&applied).civil().2 + days);
        match records.len() {
            2 => {
                let updated = day(text(&last["updated_at"]));
                assert!(plus(14) <= updated && updated <= plus(36), "{id}: {applied} {updated}");
                closed += 1;
            }
            // The end of the run came first.
            count => assert!(count == 1 && plus(36) >= Day::new(2026, 5, 1), "{id}: {count}"),
        }
    }
    assert!(closed > 2_000, "{closed}");
}
