//! The catalogue of red flags beside the rules that ship: `policies/INDICATORS.md` is made of `policies/indicators.csv` and of what the
//! rules say that they look for. Whether a rule finds it is tested beside its policy, not here.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use hirewall::policy::{Mode, Policy, Rule, Settings};
use hirewall::{Engine, SourceFile};

use crate::shipped;

/// Set this variable to write the table instead of comparing it.
const UPDATE: &str = "UPDATE_EXPECTED";
/// So many entries of the catalogue that rules which act look for, at least.
const COVERED: usize = 90;

/// The parts of the catalogue, by the first letter of an entry.
const PARTS: [(&str, &str); 8] = [
    ("A", "Contact and identity"),
    ("B", "Education, employment, resume"),
    ("C", "Online profiles"),
    ("D", "Interviews and process"),
    ("E", "Payment"),
    ("F", "Delivery of computers"),
    ("G", "Network"),
    ("H", "Computers"),
];

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies")
}

/// An entry of the catalogue.
struct Entry {
    id: String,
    red_flag: String,
    no_rule_because: String,
    note: String,
}

fn catalogue() -> Vec<Entry> {
    let mut reader = csv::Reader::from_path(policies().join("indicators.csv")).unwrap();
    let columns = reader.headers().unwrap().clone();
    assert_eq!(columns, vec!["indicator", "scope", "red_flag", "no_rule_because", "note"]);
    let entries = reader.records().map(|row| {
        let row = row.unwrap();
        let text = |at: usize| row.get(at).unwrap().trim().to_owned();
        Entry { id: text(0), red_flag: text(2), no_rule_because: text(3), note: text(4) }
    });
    entries.collect()
}

/// A rule, and how it stands.
struct Looking<'a> {
    rule: &'a Rule,
    mode: Mode,
}

/// The mode of a rule by the settings that ship. One that acts for some subjects only is taken for a shadow.
fn mode(settings: &Settings, policy: &Policy, rule: &Rule) -> Mode {
    match settings.override_of(&policy.id, &rule.id).map(|found| (found.mode, found.rollout)) {
        None | Some((Mode::Enforce, None)) => Mode::Enforce,
        Some((Mode::Enforce, Some(_))) => Mode::Shadow,
        Some((mode, _)) => mode,
    }
}

/// The rules by the entries that they name.
fn rules(engine: &Engine) -> BTreeMap<&str, Vec<Looking<'_>>> {
    let bundle = engine.bundle();
    let mut by_entry: BTreeMap<&str, Vec<Looking<'_>>> = BTreeMap::new();
    for policy in &bundle.policies {
        for rule in &policy.rules {
            for indicator in &rule.indicators {
                let mode = mode(&bundle.settings, policy, rule);
                by_entry.entry(indicator).or_default().push(Looking { rule, mode });
            }
        }
    }
    by_entry
}

/// How an entry stands: by its best rule, or by none.
fn standing(rules: Option<&Vec<Looking<'_>>>) -> Option<Mode> {
    let modes: Vec<Mode> = rules.into_iter().flatten().map(|looking| looking.mode).collect();
    [Mode::Enforce, Mode::Shadow, Mode::Off].into_iter().find(|mode| modes.contains(mode))
}

fn table(catalogue: &[Entry], rules: &BTreeMap<&str, Vec<Looking<'_>>>) -> String {
    let with = |mode| catalogue.iter().filter(|entry| standing(rules.get(&*entry.id)) == mode).count();
    let mut page = format!(
        "# Red flags and the rules that look for them

<!-- generated from indicators.csv and the rules: UPDATE_EXPECTED=1 cargo test -p hirewall-tests indicators -->

Of {} red flags that were published or are known in the field, {} have a rule that acts, {} only one in shadow mode (recorded,
without weight), {} only one that is switched off, and {} none, for the reason in the table. A rule looks for a red flag; it does not find
everybody who shows it, and most who show it are honest. Rules that name no red flag of this catalogue are not listed.
",
        catalogue.len(),
        with(Some(Mode::Enforce)),
        with(Some(Mode::Shadow)),
        with(Some(Mode::Off)),
        with(None),
    );
    for (letter, title) in PARTS {
        write!(page, "\n## {title}\n\n| | red flag | rules | remarks |\n| --- | --- | --- | --- |\n").unwrap();
        for entry in catalogue.iter().filter(|entry| entry.id.starts_with(letter)) {
            let found = rules.get(&*entry.id).map_or(&[][..], Vec::as_slice);
            let found: Vec<String> = found.iter().map(named).collect();
            let said = if found.is_empty() { "none".to_owned() } else { found.join("<br>") };
            let remarks = if found.is_empty() { &entry.no_rule_because } else { &entry.note };
            writeln!(page, "| {} | {} | {said} | {remarks} |", entry.id, entry.red_flag).unwrap();
        }
    }
    page
}

fn named(looking: &Looking<'_>) -> String {
    let mode = match looking.mode {
        Mode::Enforce => "",
        Mode::Shadow => " (shadow)",
        Mode::Off => " (off)",
    };
    format!("`{}`{mode} {}", looking.rule.id, looking.rule.title.as_deref().unwrap_or(""))
}

