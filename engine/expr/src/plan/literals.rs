//! Texts of which a regular expression needs one: without any of them in a text it does not match there.

use regex_syntax::Parser;
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Hir, HirKind};

/// Bytes of the shortest literal that is worth looking for: shorter ones stand in too many texts.
const SHORTEST: usize = 2;
/// Literals of one expression.
const MOST: usize = 64;

/// One of these stands in every text that the expression matches; nothing when there are no such literals.
pub(super) fn required(regex: &regex::Regex) -> Option<Vec<Vec<u8>>> {
    let hir = Parser::new().parse(regex.as_str()).ok()?;
    best(&hir)
}

fn best(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    let mut best = prefixes(hir);
    match hir.kind() {
        HirKind::Capture(capture) => best = longer(best, self::best(&capture.sub)),
        HirKind::Concat(parts) => {
            // A match of the whole is one of each end of it, too.
            for at in 1..parts.len() {
                let rest = Hir::concat(parts.iter().skip(at).cloned().collect());
                best = longer(best, prefixes(&rest));
            }
            for part in parts.iter().filter(|part| matches!(part.kind(), HirKind::Capture(_))) {
                best = longer(best, self::best(part));
            }
        }
        _ => {}
    }
    best
}

/// The literals that matches begin with.
fn prefixes(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    let sequence = Extractor::new().kind(ExtractKind::Prefix).extract(hir);
    let literals = sequence.literals()?;
    let usable = !literals.is_empty()
        && literals.len() <= MOST
        && literals.iter().all(|literal| literal.as_bytes().len() >= SHORTEST);
    usable.then(|| literals.iter().map(|literal| literal.as_bytes().to_vec()).collect())
}

/// The choice whose shortest literal is longer.
fn longer(a: Option<Vec<Vec<u8>>>, b: Option<Vec<Vec<u8>>>) -> Option<Vec<Vec<u8>>> {
    let shortest = |choice: &Option<Vec<Vec<u8>>>| {
        choice.as_ref().map(|literals| literals.iter().map(Vec::len).min().unwrap_or_default())
    };
    if shortest(&b) > shortest(&a) { b } else { a }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failure is the test's answer")]
mod tests {
    use super::*;

    #[test]
    fn what_an_expression_needs() {
        let cases: &[(&str, Option<&[&str]>)] = &[
            ("^[a-z]+[._]okafor$", Some(&[".okafor", "_okafor"])),
            ("[.](dev|work)@", Some(&[".dev@", ".work@"])),
            ("(a|b)*cde?", Some(&["cde", "cd"])),
            ("^(?:[a-z]+)$", None),
            ("", None),
            ("abc|", None),
            ("(?:xy)+", Some(&["xy"])),
            ("(?:xy)?", None),
        ];
        for (pattern, expected) in cases {
            let found = required(&regex::Regex::new(pattern).unwrap());
            let found: Option<Vec<String>> =
                found.map(|all| all.iter().map(|literal| String::from_utf8_lossy(literal).into_owned()).collect());
            let found: Option<Vec<&str>> = found.as_ref().map(|all| all.iter().map(String::as_str).collect());
            assert_eq!(found.as_deref(), *expected, "{pattern}");
        }
    }
}
