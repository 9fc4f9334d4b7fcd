//! SmartRecruiters: candidates.

use crate::draft::{Draft, profile};
use crate::read;

pub(super) fn fill(draft: &mut Draft) {
    draft.take_all(&[
        ("/id", "/id", read::text),
        ("/firstName", "/basics/given_name", read::text),
        ("/lastName", "/basics/family_name", read::text),
        ("/email", "/basics/email", read::text),
        ("/phoneNumber", "/basics/phone", read::text),
        ("/location/city", "/basics/location/city", read::text),
        ("/location/countryCode", "/basics/location/country_code", read::country),
        ("/location/regionCode", "/basics/location/region", read::text),
        ("/location/region", "/basics/location/region", read::text),
        ("/location/postalCode", "/basics/location/postal_code", read::as_text),
        ("/createdOn", "/applied_at", read::moment),
        ("/primaryAssignment/job/id", "/job/id", read::text),
        ("/primaryAssignment/job/title", "/job/title", read::text),
        ("/web/website", "/basics/url", read::text),
        ("/web/portfolio", "/basics/url", read::text),
    ]);
    draft.take_update("/updatedOn", read::moment);
    draft.copy("/location/country", "/basics/location/country_code", read::country);
    for (from, network) in
        [("linkedIn", "linkedin"), ("linkedin", "linkedin"), ("facebook", "facebook"), ("twitter", "twitter")]
    {
        let from = format!("/web/{from}");
        let mut item = Draft::new(draft.at(&from).cloned().unwrap_or_default());
        profile(&mut item, "");
        if item.has("/url") {
            item.put("/network", network.into());
            draft.push("/profiles", item.record);
            if let Some(place) = draft.input.pointer_mut(&from) {
                *place = serde_json::Value::Null;
            }
        }
    }
    draft.each("/experience", "/work", "", |item| {
        item.take_all(&[
            ("/company", "/name", read::text),
            ("/title", "/position", read::text),
            ("/location", "/location", read::text),
            ("/startDate", "/start_date", read::date),
            ("/endDate", "/end_date", read::date),
            ("/description", "/summary", read::text),
        ]);
    });
    draft.each("/education", "/education", "", |item| {
        item.take_all(&[
            ("/institution", "/institution", read::text),
            ("/major", "/area", read::text),
            ("/degree", "/study_type", read::text),
            ("/startDate", "/start_date", read::date),
            ("/endDate", "/end_date", read::date),
        ]);
    });
}
