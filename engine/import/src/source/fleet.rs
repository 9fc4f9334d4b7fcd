//! Fleet: hosts, with their software when it was asked for.

use serde_json::Value;

use crate::draft::Draft;
use crate::read;

pub(super) fn fill(draft: &mut Draft) {
    draft.take_all(&[
        ("/uuid", "/id", read::text),
        ("/id", "/id", read::as_text),
        ("/detail_updated_at", "/observed_at", read::moment),
        ("/seen_time", "/last_seen_at", read::moment),
        ("/last_mdm_enrolled_at", "/enrolled_at", read::moment),
        ("/last_enrolled_at", "/enrolled_at", read::moment),
        ("/hardware_serial", "/serial_number", read::text),
        ("/hardware_model", "/model", read::text),
        ("/hardware_vendor", "/manufacturer", read::text),
        ("/platform", "/os/name", read::text),
        ("/os_version", "/os/version", read::text),
        ("/build", "/os/build", read::text),
        ("/public_ip", "/network/ip", read::text),
        ("/primary_ip", "/network/local_ip", read::text),
        ("/timezone", "/locale/timezone", read::text),
    ]);
    draft.copy("/mdm/enrollment_status", "/managed", |value| match value.as_str()? {
        status if status.starts_with("On") => Some(Value::Bool(true)),
        "Off" => Some(Value::Bool(false)),
        _ => None,
    });
    // In nanoseconds: what is below a second is kept with the rest.
    draft.copy("/uptime", "/uptime_seconds", |value| Some(Value::from(value.as_u64()? / 1_000_000_000)));
    draft.take("/end_users/0/idp_username", "/user/email", address);
    draft.take("/end_users/0/idp_full_name", "/user/name", read::text);
    draft.take("/device_mapping/0/email", "/user/email", address);
    for (source, table) in [
        ("programs", "/osquery/programs"),
        ("apps", "/osquery/apps"),
        ("deb_packages", "/osquery/deb_packages"),
        ("chrome_extensions", "/osquery/chrome_extensions"),
    ] {
        draft.each("/software", table, "/name", |item| {
            if item.text_at("/source") != Some(source) {
                return;
            }
            item.take_all(&[
                ("/name", "/name", read::text),
                ("/version", "/version", read::text),
                ("/source", "/source", read::text),
                ("/vendor", "/publisher", read::text),
                ("/bundle_identifier", "/bundle_identifier", read::text),
                ("/extension_id", "/identifier", read::text),
            ]);
        });
    }
}

/// An e-mail address, told by its at sign: identity providers also have names without.
fn address(value: &Value) -> Option<Value> {
    read::text(value).filter(|text| text.as_str().is_some_and(|text| text.contains('@')))
}
