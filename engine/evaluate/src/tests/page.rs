//! How a report looks, and that foreign text stays text.

use hirewall_model::Time;

use super::*;
use crate::example::decision;
use crate::{html, text};

const HOSTILE: &str = "</title><script>alert('x')</script>\u{202e}\u{1b}[2J\"'&";

/// Sixty applicants, some told of again, and ten devices, a third of them of schemes, with hires and clusters; and names that want to be more
/// than names.
fn report() -> Report {
    let (mut lines, mut decisions) = (String::new(), Vec::new());
    for at in 0_i64..60 {
        let scheme = at % 3 == 0;
        let mut label = serde_json::json!({
            "kind": "applicant", "id": format!("a-{at}{HOSTILE}"), "label": if scheme { "scheme" } else { "honest" },
            "subject": format!("s-{at}"), "made_with": if at % 4 == 0 { vec![] } else { vec!["uses_vpn", HOSTILE] },
        });
        if scheme {
            label["cluster"] = format!("farm-{}", at % 4).into();
            label["hired_at"] = "2026-01-15".into();
        }
        lines.push_str(&format!("{label}\n"));
        let mut example = decision(&format!("a-{at}{HOSTILE}"));
        let mut score = 0;
        for (rule, adds, matches) in [
            ("contact/shared_phone", 30, scheme && at % 2 == 0),
            ("network/masked", 15, at % 5 < 2),
            ("profile/thin", 5 + at % 7, at % 2 == 1),
            (HOSTILE, 1, at % 9 == 0),
        ] {
            if matches {
                example = example.finds(rule, adds, None);
                score += adds;
            }
        }
        example = example.shadows("education/unknown", 20, None);
        decisions.push((example.decided(score, verdict(score, Verdict::Clear)), at));
    }
    for at in 0_i64..10 {
        let label = if at % 3 == 0 { "scheme" } else { "honest" };
        let row = serde_json::json!({"kind": "device", "id": format!("d-{at}"), "label": label, "subject": format!("s-{at}")});
        lines.push_str(&format!("{row}\n"));
        let score = if at % 3 == 0 { 95 } else { 0 };
        let example = decision(&format!("d-{at}")).device_of("x").finds("kvm/named", score, None);
        // After the hires, with the tellings below; one was seen a day before its holder was hired.
        let day = if at == 3 { 13 } else { 20 };
        decisions.push((example.decided(score, verdict(score, Verdict::Clear)), day));
    }
    for at in 10_i64..16 {
        let told_again = decision(&format!("a-{at}{HOSTILE}"));
        decisions.push((told_again.finds("contact/shared_phone", 40, None).decided(40, Verdict::Review), 25));
    }
    let mut rules = rule_set(&[
        ("contact/shared_phone", Mode::Enforce),
        ("education/unknown", Mode::Shadow),
        (HOSTILE, Mode::Enforce),
    ]);
    rules.rules[0].title = Some("One phone number, several applicants".to_owned());
    rules.rules[0].score = 30;
    rules.rules[2].title = Some(HOSTILE.to_owned());
    let options = Options { base_rate: Some("1/343".parse().unwrap()), ..Options::default() };
    let mut evaluation = Evaluation::new(labels(&lines), rules, options);
    // 2026-01-01 and days after it.
    let time = |day: i64| Time::new(1_767_225_600 + day * 86_400, 0);
    decisions.iter().for_each(|(decision, day)| evaluation.add(decision, time(day % 30)));
    evaluation.finish()
}

#[test]
fn a_report_as_text_json_and_page() {
    let report = report();
    insta::assert_snapshot!("text", text::render(&report));
    insta::assert_snapshot!("json", serde_json::to_string_pretty(&report).unwrap());
    insta::assert_snapshot!("html", html::render(&report));
}

#[test]
fn names_from_labels_and_policies_stay_text() {
    let report = report();
    let page = html::render(&report);
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)"), "the names are there");
    for hostile in ["<script", "\u{202e}", "\u{1b}"] {
        assert!(!page.contains(hostile), "{hostile:?}");
        assert!(hostile == "<script" || !text::render(&report).contains(hostile), "{hostile:?}");
    }
    for outside in ["http:", "https:", "src=", "url(", "@import", "<link", "onload"] {
        assert!(!page.contains(outside), "the page asks for nothing: {outside}");
    }
}

#[test]
fn no_report_holds_an_id_or_a_reason() {
    let report = report();
    for shown in [html::render(&report), text::render(&report), serde_json::to_string(&report).unwrap()] {
        for value in ["a-12", "s-12", "d-3", "farm-", "Kim Lee"] {
            assert!(!shown.contains(value), "{value}");
        }
    }
}

/// Stops at the first tag that closes another than the last that was opened.
fn assert_well_nested(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page.split_once("<html").unwrap().1.split_once('>').unwrap().1;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').unwrap();
        rest = after;
        assert!(tag.starts_with(|first: char| first == '/' || first.is_ascii_alphabetic()), "`<{tag}>` is no tag");
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap();
        if tag.starts_with('/') {
            let last = open.pop();
            assert!(last == Some(name) || (name == "html" && last.is_none()), "`</{name}>` closes {last:?}");
        } else if !tag.ends_with('/') && name != "meta" {
            open.push(name);
        }
        if name == "style" && !tag.starts_with('/') {
            rest = rest.split_once("</style>").unwrap().1;
            open.pop();
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn small_shares_are_text_too() {
    let ids: Vec<String> = (0..3_000).map(|at| format!("a-{at}")).collect();
    let words: Vec<(&str, &str)> =
        ids.iter().map(|id| (id.as_str(), if id == "a-0" { "scheme" } else { "honest" })).collect();
    let of = |id: &String| if id == "a-1" { (50, Verdict::Review) } else { (0, Verdict::Clear) };
    let decisions: Vec<Decision> =
        ids.iter().map(|id| decision(id).finds("p/a", of(id).0, None).decided(of(id).0, of(id).1)).collect();
    for base_rate in [None, Some("1/1000000".parse().unwrap())] {
        let options = Options { base_rate, ..Options::default() };
        let page = html::render(&evaluated(&of_applicants(&words), rule_set(&[]), options, &decisions));
        assert!(page.contains("&lt;0.1"));
        assert_well_nested(&page);
    }
}

#[test]
fn the_page_is_well_nested_and_its_names_for_places_are_one_of_a_kind() {
    let page = html::render(&report());
    assert_well_nested(&page);
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    for target in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(ids.contains(&target), "{target}");
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert!(all > 10 && ids.len() == all, "{ids:?}");
    let pictures = page.matches("role=\"img\"").count();
    assert!(pictures >= 6 && pictures == page.matches("<desc").count(), "{pictures}");
}

#[test]
fn a_population_of_one_label_or_of_nobody_has_a_page() {
    for lines in [of_applicants(&[("a-1", "honest")]), of_applicants(&[("a-1", "scheme")])] {
        let decisions = [decision("a-1").finds("p/a", i64::MAX, None).decided(i64::MAX, Verdict::Block)];
        let report = evaluated(&lines, rule_set(&[]), Options::default(), &decisions);
        assert!(html::render(&report).contains("</html>"));
        assert!(text::render(&report).contains("reached"));
        let nobody = evaluated(&lines, rule_set(&[]), Options::default(), &[]);
        assert!(html::render(&nobody).contains("</html>") && !text::render(&nobody).contains("NaN"));
        assert!(!html::render(&report).contains("NaN") && !html::render(&nobody).contains("inf"));
    }
}
