//! Jamf Pro: `computers-inventory`, whatever sections were asked for.

use crate::draft::Draft;
use crate::read;

pub(super) fn fill(draft: &mut Draft) {
    draft.take_all(&[
        ("/udid", "/id", read::text),
        ("/id", "/id", read::as_text),
        ("/general/reportDate", "/observed_at", read::moment),
        ("/general/lastContactTime", "/last_seen_at", read::moment),
        ("/general/lastEnrolledDate", "/enrolled_at", read::moment),
        // As the server sees it, and as the computer says.
        ("/general/lastIpAddress", "/network/ip", read::text),
        ("/general/lastReportedIp", "/network/local_ip", read::text),
        ("/general/remoteManagement/managed", "/managed", read::boolean),
        ("/hardware/serialNumber", "/serial_number", read::text),
        ("/hardware/modelIdentifier", "/model", read::text),
        ("/hardware/model", "/model", read::text),
        ("/hardware/make", "/manufacturer", read::text),
        ("/operatingSystem/name", "/os/name", read::text),
        ("/operatingSystem/version", "/os/version", read::text),
        ("/operatingSystem/build", "/os/build", read::text),
        ("/userAndLocation/email", "/user/email", read::text),
        ("/userAndLocation/realname", "/user/name", read::text),
    ]);
    draft.each("/applications", "/osquery/apps", "/name", |item| {
        item.take_all(&[
            ("/name", "/name", read::text),
            ("/path", "/path", read::text),
            ("/bundleId", "/bundle_identifier", read::text),
            ("/version", "/bundle_short_version", read::text),
        ]);
    });
}
