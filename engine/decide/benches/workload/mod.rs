//! Records and rules to measure with: the records of the workspace's workload, and rules generated in the same shape from their
//! values. Seeded: the same in each run.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::Arc;

use hirewall_decide::Decider;
use hirewall_policy::{Options, SourceFile, compile};
use serde_json::Value;

const SCHEMA: &str = include_str!("../../../../tests/data/rules-1000/applicant.schema.json");
/// Part of the program, so that it is found from every crate that measures with it.
const RECORDS: &[u8] = include_bytes!("../../../../tests/data/rules-1000/records.ndjson.gz");
/// Rules in one policy file: more of them would be more than a file may hold.
const RULES_PER_FILE: usize = 1_000;

fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

/// The first five hundred records.
pub(crate) fn records() -> Vec<String> {
    unpacked(RECORDS).lines().take(500).map(str::to_owned).collect()
}

/// A decider over that many rules.
pub(crate) fn decider(rules: usize) -> Decider {
    let compilation = compile(files(rules), &Options::default());
    let Some(bundle) = compilation.bundle else {
        let error = compilation.diagnostics.iter().find(|found| found.severity == hirewall_diagnostic::Severity::Error);
        panic!("{:#?}", error.map(|error| (&error.message, &error.labels)));
    };
    Decider::new(Arc::new(bundle))
}

/// A policy directory of that many rules.
pub(crate) fn files(rules: usize) -> Vec<SourceFile> {
    let mut files = vec![SourceFile::new("applicant.schema.json", SCHEMA)];
    for (at, part) in conditions(rules).chunks(RULES_PER_FILE).enumerate() {
        let mut policy = format!(
            "policy: p{at:03}\ntitle: t\napplies_to: applicant\nowner: o\nversion: 1.0.0\nmaturity: stable\nrules:\n"
        );
        for (number, condition) in part.iter().enumerate() {
            let condition = serde_json::to_string(condition).unwrap();
            writeln!(policy, "  - {{id: r{number:04}, title: t, when: {condition}, score: 1, reason: r}}").unwrap();
        }
        files.push(SourceFile::new(format!("p{at:03}.yaml"), policy));
    }
    files
}

/// That many conditions. The decider numbers its rules as they stand here.
pub(crate) fn conditions(rules: usize) -> Vec<String> {
    given(rules).unwrap_or_else(|| generated(rules))
}

/// The rules of a workload from outside.
fn given(rules: usize) -> Option<Vec<String>> {
    let directory = PathBuf::from(std::env::var_os("HIREWALL_WORKLOAD")?);
    let path = directory.join(format!("rules-{rules}.cel.json.gz"));
    let rules = path.exists().then(|| unpacked(&std::fs::read(&path).unwrap()))?;
    let rules: BTreeMap<String, String> = serde_json::from_str(&rules).unwrap();
    Some(rules.into_values().collect())
}

/// Numbers at random, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).unwrap()
    }

    fn pick<'t>(&mut self, from: &'t [String]) -> &'t str {
        &from[self.below(from.len())]
    }
}

const TEXTS: [&str; 10] = [
    "/ip/country",
    "/ip/asn",
    "/phone/country",
    "/address/country",
    "/email_domain",
    "/timezone",
    "/application/source",
    "/application/job_id",
    "/device/keyboard_layout",
    "/device/timezone",
];

/// The values that records have at a pointer, `*` for any element.
fn values(records: &[Value], pointer: &str) -> Vec<String> {
    let (list, rest) = pointer.split_once("/*").unwrap_or((pointer, ""));
    let mut values = BTreeSet::new();
    for found in records.iter().filter_map(|record| record.pointer(list)) {
        let all = found.as_array().map_or(std::slice::from_ref(found), Vec::as_slice);
        values.extend(all.iter().filter_map(|item| item.pointer(rest)?.as_str()).map(str::to_owned));
    }
    values.into_iter().collect()
}

