//! Workday, Recruiting REST API: candidates.

use crate::draft::Draft;
use crate::read;

pub(super) fn fill(draft: &mut Draft) {
    draft.take_all(&[
        ("/id", "/id", read::text),
        ("/fullName", "/basics/name", read::text),
        ("/firstName", "/basics/given_name", read::text),
        ("/lastName", "/basics/family_name", read::text),
        ("/email", "/basics/email", read::text),
        ("/phone", "/basics/phone", read::text),
        ("/createdOn", "/applied_at", read::moment),
    ]);
    draft.take_update("/updatedOn", read::moment);
    let mut address = Draft::new(draft.at("/address").cloned().unwrap_or_default());
    address.take_all(&[
        ("/addressLine1", "/line1", read::text),
        ("/addressLine2", "/line2", read::text),
        ("/city", "/city", read::text),
        ("/stateProvince", "/region", read::text),
        ("/postalCode", "/postal_code", read::as_text),
        ("/country", "/country", read::country),
        ("/country/descriptor", "/country", read::country),
    ]);
    if address.record.as_object().is_some_and(|fields| !fields.is_empty()) {
        draft.push("/addresses", address.record);
        if let Some(place) = draft.input.pointer_mut("/address") {
            *place = address.input;
        }
    }
    for (from, to) in
        [("city", "city"), ("region", "region"), ("postal_code", "postal_code"), ("country", "country_code")]
    {
        draft.repeat(&format!("/addresses/0/{from}"), &format!("/basics/location/{to}"));
    }
    if draft.at("/jobApplications/1").is_none() {
        draft.take("/jobApplications/0/id", "/job/requisition", read::text);
        draft.take("/jobApplications/0/descriptor", "/job/title", read::text);
    }
}
