//! What is left of a word when the usual differences of spelling are taken out.

/// Groups of letters that spellings of one name exchange, longest first; what follows a match is read on from there.
const SAME: &[(&str, &str)] = &[
    ("shch", "c"),
    ("tsch", "c"),
    ("sch", "s"),
    ("dzh", "j"),
    ("cz", "c"),
    ("ch", "c"),
    ("tch", "c"),
    ("sh", "s"),
    ("sz", "s"),
    ("zh", "z"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("ks", "x"),
    ("dj", "j"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ie", "i"),
    ("ij", "i"),
    ("yu", "iu"),
    ("ya", "ia"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
];

/// A word of `a` to `z` with doubled letters, and letters that transliterations exchange, brought together: `yuriy`, `yurii`
/// and `juri` have one skeleton. Words of one skeleton may be one name; they need not be.
///
/// ```
/// assert_eq!(spelling::skeleton("mueller"), spelling::skeleton("muller"));
/// assert_ne!(spelling::skeleton("smith"), spelling::skeleton("brown"));
/// ```
#[must_use]
pub fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let same = SAME.iter().find(|(from, _)| rest.starts_with(from));
        let (taken, put) = match same {
            Some((from, to)) => (from.len(), *to),
            None => (first.len_utf8(), rest.get(..first.len_utf8()).unwrap_or_default()),
        };
        for letter in put.chars() {
            if !out.ends_with(letter) {
                out.push(letter);
            }
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_skeleton() {
        let same = [
            ("yuriy", "yurii"),
            ("juri", "yuri"),
            ("sergey", "sergei"),
            ("aleksandr", "alexandr"),
            ("schroeder", "schroder"),
            ("wojciech", "vojciech"),
            ("khalid", "halid"),
            ("philip", "filipp"),
            ("anna", "ana"),
            ("joao", "yoao"),
            ("tchaikovski", "chaikovsky"),
        ];
        for (a, b) in same {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
        for (a, b) in [("john", "juan"), ("maria", "mario"), ("chen", "zhang"), ("li", "liu"), ("kim", "kin")] {
            assert_ne!(skeleton(a), skeleton(b), "{a} {b}");
        }
        assert_eq!(skeleton(""), "");
        assert_eq!(skeleton("王"), "王");
    }
}
