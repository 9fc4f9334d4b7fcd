//! What the kit sees in a detector, against cases that it should pass and fail.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![expect(missing_docs, reason = "a plugin's types, described in its manifest")]

use std::cell::Cell;
use std::fs;

use hirewall_sdk::{Detector, Failure, Input, Report, Request, Schema, lists, tables};
use hirewall_testkit::{Kit, KitError, assert_cases, run_cases};
use serde_json::{Value, json};
use tempfile::TempDir;

#[derive(Schema, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    #[schema(default = "none", min_length = 1)]
    mode: String,
}

#[derive(Input)]
#[record("applicant")]
pub struct Applicant {
    #[read("/basics/email")]
    email: Option<String>,
}

#[derive(Schema, serde::Serialize, Default)]
pub struct Signals {
    #[schema(maximum = 10)]
    length: Option<u32>,
    free: Option<bool>,
    region: Option<String>,
    at: Option<i64>,
}

#[derive(serde::Deserialize)]
struct Row {
    region: String,
}

pub struct Mail {
    mode: String,
}

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

impl Detector for Mail {
    type Settings = Settings;
    type Input = Applicant;
    type Signals = Signals;

    fn configure(settings: Settings) -> Result<Self, Failure> {
        Ok(Self { mode: settings.mode })
    }

    fn detect(&self, request: &Request<Applicant>) -> Result<Report<Signals>, Failure> {
        let email = request.input.email.clone().unwrap_or_default();
        let mut signals = Signals { length: u32::try_from(email.len()).ok(), ..Signals::default() };
        match self.mode.as_str() {
            "fail" => return Err(Failure::new("no-answer", "there is no answer")),
            "free" => signals.free = Some(lists::contains("free", &email)),
            "undeclared" => signals.free = Some(lists::contains("other", &email)),
            "table" => {
                signals.region = tables::row("regions", &email)?.map(|row: Row| row.region);
            }
            "time" => signals.at = Some(request.now_ms),
            "remember" => {
                signals.at = Some(CALLS.get().into());
                CALLS.set(CALLS.get() + 1);
            }
            _ => {}
        }
        Ok(Report::new(signals))
    }
}

hirewall_sdk::export! {
    Mail,
    id: "mail",
    vendor: "Example",
    method: Rule,
    description: "Looks at addresses.",
    intended_use: "Tests.",
    known_limitations: "Many.",
    capabilities: { lists: ["free"], tables: ["regions"] },
}

fn case(mode: &str, more: &Value, signals: &Value) -> Value {
    let mut case = json!({"name": "a", "kind": "applicant", "config": {"mode": mode}, "signals": signals});
    case.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    case
}

#[test]
fn mismatches_are_told_in_a_line_each() {
    let mail = json!({"inputs": {"/basics/email": "a@b.c"}});
    let data = json!({"inputs": {"/basics/email": "A"}, "lists": {"free": ["a"]}, "tables": {"regions": {"A": {"region": "AZ"}}}});
    let cases = [
        (case("none", &mail, &json!({"length": 5, "free": null, "at": null})), ""),
        (case("none", &mail, &json!({"length": 6})), "`length` should be `6`, and is `5`"),
        (case("free", &data, &json!({"free": true})), ""),
        (case("free", &mail, &json!({"free": true})), "`free` should be `true`, and is `false`"),
        (case("table", &data, &json!({"region": "AZ"})), ""),
        (case("table", &mail, &json!({"region": "AZ"})), "`region` should be `\"AZ\"`, and is no signal"),
        (case("time", &mail, &json!({"at": 1_767_225_600_000_i64})), ""),
        (case("time", &json!({"now": "2026-01-01T00:00:00.250+01:00"}), &json!({"at": 1_767_222_000_250_i64})), ""),
        (case("time", &json!({"now": "soon"}), &json!({})), "the case's `now` is no time"),
        (case("fail", &mail, &json!({})), "the detector fails with `no-answer`: there is no answer"),
        (
            case("undeclared", &mail, &json!({"free": false})),
            "the detector asks for the list `other`, which its manifest does not name",
        ),
        (case("remember", &mail, &json!({})), "asked a second time, the detector answers differently"),
        (
            case("none", &json!({"inputs": {"/basics/email": "longer than ten"}}), &json!({})),
            "the signals break their schema at `/length`: 15 is greater than the maximum of 10",
        ),
        (case("", &mail, &json!({})), "the settings break their schema at `/mode`: \"\" is shorter than 1 character"),
        (
            case("none", &json!({"config": {"modes": 3}}), &json!({})),
            "the settings break their schema at ``: Additional properties are not allowed ('modes' was unexpected)",
        ),
    ];
    let kit = Kit::<Mail>::new().unwrap();
    for (case, expected) in cases {
        let found: Vec<String> =
            kit.run(&serde_json::from_value(case.clone()).unwrap()).iter().map(ToString::to_string).collect();
        assert_eq!(found.join("\n"), expected, "{case}");
    }
}

fn plugin(cases: &Value) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("cases")).unwrap();
    fs::write(folder.path().join("cases/a.json"), serde_json::to_vec_pretty(cases).unwrap()).unwrap();
    folder
}

#[test]
fn a_test_of_the_cases_fails_with_their_lines() {
    let good = case("none", &json!({}), &json!({"length": 0}));
    let bad = case("none", &json!({"name": "b"}), &json!({"length": 1}));
    assert_cases::<Mail>(plugin(&json!([good])).path());

    let folder = plugin(&json!([good, bad]));
    let panic = std::panic::catch_unwind(|| assert_cases::<Mail>(folder.path())).unwrap_err();
    let Some(text) = panic.downcast_ref::<String>() else { panic!("no text") };
    let file = folder.path().join("cases/a.json");
    let expected = format!("1 of 2 cases failed\n{}:12: `b`\n    `length` should be `1`, and is `0`", file.display());
    assert_eq!(*text, expected);
}

#[test]
fn cases_that_cannot_be_run_are_refused() {
    let none = run_cases::<Mail>(plugin(&json!([])).path()).unwrap_err();
    assert!(matches!(none, KitError::NoCases { .. }) && none.help().ends_with('.'));
    let undeclared = plugin(&json!([case("none", &json!({"inputs": {"/phones": []}}), &json!({}))]));
    let undeclared = run_cases::<Mail>(undeclared.path()).unwrap_err();
    assert!(
        undeclared.to_string().ends_with("a.json:2: `a`: the example gives `/phones`, which is not a declared input")
    );
}
