//! Technologies with the year in which each could first be used, and sentences about work.

use crate::random::Random;

/// Name and the year of the first public release.
pub(crate) const TECHNOLOGIES: [(&str, i32); 36] = [
    ("C++", 1985),
    ("Python", 1991),
    ("PostgreSQL", 1996),
    ("Java", 1996),
    ("PHP", 1995),
    ("MySQL", 1995),
    ("JavaScript", 1995),
    ("SQL Server", 1989),
    ("Oracle", 1979),
    ("Perl", 1987),
    ("Linux", 1991),
    ("C#", 2002),
    ("jQuery", 2006),
    ("Django", 2005),
    ("Ruby on Rails", 2005),
    ("Node.js", 2009),
    ("MongoDB", 2009),
    ("Redis", 2009),
    ("Kafka", 2011),
    ("Go", 2012),
    ("TypeScript", 2012),
    ("React", 2013),
    ("Docker", 2013),
    ("Kubernetes", 2015),
    ("Terraform", 2014),
    ("Spark", 2014),
    ("Swift", 2014),
    ("GraphQL", 2015),
    ("React Native", 2015),
    ("Rust", 2015),
    ("TensorFlow", 2015),
    ("Kotlin", 2016),
    ("PyTorch", 2017),
    ("Next.js", 2017),
    ("Flutter", 2018),
    ("FastAPI", 2019),
];

/// Technologies that some careers name years before they were released.
pub(crate) const LATE: [(&str, i32); 8] = [
    ("Kubernetes", 2014),
    ("Solidity", 2015),
    ("React Native", 2015),
    ("GraphQL", 2015),
    ("TensorFlow", 2015),
    ("Next.js", 2016),
    ("Flutter", 2017),
    ("Docker", 2013),
];

#[rustfmt::skip]
const DID: [&str; 30] = [
    "Rewrote", "Designed", "Built", "Moved", "Automated", "Measured and sped up", "Took over", "Documented",
    "Replaced", "Tested", "Simplified", "Ran", "Led the work on", "Migrated", "Secured", "Split up", "Looked after",
    "Extended", "Prototyped", "Stabilised", "Retired", "Monitored", "Refactored", "Reviewed", "Packaged",
    "Translated", "Scheduled", "Instrumented", "Rolled out", "Paid down the debt of",
];
#[rustfmt::skip]
const WHAT: [&str; 42] = [
    "the nightly reports", "the booking service", "the claims form", "the build", "a fragile import",
    "the stock app of the drivers", "the on-call handbook", "the payment page", "forty databases",
    "the patient portal", "the search of the catalogue", "the invoice service", "the loyalty programme",
    "the release process", "the data warehouse", "the driver schedule", "the fraud checks", "the sign-in page",
    "the public interface", "the mobile app", "the design system", "the message queue", "the backup of all sites",
    "the map tiles", "the price feed", "the recommendation model", "the chat support tool", "the ticket system",
    "the audit trail", "the mail templates", "the warehouse scanners", "the call centre dashboard",
    "the permit workflow", "the sensor pipeline", "the course catalogue", "the tax module", "the video player",
    "the address check", "the shift planner", "the test farm", "the newsletter", "the spare parts shop",
];
#[rustfmt::skip]
const HOW: [&str; 24] = [
    "with nurses and doctors", "through two holiday peaks", "so that screen readers can use it", "in six months",
    "without an outage", "for three countries", "with a team of five", "from forty minutes to nine",
    "so that it can be repeated", "together with the auditors", "for two million users", "on half the hardware",
    "after the merger", "with no budget", "alone at first, later with two colleagues", "for the new offices",
    "before the deadline", "to meet a new law", "and taught others how", "with feature flags", "from spreadsheets",
    "for partners abroad", "over one long winter", "twice",
];

/// A sentence about work done with a technology, or with none.
pub(crate) fn sentence(random: &mut Random, technology: Option<&str>) -> String {
    let (did, what, how) = (random.pick(&DID), random.pick(&WHAT), random.pick(&HOW));
    match technology {
        Some(name) => format!("{did} {what} in {name} {how}"),
        None => format!("{did} {what} {how}"),
    }
}

/// A technology that could be used in a year.
pub(crate) fn known_by(random: &mut Random, year: i32) -> Option<&'static str> {
    let known: Vec<&'static str> =
        TECHNOLOGIES.iter().filter(|(_, since)| *since < year).map(|(name, _)| *name).collect();
    // The newer half is named more often.
    let late = known.get(known.len() / 2..).unwrap_or_default();
    if random.once_in(3) { random.pick_of(&known).copied() } else { random.pick_of(late).copied() }
}

/// How summaries begin.
#[rustfmt::skip]
pub(crate) const SUMMARIES: [&str; 16] = [
    "I like systems that are boring in production.", "Engineer with a soft spot for legacy code.",
    "I build tools that colleagues thank me for.", "Generalist who reads the manual first.",
    "I care about plain interfaces and short feedback loops.", "Curious, patient, and good at finding the cause.",
    "Former support person who learnt to write software.", "I enjoy making slow things fast.",
    "Team player with experience in regulated industries.", "I have shipped software to hospitals, shops and ships.",
    "Looking for a place to stay for a long time.", "I want to work on something useful, remotely.",
    "Quiet specialist for data that does not fit.", "I mentor juniors and learn from them.",
    "Engineer, parent, amateur baker.", "I write tests because I am lazy.",
];

/// How the summaries of personas in published cases sound (S18: buzzwords counted in 292 biographies).
pub(crate) const BUZZWORDS: [&str; 6] = [
    "Senior Full Stack and Blockchain Developer with 8+ years of rich experience in building scalable and high-quality web applications.",
    "Highly motivated Senior Full Stack Engineer specialised in React, Node and Web3, with excellent communication and problem-solving skills.",
    "Result-oriented AI and Full Stack Developer who delivers pixel-perfect, robust and performant products on time.",
    "Passionate Senior Software Engineer with proven track record in DeFi, NFT marketplaces, smart contracts and cloud-native microservices.",
    "Experienced Full Stack Developer, expert in MERN, Next.js, Solidity and DevOps; available immediately and for overlapping hours.",
    "Dedicated Senior Backend and AI Engineer with strong expertise in Python, Django and LLM integration for international clients.",
];
