//! osquery: one object of tables and their rows, or the lines of a results log (snapshots, differences one by one or in a batch). A log is
//! gathered by host: what its last lines left of a table is the state of the device.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::ledger::{Ledger, Reason};
use crate::problem::Problem;
use crate::read;

/// The tables that the device schema has.
const TABLES: [&str; 12] = [
    "usb_devices",
    "programs",
    "apps",
    "deb_packages",
    "processes",
    "services",
    "chrome_extensions",
    "connected_displays",
    "arp_cache",
    "listening_ports",
    "logged_in_users",
    "system_info",
];

pub(super) fn fill(draft: &mut Draft) {
    for table in TABLES {
        let from = format!("/{table}");
        if let Some(rows) = draft.at(&from).and_then(rows) {
            if let Some(place) = draft.input.pointer_mut(&from) {
                *place = Value::Null;
            }
            draft.put(&format!("/osquery/{table}"), rows);
        }
    }
    draft.take("/host_identifier", "/id", read::text);
    let info = "/osquery/system_info/0";
    for (column, to) in [
        ("uuid", "/id"),
        ("hardware_serial", "/id"),
        ("hardware_serial", "/serial_number"),
        ("hardware_model", "/model"),
        ("hardware_vendor", "/manufacturer"),
    ] {
        if let Some(value) = draft.record.pointer(&format!("{info}/{column}")).and_then(read::text) {
            draft.put(to, value);
        }
    }
    for (from, to, read) in [
        ("/observed_at", "/observed_at", read::moment as read::Reader),
        ("/time/0/unix_time", "/observed_at", read::epoch_seconds),
        ("/os_version/0/name", "/os/name", read::text),
        ("/os_version/0/version", "/os/version", read::text),
        ("/os_version/0/build", "/os/build", read::text),
        ("/wifi_status/0/ssid", "/network/wifi/ssid", read::text),
        ("/wifi_status/0/bssid", "/network/wifi/bssid", read::text),
        ("/wifi_status/0/country_code", "/network/wifi/country_code", read::country),
        ("/uptime/0/total_seconds", "/uptime_seconds", |value| {
            value.as_i64().or_else(|| value.as_str()?.parse().ok()).filter(|seconds| *seconds >= 0).map(Value::from)
        }),
    ] {
        draft.take(from, to, read);
    }
}

/// The rows of a table with every column as text, as osquery prints them; none when they are no rows.
fn rows(value: &Value) -> Option<Value> {
    let rows = value.as_array().filter(|rows| !rows.is_empty())?;
    let column = |(name, value): (&String, &Value)| match value {
        Value::String(_) => Some((name.clone(), value.clone())),
        // As with `--log_numerics_as_numbers`.
        Value::Number(number) => Some((name.clone(), Value::from(number.to_string()))),
        _ => None,
    };
    let row = |row: &Value| Some(Value::Object(row.as_object()?.iter().map(column).collect::<Option<Map<_, _>>>()?));
    rows.iter().map(row).collect::<Option<Vec<_>>>().map(Value::Array)
}

/// Whether an element is a line of a results log.
pub(crate) fn is_log(element: &Value) -> bool {
    let has = |name: &str| element.get(name).is_some();
    element.get("name").is_some_and(Value::is_string) && (has("columns") || has("snapshot") || has("diffResults"))
}

/// The devices that a log tells of.
#[derive(Debug, Default)]
pub(crate) struct Hosts {
    hosts: BTreeMap<String, Host>,
    bytes: usize,
}

/// What the log left of one device.
#[derive(Debug, Default)]
struct Host {
    last: i64,
    tables: BTreeMap<String, Vec<Value>>,
    decorations: Value,
}

