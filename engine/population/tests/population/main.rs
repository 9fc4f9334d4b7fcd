//! What a population holds to: the same bytes for the same seed, order, labels that are complete and stay apart, rates.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod hired;
mod settings;
mod tellings;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use hirewall_population::{Day, Outputs, Settings, Share, Summary, Truth, rates, simulate};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

#[derive(Default)]
struct Population {
    applicants: Vec<u8>,
    devices: Vec<u8>,
    records: Vec<u8>,
    labels: Vec<u8>,
    summary: Summary,
}

impl Population {
    fn new(settings: &Settings) -> Self {
        let mut made = Self::default();
        let outputs = Outputs {
            applicants: &mut made.applicants,
            devices: &mut made.devices,
            records: &mut made.records,
            labels: &mut made.labels,
        };
        made.summary = simulate(settings, outputs).unwrap();
        made
    }

    fn digest(&self) -> String {
        let files = [&self.applicants, &self.devices, &self.records, &self.labels];
        let digests =
            files.map(|file| Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        digests.join("\n")
    }
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    serde_json::Deserializer::from_slice(bytes).into_iter().map(Result::unwrap).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

const SMALL: Settings = Settings {
    seed: 3,
    start: Day::new(2026, 1, 1),
    months: 2,
    applicants_per_month: 200,
    follow_months: 0,
    scheme_rate: Share { part: 1, whole: 4 },
    personas_hired: false,
};

/// Six months at the published rate.
static HALF_YEAR: LazyLock<(Population, Vec<Value>)> = LazyLock::new(|| {
    let made = Population::new(&Settings { seed: 11, months: 6, ..Settings::default() });
    let labels = lines(&made.labels);
    (made, labels)
});

/// Four months with many personas.
static MANY: LazyLock<(Population, Vec<Value>)> = LazyLock::new(|| {
    let settings = Settings {
        seed: 12,
        months: 4,
        applicants_per_month: 1250,
        scheme_rate: Share { part: 1, whole: 4 },
        ..Settings::default()
    };
    let made = Population::new(&settings);
    let labels = lines(&made.labels);
    (made, labels)
});

#[test]
fn the_same_seed_makes_the_same_bytes_in_every_version() {
    let made = Population::new(&SMALL);
    // A change here means that the same seed makes another population: say so in the changelog.
    insta::assert_snapshot!("digests", made.digest());
    let first: Vec<&str> = std::str::from_utf8(&made.applicants).unwrap().lines().take(3).collect();
    insta::assert_snapshot!("first_applicants", first.join("\n"));
    let first: Vec<&str> = std::str::from_utf8(&made.devices).unwrap().lines().take(2).collect();
    assert_eq!(first.len(), 2);
    insta::assert_snapshot!("first_devices", first.join("\n"));
    assert_eq!(made.digest(), Population::new(&SMALL).digest());
}

#[test]
fn another_seed_makes_another_population() {
    let (one, other) = (Population::new(&SMALL), Population::new(&Settings { seed: 4, ..SMALL }));
    for (one, other) in [(one.applicants, other.applicants), (one.devices, other.devices), (one.labels, other.labels)] {
        assert!(one != other);
    }
}

#[test]
fn records_are_both_files_in_the_order_of_time() {
    let (made, _) = &*MANY;
    let time = |record: &Value| {
        let times = ["observed_at", "updated_at", "applied_at"].map(|name| record[name].as_str());
        times.into_iter().flatten().next().unwrap().to_owned()
    };
    let mut last = String::new();
    let (mut applicants, mut devices) = (Vec::new(), Vec::new());
    for line in made.records.split_inclusive(|byte| *byte == b'\n') {
        let record: Value = serde_json::from_slice(line).unwrap();
        assert!(time(&record) >= last, "{} after {last}", time(&record));
        last = time(&record);
        if record["kind"] == "device" { devices.extend_from_slice(line) } else { applicants.extend_from_slice(line) }
    }
    assert!(applicants == made.applicants && devices == made.devices);
    assert!(last.as_str() < "2026-05-01" && !devices.is_empty());
}

#[test]
fn every_record_has_one_label_and_every_label_a_record() {
    for (made, labels) in [&*HALF_YEAR, &*MANY] {
        let labelled: Vec<(String, String)> =
            labels.iter().map(|label| (text(&label["kind"]).to_owned(), text(&label["id"]).to_owned())).collect();
        let unique: BTreeSet<_> = labelled.iter().cloned().collect();
        assert_eq!(unique.len(), labelled.len());
        let records = lines(&made.records);
        let recorded: BTreeSet<_> =
            records.iter().map(|record| (text(&record["kind"]).to_owned(), text(&record["id"]).to_owned())).collect();
        assert_eq!(unique, recorded);
        assert_eq!(made.summary.applicant_records + made.summary.device_records, records.len() as u64);
        let scheme = labels.iter().filter(|label| label["label"] == "scheme" && label["kind"] == "applicant").count();
        assert_eq!(made.summary.people[&Truth::Scheme].applicants, scheme as u64);
    }
}

#[test]
fn no_record_says_what_its_label_says() {
    let made = Population::new(&Settings { applicants_per_month: 500, ..SMALL });
    let labels = lines(&made.labels);
    let records = std::str::from_utf8(&made.records).unwrap();
    let mut words: BTreeSet<String> =
        ["honest", "scheme", "persona", "cluster", "operator", "facilitator", "\"farm", "made_with"]
            .map(str::to_owned)
            .into();
    for label in &labels {
        words.extend(
            label["made_with"]
                .as_array()
                .unwrap()
                .iter()
                .map(|name| text(name).to_owned())
                .filter(|name| name.contains('_')),
        );
        words.extend(
            ["cluster", "group"]
                .map(|key| format!("\"{}\"", text(&label[key])))
                .into_iter()
                .filter(|name| name.len() > 2),
        );
    }
    assert!(words.len() > 150, "{}", words.len());
    for word in words {
        assert!(!records.contains(&word), "a record contains {word}");
    }
}

#[test]
fn devices_belong_to_people_who_were_hired_before() {
    let (made, labels) = &*MANY;
    let of: HashMap<(&str, &str), &Value> =
        labels.iter().map(|label| ((text(&label["kind"]), text(&label["id"])), label)).collect();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for device in lines(&made.devices) {
        let label = of[&("device", text(&device["id"]))];
        let holder = of[&("applicant", text(&device["user"]["applicant_id"]))];
        assert_eq!(label["subject"], holder["id"]);
        for key in ["label", "cluster", "group", "hired_at"] {
            assert_eq!(label[key], holder[key]);
        }
        assert!(text(&holder["hired_at"]) < text(&device["observed_at"]));
        *seen.entry(text(&device["id"]).to_owned()).or_default() += 1;
    }
    let devices: u64 = made.summary.people.values().map(|people| people.devices).sum();
    assert_eq!(seen.len() as u64, devices);
    assert!(devices > 100 && seen.values().any(|count| *count >= 4));
}

/// Whether a count is what a rate makes likely: within five standard deviations, and one.
fn likely(count: usize, of: usize, parts: u64) -> bool {
    let (of, rate) = (of as f64, parts as f64 / 100_000.0);
    (count as f64 - of * rate).abs() <= 5.0 * (of * rate * (1.0 - rate)).sqrt() + 1.0
}

#[test]
fn one_applicant_in_343_is_a_persona() {
    let (made, _) = &*HALF_YEAR;
    let people = made.summary.people[&Truth::Scheme].applicants as usize;
    assert!(likely(people, 12_000, 100_000 / 343), "{people}");
    assert_eq!(
        Population::new(&Settings { scheme_rate: Share { part: 0, whole: 1 }, ..SMALL })
            .summary
            .people
            .get(&Truth::Scheme),
        None
    );
    assert_eq!(
        Population::new(&Settings { scheme_rate: Share { part: 1, whole: 1 }, ..SMALL })
            .summary
            .people
            .get(&Truth::Honest),
        None
    );
}

#[test]
fn what_is_documented_happens_at_its_rate() {
    // Kind, label and number of those counted; which of the traits strike whomever they hit.
    let (published, published_labels) = &*HALF_YEAR;
    let (many, many_labels) = &*MANY;
    let count = |labels: &[Value], kind: &str, truth: &str, name: &str| {
        let with = |label: &&Value| {
            label["kind"] == kind
                && label["label"] == truth
                && label["made_with"].as_array().unwrap().iter().any(|one| one == name)
        };
        labels.iter().filter(with).count()
    };
    let honest = published.summary.people[&Truth::Honest].applicants as usize;
    let mut certain = 0;
    for rate in rates::oddities() {
        let found = count(published_labels, "applicant", "honest", rate.name);
        // Some strike only people who got an offer and are too rare for every run.
        assert!(found > 0 || rate.parts < 2_000, "{} never strikes", rate.name);
        if [
            "no_degree",
            "buzzwords",
            "freelancer",
            "years_only",
            "two_jobs_at_once",
            "mail_forwarder",
            "studies_beside_work",
        ]
        .contains(&rate.name)
        {
            assert!(likely(found, honest, rate.parts), "{}: {found} of {honest}", rate.name);
            certain += 1;
        } else {
            let most = rate.parts + 100;
            assert!(
                found as u64 * 100_000 <= honest as u64 * most || likely(found, honest, rate.parts),
                "{}: {found} of {honest}",
                rate.name
            );
        }
    }
    assert_eq!(certain, 7);
    let scheme = many.summary.people[&Truth::Scheme].applicants as usize;
    assert!(likely(scheme, 5_000, 25_000), "{scheme}");
    for rate in rates::mistakes() {
        let found = count(many_labels, "applicant", "scheme", rate.name);
        assert!(found > 0, "{} is never made", rate.name);
        assert!(
            count(many_labels, "applicant", "honest", rate.name) == 0
                || rates::oddities().any(|oddity| oddity.name == rate.name),
            "{}",
            rate.name
        );
        // Careless, ordinary and careful personas together make 95 % of the rate of the table.
        if ["invented_school", "buzzword_biography", "technology_too_early"].contains(&rate.name) {
            assert!(likely(found, scheme, rate.parts * 95 / 100), "{}: {found} of {scheme}", rate.name);
        }
    }
    for rate in rates::groups() {
        let found = count(published_labels, "applicant", "honest", rate.name);
        assert!(likely(found, honest, rate.parts), "{}: {found} of {honest}", rate.name);
    }
}

#[test]
fn devices_show_what_is_documented() {
    let (made, labels) = &*MANY;
    let names = |truth: &str| -> Vec<&str> {
        let of = labels.iter().filter(|label| label["kind"] == "device" && label["label"] == truth);
        of.flat_map(|label| label["made_with"].as_array().unwrap()).map(text).collect()
    };
    let (honest, scheme) = (names("honest"), names("scheme"));
    let devices = made.summary.people[&Truth::Scheme].devices as usize;
    let mut unseen = 0;
    for rate in rates::device_mistakes() {
        let found = scheme.iter().filter(|name| **name == rate.name).count();
        unseen += u32::from(found == 0);
        // Nobody is more careless than 130 % of the table; some oddities have the same name.
        assert!(
            found as u64 * 100_000 <= devices as u64 * rate.parts * 13 / 10
                || likely(found, devices, rate.parts * 13 / 10),
            "{}: {found}",
            rate.name
        );
        let same = rates::device_oddities().any(|oddity| oddity.name == rate.name);
        assert!(same || !honest.contains(&rate.name), "an honest device has {}", rate.name);
    }
    assert!(devices > 60 && unseen <= 1, "{unseen} of {devices} devices");
    let house = scheme.iter().filter(|name| **name == "house_of_helper").count();
    assert!(likely(house, devices, 60_000), "{house} of {devices}");
    let expected = rates::device_oddities().map(|rate| rate.name).collect::<BTreeSet<_>>();
    let seen = honest.iter().copied().collect::<BTreeSet<_>>();
    assert!(seen.is_subset(&expected) && seen.len() > expected.len() / 2, "{seen:?}");
}

/// The values at which a trait shows that is shared.
fn shared(record: &Value, name: &str) -> Option<Vec<String>> {
    let all = |list: &Value, field: &str| {
        list.as_array().unwrap_or(&Vec::new()).iter().map(|item| item[field].to_string()).collect::<Vec<_>>()
    };
    Some(match name {
        "shared_line" => vec![record["client"]["ip"].to_string()],
        "shared_fingerprint" => vec![record["client"]["fingerprint"].to_string()],
        "shared_phone" => all(&record["phones"], "raw"),
        "shared_reference" => all(&record["references"], "email"),
        "shared_photo" => all(&record["profiles"], "photo_phash"),
        "shared_file_maker" => all(&record["attachments"], "author"),
        "shared_account" => vec![record["payment"]["account_hash"].to_string()],
        "shared_document_photo" => all(&record["documents"], "photo_phash"),
        "shared_mailbox" => {
            let address = text(&record["basics"]["email"]);
            vec![format!("{}@{}", address.split('+').next().unwrap(), address.split('@').nth(1).unwrap())]
        }
        "shared_author_mailbox" => {
            let profiles = record["profiles"].as_array().unwrap();
            profiles
                .iter()
                .flat_map(|profile| profile["author_emails"].as_array().into_iter().flatten().map(Value::to_string))
                .collect()
        }
        "shared_resume" => record["work"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|job| {
                all(&job["highlights"], "")
                    .into_iter()
                    .chain(job["highlights"].as_array().unwrap().iter().map(Value::to_string))
            })
            .filter(|sentence| sentence != "null")
            .collect(),
        _ => return None,
    })
}

#[test]
fn what_the_personas_of_an_operator_share_is_the_same() {
    let (made, labels) = &*MANY;
    let mut records: HashMap<String, Value> = HashMap::new();
    for record in lines(&made.applicants) {
        // The last telling has all; but who applies again tells less.
        let known = records.entry(text(&record["id"]).to_owned()).or_insert_with(|| record.clone());
        if known["applied_at"] == record["applied_at"] {
            *known = record;
        }
    }
    let mut clusters: BTreeMap<&str, BTreeMap<&str, Vec<&Value>>> = BTreeMap::new();
    let mut sizes: BTreeMap<&str, u32> = BTreeMap::new();
    for label in labels.iter().filter(|label| label["cluster"].is_string() && label["kind"] == "applicant") {
        assert_eq!(label["label"], "scheme");
        *sizes.entry(text(&label["cluster"])).or_default() += 1;
        for name in label["made_with"].as_array().unwrap() {
            clusters
                .entry(text(&label["cluster"]))
                .or_default()
                .entry(text(name))
                .or_default()
                .push(&records[text(&label["id"])]);
        }
    }
    assert_eq!(sizes.len() as u64, made.summary.operators);
    assert!(sizes.values().all(|size| *size >= 2) && sizes.values().any(|size| *size >= 15), "{sizes:?}");
    let mut kinds = BTreeSet::new();
    let mut bare = 0;
    for (cluster, traits) in &clusters {
        let mut common = 0;
        for (name, members) in traits.iter().filter(|(_, members)| members.len() > 1) {
            let Some(first) = shared(members[0], name) else { continue };
            for member in members {
                let values = shared(member, name).unwrap();
                assert!(
                    values.iter().any(|value| first.contains(value) && value != "null"),
                    "{cluster} {name}: {first:?} {values:?}"
                );
            }
            common += 1;
            kinds.insert(*name);
        }
        bare += u32::from(common == 0);
    }
    // What shows only in offers is rarer than the others.
    assert!(kinds.len() >= 10, "{kinds:?}");
    // A missing section, such as an unknown browser session, can hide what two personas share.
    assert!(bare * 10 <= clusters.len() as u32, "{bare} of {}", clusters.len());
}

#[test]
fn nobody_else_has_the_phone_or_the_mailbox_of_an_honest_person_who_shares_nothing() {
    let (made, labels) = &*HALF_YEAR;
    let alone: BTreeSet<&str> = labels
        .iter()
        .filter(|label| {
            label["label"] == "honest"
                && label["group"].is_null()
                && label["subject"] == label["id"]
                && !["mistyped_number", "business_line"]
                    .iter()
                    .any(|name| label["made_with"].to_string().contains(name))
        })
        .map(|label| text(&label["id"]))
        .collect();
    let mut holders: HashMap<String, BTreeSet<String>> = HashMap::new();
    for record in lines(&made.applicants) {
        let id = text(&record["id"]);
        let phones = record["phones"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|phone| text(&phone["raw"]).chars().filter(char::is_ascii_digit).collect::<String>());
        let phones = phones.filter(|digits| digits.len() >= 10).map(|digits| digits[digits.len() - 10..].to_owned());
        for key in phones.chain([text(&record["basics"]["email"]).to_owned()]) {
            holders.entry(key).or_default().insert(id.to_owned());
        }
    }
    let subjects: HashMap<&str, &str> =
        labels.iter().map(|label| (text(&label["id"]), text(&label["subject"]))).collect();
    let mut checked = 0;
    for (key, ids) in holders.iter().filter(|(_, ids)| ids.iter().any(|id| alone.contains(id.as_str()))) {
        let people: BTreeSet<&str> = ids.iter().map(|id| subjects[id.as_str()]).collect();
        assert_eq!(people.len(), 1, "{key} {people:?}");
        checked += 1;
    }
    assert!(checked > 15_000, "{checked}");
}
