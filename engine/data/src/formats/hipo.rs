//! Hipo university-domains-list: an array of schools with name, country and domains. A list of domains takes the domains,
//! another list the normalised names, a table the domains with the names of their schools.

use std::collections::BTreeMap;

use hirewall_expr::functions::normalize_name;
use serde::Deserialize;

use super::json;
use crate::collector::{Collector, parents};
use crate::{ImportError, Input, Target};

/// Names kept a domain: a few domains are those of dozens of campuses.
const MAX_NAMES: usize = 2;

#[derive(Deserialize)]
struct School {
    name: String,
    #[serde(default)]
    alpha_two_code: Option<String>,
    #[serde(default)]
    domains: Vec<String>,
}

#[derive(Default)]
struct Row {
    place: u64,
    names: Vec<String>,
    country: String,
}

pub(super) fn read(inputs: &[Input<'_>], collector: &mut Collector<'_>) -> Result<(), ImportError> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for input in inputs {
        json::each(input, |school: School, place| {
            let name = normalize_name(&school.name).unwrap_or_default();
            if let Target::List { .. } = collector.target() {
                if collector.takes_domains() {
                    return school.domains.iter().try_for_each(|domain| collector.item(domain, place));
                }
                return collector.item(&name, place);
            }
            for domain in &school.domains {
                let row = rows.entry(domain.trim().trim_end_matches('.').to_lowercase()).or_default();
                row.place = place;
                row.country = school.alpha_two_code.clone().unwrap_or_default();
                if !name.is_empty() && row.names.len() < MAX_NAMES && !row.names.contains(&name) {
                    row.names.push(name.clone());
                }
            }
            Ok(())
        })?;
    }
    for (domain, row) in &rows {
        if row.names.is_empty() {
            collector.tell("no name, left out", domain, row.place);
        } else if parents(domain).any(|parent| rows.get(parent).is_some_and(|row| !row.names.is_empty())) {
            // A faculty's domain below that of its school says nothing new.
            collector.tell("below another school's domain, left out", domain, row.place);
        } else {
            let cells = [("domain", domain.clone()), ("names", row.names.join("|")), ("country", row.country.clone())];
            collector.row(&cells, row.place)?;
        }
    }
    Ok(())
}
