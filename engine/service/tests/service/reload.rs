//! Files that change while the service serves, in all the ways in which people and programs change files.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::serving::{BROKEN, SCHEMA, Serving, policy, record, write_version};

const MODES: [&str; 3] = ["auto", "events", "poll"];

fn serving(mode: &str) -> Serving {
    Serving::start(&[("watch.mode", mode), ("watch.poll", "100ms"), ("watch.poll_beside_events", "100ms")])
}

fn reason(serving: &Serving) -> String {
    let decision = serving.client().post("/v1/decisions", &record(1)).json();
    decision["findings"][0]["reason"].as_str().unwrap_or_else(|| panic!("{decision}")).to_owned()
}

/// As editors save: a new file takes the place of the old one.
fn save(path: &Path, text: &str) {
    let beside = path.with_file_name(".saving");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, path).unwrap();
}

#[test]
fn every_way_of_changing_files_is_noticed() {
    for mode in MODES {
        let serving = serving(mode);
        let policies = serving.policies();
        assert_eq!(reason(&serving), "version 1", "{mode}");

        fs::write(policies.join("a.yaml"), policy("a", 2)).unwrap();
        serving.until_generation(2);
        assert_eq!(reason(&serving), "version 2", "written in place, {mode}");

        save(&policies.join("a.yaml"), &policy("a", 3));
        serving.until_generation(3);
        assert_eq!(reason(&serving), "version 3", "renamed into place, {mode}");

        fs::create_dir(policies.join("deep")).unwrap();
        fs::write(policies.join("deep/c.yaml"), policy("c", 1)).unwrap();
        serving.until_generation(4);
        fs::write(policies.join("deep/c.yaml"), policy("c", 2)).unwrap();
        serving.until_generation(5);
        fs::remove_file(policies.join("b.yaml")).unwrap();
        serving.until_generation(6);

        let away = serving.folder.path().join("away");
        fs::rename(&policies, &away).unwrap();
        let answer = serving.until("/v1/generations", "degraded", |answer| answer["degraded"] == true);
        assert_eq!(
            (&answer["serving"], &answer["refusal"]["errors"][0]["code"]),
            (&json!(6), &json!("E093")),
            "{mode}"
        );
        assert_eq!(reason(&serving), "version 3", "the folder is gone, {mode}");
        assert_eq!(serving.client().get("/readyz").json()["degraded"], true);
        fs::write(away.join("a.yaml"), policy("a", 4)).unwrap();
        fs::rename(&away, &policies).unwrap();
        serving.until_generation(7);
        assert_eq!(reason(&serving), "version 4", "the folder is back, {mode}");
        fs::write(policies.join("a.yaml"), policy("a", 5)).unwrap();
        serving.until_generation(8);
        assert_eq!(reason(&serving), "version 5", "the folder that came back is watched, {mode}");
    }
}

#[test]
fn half_a_file_never_serves_and_the_whole_one_does() {
    for mode in MODES {
        let serving = serving(mode);
        let file = serving.policies().join("a.yaml");
        fs::write(&file, BROKEN).unwrap();
        let answer = serving.until("/v1/generations", "degraded", |answer| answer["degraded"] == true);
        let error = &answer["refusal"]["errors"][0];
        assert_eq!((&error["file"], &answer["serving"]), (&json!("a.yaml"), &json!(1)), "{answer}");
        assert!(error["line"].is_u64() && error["code"].is_string() && error["message"].is_string(), "{error}");
        assert_eq!(reason(&serving), "version 1");
        fs::write(&file, policy("a", 2)).unwrap();
        let answer = serving.until_generation(2);
        assert_eq!((&answer["degraded"], &answer["refusal"]), (&json!(false), &json!(null)));
        fs::write(&file, BROKEN).unwrap();
        serving.until("/v1/generations", "degraded", |answer| answer["degraded"] == true);
        fs::write(&file, policy("a", 2)).unwrap();
        let answer = serving.until("/v1/generations", "sound", |answer| answer["degraded"] == false);
        assert_eq!(answer["serving"], 2, "what served before is what the files say");
    }
}

