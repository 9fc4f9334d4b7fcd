//! Oddities of interviews, papers, pay and what happens on the way to an offer.

use super::{Oddity, oddities};
use crate::data::networks;
use crate::data::places::JOURNEYS;
use crate::person::application::Draft;
use crate::person::stranger;
use crate::record::applicant::Availability;

pub(super) const ODDITIES: &[Oddity] = oddities! {
    camera_off percent 4 "a poor line, a shared room, or a dislike of being filmed";
    camera_refused per_mille 7 "does not want to be filmed at all";
    streamer_camera percent 5 "streams, or hides a kitchen";
    long_pauses percent 4 "stammers, translates, or thinks";
    noisy_place percent 4 "a café, a family, an open office";
    notes_on_screen percent 4 "reads from notes";
    poor_webcam percent 4 "a dark picture compares badly with the document";
    interview_on_journey percent 4 "takes the call on a journey";
    interview_over_company_vpn percent 6 "takes the call on a work computer";
    identity_check_failed percent 2 "the check ran out of time or disliked the light";
    background_namesake percent 2 "somebody of the same name has a record";
    school_says_no percent 1 "the school closed, or keeps no record";
    document_expired percent 3 "the passport ran out";
    glare per_mille 8 "glare on the document looks like an alteration";
    document_of_former_home percent 18 "came from abroad and shows that passport";
    spouse_account percent 3 "is paid to the account of the spouse";
    prepaid_or_money_service percent 3 "has no bank account, or moves money abroad";
    account_changed percent 3 "changed the bank";
    moves_house percent 4 "asks for the laptop to be sent to the new address";
    cannot_come percent 4 "care, illness or distance forbid to come in person";
    own_device percent 3 "wants to keep the own keyboard and computer";
    contact_changed percent 2 "changes the provider in between";
    low_expectation percent 3 "asks for little, after a layoff or from a cheap place";
    other_hours percent 4 "offers the hours of the head office";
};

fn camera_off(draft: &mut Draft<'_>) -> bool {
    draft.interviews(|interview, _| interview.camera = Some("off".to_owned()))
}

fn camera_refused(draft: &mut Draft<'_>) -> bool {
    draft.interviews(|interview, _| interview.camera = Some("refused".to_owned()))
}

fn streamer_camera(draft: &mut Draft<'_>) -> bool {
    draft.interviews(|interview, _| {
        interview.virtual_camera = Some(true);
        interview.background = Some("virtual".to_owned());
    })
}

/// Notes a flag of the first interview.
pub(crate) fn flag(draft: &mut Draft<'_>, flag: &str) -> bool {
    draft.record.interviews.first_mut().is_some_and(|interview| {
        interview.flags.get_or_insert_default().push(flag.to_owned());
        true
    })
}

fn long_pauses(draft: &mut Draft<'_>) -> bool {
    flag(draft, "long-pauses")
}

fn noisy_place(draft: &mut Draft<'_>) -> bool {
    let noise = draft.random.pick(&["call-centre-noise", "background-noise"]);
    flag(draft, noise)
}

fn notes_on_screen(draft: &mut Draft<'_>) -> bool {
    flag(draft, "reads-answers")
}

fn poor_webcam(draft: &mut Draft<'_>) -> bool {
    draft.interviews(|interview, random| {
        interview.face_match = Some(random.hundredths(28, 62));
        interview.deepfake_score = Some(random.hundredths(10, 62));
    })
}

fn interview_on_journey(draft: &mut Draft<'_>) -> bool {
    let (country, _) = draft.random.pick(&JOURNEYS);
    let line = draft.world.line(&mut draft.random, country, "");
    draft.record.interviews.last_mut().is_some_and(|interview| {
        interview.asn = draft.random.pick_of(networks::home(country)).map(|(number, _)| *number);
        interview.ip = Some(line.ip);
        interview.country = Some(country.to_owned());
        true
    })
}

fn interview_over_company_vpn(draft: &mut Draft<'_>) -> bool {
    let line = crate::world::Line::company(&mut draft.random, draft.person.country.code);
    draft.interviews(|interview, _| {
        interview.ip = Some(line.ip.clone());
        interview.asn = line.asn;
        interview.is_vpn = Some(true);
        interview.is_hosting = Some(true);
    })
}

