//! HR Open Standards 4.x, `CandidateType` as JazzHR sends it.

use serde_json::Value;

use crate::draft::{Draft, profile};
use crate::ledger::{Ledger, Reason};
use crate::place;
use crate::read;

pub(super) fn fill(draft: &mut Draft, ledger: &mut Ledger) {
    // Said to be work authorization, and made of citizenship.
    draft.drop("/person/citizenship", Reason::Protected, ledger);
    draft.drop("/person/citizenShip", Reason::Protected, ledger);
    draft.take_all(&[
        ("/person/id/value", "/id", read::as_text),
        ("/person/name/formattedName", "/basics/name", read::text),
        ("/person/name/given", "/basics/given_name", read::text),
        ("/person/name/family", "/basics/family_name", read::text),
    ]);
    // A day loses nothing by becoming its first moment, but says less than a moment: it is kept too.
    draft.copy("/person/applyDate", "/applied_at", read::day_or_moment);
    draft.each("/person/communication/phone", "/phones", "/raw", |item| {
        item.take_all(&[("/formattedNumber", "/raw", read::text), ("/label", "/type", read::text)]);
    });
    draft.each("/person/communication/email", "/emails", "/address", |item| {
        item.take_all(&[("/address", "/address", read::text), ("/label", "/type", read::text)]);
    });
    draft.each("/person/communication/address", "/addresses", "", |item| {
        item.take_all(&[
            ("/formattedAddress", "/raw", read::text),
            ("/line", "/line1", read::text),
            ("/city", "/city", read::text),
            ("/postalCode", "/postal_code", read::as_text),
            ("/countryCode", "/country", read::country),
        ]);
        if item.at("/countrySubdivisions/1").is_none() {
            item.take("/countrySubdivisions/0/value", "/region", read::text);
        }
        place::complete(item);
    });
    for (from, to) in
        [("city", "city"), ("region", "region"), ("postal_code", "postal_code"), ("country", "country_code")]
    {
        draft.repeat(&format!("/addresses/0/{from}"), &format!("/basics/location/{to}"));
    }
    draft.each("/person/communication/web", "/profiles", "/url", |item| profile(item, "/url"));
    let openings = draft.at("/profiles/0/associatedPositionOpenings").and_then(Value::as_array).map_or(0, Vec::len);
    if openings == 1 && draft.at("/profiles/1").is_none() {
        let opening = "/profiles/0/associatedPositionOpenings/0";
        draft.take(&format!("{opening}/positionOpeningId/value"), "/job/id", read::as_text);
        draft.take(&format!("{opening}/positionTitle"), "/job/title", read::text);
    }
    let profiles = draft.at("/profiles").and_then(Value::as_array).map_or(0, Vec::len);
    for number in 0..profiles {
        draft.each(&format!("/profiles/{number}/education"), "/education", "", |item| {
            item.take_all(&[
                ("/institution/name", "/institution", read::text),
                ("/start", "/start_date", read::date),
                ("/end", "/end_date", read::date),
            ]);
            if item.text_at("/educationLevelCodes/0/name") != Some("No Answer") {
                item.take("/educationLevelCodes/0/name", "/study_type", read::text);
            }
        });
    }
}
