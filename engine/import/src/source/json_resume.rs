//! JSON Resume, the schema of 1.0.0. A résumé names neither an id nor a time of application.

use serde_json::Value;

use crate::draft::{Draft, profile};
use crate::ledger::{Ledger, Reason};
use crate::read;

pub(super) fn fill(draft: &mut Draft, ledger: &mut Ledger) {
    // A picture shows what hiring law protects.
    draft.drop("/basics/image", Reason::Protected, ledger);
    draft.take_all(&[
        ("/basics/name", "/basics/name", read::text),
        ("/basics/label", "/basics/label", read::text),
        ("/basics/email", "/basics/email", read::text),
        ("/basics/phone", "/basics/phone", read::text),
        ("/basics/url", "/basics/url", read::text),
        ("/basics/summary", "/basics/summary", read::text),
        ("/basics/location/address", "/basics/location/address", read::text),
        ("/basics/location/postalCode", "/basics/location/postal_code", read::as_text),
        ("/basics/location/city", "/basics/location/city", read::text),
        ("/basics/location/countryCode", "/basics/location/country_code", read::country),
        ("/basics/location/region", "/basics/location/region", read::text),
    ]);
    draft.each("/basics/profiles", "/profiles", "", |item| {
        item.take("/network", "/network", read::small);
        item.take("/username", "/username", read::text);
        profile(item, "/url");
    });
    draft.each("/work", "/work", "", |item| {
        item.take_all(&[
            ("/name", "/name", read::text),
            ("/company", "/name", read::text),
            ("/position", "/position", read::text),
            ("/location", "/location", read::text),
            ("/url", "/url", read::text),
            ("/website", "/url", read::text),
            ("/startDate", "/start_date", read::date),
            ("/endDate", "/end_date", read::date),
            ("/summary", "/summary", read::text),
        ]);
        item.take("/highlights", "/highlights", texts);
    });
    draft.each("/education", "/education", "", |item| {
        item.take_all(&[
            ("/institution", "/institution", read::text),
            ("/area", "/area", read::text),
            ("/studyType", "/study_type", read::text),
            ("/url", "/url", read::text),
            ("/startDate", "/start_date", read::date),
            ("/endDate", "/end_date", read::date),
        ]);
    });
    draft.each("/references", "/references", "/name", |item| item.take("/name", "/name", read::text));
}

/// A list of texts.
fn texts(value: &Value) -> Option<Value> {
    value.as_array().filter(|items| items.iter().all(Value::is_string)).map(|_| value.clone())
}
