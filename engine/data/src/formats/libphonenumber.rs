//! The metadata of libphonenumber-js: which countries have a calling code. Codes of no country, such as 800, are left out.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::json;
use crate::collector::Collector;
use crate::{ImportError, Input};

#[derive(Deserialize)]
struct Metadata {
    country_calling_codes: BTreeMap<String, Vec<String>>,
}

pub(super) fn read(input: &Input<'_>, collector: &mut Collector<'_>) -> Result<(), ImportError> {
    let metadata: Metadata = json::whole(input)?;
    for (place, (code, countries)) in (1..).zip(&metadata.country_calling_codes) {
        for country in countries.iter().filter(|country| country.chars().all(char::is_alphabetic)) {
            collector.row(&[("country", country.clone()), ("code", code.clone())], place)?;
        }
    }
    Ok(())
}