impl Hosts {
    /// Reads a line, which may take `bytes` of memory up to `limit` for all.
    pub(crate) fn line(
        &mut self,
        pointer: &str,
        mut line: Value,
        bytes: usize,
        limit: usize,
        ledger: &mut Ledger,
    ) -> Result<(), Problem> {
        let text =
            |name: &str| line.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
        let (Some(host), Some(query)) = (text("hostIdentifier"), text("name")) else {
            return Err(Problem::new(
                format!("{pointer}/hostIdentifier"),
                "the line does not name its host and query",
                "Give the lines of osquery's results log as osquery wrote them.",
            ));
        };
        let at = line.get("unixTime").and_then(|at| at.as_i64().or_else(|| at.as_str()?.parse().ok()));
        let Some(at) = at else {
            return Err(Problem::new(
                format!("{pointer}/unixTime"),
                "the line does not say when it was written",
                "Give the lines of osquery's results log as osquery wrote them.",
            ));
        };
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > limit {
            return Err(Problem::new(
                pointer,
                format!("the devices of this log take more than {} MiB", limit >> 20),
                "Import the log in parts, with all lines of a device in one part.",
            ));
        }
        let host = self.hosts.entry(host).or_default();
        host.last = host.last.max(at);
        let rows = host.tables.entry(table(&query).to_owned()).or_default();
        let removes = line.get("action").and_then(Value::as_str) == Some("removed");
        if let Some(Value::Array(snapshot)) = line.get_mut("snapshot") {
            rows.iter().for_each(|row| ledger.drop_all("/snapshot/[]", row, Reason::Superseded));
            *rows = std::mem::take(snapshot);
        }
        if let Some(columns @ Value::Object(_)) = line.get_mut("columns") {
            let row = std::mem::take(columns);
            if removes { remove(rows, "/columns", &row, ledger) } else { rows.push(row) }
        }
        if let Some(Value::Array(removed)) = line.pointer_mut("/diffResults/removed") {
            let removed = std::mem::take(removed);
            removed.iter().for_each(|row| remove(rows, "/diffResults/removed/[]", row, ledger));
        }
        if let Some(Value::Array(added)) = line.pointer_mut("/diffResults/added") {
            rows.append(added);
        }
        if let Some(decorations) = line.get_mut("decorations") {
            let before = std::mem::replace(&mut host.decorations, std::mem::take(decorations));
            if before != host.decorations {
                ledger.drop_all("/decorations", &before, Reason::Superseded);
            }
        }
        if let Some(host) = line.get_mut("hostIdentifier") {
            *host = Value::Null;
        }
        // What is left is about the query: its name and time, what it did, its number, its epoch.
        ledger.drop_all("", &line, Reason::Superseded);
        Ok(())
    }

    /// The devices, as objects of tables, in the order of their names.
    pub(crate) fn finish(&mut self) -> Vec<Value> {
        self.bytes = 0;
        let hosts = std::mem::take(&mut self.hosts).into_iter().map(|(name, host)| {
            let mut element = Map::new();
            element.insert("host_identifier".to_owned(), Value::from(name));
            if let Some(at) = read::epoch_seconds(&Value::from(host.last)) {
                element.insert("observed_at".to_owned(), at);
            }
            if !host.decorations.is_null() {
                element.insert("decorations".to_owned(), host.decorations);
            }
            element.extend(host.tables.into_iter().map(|(table, rows)| (table, Value::Array(rows))));
            Value::Object(element)
        });
        hosts.collect()
    }
}

/// Takes a row away that an earlier line told of; both are counted.
fn remove(rows: &mut Vec<Value>, path: &str, row: &Value, ledger: &mut Ledger) {
    if let Some(at) = rows.iter().position(|known| known == row) {
        ledger.drop_all(path, &rows.remove(at), Reason::Superseded);
    }
    ledger.drop_all(path, row, Reason::Superseded);
}

/// The table that a query is named after: `pack_inventory_usb_devices` or `usb_devices`; otherwise the name of the query.
fn table(query: &str) -> &str {
    let known = TABLES.iter().chain(&["os_version", "wifi_status", "uptime"]);
    let ends = |table: &&&str| {
        query
            .strip_suffix(**table)
            .is_some_and(|before| before.is_empty() || before.ends_with(['_', '/', ':', '-', '.']))
    };
    // `apps` is the end of `running_apps` too, which is another table; a pack's name says that it is one.
    let packed = query.starts_with("pack") || query.contains(['/', ':']);
    known
        .filter(ends)
        .filter(|table| packed || **table == query)
        .max_by_key(|table| table.len())
        .map_or(query, |table| table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_in_a_pack_is_known_by_its_table() {
        let cases = [
            ("usb_devices", "usb_devices"),
            ("pack_inventory_usb_devices", "usb_devices"),
            ("pack/inventory/os_version", "os_version"),
            ("running_apps", "running_apps"),
            ("pack_x_all_programs_of_users", "pack_x_all_programs_of_users"),
        ];
        for (query, expected) in cases {
            assert_eq!(table(query), expected, "{query}");
        }
    }
}
