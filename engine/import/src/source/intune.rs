//! Microsoft Intune: `managedDevice` of Microsoft Graph v1.0, with `detectedApps` when they were expanded.

use serde_json::Value;

use crate::draft::Draft;
use crate::read;

pub(super) fn fill(draft: &mut Draft) {
    draft.take_all(&[
        ("/id", "/id", read::text),
        ("/lastSyncDateTime", "/observed_at", read::moment),
        ("/enrolledDateTime", "/enrolled_at", read::moment),
        ("/serialNumber", "/serial_number", read::text),
        ("/model", "/model", read::text),
        ("/manufacturer", "/manufacturer", read::text),
        ("/managedDeviceOwnerType", "/ownership", |value| {
            matches!(value.as_str(), Some("company" | "personal")).then(|| value.clone())
        }),
        ("/operatingSystem", "/os/name", read::text),
        ("/osVersion", "/os/version", read::text),
        ("/emailAddress", "/user/email", read::text),
        ("/userDisplayName", "/user/name", read::text),
    ]);
    draft.repeat("/observed_at", "/last_seen_at");
    // With the agent of Exchange alone a device is known, not managed.
    draft.copy("/managementAgent", "/managed", |value| {
        let agent = value.as_str()?;
        (agent.contains("mdm") || agent.contains("Mdm")).then_some(Value::Bool(true))
    });
    let table = match draft.record.pointer("/os/name").and_then(Value::as_str) {
        Some("Windows") => "/osquery/programs",
        Some("macOS") => "/osquery/apps",
        _ => return,
    };
    draft.each("/detectedApps", table, "/name", |item| {
        item.take_all(&[
            ("/displayName", "/name", read::text),
            ("/version", "/version", read::text),
            ("/publisher", "/publisher", read::text),
        ]);
    });
}
