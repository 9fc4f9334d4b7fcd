//! Names of what is installed and running, each once with the places that it stands at.

use std::collections::BTreeMap;

use crate::record::{Device, Named};

/// Names that are looked up; what comes after them is not. Each is looked up in five lists, and hosts allow 10,000 look-ups for a
/// record.
pub(crate) const NAMES: usize = 1600;

/// Characters of a name that are read.
pub(crate) const CHARACTERS: usize = 100;

/// A name, in small letters.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    pub(crate) running: bool,
    pub(crate) installed: bool,
    /// Where it stands in the record, first.
    pub(crate) place: String,
}

/// All names of a computer's inventories; none where no inventory of software was collected.
pub(crate) fn names(device: &Device) -> Option<BTreeMap<String, Entry>> {
    let tables = [
        ("programs", &device.programs, false),
        ("apps", &device.apps, false),
        ("chrome_extensions", &device.chrome_extensions, false),
        ("services", &device.services, false),
        ("processes", &device.processes, true),
        // Last: there are many, and most are no programs.
        ("deb_packages", &device.deb_packages, false),
    ];
    // Extensions alone are no inventory of a computer.
    let collected =
        |(table, rows, _): &(&str, &Option<Vec<Named>>, bool)| rows.is_some() && *table != "chrome_extensions";
    tables.iter().find(|table| collected(table))?;
    let mut out = BTreeMap::new();
    for (table, rows, running) in tables {
        for (at, row) in rows.iter().flatten().enumerate() {
            for (member, name) in [("name", &row.name), ("display_name", &row.display_name)] {
                let Some(name) = name.as_deref().map(small).filter(|name| !name.is_empty()) else { continue };
                if table == "deb_packages" && is_part(&name) {
                    continue;
                }
                if out.len() >= NAMES && !out.contains_key(&name) {
                    continue;
                }
                let entry: &mut Entry = out.entry(name).or_default();
                entry.running |= running;
                entry.installed |= !running;
                if entry.place.is_empty() {
                    entry.place = format!("/osquery/{table}/{at}/{member}");
                }
            }
        }
    }
    Some(out)
}

/// Whether a package holds parts for others: a library, headers, documentation.
fn is_part(package: &str) -> bool {
    let library = package.starts_with("lib") && !package.starts_with("libre");
    library || ["-dev", "-doc", "-common", "-data"].iter().any(|end| package.ends_with(end))
}

/// A name in small letters, cut.
pub(crate) fn small(name: &str) -> String {
    name.trim().chars().take(CHARACTERS).flat_map(char::to_lowercase).collect()
}
