//! The names under which lists and tables may hold an institution. It does not look anything up.

/// Characters of a name that are looked at.
const CHARACTERS: usize = 300;
/// Names to look up, beside the one with an article.
const NAMES: usize = 24;

/// Abbreviated words, and what they stand for.
const WORDS: &[(&str, &str)] = &[
    ("univ", "university"),
    ("uni", "university"),
    ("universty", "university"),
    ("inst", "institute"),
    ("coll", "college"),
    ("tech", "technology"),
    ("technol", "technology"),
    ("st", "state"),
    ("st", "saint"),
    ("intl", "international"),
    ("natl", "national"),
    ("sch", "school"),
    ("acad", "academy"),
    ("poly", "polytechnic"),
    ("sci", "science"),
    ("calif", "california"),
    ("mass", "massachusetts"),
    ("penn", "pennsylvania"),
];

/// Beginnings of names that are said shorter than they are listed.
const BEGINNINGS: &[(&str, &str)] = &[
    ("u of", "university of"),
    ("uc", "university of california"),
    ("ut", "university of texas at"),
    ("cal state", "california state university"),
    ("suny", "state university of new york"),
    ("cuny", "city university of new york"),
    ("iit", "indian institute of technology"),
    ("nit", "national institute of technology"),
    ("iiit", "international institute of information technology"),
    ("tu", "technische universitat"),
    ("eth", "eth zurich"),
];

/// Names that are said in letters.
const LETTERS: &[(&str, &str)] = &[
    ("mit", "massachusetts institute of technology"),
    ("caltech", "california institute of technology"),
    ("cmu", "carnegie mellon university"),
    ("ucla", "university of california los angeles"),
    ("ucb", "university of california berkeley"),
    ("ucsd", "university of california san diego"),
    ("uiuc", "university of illinois at urbana champaign"),
    ("nyu", "new york university"),
    ("usc", "university of southern california"),
    ("gatech", "georgia institute of technology"),
    ("georgia tech", "georgia institute of technology"),
    ("virginia tech", "virginia polytechnic institute and state university"),
    ("lse", "london school of economics and political science"),
    ("ucl", "university college london"),
    ("epfl", "ecole polytechnique federale de lausanne"),
    ("nus", "national university of singapore"),
    ("rit", "rochester institute of technology"),
    ("rpi", "rensselaer polytechnic institute"),
    ("asu", "arizona state university"),
];

/// The names to look an institution up by, in the form of lists, the whole name first and each once. Later ones leave out the
/// campus, the faculty or the town.
#[must_use]
pub(crate) fn names(institution: &str) -> Vec<String> {
    let text: String = institution.chars().take(CHARACTERS).collect();
    let text = text.replace('&', " and ");
    let mut out: Vec<String> = Vec::new();
    add(&mut out, &spelling::key(&text));
    let (outer, inner) = brackets(&text);
    add(&mut out, &spelling::key(&outer));
    let marks = [',', ';', '/', '|', '–', '—', ':'];
    let mut pieces: Vec<&str> = outer.split(marks).flat_map(|piece| piece.split(" - ")).collect();
    pieces.extend(inner.iter().map(String::as_str));
    // "University of Texas - Austin": the town without what stands between.
    if let [first, second, ..] = pieces.as_slice() {
        add(&mut out, &spelling::key(&format!("{first} {second}")));
        add(&mut out, &spelling::key(&format!("{first} at {second}")));
    }
    for piece in pieces {
        let key = spelling::key(piece);
        add(&mut out, &key);
        for mark in [" at ", " campus"] {
            if let Some((before, _)) = key.split_once(mark) {
                add(&mut out, before);
            }
        }
    }
    out.retain(|name| name.len() > 2);
    out.truncate(NAMES);
    // Lists hold some names with an article that people leave out.
    if let Some(first) = out.first().filter(|first| !first.starts_with("the ")) {
        out.push(format!("the {first}"));
    }
    out
}

