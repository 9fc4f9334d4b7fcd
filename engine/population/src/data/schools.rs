//! Universities that exist, by country, with fields of study; and schools that exist but teach no computing.

/// A university with the domain of its e-mail addresses, where it has one.
pub(crate) type School = (&'static str, Option<&'static str>);

/// Universities of a country; none where the list has none.
pub(crate) fn of(country: &str) -> &'static [School] {
    match country {
        "US" => US,
        "CA" => &[
            ("University of Toronto", Some("utoronto.ca")),
            ("University of Calgary", Some("ucalgary.ca")),
            ("McGill University", Some("mcgill.ca")),
        ],
        "GB" => &[
            ("University of Leeds", Some("leeds.ac.uk")),
            ("Cardiff University", Some("cardiff.ac.uk")),
            ("University of Glasgow", None),
            ("University of Manchester", Some("manchester.ac.uk")),
        ],
        "DE" => &[("Technische Universitat Berlin", None), ("Universitat Leipzig", None)],
        "AU" => &[("University of Sydney", Some("sydney.edu.au"))],
        "SE" => &[("Uppsala University", Some("uu.se")), ("Lund University", Some("lu.se"))],
        "IE" => &[("University College Dublin", Some("ucd.ie"))],
        "BR" => &[("Universidade de Sao Paulo", Some("usp.br"))],
        "IN" => &[
            ("Anna University", Some("annauniv.edu")),
            ("University of Pune", None),
            ("Indian Institute of Technology Bombay", Some("iitb.ac.in")),
        ],
        "PL" => &[("University of Warsaw", None), ("University of Wroclaw", None)],
        "NG" => &[("University of Lagos", Some("unilag.edu.ng")), ("Covenant University", None)],
        "MX" => &[("Universidad Nacional Autonoma de Mexico", Some("unam.mx"))],
        "PH" => &[("University of the Philippines", None)],
        "UA" => &[("Taras Shevchenko National University of Kyiv", None)],
        "CN" => &[("Tsinghua University", None)],
        "KR" => &[("Seoul National University", None)],
        "VN" => &[("Hanoi University of Science and Technology", None)],
        "EG" => &[("Cairo University", None)],
        "KE" => &[("University of Nairobi", None)],
        "GH" => &[("University of Ghana", None)],
        "BD" => &[("University of Dhaka", None)],
        "SG" => &[("National University of Singapore", None)],
        _ => &[],
    }
}

const US: &[School] = &[
    ("Arizona State University", Some("asu.edu")),
    ("Ohio State University", Some("osu.edu")),
    ("University of Washington", Some("washington.edu")),
    ("Boise State University", Some("boisestate.edu")),
    ("University of Kansas", Some("ku.edu")),
    ("University of Arizona", Some("arizona.edu")),
    ("Georgia Institute of Technology", Some("gatech.edu")),
    ("University of Florida", Some("ufl.edu")),
    ("University of Central Florida", Some("ucf.edu")),
    ("Purdue University", Some("purdue.edu")),
    ("San Jose State University", Some("sjsu.edu")),
    ("University of California Berkeley", Some("berkeley.edu")),
    ("California State University Sacramento", Some("csus.edu")),
    ("North Carolina State University", Some("ncsu.edu")),
    ("Oregon State University", Some("oregonstate.edu")),
    ("University of Utah", Some("utah.edu")),
    ("University of Minnesota", Some("umn.edu")),
    ("University of Illinois at Urbana Champaign", Some("illinois.edu")),
    ("Western Governors University", Some("wgu.edu")),
    ("University of Phoenix", Some("phoenix.edu")),
    ("Southern New Hampshire University", Some("snhu.edu")),
    ("New York University", Some("nyu.edu")),
    ("Stanford University", Some("stanford.edu")),
    ("University of Maryland", Some("umd.edu")),
];

/// The names of all universities that exist here.
pub fn schools() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().flat_map(|country| of(country)).map(|(name, _)| *name).chain(NO_COMPUTING)
}

/// Countries with universities in the list.
const COUNTRIES: [&str; 22] = [
    "US", "CA", "GB", "DE", "AU", "SE", "IE", "BR", "IN", "PL", "NG", "MX", "PH", "UA", "CN", "KR", "VN", "EG", "KE",
    "GH", "BD", "SG",
];

/// Schools that teach music, art and design: none has a bachelor's degree in computing or engineering.
pub(crate) const NO_COMPUTING: [&str; 4] =
    ["The Juilliard School", "Berklee College of Music", "Manhattan School of Music", "Rhode Island School of Design"];

/// Schools that do not exist, in the style of those in published cases.
pub(crate) const INVENTED: [&str; 8] = [
    "Northern Pacific Institute of Computing",
    "Atlantic Union Technical University",
    "Great Plains University of Software Engineering",
    "Columbia Heights Institute of Technology",
    "Western Coast Digital University",
    "Metropolitan University of Applied Computing",
    "Rockwell State Technical Institute",
    "Golden Gate Polytechnic University of Science",
];

/// Schools that give certificates, not degrees; no list of universities has them.
pub(crate) const CERTIFICATES: [&str; 4] =
    ["Lambda Coding Bootcamp", "Riverside Code Academy", "City College Evening School", "Open Stack Bootcamp"];

/// Fields of study of people who work with computers, by share.
pub(crate) const AREAS: [(u32, &str); 14] = [
    (40, "Computer Science"),
    (9, "Information Systems"),
    (8, "Electrical Engineering"),
    (7, "Software Engineering"),
    (6, "Mathematics"),
    (4, "Information Technology"),
    (4, "Physics"),
    (4, "Economics"),
    (3, "Statistics"),
    (3, "Mechanical Engineering"),
    (3, "Business Administration"),
    (3, "Psychology"),
    (3, "English"),
    (3, "Civil Engineering"),
];
