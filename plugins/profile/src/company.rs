//! Compares names of employers. It knows no register of companies.

use hirewall_sdk::Schema;
use serde::Serialize;

/// How well two texts fit one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// The same words, but for legal form, case, accents and order.
    Same,
    /// One is a short form, a part or another spelling of the other.
    Compatible,
    /// Neither.
    Different,
}

/// Words that say what kind of company it is, and not which.
const FORMS: &[&str] = &[
    "a",
    "ab",
    "ag",
    "as",
    "asa",
    "aps",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "cv",
    "de",
    "doo",
    "eurl",
    "gmbh",
    "group",
    "holding",
    "holdings",
    "inc",
    "incorporated",
    "intl",
    "international",
    "kft",
    "kg",
    "kk",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "oao",
    "of",
    "ooo",
    "oy",
    "oyj",
    "plc",
    "private",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "se",
    "sl",
    "spa",
    "srl",
    "sro",
    "the",
    "tnc",
    "ug",
    "usa",
];

/// Words beside a name that many companies share: equal in two names, they say little.
const GENERIC: &[&str] = &[
    "and",
    "bank",
    "capital",
    "cloud",
    "college",
    "consulting",
    "consultancy",
    "data",
    "design",
    "development",
    "digital",
    "engineering",
    "games",
    "global",
    "health",
    "hospital",
    "industries",
    "labs",
    "lab",
    "management",
    "media",
    "national",
    "network",
    "networks",
    "partners",
    "school",
    "service",
    "services",
    "soft",
    "software",
    "solutions",
    "studio",
    "studios",
    "system",
    "systems",
    "tech",
    "technologies",
    "technology",
    "university",
    "ventures",
    "web",
];

/// What people write who name no employer.
const NONE: &[&str] = &[
    "confidential",
    "self employed",
    "selfemployed",
    "freelance",
    "freelancer",
    "freelancing",
    "independent",
    "contractor",
    "independent contractor",
    "independent consultant",
    "various",
    "various clients",
    "stealth",
    "stealth startup",
    "stealth mode startup",
    "startup",
    "career break",
    "sabbatical",
    "unemployed",
    "n a",
    "na",
    "upwork",
    "toptal",
    "fiverr",
];

/// Names that one company has or had, a line each.
const ALSO: &[&[&str]] = &[
    &["meta", "facebook", "meta platforms"],
    &["google", "alphabet"],
    &["x", "twitter"],
    &["amazon", "aws", "amazon web services"],
    &["hp", "hewlett packard", "hpe", "hewlett packard enterprise"],
    &["ey", "ernst young", "ernst and young"],
    &["pwc", "pricewaterhousecoopers"],
    &["accenture", "andersen consulting"],
    &["ibm", "business machines"],
    &["block", "square"],
    &["gojek", "goto"],
    &["kyndryl", "ibm"],
    &["dxc", "dxc technology", "csc"],
    &["elevance health", "anthem"],
    &["truist", "suntrust", "bb t"],
    &["warner bros discovery", "discovery", "warnermedia"],
    &["rtx", "raytheon"],
    &["atos", "eviden"],
];

/// An employer's name, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Company {
    /// The words that say which company it is.
    words: Vec<String>,
    /// All words, legal form too.
    all: Vec<String>,
    /// A short name in brackets.
    short: Option<String>,
}

