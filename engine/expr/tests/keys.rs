//! Functions that stand for a longer expression, held against that expression, and against a plain count.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use hirewall_expr::ir::Program;
use hirewall_expr::{DEFAULT_FUEL, Env, Evaluator, Inputs, Type, Value};
use hirewall_model::Time;
use proptest::prelude::*;

/// An expression about a text, `t`.
fn compiled(expression: &str) -> Program {
    let mut env = Env::new();
    env.variable("t", Type::String);
    env.compile(expression).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn inputs<'r>(variables: &'r [Value<'r>]) -> Inputs<'r> {
    let now = Time { seconds: 0, nanos: 0 };
    Inputs { record: None, frames: &[], variables, lets: &[], now, fuel: DEFAULT_FUEL }
}

/// What an expression makes of a text.
fn of_text(program: &Program, text: &str) -> String {
    let variables = [Value::Str(text)];
    Evaluator::new(inputs(&variables)).value(program).unwrap().as_str().unwrap().to_owned()
}

/// What an expression comes to that asks for no text.
fn number(expression: &str) -> i64 {
    let program = compiled(expression);
    match Evaluator::new(inputs(&[])).value(&program) {
        Ok(Value::Int(number)) => number,
        other => panic!("{expression}: {other:?}"),
    }
}

const WORDS: &str = r#"cel.bind(words,
    normalize_name(t.contains(",") ? t.split(",")[1] + " " + t.split(",")[0] : t).split(" ")
      .filter(w, (w.size() > 1 || w > "z") && (w in
        ["dr", "ii", "iii", "iv", "jr", "mba", "md", "mr", "mrs", "ms", "msc", "phd", "sr"]) == false),
    words.size() <= 2 ? words.sort().join(" ") : [words[0], words[words.size() - 1]].sort().join(" "))"#;

const MAILBOX: &str = r#"cel.bind(a, t.lowerAscii().trim(), cel.bind(local, a.split("@")[0].split("+")[0],
    local == "" || email_domain(a) == "" ? ""
      : email_domain(a) in ["gmail.com", "googlemail.com"] ? local.replace(".", "") + "@gmail.com" : local + "@" + email_domain(a)))"#;

const PHONE: &str = r##"cel.bind(digits, t.lowerAscii().split("x")[0].split("#")[0].without(" -().+/e"),
    digits.substring(digits.size() > 10 ? digits.size() - 10 : 0))"##;

#[test]
fn names_that_people_write_in_several_ways_have_one_key() {
    let (key, long) = (compiled("name_key(t)"), compiled(WORDS));
    for (expected, names) in [
        (
            "lindgren peter",
            &["Peter Lindgren", "Lindgren, Peter J.", "Dr. Peter J. Lindgren, PhD", "Péter  LINDGREN Jr."][..],
        ),
        ("cher", &["Cher", " CHER ", "Cher, ", "Ms Cher"]),
        ("", &["", " ", ",", "J.", "Dr.", "Mr. J"]),
        ("李", &["李"]),
        ("ana lima", &["Ana Maria de Souza Lima", "Lima, Ana M. S."]),
    ] {
        for name in names {
            assert_eq!(of_text(&key, name), expected, "{name}");
            assert_eq!(of_text(&long, name), expected, "{name}");
        }
    }
}

#[test]
fn numbers_that_people_write_in_several_ways_have_one_key() {
    let key = compiled("phone_key(t)");
    for number in [
        "6025550142",
        "+1 (602) 555-0142",
        "001 602 555 0142 ext. 12",
        "602.555.0142x9",
        "Tel: 602/555/0142 #3",
        "x: 602-555-0142",
        "６０２ ５５５ ０１４２",
    ] {
        assert_eq!(of_text(&key, number), "6025550142", "{number}");
    }
    for (number, short) in [("", ""), ("none", ""), ("ext. 12", "12"), ("555-0142", "5550142")] {
        assert_eq!(of_text(&key, number), short, "{number}");
    }
}

