//! A person's name, taken apart.

/// Characters of a name that are looked at.
const CHARACTERS: usize = 300;
/// Parts of a name that are looked at.
const PARTS: usize = 12;

/// Forms of address and degrees, which are no part of a name.
const TITLES: &[&str] = &[
    "capt",
    "cpa",
    "cissp",
    "col",
    "dipl",
    "dr",
    "eng",
    "esq",
    "frau",
    "herr",
    "hr",
    "ing",
    "lic",
    "llm",
    "lt",
    "mag",
    "mba",
    "miss",
    "mr",
    "mrs",
    "ms",
    "msc",
    "mx",
    "phd",
    "pmp",
    "prof",
    "professor",
    "rev",
    "senor",
    "senora",
    "sir",
    "sra",
    "mlle",
    "mme",
];

/// What tells a son from his father; no part of a name by itself.
const GENERATIONS: &[&str] = &["ii", "iii", "iv", "jr", "junior", "senior", "snr", "sr"];

/// Small words of family names, which people write, join or leave out.
const PARTICLES: &[&str] = &[
    "av", "bin", "bint", "das", "del", "della", "den", "der", "dos", "ibn", "las", "los", "of", "ten", "ter", "van",
    "von", "y", "zu", "zum", "zur",
];

/// Small words that are names too: left out only between other words.
const BETWEEN: &[&str] =
    &["abu", "al", "ben", "da", "dal", "de", "di", "do", "du", "e", "el", "la", "le", "o", "san", "st"];

/// A person's name, taken apart into lower-case parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// The parts that count, in their order.
    pub parts: Vec<String>,
    /// Small words left out of them, in their order.
    pub particles: Vec<String>,
    /// Names in brackets or quotation marks.
    pub also: Vec<String>,
    /// Whether the parts are Latin letters, so that they can be compared with other names in Latin letters.
    pub latin: bool,
}

impl Person {
    /// Takes a name apart; none where nothing of it can be a name.
    #[must_use]
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text: String = text.chars().take(CHARACTERS).collect();
        let text = text.split(['|', '•', '·']).next().unwrap_or_default();
        let (outer, inner) = without_brackets(text);
        let (all, latin) = words(&outer);
        let (also, _) = words(&inner.join(" "));
        let kept: Vec<String> = all.iter().filter(|word| !is_title(word)).cloned().collect();
        let kept = if kept.iter().any(|word| word.chars().count() > 1) { kept } else { all };
        let end = kept.len().saturating_sub(1);
        let small =
            |at: usize, word: &str| PARTICLES.contains(&word) || (at > 0 && at < end && BETWEEN.contains(&word));
        let all_small = kept.iter().enumerate().all(|(at, word)| small(at, word));
        let (mut parts, mut particles) = (Vec::new(), Vec::new());
        for (at, word) in kept.into_iter().enumerate() {
            if small(at, &word) && !all_small { particles.push(word) } else { parts.push(word) }
        }
        parts.truncate(PARTS);
        let named = parts.iter().any(|part| part.chars().any(char::is_alphabetic));
        named.then_some(Self { parts, particles, also, latin })
    }

    /// The parts in alphabetical order, separated by spaces: equal for one name in whatever order it is written.
    #[must_use]
    pub(crate) fn sorted(&self) -> String {
        let mut parts: Vec<&str> = self.parts.iter().map(String::as_str).collect();
        parts.sort_unstable();
        parts.join(" ")
    }
}

/// Whether a word is a form of address, a degree, or tells a son from his father.
fn is_title(word: &str) -> bool {
    TITLES.contains(&word) || GENERATIONS.contains(&word)
}

/// Lower-case words, in Latin letters where that can be told. Apostrophes join ("O'Neill"), full stops part initials
/// ("J.R."), and not degrees ("Ph.D.").
fn words(text: &str) -> (Vec<String>, bool) {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let joined: String =
            word.chars().filter(|letter| !matches!(letter, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')).collect();
        let undotted = joined.replace(['.', ','], "").to_lowercase();
        let initials = joined.split('.').filter(|part| part.chars().count() == 1).count() > 1;
        let title = is_title(&undotted) && !initials;
        plain.push_str(&if title { undotted } else { joined.replace('.', " ") });
        plain.push(' ');
    }
    let latin = spelling::latin(&plain);
    let is_latin = latin.is_some();
    let key = latin.unwrap_or_else(|| spelling::key(&plain));
    (key.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect(), is_latin)
}

/// What stands outside of brackets and quotation marks, and what inside.
fn without_brackets(text: &str) -> (String, Vec<String>) {
    let (mut outer, mut inner) = (String::new(), Vec::new());
    let mut until: Option<char> = None;
    let mut held = String::new();
    let mut before = ' ';
    for letter in text.chars() {
        match until {
            Some(end) if letter == end => {
                inner.push(std::mem::take(&mut held));
                outer.push(' ');
                until = None;
            }
            Some(_) => held.push(letter),
            None => match closing(letter).filter(|_| before.is_whitespace()) {
                Some(end) => until = Some(end),
                None => outer.push(letter),
            },
        }
        before = letter;
    }
    // One that is never closed was none.
    if until.is_some() {
        outer.push(' ');
        outer.push_str(&held);
    }
    (outer, inner)
}

fn closing(opening: char) -> Option<char> {
    match opening {
        '(' => Some(')'),
        '[' => Some(']'),
        '"' => Some('"'),
        '“' | '„' => Some('”'),
        '«' => Some('»'),
        '\'' => Some('\''),
        '‘' => Some('’'),
        '（' => Some('）'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let cases = [
            ("John Smith", "john smith"),
            ("SMITH<<JOHN<PAUL<<<", "smith john paul"),
            ("Smith, John", "smith john"),
            ("Dr. John Smith, PhD", "john smith"),
            ("John Smith, Ph.D.", "john smith"),
            ("John Smith Jr.", "john smith"),
            ("J.R. Ewing", "j r ewing"),
            ("Sinéad O'Connor", "sinead oconnor"),
            ("María-José de la Cruz", "maria jose cruz"),
            ("Ludwig van der Berg", "ludwig berg"),
            ("Robert \"Bob\" Smith", "robert smith"),
            ("Robert 'Bob' Smith", "robert smith"),
            ("Li (Lily) Wei", "li wei"),
            ("Jane Doe | Engineer at Acme", "jane doe"),
            ("王伟", "王伟"),
            ("Le An", "le an"),
            ("Anh Le", "anh le"),
            ("van Berg", "berg"),
            ("Von Der", "von der"),
            ("Mr. T", "mr t"),
            ("Unclosed (John Smith", "unclosed john smith"),
            ("Сергей Ким", "sergei kim"),
        ];
        for (text, expected) in cases {
            assert_eq!(Person::read(text).unwrap().parts.join(" "), expected, "{text}");
        }
        for text in ["", "  ", "123", "|", "✅", "(Bob)"] {
            assert_eq!(Person::read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_left_out_is_kept_aside() {
        let person = Person::read("Robert \"Bob\" van Dyke").unwrap();
        assert_eq!(person.also, ["bob"]);
        assert_eq!(person.particles, ["van"]);
        assert_eq!(person.sorted(), "dyke robert");
        assert!(person.latin);
        assert!(!Person::read("김민수").unwrap().latin);
    }

    #[test]
    fn long_texts_are_cut() {
        let person = Person::read(&"ab ".repeat(10_000)).unwrap();
        assert_eq!(person.parts.len(), PARTS);
    }
}
