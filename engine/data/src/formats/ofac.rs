//! OFAC `sdn.csv` and `alt.csv`, which have no first line with names: normalised names and aliases, or wallets, of the entries
//! whose programme begins with DPRK.

use std::collections::BTreeMap;

use hirewall_expr::functions::normalize_name;

use super::csv;
use crate::collector::Collector;
use crate::{Format, ImportError, Input};

/// What stands for an empty cell.
const NOTHING: &str = "-0-";
const ALIAS_KINDS: [&str; 3] = ["aka", "fka", "nka"];

/// What is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Names of all.
    Names,
    /// Names of organisations.
    Entities,
    /// Wallets.
    Wallets,
}

pub(crate) fn is(head: &str) -> bool {
    let mut found = false;
    let _ = csv::each("", head.lines().next().unwrap_or_default(), 0, |row, _| {
        found = is_main(row) || is_alias(row);
        Ok(())
    });
    found
}

fn is_number(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_main(row: &::csv::StringRecord) -> bool {
    row.len() == 12 && is_number(row.get(0))
}

fn is_alias(row: &::csv::StringRecord) -> bool {
    row.len() == 5
        && is_number(row.get(0))
        && is_number(row.get(1))
        && row.get(2).is_some_and(|kind| ALIAS_KINDS.contains(&kind))
}

pub(super) fn read(inputs: &[Input<'_>], wanted: Wanted, collector: &mut Collector<'_>) -> Result<(), ImportError> {
    // Whether an entry that counts is a person, by its number.
    let mut people: BTreeMap<String, bool> = BTreeMap::new();
    let mut aliases = Vec::new();
    let mut main = false;
    for input in inputs {
        let text = input.text_or_latin1()?;
        // Files of the agency end with the mark that ended files under DOS.
        csv::each(input.name, text.trim_end_matches(['\u{1a}', '\n', '\r', ' ']), 0, |row, line| {
            let cell = |at: usize| row.get(at).filter(|cell| *cell != NOTHING).unwrap_or_default();
            if is_alias(row) {
                aliases.push((cell(0).to_owned(), cell(3).to_owned(), line));
                return Ok(());
            }
            if !is_main(row) {
                let reason = format!("the number of cells is {}; that of sdn.csv is 12, of alt.csv 5", row.len());
                return Err(ImportError::Csv { name: input.name.to_owned(), line, reason });
            }
            main = true;
            let kind = cell(2).to_ascii_lowercase();
            let programmes = cell(3).split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
            if !programmes.into_iter().any(|programme| programme.starts_with("DPRK")) {
                return Ok(());
            }
            if wanted == Wanted::Wallets {
                return wallets(cell(11)).try_for_each(|wallet| collector.item(wallet, line));
            }
            if wanted == Wanted::Entities && !kind.is_empty() {
                return Ok(());
            }
            people.insert(cell(0).to_owned(), kind == "individual");
            name(cell(1), kind == "individual", line, collector)
        })?;
    }
    if !main {
        return Err(ImportError::Missing {
            format: Format::Ofac,
            part: "`sdn.csv`, which says to which programme an entry belongs",
        });
    }
    for (entry, alias, line) in aliases {
        if let Some(person) = people.get(&entry) {
            name(&alias, *person, line, collector)?;
        }
    }
    Ok(())
}

fn name(text: &str, person: bool, line: u64, collector: &mut Collector<'_>) -> Result<(), ImportError> {
    let turned = match text.split_once(',') {
        Some((last, first)) if person => format!("{first} {last}"),
        _ => text.to_owned(),
    };
    let name = normalize_name(&turned).unwrap_or_default();
    // A word of a few letters stands inside of many names.
    if name.chars().count() < 5 {
        collector.tell("too short to tell, left out", text, line);
        return Ok(());
    }
    collector.item(&name, line)
}

/// The addresses of `Digital Currency Address - ETH 0x…;`.
fn wallets(remarks: &str) -> impl Iterator<Item = &str> {
    const MARK: &str = "Digital Currency Address - ";
    remarks.split(';').filter_map(|remark| {
        let (_, wallet) = remark.split_once(MARK)?;
        wallet.split_whitespace().nth(1).map(|address| address.trim_end_matches('.'))
    })
}