#[test]
fn addresses_of_one_mailbox_have_one_key() {
    let key = compiled("mailbox_key(t)");
    for (address, mailbox) in [
        (" Ada.Byron+x+y@gmail.com ", "adabyron@gmail.com"),
        ("adabyron@GOOGLEMAIL.COM", "adabyron@gmail.com"),
        ("Ada.Byron+x@Mail.Example", "ada.byron@mail.example"),
        ("ada@MÜNCHEN.example", "ada@münchen.example"),
        ("a@b@c.example", "a@c.example"),
        ("ada", ""),
        ("@mail.example", ""),
        ("+x@mail.example", ""),
        ("ada@", ""),
        ("ada@ ", ""),
        ("", ""),
    ] {
        assert_eq!(of_text(&key, address), mailbox, "{address}");
    }
}

#[test]
fn spans_are_counted_together_while_they_hold() {
    assert_eq!(number("most_at_once([], [])"), 0);
    assert_eq!(number(r#"most_at_once([first_day("2020")], [first_day("2020")])"#), 0, "it ends where it begins");
    assert_eq!(number(r#"most_at_once([first_day("2020")], [first_day("2019")])"#), 0, "it ends before");
    let two = r#"most_at_once([first_day("2019"), first_day("2020")], [END, first_day("2021")])"#;
    assert_eq!(number(&two.replace("END", r#"first_day("2020")"#)), 1, "the end is no longer part of it");
    assert_eq!(number(&two.replace("END", r#"last_day("2020")"#)), 2);
}

#[test]
fn as_many_ends_as_begins_are_asked_for() {
    let program = compiled(r#"most_at_once([first_day("2019")], [])"#);
    let undetermined = Evaluator::new(inputs(&[])).value(&program).unwrap_err();
    assert_eq!(undetermined.fault.unwrap().fault.to_string(), "there are not as many ends as begins");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_name_has_the_key_that_the_long_expression_gives(
        name in prop_oneof!["\\PC{0,30}", "([A-Za-zÀ-ÿ]{0,9}|Dr[.]?|Jr|Mrs|iii|李|ß|[a-z][.])([ ,'-]{1,2}([A-Za-zÀ-ÿ]{0,9}|PhD|MD|[A-Z][.]|王)){0,4}"]
    ) {
        prop_assert_eq!(of_text(&compiled("name_key(t)"), &name), of_text(&compiled(WORDS), &name));
    }

    #[test]
    fn an_address_has_the_mailbox_that_the_long_expression_gives(
        address in prop_oneof!["\\PC{0,20}", "[ ]?[A-Za-z.+@]{0,8}[+]?[a-z]{0,2}@(gmail[.]com|GoogleMail.com|[a-zA-Z.@]{0,8})[ ]?"]
    ) {
        prop_assert_eq!(of_text(&compiled("mailbox_key(t)"), &address), of_text(&compiled(MAILBOX), &address));
    }

    // An `x` begins an extension only after a digit, so that each number begins with one.
    #[test]
    fn a_number_has_the_digits_that_the_long_expression_gives(number in "[+(]{0,2}[0-9][0-9 ().+/-]{0,16}( ?(x|ext|X|#)[0-9 ]{1,4})?") {
        prop_assert_eq!(of_text(&compiled("phone_key(t)"), &number), of_text(&compiled(PHONE), &number));
    }

    #[test]
    fn spans_are_counted_as_one_by_one(spans in prop::collection::vec((0i64..30, 0i64..30), 0..12)) {
        let times = |at: fn(&(i64, i64)) -> i64| {
            let times: Vec<String> = spans.iter().map(|span| format!("timestamp({})", at(span))).collect();
            format!("[{}]", times.join(", "))
        };
        let at = |moment: i64| spans.iter().filter(|(begin, end)| *begin <= moment && moment < *end).count();
        let most = (0..30).map(at).max().unwrap_or(0);
        let counted = number(&format!("most_at_once({}, {})", times(|span| span.0), times(|span| span.1)));
        prop_assert_eq!(usize::try_from(counted), Ok(most), "{:?}", spans);
    }
}
