//! Somebody who may apply: a name, a home, a past. It does not know whether the person is honest.

pub(crate) mod application;
pub(crate) mod career;
pub(crate) mod stage;

use crate::calendar::{Day, Zone};
use crate::data::names::{self, Origin};
use crate::data::places::{self, City, Country, UNITED_STATES};
use crate::random::Random;
use crate::rate::Rate;
use crate::record::Address;
use crate::world::{Line, Number, World};

/// Somebody who exists only here.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Given name in Latin letters.
    pub(crate) given: String,
    /// Family name in Latin letters.
    pub(crate) family: String,
    /// The name in its own script, where the person writes it so.
    pub(crate) native: Option<&'static str>,
    pub(crate) middle: Option<char>,
    pub(crate) country: &'static Country,
    pub(crate) city: &'static City,
    /// The country that an immigrant came from.
    pub(crate) came_from: Option<&'static str>,
    pub(crate) address: Address,
    pub(crate) mailbox: String,
    pub(crate) number: Option<Number>,
    pub(crate) line: Line,
    /// Hardware addresses of the router at home and of its wireless network.
    pub(crate) router: (String, String),
    pub(crate) fingerprint: String,
    /// The first day of the first job.
    pub(crate) works_since: Day,
    pub(crate) born: i32,
}

/// Where somebody lives and comes from.
#[derive(Clone, Copy)]
struct Roots {
    country: &'static Country,
    city: &'static City,
    origin: Origin,
    came_from: Option<&'static str>,
}

/// How many immigrants write their name in its own script. An estimate.
pub(crate) const TWO_SCRIPTS: Rate = Rate::percent(14);
/// How many immigrants studied in the country that they left. An estimate.
pub(crate) const FOREIGN_DEGREE: Rate = Rate::percent(80);

/// Mail providers by share (measured on published profiles: 55 % gmail).
const MAIL: [(u32, &str); 10] = [
    (55, "gmail.com"),
    (18, "outlook.com"),
    (7, "yahoo.com"),
    (6, "icloud.com"),
    (5, "hotmail.com"),
    (3, "proton.me"),
    (2, "gmx.net"),
    (2, "fastmail.com"),
    (1, "aol.com"),
    (1, "mail.com"),
];

impl Person {
    /// Somebody at random, as of a day.
    pub(crate) fn new(random: &mut Random, world: &mut World, today: Day) -> Self {
        let country = country(random);
        let city = country.city(random);
        Self::living_in(random, world, today, country, city)
    }

    /// Somebody who lives in a city.
    pub(crate) fn living_in(
        random: &mut Random,
        world: &mut World,
        today: Day,
        country: &'static Country,
        city: &'static City,
    ) -> Self {
        let origin = random.weighted(&country.names);
        let came_from = former_home(random, country, origin);
        Self::with(random, world, today, Roots { country, city, origin, came_from })
    }

    /// Somebody who claims to be what personas of published cases mostly claim: at home in the United States, with a name that is
    /// common there (S7, S11).
    pub(crate) fn claimed(random: &mut Random, world: &mut World, today: Day) -> Self {
        let country = UNITED_STATES;
        let city = country.city(random);
        let origin = if random.chance(Rate::percent(75)) { Origin::English } else { random.weighted(&country.names) };
        let came_from = if random.chance(Rate::percent(8)) { former_home(random, country, origin) } else { None };
        Self::with(random, world, today, Roots { country, city, origin, came_from })
    }

    fn with(random: &mut Random, world: &mut World, today: Day, roots: Roots) -> Self {
        let Roots { country, city, origin, came_from } = roots;
        let (given, family) = origin.names();
        let mut given = random.pick_of(given).copied().unwrap_or("Alex").to_owned();
        let mut family = random.pick_of(family).copied().unwrap_or("Doe").to_owned();
        let mut native = None;
        if came_from.is_some() && random.chance(TWO_SCRIPTS) {
            let same: Vec<_> = names::TWO_SCRIPTS.iter().filter(|(of, ..)| *of == origin).collect();
            if let Some((_, written, first, last)) = random.pick_of(&same) {
                (native, given, family) = (Some(*written), (*first).to_owned(), (*last).to_owned());
            }
        }
        let middle = random.chance(Rate::percent(25)).then(|| char::from(b'A' + random.below(26) as u8));
        let mailbox = mailbox(random, world, &given, &family);
        // Careers begin 0 to 40 years ago, most of them in the last 15.
        let years = if random.once_in(4) { random.between(0, 40) } else { random.between(0, 15) };
        let works_since = today.plus(-(years * 365 + random.between(30, 360)));
        Self {
            middle,
            native,
            country,
            city,
            came_from,
            address: address(random, country, city),
            mailbox,
            number: world.number(random, country, city),
            line: world.line(random, country.code, city.region),
            router: world.router(),
            fingerprint: random.hex(32),
            works_since,
            born: works_since.year() - random.weighted(&[(10, 19), (30, 22), (30, 23), (15, 25), (10, 28), (5, 34)]),
            given,
            family,
        }
    }

