//! The detector: from what the record says to signals.

use std::collections::BTreeSet;

use hirewall_sdk::{Detector, Failure, Report, Request, lists};
use places::same_country;
use rlibphonenumber::{PHONE_NUMBER_UTIL, Region};

use crate::across;
use crate::number::Number;
use crate::record::Applicant;
use crate::settings::Settings;
use crate::signals::Signals;
use crate::written::Written;

/// Numbers of an application that are looked at; the same for referees.
const NUMBERS: usize = 16;

/// Reads phone numbers.
#[derive(Debug)]
pub struct Phone {
    default_region: Region,
}

impl Detector for Phone {
    type Settings = Settings;
    type Input = Applicant;
    type Signals = Signals;

    fn configure(settings: Settings) -> Result<Self, Failure> {
        let supported =
            |code: &str| country(code).filter(|region| PHONE_NUMBER_UTIL.get_example_number(*region).is_ok());
        let default_region = supported(&settings.default_region)
            .ok_or_else(|| Failure::new("bad-settings", "`default_region` is not a country with phone numbers"))?;
        // Patterns are made when they are first asked: now they are there for every record.
        for region in PHONE_NUMBER_UTIL.get_supported_regions() {
            if let Ok(example) = PHONE_NUMBER_UTIL.get_example_number(region) {
                let national = example.get_national_significant_number();
                for text in [example.to_string(), national] {
                    Number::read(&text, &[region], |_| false);
                }
            }
        }
        Ok(Self { default_region })
    }

    fn detect(&self, request: &Request<Applicant>) -> Result<Report<Signals>, Failure> {
        let applicant = &request.input;
        let claimed = applicant.claimed_country();
        let (numbers, pointers) = self.numbers(applicant);
        let known = |answer: bool| (!numbers.is_empty()).then_some(answer);
        let e164: BTreeSet<&String> = numbers.iter().filter_map(|number| number.e164.as_ref()).collect();
        let regions: BTreeSet<&String> = numbers.iter().filter_map(|number| number.region.as_ref()).collect();
        let signals = Signals {
            any_invalid: known(numbers.iter().any(|number| !number.valid)),
            any_fictional: known(numbers.iter().any(|number| number.fictional)),
            only_services: known(numbers.iter().all(|number| number.line.is_service())),
            any_voip: known(numbers.iter().any(|number| number.voip)),
            typed_plus: typed_plus(&numbers, claimed),
            country_differs: across::country_differs(&numbers, claimed),
            region_differs: across::region_differs(&numbers, applicant),
            time_zone_gap_minutes: across::time_zone_gap(&numbers, applicant),
            shared_with_reference: self.shared_with_reference(applicant, &e164),
            e164: e164.into_iter().cloned().collect(),
            regions: regions.into_iter().cloned().collect(),
            numbers,
        };
        Ok(evidence(signals, &pointers))
    }
}

impl Phone {
    /// Every number, and where it stands.
    fn numbers(&self, applicant: &Applicant) -> (Vec<Number>, Vec<String>) {
        let countries = self.countries(applicant);
        let listed = |e164: &str| lists::contains("voip_prefixes", e164);
        let phones = applicant.phones.iter().zip(0_i64..);
        let phones = phones.filter_map(|(phone, at)| Some((phone.raw.as_deref()?, phone.source_normalised, at)));
        let resume = applicant.phone.as_deref().map(|raw| (raw, None, -1));
        let mut numbers: Vec<Number> = Vec::new();
        let mut pointers = Vec::new();
        for (raw, source_normalised, position) in phones.chain(resume).take(NUMBERS) {
            let Some(number) = Number::read(raw, &countries, listed) else { continue };
            // Exporters write the first number into the resume as well.
            if position < 0 && number.e164.is_some() && numbers.iter().any(|other| other.e164 == number.e164) {
                continue;
            }
            pointers.push(if position < 0 { "/basics/phone".to_owned() } else { format!("/phones/{position}/raw") });
            numbers.push(Number { position, source_normalised, ..number });
        }
        (numbers, pointers)
    }

    /// Countries of numbers without country code: the claimed one, then that of the settings.
    fn countries(&self, applicant: &Applicant) -> Vec<Region> {
        let claimed = applicant.claimed_country().and_then(country).filter(|claimed| *claimed != self.default_region);
        claimed.into_iter().chain([self.default_region]).collect()
    }

    fn shared_with_reference(&self, applicant: &Applicant, own: &BTreeSet<&String>) -> Option<bool> {
        let countries = self.countries(applicant);
        let phones = applicant.references.iter().filter_map(|reference| reference.phone.as_deref()).take(NUMBERS);
        let mut theirs = phones.filter_map(|raw| Number::read(raw, &countries, |_| false)?.e164).peekable();
        theirs.peek().filter(|_| !own.is_empty())?;
        Some(theirs.any(|number| own.contains(&number)))
    }
}

/// Whether a number of the claimed country was typed with a plus sign; only numbers count that are known to be as typed.
fn typed_plus(numbers: &[Number], claimed: Option<&str>) -> Option<bool> {
    let claimed = claimed?;
    let typed = numbers.iter().filter(|number| number.source_normalised == Some(false));
    let own = |number: &&Number| number.region.as_deref().is_some_and(|region| same_country(region, claimed));
    let mut own = typed.filter(own).peekable();
    own.peek()?;
    Some(own.any(|number| number.written == Some(Written::Plus)))
}

fn country(code: &str) -> Option<Region> {
    Region::from_code(code).ok()
}

/// Names the numbers that a signal rests on.
fn evidence(signals: Signals, pointers: &[String]) -> Report<Signals> {
    let of = |wanted: fn(&Number) -> bool| -> Vec<String> {
        let pairs = signals.numbers.iter().zip(pointers).filter(|(number, _)| wanted(number));
        pairs.map(|(_, pointer)| pointer.clone()).collect()
    };
    let invalid = of(|number| !number.valid);
    let fictional = of(|number| number.fictional);
    let voip = of(|number| number.voip);
    let plus = of(|number| number.written == Some(Written::Plus));
    let all = of(|_| true);
    let valid = of(|number| number.region.is_some());
    let area = of(|number| number.area().is_some());
    Report::new(signals)
        .evidence("numbers", all.clone())
        .evidence("e164", all.clone())
        .evidence("any_invalid", invalid)
        .evidence("any_fictional", fictional)
        .evidence("only_services", all)
        .evidence("any_voip", voip)
        .evidence("typed_plus", plus)
        .evidence("regions", valid.clone())
        .evidence("country_differs", valid)
        .evidence("region_differs", area.clone())
        .evidence("time_zone_gap_minutes", area)
}