#[cfg(unix)]
#[test]
fn links_that_are_moved_are_followed() {
    use std::os::unix::fs::symlink;

    for mode in MODES {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        // As Kubernetes mounts a ConfigMap: `a.yaml` leads through `..data` to a folder that is replaced whole.
        let policies = root.join("policies");
        fs::create_dir(&policies).unwrap();
        let swap = |version: u64| {
            let name = format!("..version-{version}");
            write_version(&policies.join(&name), version);
            symlink(&name, policies.join("..data_tmp")).unwrap();
            fs::rename(policies.join("..data_tmp"), policies.join("..data")).unwrap();
        };
        swap(1);
        for file in ["a.yaml", "b.yaml", "applicant.schema.json"] {
            symlink(Path::new("..data").join(file), policies.join(file)).unwrap();
        }
        let settings =
            [("no_auth", "true"), ("watch.mode", mode), ("watch.poll", "100ms"), ("watch.poll_beside_events", "100ms")];
        let serving = Serving::over(folder, &settings);
        for version in 2..5 {
            swap(version);
            serving.until_generation(version);
            assert_eq!(reason(&serving), format!("version {version}"), "{mode}");
        }
        drop(serving);

        // As deployments do: the folder itself is a link.
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        let swap = |version: u64| {
            write_version(&root.join(format!("releases/{version}")), version);
            symlink(format!("releases/{version}"), root.join("next")).unwrap();
            fs::rename(root.join("next"), root.join("policies")).unwrap();
        };
        swap(1);
        let serving = Serving::over(folder, &settings);
        for version in 2..5 {
            swap(version);
            serving.until_generation(version);
            assert_eq!(reason(&serving), format!("version {version}"), "{mode}");
        }
        fs::write(root.join("releases/4/a.yaml"), policy("a", 9)).unwrap();
        serving.until_generation(5);
    }
}

#[test]
fn a_burst_of_changes_is_one_generation_and_none_when_all_is_as_before() {
    let serving = serving("auto");
    let policies = serving.policies();
    for version in (2..40).chain([1]) {
        write_version(&policies, version);
    }
    fs::write(policies.join("notes.txt"), "not read by any rule").unwrap();
    let mut client = serving.client();
    let answer = client.post("/v1/reload", b"").json();
    let serving_now = answer["generation"].as_u64().unwrap();
    assert_eq!(reason(&serving), "version 1");
    assert!(serving_now <= 5, "{serving_now} generations for one burst");
    fs::write(policies.join("notes.txt"), "changed").unwrap();
    let answer = client.post("/v1/reload", b"").json();
    assert_eq!((&answer["outcome"], &answer["generation"]), (&json!("unchanged"), &json!(serving_now)));
}

#[test]
fn a_set_without_policies_or_with_failing_tests_is_refused() {
    let serving = Serving::start(&[("watch.mode", "off")]);
    let policies = serving.policies();
    let mut client = serving.client();
    let test = "tests: a\ncases:\n  - name: it speaks\n    record: {kind: applicant, id: x}\n    expect: {no_match: [always]}\n";
    fs::write(policies.join("a.tests.yaml"), test).unwrap();
    let answer = client.post("/v1/reload", b"");
    assert_eq!((answer.status, answer.header("content-type")), (422, "application/problem+json"));
    let message = answer.json()["refusal"]["errors"][0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("`it speaks`") && message.contains("`a`"), "{message}");
    fs::write(policies.join("a.tests.yaml"), test.replace("no_match", "match")).unwrap();
    assert_eq!(client.post("/v1/reload", b"").json()["loaded"]["tests"], 1);
    for file in ["a.yaml", "b.yaml", "a.tests.yaml"] {
        fs::remove_file(policies.join(file)).unwrap();
    }
    let answer = client.post("/v1/reload", b"");
    assert_eq!(answer.status, 422, "a set without policies finds everybody clear");
    assert_eq!(reason(&serving), "version 1");
}

#[test]
fn a_rollback_holds_until_a_reload_is_asked_for() {
    let serving = serving("auto");
    let policies = serving.policies();
    for version in 2..4 {
        write_version(&policies, version);
        serving.until("/v1/policies/b", "both files", |policy| policy["version"] == format!("{version}.0.0"));
    }
    let mut client = serving.client();
    let before = client.get("/v1/generations").json()["serving"].as_u64().unwrap();
    let answer = client.post("/v1/generations/1/rollback", b"").json();
    assert_eq!((&answer["outcome"], &answer["generation"]), (&json!("loaded"), &json!(before + 1)));
    assert_eq!(answer["loaded"]["of"], 1);
    assert_eq!(reason(&serving), "version 1");
    write_version(&policies, 4);
    let answer = serving.until("/v1/generations", "waiting", |answer| answer["waiting"] == true);
    assert_eq!((&answer["pinned"], &answer["serving"]), (&json!(true), &json!(before + 1)));
    assert_eq!(reason(&serving), "version 1");
    let answer = client.post("/v1/reload", b"").json();
    assert_eq!(answer["outcome"], "loaded");
    assert_eq!(reason(&serving), "version 4");
    assert_eq!(client.get("/readyz").json()["pinned"], false);
    assert_eq!(client.post("/v1/generations/99/rollback", b"").status, 404);
    assert_eq!(client.post("/v1/generations/x/rollback", b"").status, 400);
}

