//! LOLRMM `rmm_tools.json`: names and executables of remote management tools, in lower case.

use serde::Deserialize;
use serde_json::Value;

use super::json;
use crate::collector::Collector;
use crate::{ImportError, Input};

/// Executables of which every second program has one.
const COMMON: [&str; 14] = [
    "agent.exe",
    "app.exe",
    "client.exe",
    "cmd.exe",
    "host.exe",
    "launcher.exe",
    "installer.exe",
    "powershell.exe",
    "server.exe",
    "service.exe",
    "setup.exe",
    "ssh.exe",
    "svchost.exe",
    "update.exe",
];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tool {
    name: String,
    details: Option<Details>,
}

/// Single values stand where the source has one, and arrays where it has several, so that both are taken as they are.
#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Details {
    #[serde(rename = "PEMetadata")]
    pe_metadata: Value,
    installation_paths: Value,
}

pub(super) fn read(input: &Input<'_>, collector: &mut Collector<'_>) -> Result<(), ImportError> {
    json::each(input, |tool: Tool, place| {
        // "Connectwise Automate (LabTech)" is never written so by a program.
        let name = tool.name.split('(').next().unwrap_or_default().trim().to_lowercase();
        if name.chars().count() > 3 {
            collector.item(&name, place)?;
        } else if !name.is_empty() {
            collector.tell("short name that stands inside of many others, left out", &name, place);
        }
        let details = tool.details.unwrap_or_default();
        let mut paths: Vec<&str> = Vec::new();
        for file in several(&details.pe_metadata) {
            paths.extend(["Filename", "OriginalFileName"].iter().filter_map(|key| file.get(key)?.as_str()));
        }
        paths.extend(several(&details.installation_paths).iter().filter_map(Value::as_str));
        for path in paths {
            let file = path.rsplit(['\\', '/']).next().unwrap_or_default().trim().to_lowercase();
            // `<random>.exe` and `*.exe` stand for names that nobody knows.
            if file.contains(['*', '?', '<', '%']) || !file.ends_with(".exe") {
                continue;
            }
            if COMMON.contains(&file.as_str()) || file.len() < "abcd.exe".len() {
                collector.tell("name that many programs have, left out", &file, place);
            } else {
                collector.item(&file, place)?;
            }
        }
        Ok(())
    })
}

fn several(value: &Value) -> &[Value] {
    match value {
        Value::Array(values) => values,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}
