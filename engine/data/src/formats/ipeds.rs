//! IPEDS of the US Department of Education: `HDyyyy.csv` (schools) and `Cyyyy_A.csv` (what their graduates studied, by level), to
//! a row for each name of a school with codes of four digits of the Classification of Instructional Programs. A field counts as
//! offered when it is listed in any of the years.

use std::collections::{BTreeMap, BTreeSet};

use hirewall_expr::functions::normalize_name;

use super::csv::Columns;
use crate::collector::Collector;
use crate::{Format, ImportError, Input, Target};

const LEVELS: [&str; 4] = ["associate", "bachelor", "master", "doctorate"];

/// Letters that an alias has at least: shorter ones are those of many schools.
const ALIAS_LETTERS: usize = 7;

/// Codes of each level, in the order of [`LEVELS`].
type Offered = [BTreeSet<String>; 4];

pub(crate) fn is(head: &str) -> bool {
    let first = head.lines().next().unwrap_or_default().to_ascii_uppercase();
    let has = |name: &str| first.split(',').any(|cell| cell.trim().trim_matches('"') == name);
    has("UNITID") && (has("INSTNM") || has("CIPCODE"))
}

pub(super) fn read(inputs: &[Input<'_>], collector: &mut Collector<'_>) -> Result<(), ImportError> {
    let mut schools: Vec<(String, Vec<String>, u64)> = Vec::new();
    let mut offered: BTreeMap<String, Offered> = BTreeMap::new();
    let mut years = BTreeSet::new();
    for input in inputs {
        let text = input.text_or_latin1()?;
        let table = Columns::of(input.name, text.trim_start_matches('\u{feff}'), |_| true)?;
        if table.has("CIPCODE") {
            years.insert(year(input)?);
            completions(&table, &mut offered)?;
        } else {
            names(&table, &mut schools)?;
        }
    }
    if schools.is_empty() {
        return Err(ImportError::Missing { format: Format::Ipeds, part: "`HDyyyy.csv`, which names the schools" });
    }
    if let Target::List { .. } = collector.target() {
        return schools
            .iter()
            .try_for_each(|(_, names, line)| names.iter().try_for_each(|name| collector.item(name, *line)));
    }
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        return Err(ImportError::Missing {
            format: Format::Ipeds,
            part: "`Cyyyy_A.csv`, which says what schools offer",
        });
    };
    let span = if first == last { first.clone() } else { format!("{first}-{last}") };
    // Schools of one name are one row: which of them is meant cannot be told, so what any of them offers counts.
    let mut rows: BTreeMap<&str, (Offered, u64)> = BTreeMap::new();
    for (unit, names, line) in &schools {
        let Some(codes) = offered.get(unit) else { continue };
        for name in names {
            let (row, _) = rows.entry(name).or_insert_with(|| (Offered::default(), *line));
            for (all, own) in row.iter_mut().zip(codes) {
                all.extend(own.iter().cloned());
            }
        }
    }
    for (name, (codes, line)) in rows {
        let mut cells = vec![("school", name.to_owned()), ("years", span.clone())];
        for (level, codes) in LEVELS.into_iter().zip(&codes) {
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            cells.push((level, codes.join(" ")));
        }
        collector.row(&cells, line)?;
    }
    Ok(())
}

fn completions(table: &Columns<'_>, offered: &mut BTreeMap<String, Offered>) -> Result<(), ImportError> {
    let [unit, cip, level] = [table.at("UNITID")?, table.at("CIPCODE")?, table.at("AWLEVEL")?];
    table.rows(|row, _| {
        let cell = |at: usize| row.get(at).unwrap_or_default();
        if let (Some(at), Some(code)) = (level_at(cell(level)), code(cell(cip))) {
            let levels = offered.entry(cell(unit).to_owned()).or_default();
            if let Some(codes) = levels.get_mut(at) {
                codes.insert(code);
            }
        }
        Ok(())
    })
}

fn names(table: &Columns<'_>, schools: &mut Vec<(String, Vec<String>, u64)>) -> Result<(), ImportError> {
    let [unit, name] = [table.at("UNITID")?, table.at("INSTNM")?];
    let alias = table.at("IALIAS").ok();
    table.rows(|row, line| {
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let aliases =
            alias.map_or("", cell).split(['|', ';']).map(bare).filter(|name| name.chars().count() >= ALIAS_LETTERS);
        let names: BTreeSet<String> =
            std::iter::once(bare(cell(name))).chain(aliases).filter(|name| !name.is_empty()).collect();
        schools.push((cell(unit).to_owned(), names.into_iter().collect(), line));
        Ok(())
    })
}

/// A name as `normalize_name` spells it, without a leading article.
fn bare(name: &str) -> String {
    let name = normalize_name(name).unwrap_or_default();
    name.strip_prefix("the ").unwrap_or(&name).to_owned()
}

/// The place in [`LEVELS`] of an award level. Certificates have none; 9 and 10 are the doctorates of files before 2010.
fn level_at(level: &str) -> Option<usize> {
    match level.trim_start_matches('0') {
        "3" => Some(0),
        "5" => Some(1),
        "7" => Some(2),
        "9" | "10" | "17" | "18" | "19" => Some(3),
        _ => None,
    }
}

/// `1.0199` or `="01.0199"` as `01.01`; none for 99, which is the sum of all fields.
fn code(text: &str) -> Option<String> {
    let (field, detail) = text.trim_matches(['=', '"']).split_once('.')?;
    let digits = |text: &str, least: usize, most: usize| {
        (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if field == "99" || !digits(field, 1, 2) || !digits(detail, 2, 4) {
        return None;
    }
    Some(format!("{field:0>2}.{}", detail.get(..2)?))
}

/// The year in the name of a file.
fn year(input: &Input<'_>) -> Result<String, ImportError> {
    let name = input.name.rsplit(['/', '\\']).next().unwrap_or(input.name);
    let digits = |at: usize| name.get(at..at + 4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let years = (0..name.len()).filter_map(digits);
    let found = years.into_iter().find(|year| year.starts_with("19") || year.starts_with("20"));
    found.map(str::to_owned).ok_or(ImportError::Missing {
        format: Format::Ipeds,
        part: "a file whose name holds its year, such as `C2023_A.csv`",
    })
}
