#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::format;

/// Formats, and checks what always holds: the same values, and that formatting again changes nothing.
fn formatted(text: &str) -> String {
    let out = format(text).unwrap_or_else(|faults| panic!("{}\n{text}", faults[0].message));
    assert_eq!(values(&out), values(text), "values changed\n{text}\n---\n{out}");
    assert_eq!(format(&out).unwrap(), out, "not stable");
    out
}

/// The values as another reader of YAML sees them.
fn values(text: &str) -> Option<Vec<serde_json::Value>> {
    serde_yaml::from_multiple(text).ok()
}

#[track_caller]
fn case(input: &str, expected: &str) {
    let out = formatted(input);
    assert!(out == expected, "got\n{out}\nexpected\n{expected}");
}

#[test]
fn keys_come_in_the_order_of_their_kind_and_comments_move_along() {
    case(
        "\
# yaml-language-server: $schema=policy.json

# Contact details.
policy: contact # the id
rules:
# about the rule
- score: 8
  # why
  when: a == \"US\"   # by then
  id: one
  custom: 1
  title: One
version: 1.0.0
# who
# answers
owner: us
title: Contact
",
        "\
# yaml-language-server: $schema=policy.json

# Contact details.
policy: contact # the id
title: Contact
# who
# answers
owner: us
version: 1.0.0
rules:
  # about the rule
  - id: one
    title: One
    # why
    when: a == \"US\"   # by then
    score: 8
    custom: 1
",
    );
}

#[test]
fn a_comment_above_a_key_that_becomes_the_first_of_its_item_stands_above_the_dash() {
    case(
        "policy: p\nrules:\n  - title: x\n\n    # the id\n    id: one\n  -\n    # second\n    id: two\n",
        "policy: p\nrules:\n  # the id\n  - id: one\n    title: x\n  # second\n  - id: two\n",
    );
}

#[test]
fn indentation_is_two_blanks_a_level() {
    case(
        "policy: p\nlet:\n      a:   1\n      b: >-\n           folded\n            more\nrules:\n-   id:  one\n    when:\n         all:\n         -   x\n         -     not: y\n\n\n\n    score:   8\n",
        "policy: p\nlet:\n  a: 1\n  b: >-\n    folded\n     more\nrules:\n  - id: one\n    when:\n      all:\n        - x\n        - not: y\n\n    score: 8\n",
    );
}

#[test]
fn documents_stay_apart_and_blanks_at_ends_go() {
    case(
        "\n\nlist: a   \nitems: [1]\t\n\n# end of a\n\n---   \n\n# about b\nlist: b\nitems:\n- x\n\n\n",
        "list: a\nitems: [1]\n\n# end of a\n---\n# about b\nlist: b\nitems:\n  - x\n",
    );
    case("---\nlist: a\n", "---\nlist: a\n");
    case("", "");
    case("\n \n", "");
    case("# only a comment\n\n", "# only a comment\n");
    case("list: a", "list: a\n");
    case("a: 1\r\nb:\r\n- |\r\n  x\r\n", "a: 1\nb:\n  - |\n    x\n");
    case("\u{feff}list: a\n", "list: a\n");
}

#[test]
fn comments_belong_to_the_block_that_their_indentation_says() {
    case(
        "\
rules:
- id: one
  score: 8
  # ends one

  # ends one too
# about two
- id: two
    # too deep, ends two
# about list
list: x
# ends all
",
        "\
rules:
  - id: one
    score: 8
    # ends one

    # ends one too
  # about two
  - id: two
    # too deep, ends two
# about list
list: x
# ends all
",
    );
    case("a:\n  # first\n\n  b: 1\n   # odd\n  c:\n", "a:\n  # first\n\n  b: 1\n  # odd\n  c:\n");
}

#[test]
fn values_stay_as_they_are_written() {
    for value in [
        "'it''s'",
        "\"a  \\u00e9 \"",
        "{a: 1,   b: [x,y]}",
        "&anchor x # note",
        "!!str 1",
        "- - 1\n    - 2\n  - 3",
        "&a\n  b: 1",
        "|\n  two  \n\n   lines  \n",
        "|2\n    explicit\n",
        ">+\n  kept\n\n\n",
        "|-  # comment\n  # text\n",
        "a ==\n    1 &&\n      b",
        "'quoted\n\n   text  '",
        "\"escaped \\\n   line \\   \n  break\"",
        "{\n    a: 1, # inner\n      b: '  x\n  y'\n  }  # after",
    ] {
        let separator = if value.starts_with('-') { "\n  " } else { " " };
        let text = format!("key:{separator}{value}\nz: 1\n");
        let out = formatted(&text);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&out), words(&text));
        let nested = format!("{separator}{value}").replace('\n', "\n         ");
        formatted(&format!("policy: p\nrules:\n-    title: t\n     id:{nested}\n"));
    }
}

#[test]
fn merge_keys_and_anchors_work_as_before() {
    case(
        "policy: p\nx-base: &base\n    score: 3\nrules:\n- title: A\n  <<: *base\n  id: a\n",
        // The anchor must stand before its alias, so the keys keep their order here.
        "policy: p\nx-base: &base\n  score: 3\nrules:\n  - title: A\n    <<: *base\n    id: a\n",
    );
    case(
        "policy: p\nlet: &base\n    score: 3\nrules:\n- title: A\n  <<: *base\n  id: a\n",
        "policy: p\nlet: &base\n  score: 3\nrules:\n  - id: a\n    <<: *base\n    title: A\n",
    );
}

