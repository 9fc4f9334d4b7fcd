//! Lever, API v1: opportunities. The person is the opportunity's `contact`; times are milliseconds since 1970.

use serde_json::Value;

use crate::draft::{Draft, profile};
use crate::ledger::{Ledger, Reason};
use crate::place;
use crate::read;

pub(super) fn fill(draft: &mut Draft, ledger: &mut Ledger) {
    draft.drop_each("/resumes", "/file/downloadUrl", Reason::Secret, ledger);
    // With `expand=contact` the contact is an object.
    draft.take_all(&[
        ("/contact", "/id", read::text),
        ("/contact/id", "/id", read::text),
        ("/id", "/id", read::text),
        ("/name", "/basics/name", read::text),
        ("/headline", "/basics/label", read::text),
    ]);
    // An opportunity may be older than the application. Applications are ids unless they are expanded.
    draft.take("/applications/0/createdAt", "/applied_at", read::epoch_milliseconds);
    draft.take("/createdAt", "/applied_at", read::epoch_milliseconds);
    draft.take_update("/updatedAt", read::epoch_milliseconds);
    draft.take("/applications/0/posting", "/job/id", read::text);
    draft.take("/applications/0/posting/id", "/job/id", read::text);
    draft.take("/applications/0/posting/text", "/job/title", read::text);
    for field in ["createdAt", "updatedAt", "lastInteractionAt", "lastAdvancementAt", "snoozedUntil"] {
        readable(draft, &format!("/{field}"));
    }
    readable(draft, "/archived/archivedAt");
    draft.each("/emails", "/emails", "/address", |item| item.take("", "/address", read::text));
    draft.each("/phones", "/phones", "/raw", |item| {
        item.take_all(&[("/value", "/raw", read::text), ("/type", "/type", read::text)]);
    });
    if let Some(text) = draft.text_at("/location") {
        let country = place::read(text).country;
        let mut address = Draft::new(Value::Null);
        address.put("/raw", Value::from(text));
        place::complete(&mut address);
        draft.push("/addresses", address.record);
        if let Some(country) = country {
            draft.put("/basics/location/country_code", Value::from(country));
        }
        draft.take("/location", "/basics/location/address", read::text);
    }
    draft.each("/links", "/profiles", "/network", |item| profile(item, ""));
    draft.take("/links/0", "/basics/url", read::text);
    draft.each("/resumes/0/parsedData/positions", "/work", "", |item| {
        item.take_all(&[
            ("/org", "/name", read::text),
            ("/title", "/position", read::text),
            ("/location", "/location", read::text),
            ("/summary", "/summary", read::text),
            ("/start", "/start_date", read::year_and_month),
            ("/end", "/end_date", read::year_and_month),
        ]);
    });
    draft.each("/resumes/0/parsedData/schools", "/education", "", |item| {
        item.take_all(&[
            ("/org", "/institution", read::text),
            ("/field", "/area", read::text),
            ("/degree", "/study_type", read::text),
            ("/start", "/start_date", read::year_and_month),
            ("/end", "/end_date", read::year_and_month),
        ]);
    });
}

/// Writes a time that goes to `custom` as RFC 3339, so that conditions can read it.
fn readable(draft: &mut Draft, pointer: &str) {
    if let Some(place) = draft.input.pointer_mut(pointer)
        && let Some(moment) = read::epoch_milliseconds(place)
    {
        *place = moment;
    }
}
