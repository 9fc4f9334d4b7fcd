//! Resumes that are copies of each other, and texts that are odd.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use hirewall_sdk::testing;
use resume_similarity::ResumeSimilarity;
use serde_json::{Value, json};

const RESUME: &str = "\
{name}\n{mail} | +1 602 555 0142 | https://example.com/{name}\n\n\
Backend engineer with nine years of experience in payment systems. Built the ledger service of a mid-sized bank in Rust and moved \
four million accounts to it without an outage. Led a team of six, wrote the guide for reviews that the company still uses, and \
brought the time from commit to production down from two days to forty minutes. Before that designed the search of a travel site, \
where answers came from three suppliers of very different quality, and kept the ninety-ninth percentile below two hundred \
milliseconds. Speaks at local meetups about failure modes of queues. Holds a degree in mathematics and likes to mend old radios. \
Looking for work on systems whose correctness somebody depends on, with people who write things down and change their minds.";

const OTHER: &str = "\
Product designer who began in print. Drew timetables and maps for a regional railway, then signage for two hospitals, and has worked \
on screens since. Runs interviews with people who use a thing daily and with people who gave up on it, and draws both. Set up a \
pattern library that three teams keep in order by themselves. Taught evening classes in typography for five years. Cares about \
legibility, colour that works for everyone, and forms that ask for nothing that is not used. Rides a bicycle to work in all weather \
and repairs it in the kitchen. Would like to join a small group that ships often and measures what it changed, and to spend a part \
of each week with customers rather than with slides about them.";

fn ask(text: &str, name: &str) -> Value {
    let text = text.replace("{name}", name).replace("{mail}", &format!("{}@example.org", name.replace(' ', ".")));
    let inputs = json!({"/basics/name": name, "/attachments": [{"text": "short"}, {"text": text}, {}]});
    testing::detect::<ResumeSimilarity>("{}", "applicant", inputs, 0).unwrap()
}

fn keys(signals: &Value) -> BTreeSet<String> {
    signals["text_keys"].as_array().unwrap().iter().map(|key| key.as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_copy_under_another_name_is_the_same() {
    let (one, other) = (ask(RESUME, "Ana Morin"), ask(RESUME, "Peter van Houten"));
    assert_eq!(one["text_exact"], other["text_exact"]);
    assert_eq!(keys(&one), keys(&other));
    assert_eq!(keys(&one).len(), 16);
}

#[test]
fn a_copy_with_changed_words_still_meets() {
    let one = ask(RESUME, "Ana Morin");
    let changed = RESUME.replace("nine years", "eleven years").replace("a team of six", "a team of eight");
    let other = ask(&changed, "Peter Houten");
    assert_ne!(one["text_exact"], other["text_exact"]);
    assert!(!keys(&one).is_disjoint(&keys(&other)));
}

#[test]
fn other_peoples_texts_do_not_meet() {
    assert!(keys(&ask(RESUME, "Ana Morin")).is_disjoint(&keys(&ask(OTHER, "Ana Morin"))));
}

#[test]
fn layout_and_case_do_not_matter() {
    let laid_out = RESUME.to_uppercase().replace("{NAME}", "{name}").replace("{MAIL}", "{mail}").replace(' ', "\n  ");
    assert_eq!(ask(RESUME, "Ana Morin")["text_exact"], ask(&laid_out, "Ana Morin")["text_exact"]);
}

#[test]
fn keys_stay_the_same_from_release_to_release() {
    // Counters hold keys of months ago: a change here is a change that users have to be told of.
    assert_eq!(ask(RESUME, "Ana Morin")["text_exact"], "20f57ac6e59e9510292dfc4cd36353e2");
    assert_eq!(keys(&ask(RESUME, "Ana Morin")).first().map(String::as_str), Some("00-75566940b156367a"));
}

#[test]
fn sections_have_keys_of_their_own() {
    let parts: Vec<&str> = RESUME.split(". ").collect();
    let inputs = json!({"/basics/summary": parts[0], "/work": [{"summary": parts[1], "highlights": &parts[2..]}, {}]});
    let signals = testing::detect::<ResumeSimilarity>("{}", "applicant", inputs, 0).unwrap();
    assert_eq!(signals["work_keys"].as_array().unwrap().len(), 16);
    assert!(signals["text_keys"].is_null());
}

#[test]
fn odd_texts_give_an_answer() {
    let long = "x".repeat(1 << 20);
    let many = "word ".repeat(1 << 18);
    for text in ["", " ", "\u{0}", "@ :// www.", "日本語", "\u{301}\u{301}", &long, &many] {
        let inputs = json!({"/basics/name": text, "/basics/summary": text, "/work": [{"highlights": [text]}], "/attachments": [{"text": text}]});
        testing::answer::<ResumeSimilarity>(json!({"minimum_words": 20}), "applicant", inputs, 0).unwrap();
    }
    let same = "word ".repeat(100);
    let signals =
        testing::detect::<ResumeSimilarity>("{}", "applicant", json!({"/attachments": [{"text": same}]}), 0).unwrap();
    assert_eq!(signals["text_words"], 100);
}

#[test]
fn settings_beyond_the_schema_are_refused() {
    for words in [0, 19, 2001] {
        let failure =
            testing::detect::<ResumeSimilarity>(json!({"minimum_words": words}), "applicant", "{}", 0).unwrap_err();
        assert_eq!(failure.code(), "bad-settings", "{words}");
    }
}