impl Company {
    /// Takes a name apart; none where no employer is named ("Self-employed").
    #[must_use]
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text: String = text.chars().take(200).collect();
        let (outer, short) = match text.split_once('(').and_then(|(before, rest)| Some((before, rest.split_once(')')?)))
        {
            Some((before, (inside, after))) => (format!("{before} {after}"), Some(key(inside))),
            None => (text, None),
        };
        let outer = key(&outer);
        let all: Vec<String> = outer.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let words: Vec<String> = all.iter().filter(|word| !FORMS.contains(&word.as_str())).cloned().collect();
        let words = if words.is_empty() { all.clone() } else { words };
        let named =
            !words.is_empty() && !NONE.contains(&words.join(" ").as_str()) && !NONE.contains(&all.join(" ").as_str());
        named.then_some(Self { words, all, short: short.filter(|short| !short.is_empty()) })
    }

    /// Compares two employers.
    #[must_use]
    pub(crate) fn compare(&self, other: &Self) -> Agreement {
        let (a, b) = (self.sorted(), other.sorted());
        if a == b || self.words.concat() == other.words.concat() {
            return Agreement::Same;
        }
        let either = |test: &dyn Fn(&Self, &Self) -> bool| test(self, other) || test(other, self);
        let (name, second) = (self.words.join(" "), other.words.join(" "));
        let known = ALSO.iter().any(|names| names.contains(&name.as_str()) && names.contains(&second.as_str()));
        let compatible = known
            || either(&|a, b| a.is_part_of(b))
            || either(&|a, b| a.is_initials_of(b))
            || either(&|a, b| {
                a.short.as_ref().is_some_and(|short| *short == b.words.join(" ") || *short == b.all.join(" "))
            })
            || close(&name, &second);
        if compatible { Agreement::Compatible } else { Agreement::Different }
    }

    fn sorted(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Whether the words that tell this company from others all stand in the other name ("Google" in "Google Cloud").
    fn is_part_of(&self, other: &Self) -> bool {
        let own: Vec<&String> = self.words.iter().filter(|word| !GENERIC.contains(&word.as_str())).collect();
        let telling = own.iter().any(|word| word.chars().count() > 2);
        telling && own.iter().all(|word| other.words.iter().any(|theirs| theirs == *word || close(theirs, word)))
    }

    /// Whether this name is the first letters of the other's words ("IBM").
    fn is_initials_of(&self, other: &Self) -> bool {
        let [word] = self.words.as_slice() else { return false };
        let letters = |words: &[String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
        word.chars().count() >= 2
            && other.words.len() > 1
            && (*word == letters(&other.all) || *word == letters(&other.words))
    }
}

fn key(text: &str) -> String {
    let plain = text.replace('&', " and ").replace(['\'', '’', '.'], "");
    spelling::latin(&plain).unwrap_or_else(|| spelling::key(&plain))
}

/// The same word but for a slip or a way of spelling.
fn close(a: &str, b: &str) -> bool {
    let long = a.chars().count().min(b.chars().count());
    long >= 6 && (spelling::one_edit_apart(a, b) || spelling::skeleton(a) == spelling::skeleton(b))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn compare(a: &str, b: &str) -> Agreement {
        Company::read(a).unwrap().compare(&Company::read(b).unwrap())
    }

    #[test]
    fn one_employer_in_several_spellings_agrees() {
        use Agreement::{Compatible, Same};
        let cases = [
            ("Acme, Inc.", "ACME", Same),
            ("Siemens AG", "Siemens", Same),
            ("Müller GmbH & Co. KG", "Muller", Compatible),
            ("The Home Depot", "Home Depot", Same),
            ("Jet Brains s.r.o.", "JetBrains", Same),
            ("International Business Machines", "IBM", Compatible),
            ("Tata Consultancy Services (TCS)", "TCS", Compatible),
            ("Tata Consultancy Services", "TCS", Compatible),
            ("Google", "Google Cloud", Compatible),
            ("Facebook", "Meta Platforms, Inc.", Compatible),
            ("Twitter", "X Corp", Compatible),
            ("Deutsche Bank AG", "Deutsche Bank", Same),
            ("Microsft", "Microsoft", Compatible),
            ("Яндекс", "Yandex", Compatible),
            ("University of Michigan", "Michigan University", Same),
        ];
        for (a, b, expected) in cases {
            assert_eq!(compare(a, b), expected, "{a} / {b}");
            assert_eq!(compare(b, a), expected, "{b} / {a}");
        }
    }

    #[test]
    fn employers_that_share_general_words_alone_are_different() {
        let cases = [
            ("Acme Software Solutions", "Globex Software Solutions"),
            ("Deutsche Bank", "Commerzbank"),
            ("First Technologies", "Apex Technologies Inc"),
            ("Google", "Goldman Sachs"),
            ("Oracle", "Salesforce"),
        ];
        for (a, b) in cases {
            assert_eq!(compare(a, b), Agreement::Different, "{a} / {b}");
        }
    }

    #[test]
    fn who_names_no_employer_is_not_compared() {
        for text in ["Self-employed", "Freelance", "", "  ", "Stealth Startup", "Confidential", "N/A", "(Acme)"] {
            assert_eq!(Company::read(text), None, "{text}");
        }
    }
}
