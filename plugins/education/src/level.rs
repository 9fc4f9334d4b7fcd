//! Which degree the name of a degree means.

use hirewall_sdk::Schema;
use serde::Serialize;

/// A level of education.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// School before university.
    Secondary,
    /// A course, certificate or diploma below a degree.
    Certificate,
    /// A degree of about two years.
    Associate,
    /// A first degree.
    Bachelor,
    /// A second degree.
    Master,
    /// A doctorate, first professional degrees included.
    Doctorate,
}

/// Phrases by the level that they mean. The first rule with a phrase in the text counts, so what changes the meaning of a word
/// ("high school diploma", "postgraduate certificate") stands before it.
const PHRASES: &[(Level, &[&str])] = &[
    (
        Level::Secondary,
        &[
            "high school",
            "secondary school",
            "secondary education",
            "ged",
            "abitur",
            "matura",
            "baccalaureat",
            "a level",
            "a levels",
            "hsc",
            "ssc",
            "bachillerato",
        ],
    ),
    (
        Level::Certificate,
        &[
            "certificate",
            "certification",
            "certified",
            "bootcamp",
            "boot camp",
            "nanodegree",
            "postgraduate diploma",
            "exchange",
        ],
    ),
    (
        Level::Doctorate,
        &[
            "phd",
            "ph d",
            "dphil",
            "doctor",
            "doctorate",
            "doctoral",
            "doktor",
            "doctorado",
            "doutorado",
            "jd",
            "j d",
            "md",
            "m d",
            "edd",
            "ed d",
            "dr",
            "dba",
            "pharmd",
        ],
    ),
    (
        Level::Master,
        &[
            "master",
            "masters",
            "master s",
            "msc",
            "m sc",
            "ms",
            "m s",
            "ma",
            "m a",
            "mba",
            "m b a",
            "meng",
            "m eng",
            "med",
            "m ed",
            "mphil",
            "m phil",
            "mfa",
            "m f a",
            "llm",
            "ll m",
            "magister",
            "maestria",
            "mestrado",
            "mtech",
            "m tech",
            "mca",
            "me",
            "m e",
            "mcs",
            "mph",
            "mpa",
            "diplom",
            "staatsexamen",
            "postgraduate",
        ],
    ),
    (
        Level::Bachelor,
        &[
            "bachelor",
            "bachelors",
            "bachelor s",
            "bsc",
            "b sc",
            "bs",
            "b s",
            "ba",
            "b a",
            "beng",
            "b eng",
            "btech",
            "b tech",
            "be",
            "b e",
            "bba",
            "b b a",
            "llb",
            "ll b",
            "bfa",
            "b f a",
            "bcom",
            "b com",
            "bca",
            "b c a",
            "sb",
            "ab",
            "bse",
            "licenciatura",
            "laurea",
            "licence",
            "undergraduate",
            "bacharelado",
            "lisans",
            "sarjana",
        ],
    ),
    (
        Level::Associate,
        &["associate", "associates", "associate s", "aas", "a a s", "aa", "a a", "a s", "foundation degree"],
    ),
    (Level::Certificate, &["diploma", "course"]),
];

impl Level {
    /// The level that a degree's name means; none when it says nothing of it.
    #[must_use]
    pub fn read(study_type: &str) -> Option<Self> {
        let text = format!(" {} ", spelling::key(study_type));
        let named = |phrase: &&str| text.contains(&format!(" {phrase} "));
        PHRASES.iter().find(|(_, phrases)| phrases.iter().any(&named)).map(|(level, _)| *level)
    }

    /// Whether it is a degree of a university or college.
    #[must_use]
    pub fn is_degree(self) -> bool {
        self >= Self::Associate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_recognised_by_name() {
        let cases = [
            ("Bachelor of Science", Some(Level::Bachelor)),
            ("B.Sc. (Hons)", Some(Level::Bachelor)),
            ("BS", Some(Level::Bachelor)),
            ("Bachelor's", Some(Level::Bachelor)),
            ("Licenciatura", Some(Level::Bachelor)),
            ("Master's degree", Some(Level::Master)),
            ("M.B.A.", Some(Level::Master)),
            ("BS/MS", Some(Level::Master)),
            ("Diplom-Informatiker", Some(Level::Master)),
            ("Ph.D.", Some(Level::Doctorate)),
            ("Doctor of Philosophy", Some(Level::Doctorate)),
            ("Juris Doctor", Some(Level::Doctorate)),
            ("Associate of Arts", Some(Level::Associate)),
            ("High School Diploma", Some(Level::Secondary)),
            ("Graduate Certificate", Some(Level::Certificate)),
            ("Diploma", Some(Level::Certificate)),
            ("", None),
            ("Degree", None),
            ("Embarrassment", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Level::read(text), expected, "{text}");
        }
        assert!(Level::Master.is_degree() && !Level::Certificate.is_degree());
    }
}
