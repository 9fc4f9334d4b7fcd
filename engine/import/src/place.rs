//! What an address in one text says for certain: the country when its last part names one, and then the US state and ZIP code before
//! it. The rest of the text is not taken apart.

use serde_json::Value;

use crate::country;
use crate::draft::Draft;

/// The certain parts of an address.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) country: Option<&'static str>,
    pub(crate) region: Option<&'static str>,
    pub(crate) postal_code: Option<String>,
}

/// Reads an address.
pub(crate) fn read(text: &str) -> Place {
    let mut parts = text.split([',', '\n']).map(str::trim).filter(|part| !part.is_empty()).rev();
    let mut place = Place { country: parts.next().and_then(country::named), ..Place::default() };
    if place.country == Some("US")
        && let Some(part) = parts.next()
    {
        let (state, zip) = match part.rsplit_once(' ') {
            Some((state, zip)) if is_zip(zip) => (state, Some(zip)),
            _ => (part, None),
        };
        place.region = country::us_state(state);
        place.postal_code = zip.filter(|_| place.region.is_some()).map(str::to_owned);
    }
    place
}

/// Adds to an element of `addresses` what its text says for certain.
pub(crate) fn complete(address: &mut Draft) {
    let Some(place) = address.record.get("raw").and_then(Value::as_str).map(read) else { return };
    if let Some(country) = place.country {
        address.put("/country", Value::from(country));
    }
    if let Some(region) = place.region {
        address.put("/region", Value::from(region));
    }
    if let Some(postal_code) = place.postal_code {
        address.put("/postal_code", Value::from(postal_code));
    }
}

fn is_zip(text: &str) -> bool {
    let (five, four) = text.split_once('-').unwrap_or((text, "0000"));
    let digits = |text: &str, number| text.len() == number && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(five, 5) && digits(four, 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_certain_parts_are_read() {
        let place = |country, region, postal_code: Option<&str>| Place {
            country,
            region,
            postal_code: postal_code.map(str::to_owned),
        };
        let cases = [
            ("Phoenix, Arizona, USA", place(Some("US"), Some("AZ"), None)),
            ("1 Main St\nPhoenix, AZ 85004, United States", place(Some("US"), Some("AZ"), Some("85004"))),
            ("Toronto, Ontario, Canada", place(Some("CA"), None, None)),
            ("Canada", place(Some("CA"), None, None)),
            ("1 Main St\nPhoenix, AZ 85004", Place::default()),
            ("Atlanta, Georgia", Place::default()),
            ("Wilmington, DE", Place::default()),
            ("Remote", Place::default()),
            ("", Place::default()),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