#[test]
fn only_the_last_generations_are_kept() {
    let serving = Serving::start(&[("watch.mode", "off"), ("generations_kept", "2")]);
    let mut client = serving.client();
    for version in 2..6 {
        write_version(&serving.policies(), version);
        assert_eq!(client.post("/v1/reload", b"").json()["generation"], version);
    }
    let numbers: Vec<_> = client.get("/v1/generations").json()["generations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["number"].clone())
        .collect();
    assert_eq!(numbers, [5, 4]);
    assert_eq!(client.post("/v1/generations/1/rollback", b"").status, 404);
}

#[test]
fn what_differs_is_said_in_words() {
    let serving = Serving::start(&[("watch.mode", "off")]);
    let policies = serving.policies();
    let mut client = serving.client();
    let list = |items: &str| format!("list: words\nmatch: exact\nsource: tests\nlicense: none\nitems: [{items}]\n");
    fs::write(policies.join("list.yaml"), list("a, b, c")).unwrap();
    fs::write(policies.join("c.yaml"), policy("c", 1)).unwrap();
    assert_eq!(client.post("/v1/reload", b"").status, 200);
    fs::write(policies.join("list.yaml"), list("b, d, e, f")).unwrap();
    fs::remove_file(policies.join("c.yaml")).unwrap();
    fs::write(policies.join("d.yaml"), policy("d", 1)).unwrap();
    let changed = policy("a", 1).replace("score: 1", "score: 9\n    verdict: review").replace("!= \"\"", "!= \"x\"");
    fs::write(policies.join("a.yaml"), changed).unwrap();
    fs::write(
        policies.join("settings.yaml"),
        "settings: default\nverdicts:\n  applicant: {review: 40}\noverrides:\n  - {rule: b/always, mode: shadow}\n",
    )
    .unwrap();
    fs::write(policies.join("applicant.schema.json"), SCHEMA.replace("\"minimum\": 0", "\"minimum\": 1")).unwrap();
    assert_eq!(client.post("/v1/reload", b"").status, 200);
    let answer = client.get("/v1/generations/2/diff/3").json();
    let words: Vec<&str> = answer["words"].as_str().unwrap().lines().collect();
    assert_eq!(
        words,
        [
            "The policy `c` is gone.",
            "The policy `d` is new.",
            "The rule `a/always`: condition from `applicant.id != \"\"` to `applicant.id != \"x\"`, score from `1` to `9`, verdict from none to `review`.",
            "The rule `b/always`: mode from `enforce` to `shadow`.",
            "The rule `c/always` is gone.",
            "The rule `d/always` is new.",
            "The list `words` has 3 items more and 2 fewer.",
            "The schema `applicant`: another content.",
            "The settings of `applicant`: review band from none to `40`.",
        ],
        "{answer}"
    );
    assert_eq!(client.get("/v1/generations/3/diff/3").json()["changes"], json!([]));
    assert_eq!(client.get("/v1/generations/3/diff/9").status, 404);
}

#[test]
fn files_that_change_while_the_service_starts_serve() {
    let folder = tempfile::tempdir().unwrap();
    let (policies, token) = (folder.path().join("policies"), folder.path().join("state/token"));
    write_version(&policies, 1);
    // So that compiling takes a while.
    for number in 0..200 {
        fs::write(policies.join(format!("p{number}.yaml")), policy(&format!("p{number}"), 1)).unwrap();
    }
    let changing = std::thread::spawn({
        let policies = policies.clone();
        move || {
            // The first token is made before the policies are read.
            while !token.exists() {
                std::thread::yield_now();
            }
            write_version(&policies, 2);
        }
    });
    let serving = Serving::over(folder, &[("watch.mode", "events")]);
    changing.join().unwrap();
    let served = |version: &str| {
        serving.until("/v1/policies/a", version, |policy| policy["version"] == version);
    };
    served("2.0.0");
}
