//! Whatever is found is what the package `regex` finds.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use regex_lite::Regex;

/// Numbers drawn from a seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % bound as u64).unwrap()
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }

    fn expression(&mut self, depth: usize) -> String {
        let parts = (0..1 + self.below(3)).map(|_| self.part(depth)).collect::<String>();
        if self.below(4) == 0 { format!("{parts}|{}", self.part(depth)) } else { parts }
    }

    fn part(&mut self, depth: usize) -> String {
        let atoms =
            ["a", "b", "1", "é", "[a1]", "[^a]", "[0-5é-ü]", r"\d", r"[\d\-b]", ".", r"\.", "B", r"[^\d\s]", "(?i)"];
        let part = match self.below(if depth == 0 { 3 } else { 6 }) {
            0 => ["^", "$", "a"][self.below(3)].to_owned(),
            1 | 2 => self.one(&atoms).to_owned(),
            3 | 4 => format!("({})", self.expression(depth - 1)),
            _ => format!("(?:{})", self.expression(depth - 1)),
        };
        // What repeats a place or a flag means nothing, and what may be empty is repeated in no expression of numbers.
        let fixed = ["^", "$", "(?i)"].contains(&part.as_str()) || regex::Regex::new(&part).unwrap().is_match("");
        if fixed || self.below(2) == 0 {
            return part;
        }
        part + self.one(&["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "+?", "??", "{0,2}?"])
    }
}

fn places(found: Option<regex::Captures<'_>>) -> Option<Vec<Option<(usize, usize)>>> {
    found.map(|found| found.iter().map(|group| group.map(|group| (group.start(), group.end()))).collect())
}

fn compare(expression: &str, text: &str) {
    let ours = Regex::new(expression).unwrap();
    let theirs = regex::Regex::new(expression).unwrap();
    let found = ours.captures(text);
    let found: Option<Vec<_>> =
        found.map(|found| found.iter().map(|group| group.map(|group| (group.start(), group.end()))).collect());
    assert_eq!(found, places(theirs.captures(text)), "{expression:?} in {text:?}");
    assert_eq!(ours.is_match(text), theirs.is_match(text), "{expression:?} in {text:?}");
    let places = ours.find(text).map(|found| (found.start(), found.end()));
    assert_eq!(places, theirs.find(text).map(|found| (found.start(), found.end())), "{expression:?} in {text:?}");
    assert_eq!(ours.replace(text, "<$1>"), theirs.replace(text, "<$1>"), "{expression:?} in {text:?}");
    assert_eq!(ours.replace_all(text, "${1}$$x"), theirs.replace_all(text, "${1}$$x"), "{expression:?} in {text:?}");
}

#[test]
fn expressions_of_all_kinds_are_found_where_they_stand() {
    let mut draw = Draw(1);
    for _ in 0..400 {
        let expression = draw.expression(3);
        for _ in 0..6 {
            let text: String =
                (0..draw.below(9)).map(|_| draw.one(&["a", "b", "B", "1", "7", "é", "-", ".", "\n"])).collect();
            compare(&expression, &text);
        }
    }
}

#[test]
fn numbers_are_found_where_they_stand() {
    let expressions = [
        r"^(?:[2-9]\d{9}|3\d{6})$",
        r"^(?:1|([2-9]\d{6}))",
        r"^(?:0(?:(1[245]|2[1-35]|31|4[13])(\d{8,9}))?)",
        r"(.*)[\\/] *x",
        r"^(?:.*?[A-Za-z]){3}.*$",
        r"(?i)(?:;ext=([\u{30}-\u{39}]{1,20})|[ \t,]*(?:e?xt(?:ensi(?:o)?)?n?|anexo)[:\.]?[ \t,-]*([0-9]{1,20})#?|[- ]+([0-9]{1,6})#)$",
        r"^[A-Za-z0-9]+((\-)*[A-Za-z0-9])*$",
    ];
    let texts = [
        "",
        "0",
        "6025550142",
        "+1 602-555-0142",
        "602 555 0142 ext. 44",
        "602 555 0142;ext=7",
        "0151234567890",
        "012",
        "12345678",
        "22345678",
        "602/ x302",
        "a/x/  x",
        "1-800-FLOWERS",
        "- 503#",
        "a-b--c",
        "a-",
        "EXTENSION 5",
        "x\ny",
    ];
    for (expression, text) in expressions.iter().flat_map(|expression| texts.iter().map(move |text| (expression, text)))
    {
        compare(expression, text);
    }
}

#[test]
fn no_text_takes_long() {
    let domain = Regex::new(r"^([A-Za-z0-9]+((\-)*[A-Za-z0-9])*\.)*[A-Za-z0-9]+((\-)*[A-Za-z0-9])*\.?$").unwrap();
    assert!(!domain.is_match(&("a".repeat(5_000) + "!")));
    let nested = Regex::new("^(a*)*(a*)*(a*)*b$").unwrap();
    assert!(!nested.is_match(&"a".repeat(5_000)));
}

#[test]
fn what_is_not_understood_is_refused() {
    for expression in [
        "(",
        ")",
        "a{2",
        "*",
        "(?P<n>a)",
        "(?=a)",
        r"\b",
        r"\pL",
        "[[:alpha:]]",
        "[a&&b]",
        "a{5000}",
        "[z-a]",
        "((a{999}){999})",
        r"\",
    ] {
        assert!(Regex::new(expression).is_err(), "{expression}");
    }
    assert!(Regex::new(&"(".repeat(10_000)).is_err());
}
