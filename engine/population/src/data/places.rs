//! Countries and cities with what addresses, clocks and telephone numbers there look like.

use crate::calendar::{Summer, Zone};
use crate::data::names::Origin;
use crate::random::Random;

const fn zone(name: &'static str, winter_minutes: i64, summer: Summer) -> Zone {
    Zone { name, winter_minutes, summer }
}

const EASTERN: Zone = zone("America/New_York", -300, Summer::NorthAmerica);
const CENTRAL: Zone = zone("America/Chicago", -360, Summer::NorthAmerica);
const MOUNTAIN: Zone = zone("America/Denver", -420, Summer::NorthAmerica);
const ARIZONA: Zone = zone("America/Phoenix", -420, Summer::Never);
const PACIFIC: Zone = zone("America/Los_Angeles", -480, Summer::NorthAmerica);

/// Clocks of the United States, for people whose computer still has that of a former home.
pub(crate) const US_ZONES: [Zone; 5] = [EASTERN, CENTRAL, MOUNTAIN, ARIZONA, PACIFIC];

/// Clocks at which operators of the published cases work (S1, S11, S15), with the country of each.
pub(crate) const OPERATOR_ZONES: [(u32, (&str, Zone)); 6] = [
    (45, ("CN", zone("Asia/Shanghai", 480, Summer::Never))),
    (20, ("RU", zone("Asia/Vladivostok", 600, Summer::Never))),
    (10, ("RU", zone("Europe/Moscow", 180, Summer::Never))),
    (10, ("LA", zone("Asia/Vientiane", 420, Summer::Never))),
    (8, ("MY", zone("Asia/Kuala_Lumpur", 480, Summer::Never))),
    (7, ("TZ", zone("Africa/Dar_es_Salaam", 180, Summer::Never))),
];

/// Where people go while they look for work: country and clock.
pub(crate) const JOURNEYS: [(&str, Zone); 10] = [
    ("PT", zone("Europe/Lisbon", 0, Summer::Europe)),
    ("TH", zone("Asia/Bangkok", 420, Summer::Never)),
    ("MX", zone("America/Mexico_City", -360, Summer::Never)),
    ("GR", zone("Europe/Athens", 120, Summer::Europe)),
    ("IN", zone("Asia/Kolkata", 330, Summer::Never)),
    ("GB", zone("Europe/London", 0, Summer::Europe)),
    ("JP", zone("Asia/Tokyo", 540, Summer::Never)),
    ("ES", zone("Europe/Madrid", 60, Summer::Europe)),
    ("CN", zone("Asia/Shanghai", 480, Summer::Never)),
    ("CO", zone("America/Bogota", -300, Summer::Never)),
];

/// A city.
#[derive(Debug, Clone, Copy)]
pub(crate) struct City {
    pub(crate) name: &'static str,
    pub(crate) region: &'static str,
    /// How postal codes there begin; `#` stands for a digit, `@` for a letter.
    pub(crate) postal: &'static str,
    pub(crate) zone: Zone,
    /// Hundredths of a degree, north and east.
    pub(crate) position: (i64, i64),
    /// Patterns of telephone numbers, `#` for each free digit.
    pub(crate) numbers: &'static [&'static str],
}

/// A country.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Country {
    pub(crate) code: &'static str,
    /// Of how many people in a thousand who apply to an employer in the United States that hires remotely. An estimate.
    pub(crate) share: u32,
    pub(crate) calling_code: &'static str,
    pub(crate) cities: &'static [City],
    /// Whose names are common there, by share.
    pub(crate) names: [(u32, Origin); 8],
    pub(crate) language: &'static str,
}

impl Country {
    /// One of its cities.
    pub(crate) fn city(&self, random: &mut Random) -> &'static City {
        #[expect(clippy::indexing_slicing, reason = "no country is without a city, and the number is below theirs")]
        &self.cities[random.below(self.cities.len() as u64) as usize]
    }
}

macro_rules! cities {
    ($($name:literal $region:literal $postal:literal $zone:expr, $north:literal $east:literal: $($number:literal)*;)*) => {
        &[$(City { name: $name, region: $region, postal: $postal, zone: $zone, position: ($north, $east), numbers: &[$($number),*] }),*]
    };
}

