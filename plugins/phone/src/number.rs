//! One phone number. It does not compare it with anything.

use hirewall_sdk::Schema;
use places::AreaCode;
use rlibphonenumber::{PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region};
use serde::Serialize;

use crate::line::Line;
use crate::written::Written;

/// Characters of a number that are read. A longer text is not a number.
const CHARACTERS: usize = 64;

/// A phone number.
#[derive(Debug, Clone, PartialEq, Schema, Serialize)]
pub struct Number {
    /// Its place in `phones`, counted from 0; -1 for the number in the resume.
    pub position: i64,
    /// Whether its length and country code can be those of a number.
    pub possible: bool,
    /// Whether it lies in a range that its country's numbering plan has handed out.
    pub valid: bool,
    /// Digits of the international form, after a plus sign. Absent where the text cannot be a number.
    #[schema(pii = "direct")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e164: Option<String>,
    /// Its country, ISO 3166-1 alpha-2. Absent where the number is not valid, or of no country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// What kind of line it is.
    pub line: Line,
    /// How the country code was written. Absent where the text cannot be a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<Written>,
    /// Whether the source system rewrote the number, so that its spelling is no evidence. Absent where the source does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_normalised: Option<bool>,
    /// Whether it is kept free for films and examples: 555-0100 to 555-0199 in North America.
    pub fictional: bool,
    /// North American area code. Absent for other numbers and for codes without an area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_code: Option<String>,
    /// States or provinces of the area code; empty where there is none.
    pub area_regions: Vec<String>,
    /// Time zones of the area code; empty where there is none.
    pub time_zones: Vec<String>,
    /// Whether it is an internet line, by its numbering plan or by the operator's list.
    pub voip: bool,
}

impl Number {
    /// Reads a number. `countries` are those in which a number without country code may be, the likeliest first. None where the
    /// text has no digit at all, such as `n/a`.
    pub(crate) fn read(raw: &str, countries: &[Region], is_voip: impl Fn(&str) -> bool) -> Option<Self> {
        if !raw.chars().any(char::is_numeric) {
            return None;
        }
        let mut out = Self::unreadable();
        if raw.chars().nth(CHARACTERS).is_some() {
            return Some(out);
        }
        let Some((number, kind)) = parse(raw, countries) else { return Some(out) };
        out.written = Some(Written::of(raw, &number));
        out.possible = number.is_possible_with_reason().is_ok();
        // A number is valid that is of some kind; asking for either costs the same.
        out.valid = kind != PhoneNumberType::Unknown;
        if out.possible {
            out.e164 = Some(number.format_as(PhoneNumberFormat::E164).into_owned());
        }
        if out.valid {
            out.region =
                number.get_region_code().filter(|region| *region != Region::World).map(|region| region.to_string());
            out.line = kind.into();
            let listed = out.e164.as_deref().is_some_and(is_voip);
            out.voip = listed || out.line == Line::Voip;
        }
        if number.country_code == 1 {
            out.read_area(&number.get_national_significant_number());
        }
        Some(out)
    }

    fn read_area(&mut self, national: &str) {
        let office = national.get(3..).unwrap_or_default();
        self.fictional = office.len() == 7 && office.starts_with("55501");
        let Some((code, area)) = national.get(..3).and_then(|code| Some((code, places::area_code(code)?))) else {
            return;
        };
        self.area_code = Some(code.to_owned());
        self.area_regions = area.regions().map(str::to_owned).collect();
        self.time_zones = area.time_zones().map(str::to_owned).collect();
    }

    /// What is known of its area code.
    pub(crate) fn area(&self) -> Option<AreaCode> {
        self.area_code.as_deref().filter(|_| self.valid).and_then(places::area_code)
    }

    fn unreadable() -> Self {
        Self {
            position: 0,
            possible: false,
            valid: false,
            e164: None,
            region: None,
            line: Line::Unknown,
            written: None,
            source_normalised: None,
            fictional: false,
            area_code: None,
            area_regions: Vec::new(),
            time_zones: Vec::new(),
            voip: false,
        }
    }
}

/// The number in the first country in which it is valid, and its kind; failing that, as the first country has it.
fn parse(raw: &str, countries: &[Region]) -> Option<(PhoneNumber, PhoneNumberType)> {
    let read = |country: Option<Region>| {
        let number = rlibphonenumber::PHONE_NUMBER_UTIL.parse_and_keep_raw_input(raw, country).ok()?;
        let kind = number.get_type();
        Some((number, kind))
    };
    let mut first = None;
    for country in countries {
        let Some((number, kind)) = read(Some(*country)) else { continue };
        if kind != PhoneNumberType::Unknown {
            return Some((number, kind));
        }
        first.get_or_insert((number, kind));
    }
    first.or_else(|| if countries.is_empty() { read(None) } else { None })
}