#[test]
fn what_is_not_understood_is_left_byte_for_byte() {
    for text in [
        "? a\n: b\nc:   1\n",
        "%YAML 1.2\n---\na:   1\n",
        "a:\n  &x\n  b:   1\n",
        "[1,   2]\n",
        "just   text\n",
        "--- {a:   1}\n",
        "- *a\n",
    ] {
        if let Ok(out) = format(text) {
            assert_eq!(out, text);
        }
    }
    case("a:    1\n---\n? b\n:   c\n---\nd:   2\n", "a: 1\n---\n? b\n:   c\n---\nd: 2\n");
}

#[test]
fn faults_are_reported_where_they_are() {
    for (text, code) in [
        ("a: [1\n", "E003"),
        ("a:\n\t- b\n", "E004"),
        ("a: *x\n", "E006"),
        ("\u{0}", "E003"),
        (&"[".repeat(100_000), "E008"),
        (&"- ".repeat(100_000), "E008"),
    ] {
        let faults = format(text).unwrap_err();
        assert_eq!(faults[0].code.id(), code, "{faults:?}");
    }
}

#[test]
fn a_large_file_is_formatted_in_linear_time() {
    let rule = "  - title: t\n    # c\n    when: a.b.c == 1 && d\n    id: x\n    score: 1\n\n";
    let text = format!("policy: p\nrules:\n{}", rule.repeat(20_000));
    let start = std::time::Instant::now();
    assert!(format(&text).unwrap().len() > 1_000_000);
    assert!(start.elapsed().as_secs() < 20, "took {:?}", start.elapsed());
}

#[test]
fn the_policies_of_the_repository_are_formatted() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(formatted(&text) == text, "run `hirewall fmt` on {}", path.display());
                files += 1;
            }
        }
    }
    assert!(files > 10);
}

/// Lines as they occur in policies, put together at random: mostly valid YAML of odd layout.
fn document() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("x"),
        Just("a == 1 && b"),
        Just("'q #'"),
        Just("\"d\\n\""),
        Just("[1, {a: b}]"),
        Just("{k:   v}"),
        Just("|\n@  lit  \n@\n@    deep\n"),
        Just(">-\n@ fold\n@ ed\n"),
        Just("long\n@ plain"),
        Just("'two\n@\n@  lines'"),
        Just("&anchor v"),
        Just(""),
    ]
    .prop_map(str::to_owned);
    let trivia = prop_oneof![
        6 => Just(""),
        1 => Just("\n"),
        1 => Just("# c\n"),
        1 => Just("@# c\n"),
        1 => Just("@  # deep\n\n"),
        1 => Just("\n\n@# d\n@# e\n"),
    ]
    .prop_map(str::to_owned);
    let key = prop_oneof![
        Just("id"),
        Just("title"),
        Just("when"),
        Just("rules"),
        Just("let"),
        Just("items"),
        Just("score"),
        Just("\"q\""),
        Just("z")
    ];
    let comment = prop_oneof![4 => Just(""), 1 => Just("  # note")];
    // `@` stands for the indentation of the line.
    let node = scalar.prop_recursive(4, 40, 5, move |inner| {
        let entry = (trivia.clone(), key.clone(), comment.clone(), inner.clone());
        let map = proptest::collection::vec(entry, 1..5);
        let item = (trivia.clone(), comment.clone(), inner);
        let list = proptest::collection::vec(item, 1..4);
        let step = 1_usize..5;
        prop_oneof![
            (map, step.clone()).prop_map(|(entries, step)| {
                let mut seen = std::collections::HashSet::new();
                let entries = entries.into_iter().filter(|entry| seen.insert(entry.1));
                entries.fold(String::from("\u{1}"), |out, (trivia, key, comment, value)| {
                    out + &trivia + &format!("@{key}:{}", nest(&value, step, comment, false))
                })
            }),
            (list, step).prop_map(|(items, step)| {
                items.into_iter().fold(String::from("\u{1}"), |out, (trivia, comment, value)| {
                    out + &trivia + &format!("@-{}", nest(&value, step, comment, true))
                })
            }),
        ]
    });
    (node, any::<bool>()).prop_map(|(node, policy)| {
        let is_list = node.trim_start_matches('\u{1}').lines().any(|line| line.starts_with("@-"));
        let is_block = node.starts_with('\u{1}');
        let node = node.replace('\u{1}', "").replace('@', if is_block { "" } else { "  " });
        match (policy && is_block, is_list) {
            (false, _) => node,
            (true, false) => format!("policy: p\n{node}"),
            (true, true) => format!("policy: p\nrules:\n{node}"),
        }
    })
}

/// A value after its key or dash: blocks below it, or behind the dash.
fn nest(value: &str, step: usize, comment: &str, is_item: bool) -> String {
    let indent = format!("@{}", " ".repeat(step));
    match value.strip_prefix('\u{1}') {
        Some(block) if is_item && comment.is_empty() && block.starts_with('@') => {
            let block = block.replace('@', &indent);
            format!("{}{}", " ".repeat(step - 1), block.strip_prefix('@').unwrap_or(&block).get(1..).unwrap_or(""))
        }
        Some(block) => format!("{comment}\n{}", block.replace('@', &indent)),
        None if value.contains('\n') => format!(" {}\n", value.replace('@', &indent)),
        None => format!(" {value}{comment}\n"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn formatting_keeps_values_and_is_stable(text in document()) {
        prop_assume!(super::same::documents(&text).is_some());
        formatted(&text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "[-a:#?&*!|>'\"%@{}\\[\\], \\n\\t\\\\]{0,60}") {
        if let Ok(out) = format(&text) {
            prop_assert_eq!(super::same::documents(&out), super::same::documents(&text));
            prop_assert_eq!(format(&out).unwrap(), out);
        }
    }
}