/// Numbers of the United States and Canada are area codes. The rest is 555 and four digits that are neither kept for films
/// (01xx) nor a service: the exchange 555 was given back and reaches nobody, while its numbers are valid in form.
const US: &[City] = cities! {
    "Phoenix" "AZ" "850##" ARIZONA, 3345 -11207: "602" "480" "623";
    "Tucson" "AZ" "857##" ARIZONA, 3222 -11097: "520";
    "Austin" "TX" "787##" CENTRAL, 3027 -9774: "512" "737";
    "Dallas" "TX" "752##" CENTRAL, 3278 -9680: "214" "469" "972";
    "Houston" "TX" "770##" CENTRAL, 2976 -9537: "713" "281" "832";
    "San Antonio" "TX" "782##" CENTRAL, 2942 -9849: "210" "726";
    "Columbus" "OH" "432##" EASTERN, 3996 -8300: "614" "380";
    "Cleveland" "OH" "441##" EASTERN, 4150 -8169: "216";
    "Seattle" "WA" "981##" PACIFIC, 4761 -12233: "206" "253" "425";
    "Spokane" "WA" "992##" PACIFIC, 4766 -11743: "509";
    "Nashville" "TN" "372##" CENTRAL, 3616 -8678: "615" "629";
    "Raleigh" "NC" "276##" EASTERN, 3578 -7864: "919" "984";
    "Charlotte" "NC" "282##" EASTERN, 3523 -8084: "704" "980";
    "Denver" "CO" "802##" MOUNTAIN, 3974 -10499: "303" "720";
    "Boise" "ID" "837##" zone("America/Boise", -420, Summer::NorthAmerica), 4362 -11621: "208" "986";
    "Newark" "NJ" "071##" EASTERN, 4074 -7417: "973" "862";
    "Tampa" "FL" "336##" EASTERN, 2795 -8246: "813";
    "Miami" "FL" "331##" EASTERN, 2576 -8019: "305" "786";
    "Orlando" "FL" "328##" EASTERN, 2854 -8138: "407" "689";
    "Omaha" "NE" "681##" CENTRAL, 4126 -9594: "402" "531";
    "Sacramento" "CA" "958##" PACIFIC, 3858 -12149: "916" "279";
    "San Diego" "CA" "921##" PACIFIC, 3272 -11716: "619" "858";
    "Los Angeles" "CA" "900##" PACIFIC, 3405 -11824: "213" "323" "310";
    "San Jose" "CA" "951##" PACIFIC, 3734 -12189: "408" "669";
    "New York" "NY" "100##" EASTERN, 4071 -7401: "212" "646" "917";
    "Buffalo" "NY" "142##" EASTERN, 4289 -7888: "716";
    "Chicago" "IL" "606##" CENTRAL, 4188 -8763: "312" "773" "872";
    "Detroit" "MI" "482##" zone("America/Detroit", -300, Summer::NorthAmerica), 4233 -8305: "313";
    "Minneapolis" "MN" "554##" CENTRAL, 4498 -9327: "612" "763";
    "Atlanta" "GA" "303##" EASTERN, 3375 -8439: "404" "770" "678";
    "Portland" "OR" "972##" PACIFIC, 4552 -12268: "503" "971";
    "Salt Lake City" "UT" "841##" MOUNTAIN, 4076 -11189: "801" "385";
    "Philadelphia" "PA" "191##" EASTERN, 3995 -7517: "215" "267";
    "Pittsburgh" "PA" "152##" EASTERN, 4044 -8000: "412";
    "Boston" "MA" "021##" EASTERN, 4236 -7106: "617" "857";
    "Richmond" "VA" "232##" EASTERN, 3754 -7744: "804";
    "St. Louis" "MO" "631##" CENTRAL, 3863 -9020: "314";
    "Kansas City" "MO" "641##" CENTRAL, 3910 -9458: "816";
    "Milwaukee" "WI" "532##" CENTRAL, 4304 -8791: "414";
    "Albuquerque" "NM" "871##" MOUNTAIN, 3508 -10665: "505";
    "Las Vegas" "NV" "891##" PACIFIC, 3617 -11514: "702" "725";
    "Louisville" "KY" "402##" zone("America/Kentucky/Louisville", -300, Summer::NorthAmerica), 3825 -8576: "502";
    "New Orleans" "LA" "701##" CENTRAL, 2995 -9007: "504";
    "Indianapolis" "IN" "462##" zone("America/Indiana/Indianapolis", -300, Summer::NorthAmerica), 3977 -8616: "317" "463";
};

