//! Whether an output is as expected: `[..]` in an expected line stands for anything in that line, a line `...` for any lines.

pub(crate) fn matches(expected: &str, found: &str) -> bool {
    let expected: Vec<&str> = expected.lines().collect();
    let found: Vec<&str> = found.lines().collect();
    lines(&expected, &found)
}

fn lines(expected: &[&str], found: &[&str]) -> bool {
    match expected.split_first() {
        None => found.is_empty(),
        Some((&"...", rest)) => (0..=found.len()).any(|skipped| lines(rest, found.get(skipped..).unwrap_or_default())),
        Some((first, rest)) => found.split_first().is_some_and(|(line, more)| one(first, line) && lines(rest, more)),
    }
}

fn one(expected: &str, found: &str) -> bool {
    let mut pieces = expected.split("[..]");
    let Some(mut rest) = found.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else { return rest.is_empty() };
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

#[test]
fn wildcards_match_within_lines_and_over_lines() {
    let cases = [
        ("a\nb\n", "a\nb\n", true),
        ("a\n", "a\nb\n", false),
        ("a[..]c", "abc", true),
        ("a[..]c[..]", "ac", true),
        ("a[..]c", "abcd", false),
        ("...\nend\n", "x\ny\nend\n", true),
        ("start\n...\n", "start\n", true),
        ("[..]", "", false),
        ("", "", true),
        ("", "x", false),
        ("x", "[..]", false),
    ];
    for (expected, found, same) in cases {
        assert_eq!(matches(expected, found), same, "{expected:?} and {found:?}");
    }
}