    /// Given and family name in Latin letters, as a document prints them.
    pub(crate) fn latin(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    /// The name as the person gives it.
    pub(crate) fn name(&self) -> String {
        match (self.native, self.middle) {
            (Some(native), _) => native.to_owned(),
            (None, Some(middle)) => format!("{} {middle}. {}", self.given, self.family),
            (None, None) => self.latin(),
        }
    }

    /// What the person is, for the label.
    pub(crate) fn traits(&self, made_with: &mut Vec<&'static str>) {
        made_with.extend(self.came_from.map(|_| "came_from_abroad"));
        made_with.extend(self.native.map(|_| "two_scripts"));
    }

    /// The clock at home.
    pub(crate) fn zone(&self) -> Zone {
        self.city.zone
    }
}

/// Another name of the same kind of person, for friends, spouses, referees.
pub(crate) fn stranger(random: &mut Random) -> (String, String) {
    let origin = random.weighted(&places::UNITED_STATES.names);
    let (given, family) = origin.names();
    (
        random.pick_of(given).copied().unwrap_or("Sam").to_owned(),
        random.pick_of(family).copied().unwrap_or("Doe").to_owned(),
    )
}

/// A name as it stands in addresses and accounts: small letters and digits alone.
pub(crate) fn plain(name: &str) -> String {
    name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "")
}

/// A mailbox as people choose it.
pub(crate) fn mailbox(random: &mut Random, world: &mut World, given: &str, family: &str) -> String {
    let (given, family) = (plain(given), plain(family));
    let initial: String = given.chars().take(1).collect();
    let local = match random.weighted(&[(40, 0), (20, 1), (10, 2), (20, 3), (10, 4)]) {
        0 => format!("{given}.{family}"),
        1 => format!("{given}{family}"),
        2 => format!("{initial}{family}"),
        3 => format!("{given}.{family}{}", random.between(1, 99)),
        _ => format!("{given}{}", random.between(70, 2009)),
    };
    let provider = random.weighted(&MAIL);
    world.mailbox(random, &local, provider)
}

fn country(random: &mut Random) -> &'static Country {
    let mut left = random.below(places::COUNTRIES.iter().map(|country| u64::from(country.share)).sum());
    for country in &places::COUNTRIES {
        if left < u64::from(country.share) {
            return country;
        }
        left -= u64::from(country.share);
    }
    UNITED_STATES
}

/// Where an immigrant came from, and none for those who did not move: by whose names they bear, as an estimate.
fn former_home(random: &mut Random, country: &Country, origin: Origin) -> Option<&'static str> {
    let (percent, homes): (u32, &[&'static str]) = match origin {
        Origin::English => (5, &["GB", "CA", "AU", "IE"]),
        Origin::Hispanic => (35, &["MX"]),
        Origin::Indian => (70, &["IN", "IN", "IN", "BD"]),
        Origin::Chinese => (60, &["CN", "CN", "SG"]),
        Origin::Korean => (50, &["KR"]),
        Origin::Vietnamese => (45, &["VN"]),
        Origin::Slavic => (65, &["UA", "PL"]),
        Origin::Arabic => (60, &["EG"]),
        Origin::WestAfrican => (55, &["NG", "NG", "GH", "KE"]),
        Origin::WestEuropean => (25, &["DE", "IE"]),
        Origin::Filipino => (60, &["PH"]),
        Origin::Brazilian => (60, &["BR"]),
    };
    let home = random.pick_of(homes).copied().filter(|home| *home != country.code);
    if random.chance(Rate::percent(percent)) { home } else { None }
}

/// An address in a city.
pub(crate) fn address(random: &mut Random, country: &Country, city: &City) -> Address {
    let line1 = format!("{} {}", random.between(1, 9800), random.pick(&places::STREETS));
    let line2 = random.chance(Rate::percent(30)).then(|| format!("Apt {}", random.between(1, 480)));
    let postal = city.postal.chars().map(|c| match c {
        '#' => char::from(b'0' + random.below(10) as u8),
        '@' => char::from(random.pick(b"ABCEGHJKLMNPRSTVXY")),
        other => other,
    });
    Address {
        raw: None,
        line1: Some(line1),
        line2,
        postal_code: Some(postal.collect()),
        city: Some(city.name.to_owned()),
        region: Some(city.region.to_owned()),
        country: Some(country.code.to_owned()),
    }
}