const CA: &[City] = cities! {
    "Toronto" "ON" "M5@ #@#" zone("America/Toronto", -300, Summer::NorthAmerica), 4365 -7938: "416" "647";
    "Calgary" "AB" "T2@ #@#" zone("America/Edmonton", -420, Summer::NorthAmerica), 5104 -11407: "403" "587";
    "Halifax" "NS" "B3@ #@#" zone("America/Halifax", -240, Summer::NorthAmerica), 4465 -6358: "902";
    "Vancouver" "BC" "V6@ #@#" zone("America/Vancouver", -480, Summer::NorthAmerica), 4928 -12312: "604" "778";
    "Montreal" "QC" "H2@ #@#" zone("America/Toronto", -300, Summer::NorthAmerica), 4550 -7357: "514" "438";
};

const LONDON: Zone = zone("Europe/London", 0, Summer::Europe);
/// Numbers that Ofcom keeps for drama.
const GB: &[City] = cities! {
    "London" "ENG" "SW1@ #@@" LONDON, 5151 -13: "020 7946 0###" "07700 900###";
    "Leeds" "ENG" "LS1 #@@" LONDON, 5380 -155: "0113 496 0###";
    "Manchester" "ENG" "M1 #@@" LONDON, 5348 -224: "0161 496 0###";
    "Cardiff" "WLS" "CF10 #@@" LONDON, 5148 -318: "029 2018 0###";
    "Glasgow" "SCT" "G1 #@@" LONDON, 5586 -425: "0141 496 0###";
};

const BERLIN: Zone = zone("Europe/Berlin", 60, Summer::Europe);
/// Numbers that the Bundesnetzagentur keeps for films.
const DE: &[City] = cities! {
    "Berlin" "BE" "101##" BERLIN, 5252 1340: "030 23125 ###";
    "Hamburg" "HH" "200##" BERLIN, 5355 1000: "040 66969 ###";
    "Munich" "BY" "803##" BERLIN, 4814 1158: "089 99998 ###";
    "Cologne" "NW" "506##" BERLIN, 5094 696: "0221 4710 ###";
};

const PARIS: Zone = zone("Europe/Paris", 60, Summer::Europe);
/// Numbers that Arcep keeps for films.
const FR: &[City] = cities! {
    "Lyon" "ARA" "690##" PARIS, 4576 484: "04 65 71 ## ##" "06 39 98 ## ##";
    "Nantes" "PDL" "440##" PARIS, 4722 -155: "02 61 91 ## ##";
    "Paris" "IDF" "750##" PARIS, 4886 235: "01 99 00 ## ##";
};

/// Numbers that the ACMA keeps for fiction.
const AU: &[City] = cities! {
    "Sydney" "NSW" "20##" zone("Australia/Sydney", 600, Summer::Australia), -3387 15121: "02 5550 ####";
    "Melbourne" "VIC" "30##" zone("Australia/Melbourne", 600, Summer::Australia), -3781 14496: "03 5550 ####";
    "Perth" "WA" "60##" zone("Australia/Perth", 480, Summer::Never), -3195 11586: "08 5550 ####";
};

/// Numbers that ComReg keeps for drama.
const IE: &[City] = cities! {
    "Dublin" "L" "D0# @###" zone("Europe/Dublin", 0, Summer::Europe), 5335 -626: "020 91# ####";
};