struct Maker {
    texts: Vec<(String, Vec<String>)>,
    emails: Vec<String>,
    names: Vec<String>,
    software: Vec<String>,
    institutions: Vec<String>,
    dice: Dice,
}

/// Conditions in the shape of the workload.
fn generated(rules: usize) -> Vec<String> {
    let records: Vec<Value> = records().iter().map(|record| serde_json::from_str(record).unwrap()).collect();
    let path = |pointer: &str| format!("applicant{}", pointer.replace('/', "."));
    let mut maker = Maker {
        texts: TEXTS.iter().map(|pointer| (path(pointer), values(&records, pointer))).collect(),
        emails: values(&records, "/email"),
        names: values(&records, "/name"),
        software: values(&records, "/device/software/*"),
        institutions: values(&records, "/education/*/institution"),
        dice: Dice(5),
    };
    (0..rules)
        .map(|_| {
            let parts = 1 + maker.dice.below(3).max(1);
            let mut all: Vec<String> = Vec::new();
            while all.len() < parts {
                let next = maker.conjunct();
                // Two conjuncts about one field may contradict each other.
                let field =
                    |text: &str| text.split("applicant.").nth(1).and_then(|rest| rest.get(..8)).map(str::to_owned);
                if all.iter().all(|known| field(known) != field(&next)) {
                    all.push(next);
                }
            }
            all.join(" && ")
        })
        .collect()
}

impl Maker {
    fn list(&mut self, from: usize) -> String {
        let many = 2 + self.dice.below(12);
        let source = match from {
            0 => &self.software,
            1 => &self.institutions,
            at => &self.texts[at - 2].1,
        };
        (0..many).map(|_| format!("{:?}", self.dice.pick(source))).collect::<Vec<_>>().join(", ")
    }

    fn conjunct(&mut self) -> String {
        let dice = &mut self.dice;
        match dice.below(100) {
            0..40 => {
                let at = dice.below(self.texts.len());
                let (path, values) = &self.texts[at];
                let (path, value) = (path.clone(), format!("{:?}", dice.pick(values)));
                match self.dice.below(10) {
                    0..6 => format!("{path} == {value}"),
                    6..9 => format!("{path} in [{}]", self.list(at + 2)),
                    _ => format!("!({path} in [{}])", self.list(at + 2)),
                }
            }
            40..55 => {
                let (path, most) =
                    [("applicant.ip.risk", 100), ("applicant.profiles.linkedin.connections", 1_000)][dice.below(2)];
                format!("{path} {} {}", ["<", "<=", ">", ">="][dice.below(4)], dice.below(most))
            }
            55..70 => [
                "applicant.phone.country != applicant.address.country",
                "applicant.ip.country == applicant.address.country",
                "applicant.timezone != applicant.device.timezone",
                "applicant.name != applicant.profiles.linkedin.name",
                "applicant.ip.is_hosting",
                "!applicant.ip.is_vpn",
            ][dice.below(6)]
            .to_owned(),
            70..85 => {
                let name = dice.pick(&self.names).to_owned();
                let part = name.get(..3 + dice.below(3)).unwrap_or("Ada");
                let mail =
                    dice.pick(&self.emails).split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or("ada").to_owned();
                match dice.below(4) {
                    0 => format!("applicant.name.startsWith({part:?})"),
                    1 => format!("applicant.name.contains({part:?})"),
                    2 => format!(
                        "applicant.email.endsWith({:?})",
                        dice.pick(&self.emails).rsplit('.').next().unwrap_or("com")
                    ),
                    _ => format!("applicant.email.matches(\"^{}[0-9]*@\")", mail.get(..4).unwrap_or(&mail)),
                }
            }
            _ => match dice.below(3) {
                0 => format!("{:?} in applicant.device.software", dice.pick(&self.software)),
                1 => format!("applicant.device.software.exists(e, e in [{}])", self.list(0)),
                _ => format!("applicant.education.exists(e, e.institution in [{}])", self.list(1)),
            },
        }
    }
}
