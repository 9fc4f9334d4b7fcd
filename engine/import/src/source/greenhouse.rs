//! Greenhouse, Harvest API v1: candidates. A candidate with several applications gives a record for each of them.

use serde_json::Value;

use crate::draft::{Draft, profile};
use crate::ledger::{Ledger, Reason};
use crate::place;
use crate::read;
use crate::source::TooMuch;

/// One element for each application. What they have in common stands in each of them, so that a small text could become a large one.
pub(super) fn split(mut candidate: Value, limit: usize) -> Result<Vec<Value>, TooMuch> {
    let applications = candidate.get_mut("applications").and_then(Value::as_array_mut).map(std::mem::take);
    let Some(applications) = applications.filter(|applications| !applications.is_empty()) else {
        return Ok(vec![candidate]);
    };
    if applications.len() > 1 && candidate.to_string().len().saturating_mul(applications.len()) > limit {
        return Err(TooMuch);
    }
    let one = |application| {
        let mut element = candidate.clone();
        if let Some(place) = element.get_mut("applications") {
            *place = Value::Array(vec![application]);
        }
        element
    };
    Ok(applications.into_iter().map(one).collect())
}

pub(super) fn fill(draft: &mut Draft, ledger: &mut Ledger) {
    // Links that need no log-in until they expire.
    draft.drop_each("/attachments", "/url", Reason::Secret, ledger);
    draft.drop_each("/applications/0/attachments", "/url", Reason::Secret, ledger);
    draft.drop("/photo_url", Reason::Protected, ledger);
    draft.take_all(&[
        ("/id", "/id", read::as_text),
        ("/first_name", "/basics/given_name", read::text),
        ("/last_name", "/basics/family_name", read::text),
        ("/title", "/basics/label", read::text),
        ("/applications/0/applied_at", "/applied_at", read::moment),
        ("/applications/0/job_post_id", "/job/requisition", read::as_text),
    ]);
    // What happened to this application goes before what happened to its candidate, who may have others.
    draft.take_update("/applications/0/last_activity_at", read::moment);
    draft.take_update("/updated_at", read::moment);
    // Several jobs are those that a prospect is thought of for: none of them is the one applied for.
    if draft.at("/applications/0/jobs/1").is_none() {
        draft.take("/applications/0/jobs/0/id", "/job/id", read::as_text);
        draft.take("/applications/0/jobs/0/name", "/job/title", read::text);
    }
    draft.each("/phone_numbers", "/phones", "/raw", |item| {
        item.take_all(&[("/value", "/raw", read::text), ("/type", "/type", read::text)]);
    });
    draft.each("/email_addresses", "/emails", "/address", |item| {
        item.take_all(&[("/value", "/address", read::text), ("/type", "/type", read::text)]);
    });
    draft.each("/addresses", "/addresses", "/raw", |item| {
        item.take("/value", "/raw", read::text);
        place::complete(item);
    });
    if let Some(text) = draft.text_at("/applications/0/location/address") {
        let place = place::read(text);
        let parts = [("/basics/location/country_code", place.country), ("/basics/location/region", place.region)];
        for (to, part) in parts {
            if let Some(part) = part {
                draft.put(to, Value::from(part));
            }
        }
        draft.take("/applications/0/location/address", "/basics/location/address", read::text);
    }
    draft.each("/social_media_addresses", "/profiles", "/url", |item| profile(item, "/value"));
    draft.each("/website_addresses", "/profiles", "/network", |item| profile(item, "/value"));
    draft.take("/website_addresses/0/value", "/basics/url", read::text);
    draft.each("/educations", "/education", "", |item| {
        item.take_all(&[
            ("/school_name", "/institution", read::text),
            ("/discipline", "/area", read::text),
            ("/degree", "/study_type", read::text),
            ("/start_date", "/start_date", read::date),
            ("/end_date", "/end_date", read::date),
        ]);
    });
    draft.each("/employments", "/work", "", |item| {
        item.take_all(&[
            ("/company_name", "/name", read::text),
            ("/title", "/position", read::text),
            ("/start_date", "/start_date", read::date),
            ("/end_date", "/end_date", read::date),
        ]);
    });
    draft.each("/attachments", "/attachments", "/name", |item| item.take("/filename", "/name", read::text));
    draft.each("/applications/0/attachments", "/attachments", "/name", |item| {
        item.take("/filename", "/name", read::text);
    });
}
