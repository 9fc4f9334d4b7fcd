//! How the country code was written. It does not decide whether the spelling is the applicant's: the record says so.

use hirewall_sdk::Schema;
use rlibphonenumber::{CountryCodeSource, PhoneNumber};
use serde::Serialize;

/// How the country code stands in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Written {
    /// After a plus sign: `+1 602 …`.
    Plus,
    /// After `00`.
    DoubleZero,
    /// After another prefix for calls abroad: `011 …`.
    ExitCode,
    /// As bare digits: `1-602-…`.
    Digits,
    /// Not at all, but with the prefix for calls inside the country: `0171 …`.
    NationalPrefix,
    /// Not at all.
    None,
}

impl Written {
    /// How the country code stands in the text that the number was read from.
    pub(crate) fn of(raw: &str, number: &PhoneNumber) -> Self {
        match number.country_code_source() {
            CountryCodeSource::FromNumberWithPlusSign => Self::Plus,
            CountryCodeSource::FromNumberWithIdd if digits(raw).starts_with("00") => Self::DoubleZero,
            CountryCodeSource::FromNumberWithIdd => Self::ExitCode,
            CountryCodeSource::FromNumberWithoutPlusSign => Self::Digits,
            CountryCodeSource::Unspecified | CountryCodeSource::FromDefaultCountry => {
                let national = number.get_national_significant_number();
                let before = digits(raw).find(&national).filter(|before| *before > 0);
                if before.is_some() { Self::NationalPrefix } else { Self::None }
            }
        }
    }
}

fn digits(raw: &str) -> String {
    raw.chars().filter(char::is_ascii_digit).collect()
}