#[test]
fn the_table_of_indicators_is_the_generated_one() {
    let engine = shipped::engine();
    let page = table(&catalogue(), &rules(&engine));
    let path = policies().join("INDICATORS.md");
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &page).unwrap();
    } else {
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(written == page, "policies/INDICATORS.md is stale: run the tests once with {UPDATE}=1");
    }
}

#[test]
fn every_indicator_has_a_rule_or_a_reason_and_most_have_a_rule_that_acts() {
    let engine = shipped::engine();
    let (catalogue, rules) = (catalogue(), rules(&engine));
    assert_eq!(catalogue.len(), 118);
    for entry in &catalogue {
        let (ruled, reasoned) = (rules.contains_key(&*entry.id), !entry.no_rule_because.is_empty());
        assert!(ruled || reasoned, "{} has neither a rule nor a reason", entry.id);
        assert!(!(ruled && reasoned), "{} has a rule, and a reason why it has none", entry.id);
        assert!(!entry.red_flag.is_empty(), "{} has no red flag", entry.id);
        assert!(PARTS.iter().any(|(letter, _)| entry.id.starts_with(letter)), "{} is of no part", entry.id);
        if standing(rules.get(&*entry.id)).is_some_and(|mode| mode != Mode::Enforce) {
            assert!(!entry.note.is_empty(), "{} has no rule that acts, and no note that says why", entry.id);
        }
    }
    let unknown: Vec<_> = rules.keys().filter(|id| !catalogue.iter().any(|entry| entry.id == **id)).collect();
    assert!(unknown.is_empty(), "rules name what the catalogue does not have: {unknown:?}");
    let acting = |entry: &&Entry| standing(rules.get(&*entry.id)) == Some(Mode::Enforce);
    let covered = catalogue.iter().filter(acting).count();
    assert!(covered >= COVERED, "only {covered} of {} have a rule that acts", catalogue.len());
    let readme = std::fs::read_to_string(policies().join("../README.md")).unwrap();
    let said = format!("{covered} of {} known red flags", catalogue.len());
    assert!(readme.contains(&said), "README.md should say {said}");
}

/// What hiring law forbids is absent, or says why it is not, and is off.
#[test]
fn no_rule_that_acts_needs_a_justification() {
    let engine = shipped::engine();
    let bundle = engine.bundle();
    let mut justified = 0;
    for policy in &bundle.policies {
        for rule in policy.rules.iter().filter(|rule| rule.justification.is_some()) {
            assert_eq!(mode(&bundle.settings, policy, rule), Mode::Off, "{} reads what the law restricts", rule.id);
            justified += 1;
        }
    }
    assert!(justified > 0, "the rules that are off are still there to be looked at");
}

/// What conditions read of the fields that the shipped schemas mark as protected or as a proxy, by record kind.
const RESTRICTED: [(&str, &str, &str); 10] = [
    ("applicant", "L412", "applicant.documents.exists(d, d.country == 'KP')"),
    ("applicant", "L413", "applicant.education.all(e, e.country == 'CN')"),
    ("applicant", "L413", "applicant.client.languages.exists(l, l.startsWith('ko'))"),
    ("applicant", "L413", "applicant.basics.location.postal_code == '85001'"),
    ("applicant", "L413", "applicant.addresses.exists(a, a.postal_code == '85001')"),
    ("applicant", "L413", "counters.by_postal_code >= 3"),
    ("device", "L413", "device.locale.keyboard_layouts.exists(k, k.startsWith('ko'))"),
    ("device", "L413", "device.locale.language == 'ko'"),
    ("device", "L413", "device.shipment.address.postal_code == '85001'"),
    ("device", "L412", "applicant.documents.exists(d, d.country == 'KP')"),
];

#[test]
fn a_rule_on_what_the_law_restricts_fails_the_check_beside_the_shipped_policies() {
    let loader = shipped::loader();
    let shipped = loader.read(&policies()).unwrap_or_else(|error| panic!("{error}"));
    for (kind, code, condition) in RESTRICTED {
        let beside = if kind == "device" {
            "joins: [applicant]\n"
        } else {
            "counters: {by_postal_code: {key: 'applicant.addresses.map(a, a.postal_code)', distinct: applicant.id, within: 30d}}\n"
        };
        let policy = format!(
            "policy: unfair\ntitle: t\napplies_to: {kind}\nowner: o\nversion: 1.0.0\nreferences: [r]\n{beside}rules:\n  - {{id: r, title: t, when: \"{condition}\", score: 1, reason: r, false_positives: f}}\n"
        );
        let mut files = shipped.clone();
        files.push(SourceFile::new("unfair.yaml", policy));
        let Err(refused) = loader.files(files) else { panic!("{condition}: the policies were taken") };
        let errors = refused.diagnostics.iter().filter(|found| found.is_error());
        let codes: Vec<&str> = errors.map(|found| found.code.id()).collect();
        assert_eq!(codes, [code], "{condition}");
    }
}
