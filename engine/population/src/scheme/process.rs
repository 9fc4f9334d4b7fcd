//! Mistakes of interviews, papers, pay and logistics.

use super::{Mistake, mistakes};
use crate::calendar::HOUR;
use crate::data::places::OPERATOR_ZONES;
use crate::honest::{flag, later};
use crate::person::application::Draft;
use crate::person::stranger;
use crate::record::applicant::Availability;
use crate::world::Line;

pub(super) const MISTAKES: &[Mistake] = mistakes! {
    camera_refused D01 20 "S2, S4, S12";
    synthetic_face D02 8 "S4, S6";
    another_person_came D03 6 "S4";
    face_unlike_document D03 10 "S4";
    prompted D04 30 "S2, S15, S16";
    crowded_room D05 10 "S23";
    interviews_through_servers D06 30 "S12";
    interviews_elsewhere D06 8 "S12";
    other_name_on_document A14 8 "S1";
    altered_document A17 12 "S4, S8";
    reused_template A17 6 "S4, S8";
    document_of_elsewhere A18 4 "S11";
    identity_check_fails A17 12 "S4, S8";
    background_disagrees A19 15 "S19";
    degree_not_confirmed B02 20 "S4";
    cheap B18 12 "S11";
    hours_of_elsewhere B19 6 "S1";
    avoids_meeting D07 30 "S2, S11";
    pay_to_other E02 12 "S1";
    account_changes E03 8 "S5";
    pay_in_crypto E04 5 "S1, S11";
    pass_through_account E05 18 "catalogue";
    money_first E06 4 "S1, S2";
    laptop_elsewhere F02 40 "S10";
    wants_own_device F09 8 "S1, S22";
};

fn camera_refused(draft: &mut Draft<'_>) -> bool {
    draft.interviews(|interview, random| interview.camera = Some(random.pick(&["off", "refused"]).to_owned()))
}

fn synthetic_face(draft: &mut Draft<'_>) -> bool {
    draft.interviews(|interview, random| {
        interview.deepfake_score = Some(random.hundredths(62, 98));
        interview.virtual_camera = Some(true);
    })
}

fn another_person_came(draft: &mut Draft<'_>) -> bool {
    flag(draft, "different-person")
}

fn face_unlike_document(draft: &mut Draft<'_>) -> bool {
    draft.interviews(|interview, random| interview.face_match = Some(random.hundredths(8, 55)))
}

fn prompted(draft: &mut Draft<'_>) -> bool {
    let what = draft.random.pick(&["reads-answers", "long-pauses"]);
    flag(draft, what)
}

fn crowded_room(draft: &mut Draft<'_>) -> bool {
    flag(draft, "call-centre-noise")
}

fn interviews_through_servers(draft: &mut Draft<'_>) -> bool {
    let line = if draft.random.once_in(2) {
        Line::vpn(&mut draft.random, "US")
    } else {
        Line::server(&mut draft.random, "US")
    };
    draft.interviews(|interview, _| {
        (interview.ip, interview.asn) = (Some(line.ip.clone()), line.asn);
        (interview.is_vpn, interview.is_hosting) = (Some(line.vpn), Some(line.hosting));
    })
}

fn interviews_elsewhere(draft: &mut Draft<'_>) -> bool {
    let (country, _) = draft.random.weighted(&OPERATOR_ZONES);
    let line = draft.world.line(&mut draft.random, country, "");
    draft.record.interviews.last_mut().is_some_and(|interview| {
        (interview.ip, interview.asn, interview.country) = (Some(line.ip), line.asn, Some(country.to_owned()));
        true
    })
}

fn other_name_on_document(draft: &mut Draft<'_>) -> bool {
    let (given, family) = stranger(&mut draft.random);
    draft.record.documents.first_mut().is_some_and(|document| {
        document.name = Some(format!("{given} {family}"));
        true
    })
}