fn identity_check_failed(draft: &mut Draft<'_>) -> bool {
    draft.record.verification.as_mut().is_some_and(|checks| {
        checks.identity = Some("failed".to_owned());
        true
    })
}

fn background_namesake(draft: &mut Draft<'_>) -> bool {
    draft.record.verification.as_mut().is_some_and(|checks| {
        checks.background_check = Some("flagged".to_owned());
        true
    })
}

fn school_says_no(draft: &mut Draft<'_>) -> bool {
    draft.record.verification.as_mut().is_some_and(|checks| {
        checks.education = Some("denied".to_owned());
        true
    })
}

fn document_expired(draft: &mut Draft<'_>) -> bool {
    let expired = draft.applied.day().plus(-draft.random.between(10, 700));
    draft.record.documents.first_mut().is_some_and(|document| {
        document.issued_on = Some(expired.plus(-3652).to_string());
        document.expires_on = Some(expired.to_string());
        true
    })
}

fn glare(draft: &mut Draft<'_>) -> bool {
    let checks = draft.record.documents.first_mut().and_then(|document| document.checks.as_mut());
    checks.is_some_and(|checks| {
        checks.altered = Some(true);
        true
    })
}

fn document_of_former_home(draft: &mut Draft<'_>) -> bool {
    let Some(country) = draft.person.came_from else { return false };
    draft.record.documents.first_mut().is_some_and(|document| {
        document.country = Some(country.to_owned());
        document.r#type = "passport".to_owned();
        true
    })
}

fn spouse_account(draft: &mut Draft<'_>) -> bool {
    let (given, family) = stranger(&mut draft.random);
    let family = if draft.random.once_in(2) { draft.person.family.clone() } else { family };
    draft.record.payment.as_mut().is_some_and(|payment| {
        payment.holder = Some(format!("{given} {family}"));
        true
    })
}

fn prepaid_or_money_service(draft: &mut Draft<'_>) -> bool {
    let (kind, institution) =
        draft.random.pick(&[("prepaid", "Example Prepaid"), ("money-service", "Example Transfer")]);
    draft.record.payment.as_mut().is_some_and(|payment| {
        payment.r#type = Some(kind.to_owned());
        payment.institution = Some(institution.to_owned());
        true
    })
}

fn account_changed(draft: &mut Draft<'_>) -> bool {
    let at = draft.after(35);
    draft.record.payment.as_mut().is_some_and(|payment| {
        payment.changed_at.get_or_insert_default().push(at.to_string());
        true
    })
}

/// Something that happens on the way to an offer; false where there is none.
pub(crate) fn later(draft: &mut Draft<'_>, kind: &str) -> bool {
    if draft.record.documents.is_empty() {
        return false;
    }
    let days = draft.random.between(14, 30);
    draft.event(kind, days);
    true
}

fn moves_house(draft: &mut Draft<'_>) -> bool {
    later(draft, "shipping-address-changed")
}

fn cannot_come(draft: &mut Draft<'_>) -> bool {
    later(draft, "refused-in-person")
}

fn own_device(draft: &mut Draft<'_>) -> bool {
    later(draft, "asked-own-device")
}

fn contact_changed(draft: &mut Draft<'_>) -> bool {
    let kind = draft.random.pick(&["phone-changed", "email-changed"]);
    if draft.record.interviews.is_empty() {
        return false;
    }
    draft.event(kind, 8);
    true
}

fn low_expectation(draft: &mut Draft<'_>) -> bool {
    let percent = draft.random.between(50, 72);
    draft.record.compensation.as_mut().is_some_and(|pay| {
        pay.expected_yearly = pay.market_yearly * percent / 100;
        true
    })
}

fn other_hours(draft: &mut Draft<'_>) -> bool {
    let timezone = draft.random.pick(&["America/New_York", "Europe/London", "America/Los_Angeles"]).to_owned();
    draft.record.availability = Some(Availability { timezone: Some(timezone), hours: Some("09:00-17:00".to_owned()) });
    true
}