/// Nothing is kept for fiction in the countries below: their people give no number.
const IN: &[City] = cities! {
    "Pune" "MH" "4110##" zone("Asia/Kolkata", 330, Summer::Never), 1852 7386:;
    "Bengaluru" "KA" "5600##" zone("Asia/Kolkata", 330, Summer::Never), 1297 7759:;
    "Hyderabad" "TG" "5000##" zone("Asia/Kolkata", 330, Summer::Never), 1739 7849:;
};
const PL: &[City] = cities! {
    "Gdansk" "PM" "80-###" zone("Europe/Warsaw", 60, Summer::Europe), 5435 1865:;
    "Wroclaw" "DS" "50-###" zone("Europe/Warsaw", 60, Summer::Europe), 5111 1704:;
};
const BR: &[City] = cities! {
    "Curitiba" "PR" "80###-###" zone("America/Sao_Paulo", -180, Summer::Never), -2543 -4927:;
    "Recife" "PE" "50###-###" zone("America/Recife", -180, Summer::Never), -805 -3490:;
};
const MX: &[City] = cities! {
    "Puebla" "PUE" "720##" zone("America/Mexico_City", -360, Summer::Never), 1904 -9820:;
    "Merida" "YUC" "970##" zone("America/Merida", -360, Summer::Never), 2097 -8962:;
};
const NG: &[City] = cities! {
    "Lagos" "LA" "1000##" zone("Africa/Lagos", 60, Summer::Never), 652 338:;
    "Abuja" "FC" "9000##" zone("Africa/Lagos", 60, Summer::Never), 906 749:;
};
const PH: &[City] = cities! {
    "Manila" "00" "10##" zone("Asia/Manila", 480, Summer::Never), 1460 12098:;
    "Cebu City" "CEB" "60##" zone("Asia/Manila", 480, Summer::Never), 1032 12390:;
};

/// Names of people of a country where most names are of one kind.
const fn mostly(origin: Origin) -> [(u32, Origin); 8] {
    [
        (90, origin),
        (3, Origin::English),
        (2, Origin::Indian),
        (1, Origin::Chinese),
        (1, Origin::Arabic),
        (1, Origin::Slavic),
        (1, Origin::WestAfrican),
        (1, Origin::Hispanic),
    ]
}

/// People who work with computers in the United States, roughly: an estimate that decides names alone.
const AMERICAN: [(u32, Origin); 8] = [
    (48, Origin::English),
    (14, Origin::Hispanic),
    (14, Origin::Indian),
    (9, Origin::Chinese),
    (3, Origin::Korean),
    (3, Origin::Vietnamese),
    (5, Origin::Slavic),
    (4, Origin::WestAfrican),
];
const BRITISH: [(u32, Origin); 8] = [
    (62, Origin::English),
    (12, Origin::Indian),
    (6, Origin::Slavic),
    (6, Origin::WestEuropean),
    (5, Origin::WestAfrican),
    (4, Origin::Arabic),
    (3, Origin::Chinese),
    (2, Origin::Hispanic),
];

macro_rules! country {
    ($code:ident $share:literal +$calling:literal $names:expr, $language:literal) => {
        Country {
            code: stringify!($code),
            share: $share,
            calling_code: stringify!($calling),
            cities: $code,
            names: $names,
            language: $language,
        }
    };
}

/// Where people live. The first is the employer's country.
pub(crate) const COUNTRIES: [Country; 13] = [
    country!(US 800 +1 AMERICAN, "en-US"),
    country!(CA 50 +1 BRITISH, "en-CA"),
    country!(GB 30 +44 BRITISH, "en-GB"),
    country!(DE 20 +49 mostly(Origin::WestEuropean), "de-DE"),
    country!(FR 10 +33 mostly(Origin::WestEuropean), "fr-FR"),
    country!(AU 10 +61 BRITISH, "en-AU"),
    country!(IE 10 +353 mostly(Origin::WestEuropean), "en-IE"),
    country!(IN 25 +91 mostly(Origin::Indian), "en-IN"),
    country!(PL 10 +48 mostly(Origin::Slavic), "pl-PL"),
    country!(BR 12 +55 mostly(Origin::Brazilian), "pt-BR"),
    country!(MX 10 +52 mostly(Origin::Hispanic), "es-MX"),
    country!(NG 6 +234 mostly(Origin::WestAfrican), "en-NG"),
    country!(PH 7 +63 mostly(Origin::Filipino), "en-PH"),
];

/// The employer's country.
pub(crate) const UNITED_STATES: &Country = &COUNTRIES[0];

/// Names of streets, with what kind of street each is.
#[rustfmt::skip]
pub(crate) const STREETS: [&str; 24] = [
    "Maple Street", "Station Road", "Harbour Lane", "Mill Road", "Church Street", "Garden Lane", "Oak Avenue",
    "Cedar Court", "Ridge Drive", "Lake Street", "Prospect Avenue", "Willow Way", "Juniper Lane", "Highland Avenue",
    "Spruce Street", "Meadow Lane", "Canyon Drive", "Franklin Street", "Sunset Boulevard", "Park Place", "River Road",
    "Chestnut Street", "Valley View Drive", "Orchard Street",
];