fn altered_document(draft: &mut Draft<'_>) -> bool {
    let doubtful = draft.random.once_in(2);
    let checks = draft.record.documents.first_mut().and_then(|document| document.checks.as_mut());
    checks.is_some_and(|checks| {
        checks.altered = Some(true);
        checks.authentic = Some(!doubtful);
        true
    })
}

fn reused_template(draft: &mut Draft<'_>) -> bool {
    let checks = draft.record.documents.first_mut().and_then(|document| document.checks.as_mut());
    checks.is_some_and(|checks| {
        checks.template_reused = Some(true);
        true
    })
}

fn document_of_elsewhere(draft: &mut Draft<'_>) -> bool {
    let country = draft.random.pick(&["UA", "PL", "RO", "JP", "EE"]);
    draft.record.documents.first_mut().is_some_and(|document| {
        document.country = Some(country.to_owned());
        true
    })
}

fn identity_check_fails(draft: &mut Draft<'_>) -> bool {
    draft.record.verification.as_mut().is_some_and(|checks| {
        checks.identity = Some("failed".to_owned());
        true
    })
}

fn background_disagrees(draft: &mut Draft<'_>) -> bool {
    draft.record.verification.as_mut().is_some_and(|checks| {
        checks.background_check = Some("flagged".to_owned());
        true
    })
}

fn degree_not_confirmed(draft: &mut Draft<'_>) -> bool {
    draft.record.verification.as_mut().is_some_and(|checks| {
        checks.education = Some("denied".to_owned());
        true
    })
}

fn cheap(draft: &mut Draft<'_>) -> bool {
    let percent = draft.random.between(48, 78);
    draft.record.compensation.as_mut().is_some_and(|pay| {
        pay.expected_yearly = pay.market_yearly * percent / 100;
        true
    })
}

fn hours_of_elsewhere(draft: &mut Draft<'_>) -> bool {
    let (_, zone) = draft.random.weighted(&OPERATOR_ZONES);
    draft.record.availability =
        Some(Availability { timezone: Some(zone.name.to_owned()), hours: Some("21:00-05:00".to_owned()) });
    true
}

fn avoids_meeting(draft: &mut Draft<'_>) -> bool {
    let kind = draft.random.pick(&["refused-in-person", "refused-drug-test", "refused-fingerprint"]);
    later(draft, kind)
}

fn pay_to_other(draft: &mut Draft<'_>) -> bool {
    let (given, family) = stranger(&mut draft.random);
    draft.record.payment.as_mut().is_some_and(|payment| {
        payment.holder = Some(format!("{given} {family}"));
        true
    })
}

fn account_changes(draft: &mut Draft<'_>) -> bool {
    let first = draft.after(25);
    draft.record.payment.as_mut().is_some_and(|payment| {
        let changes = (0..3).map(|i| first.plus_days(9 * i).plus(HOUR * i).to_string());
        payment.changed_at.get_or_insert_default().extend(changes);
        true
    })
}

fn pay_in_crypto(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("way of pay") {
        return false;
    }
    let wallet = format!("0x{}", draft.random.hex(40));
    draft.record.payment.as_mut().is_some_and(|payment| {
        (payment.r#type, payment.wallet) = (Some("crypto".to_owned()), Some(wallet));
        (payment.institution, payment.account_hash) = (None, None);
        true
    })
}

fn pass_through_account(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("way of pay") {
        return false;
    }
    let kind = draft.random.pick(&["money-service", "prepaid"]);
    draft.record.payment.as_mut().is_some_and(|payment| {
        (payment.r#type, payment.institution) = (Some(kind.to_owned()), Some("Example Transfer".to_owned()));
        true
    })
}

fn money_first(draft: &mut Draft<'_>) -> bool {
    later(draft, "asked-prepayment")
}

fn laptop_elsewhere(draft: &mut Draft<'_>) -> bool {
    later(draft, "shipping-address-changed")
}

fn wants_own_device(draft: &mut Draft<'_>) -> bool {
    later(draft, "asked-own-device")
}