/// Adds a name, and the other ways to write it.
fn add(out: &mut Vec<String>, name: &str) {
    let mut push = |name: String| {
        if !name.is_empty() && !out.contains(&name) {
            out.push(name);
        }
    };
    let plain = name.strip_prefix("the ").unwrap_or(name);
    push(name.to_owned());
    push(plain.to_owned());
    if let Some((_, full)) = LETTERS.iter().find(|(short, _)| *short == plain) {
        push((*full).to_owned());
    }
    for (short, long) in BEGINNINGS {
        if let Some(rest) = plain.strip_prefix(short).and_then(|rest| rest.strip_prefix(' ')) {
            push(format!("{long} {rest}"));
        }
    }
    let saint = spelled_out(plain, "saint");
    let state = spelled_out(plain, "state");
    push(state);
    push(saint);
}

/// The name with abbreviated words in full; `st` stands for the word given.
fn spelled_out(name: &str, st: &str) -> String {
    let words = name.split(' ').map(|word| {
        let full = WORDS.iter().find(|(short, full)| *short == word && (*short != "st" || *full == st));
        full.map_or(word, |(_, full)| *full)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What stands outside of brackets, and what inside.
fn brackets(text: &str) -> (String, Vec<String>) {
    let (mut outer, mut inner) = (String::new(), Vec::new());
    for (at, piece) in text.split(['(', '[']).enumerate() {
        match piece.split_once([')', ']']).filter(|_| at > 0) {
            Some((inside, after)) => {
                inner.push(inside.to_owned());
                outer.push(' ');
                outer.push_str(after);
            }
            None => outer.push_str(piece),
        }
    }
    (outer, inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_institution_is_looked_up_by_the_names_it_goes_by() {
        let cases = [
            ("Stanford University", "stanford university"),
            ("Stanford Univ.", "stanford university"),
            ("The Juilliard School", "juilliard school"),
            ("Juilliard School", "the juilliard school"),
            ("Massachusetts Institute of Technology (MIT)", "massachusetts institute of technology"),
            ("MIT", "massachusetts institute of technology"),
            ("University of California, Berkeley", "university of california berkeley"),
            ("UC Berkeley", "university of california berkeley"),
            ("U. of Michigan", "university of michigan"),
            ("University of Texas - Austin", "university of texas at austin"),
            ("Technische Universität München", "technische universitat munchen"),
            ("TU München", "technische universitat munchen"),
            ("IIT Bombay", "indian institute of technology bombay"),
            ("Stanford University, Stanford, CA", "stanford university"),
            ("School of Engineering, Stanford University", "stanford university"),
            ("Pennsylvania State University - World Campus", "pennsylvania state university"),
            ("Washington St. University", "washington state university"),
            ("St. Olaf College", "saint olaf college"),
            ("Texas A&M University", "texas a and m university"),
            ("Université de Montréal", "universite de montreal"),
        ];
        for (text, expected) in cases {
            assert!(names(text).iter().any(|name| name == expected), "{text}: {:?}", names(text));
        }
        assert_eq!(names("Stanford University").first().map(String::as_str), Some("stanford university"));
    }

    #[test]
    fn similar_names_of_other_institutions_are_no_names_of_it() {
        let cases = [
            ("Columbia University", "columbiana university"),
            ("University of Washington", "washington university"),
            ("Washington University in St. Louis", "university of washington"),
            ("Oxford Brookes University", "university of oxford"),
        ];
        for (text, other) in cases {
            assert!(!names(text).iter().any(|name| name == other), "{text}: {:?}", names(text));
        }
    }

    #[test]
    fn odd_texts_give_few_names_or_none() {
        for text in ["", "  ", "(", ")", "()", ",,,", "&"] {
            assert!(names(text).iter().all(|name| name.len() > 2), "{text}");
        }
        assert!(names(&"a, b c (d) ".repeat(1_000)).len() <= NAMES + 1);
    }
}
