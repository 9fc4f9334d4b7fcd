//! What becomes known of an application that goes on: interviews, documents, checks, pay, the offer.

use crate::calendar::Moment;
use crate::person::Person;
use crate::person::application::{Draft, Stage};
use crate::rate::Rate;
use crate::record::applicant::{Checks, Compensation, Document, Interview, Payment, Verification};

/// How many applications go how far, of all who apply.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Funnel {
    /// At least to an interview.
    pub(crate) interviewed: Rate,
    /// Of those, at least to an offer.
    pub(crate) offered: Rate,
    /// Of those, to the first day of work.
    pub(crate) hired: Rate,
}

/// Honest people at an employer that gets many applications for each remote position. Estimates.
pub(crate) const HONEST: Funnel =
    Funnel { interviewed: Rate::percent(18), offered: Rate::percent(14), hired: Rate::percent(75) };
/// Personas are made to be invited: more interviews (S14: about 50 for each identity), more offers. Estimates.
pub(crate) const PERSONA: Funnel =
    Funnel { interviewed: Rate::percent(42), offered: Rate::percent(35), hired: Rate::percent(70) };
/// Personas whose papers are clean pass more of the checks. Estimates.
pub(crate) const CLEAN: Funnel =
    Funnel { interviewed: Rate::percent(70), offered: Rate::percent(65), hired: Rate::percent(90) };

/// Personas whom nobody but policies stops: `personas_hired` of the settings.
pub(crate) const HIRED: Funnel =
    Funnel { interviewed: Rate::percent(100), offered: Rate::percent(100), hired: Rate::percent(100) };

/// Lets an application go on, as far as the time until `end` allows; returns when somebody was hired.
pub(crate) fn advance(draft: &mut Draft<'_>, funnel: Funnel, end: Moment) -> Option<Moment> {
    let invited = draft.random.chance(funnel.interviewed);
    let offered = draft.random.chance(funnel.offered);
    let hired = draft.random.chance(funnel.hired);
    let rounds = draft.random.between(1, if offered { 4 } else { 2 });
    let wait = draft.random.between(3, 12);
    let decided = wait + 4 * rounds + draft.random.between(2, 10);
    if !invited || draft.applied.plus_days(wait + 4 * rounds + 1) >= end {
        return None;
    }
    draft.stage = Stage::Interviewed;
    interviews(draft, wait, rounds);
    draft.event("screened", 1);
    if !offered || draft.applied.plus_days(decided + 2) >= end {
        return None;
    }
    draft.stage = Stage::Offered;
    papers(draft);
    draft.event("offered", decided);
    let hired_at = draft.after(decided + 1).plus_days(draft.random.between(3, 14));
    if !hired || hired_at >= end {
        return None;
    }
    draft.stage = Stage::Hired;
    Some(hired_at)
}

fn interviews(draft: &mut Draft<'_>, wait: i64, rounds: i64) {
    let line = &draft.person.line;
    for round in 0..rounds {
        let at = draft.applied.plus_days(wait + 4 * round).plus(draft.random.between(0, 8 * 3600));
        draft.record.interviews.push(Interview {
            at: at.to_string(),
            ip: Some(line.ip.clone()),
            country: Some(line.country.to_owned()),
            asn: line.asn,
            is_vpn: Some(false),
            is_hosting: Some(false),
            camera: Some("on".to_owned()),
            background: Some(draft.random.weighted(&[(60, "real"), (25, "blurred"), (15, "virtual")]).to_owned()),
            virtual_camera: Some(false),
            face_match: Some(draft.random.hundredths(66, 97)),
            deepfake_score: Some(draft.random.hundredths(0, 35)),
            flags: Some(Vec::new()),
        });
    }
}

fn papers(draft: &mut Draft<'_>) {
    let (person, random) = (draft.person, &mut draft.random);
    let issued = draft.applied.day().plus(-random.between(60, 3000));
    draft.record.documents.push(Document {
        r#type: random.weighted(&[(55, "driver-license"), (35, "passport"), (10, "residence-permit")]).to_owned(),
        country: Some(person.country.code.to_owned()),
        number_hash: Some(random.hex(32)),
        issued_on: Some(issued.to_string()),
        expires_on: Some(issued.plus(3652).to_string()),
        photo_phash: Some(random.hex(16)),
        name: Some(person.latin()),
        checks: Some(Checks { authentic: Some(true), altered: Some(false), template_reused: Some(false) }),
    });
    draft.record.verification = Some(Verification {
        identity: Some("passed".to_owned()),
        background_check: Some(random.weighted(&[(75, "clear"), (25, "pending")]).to_owned()),
        education: Some(random.weighted(&[(60, "confirmed"), (40, "not-started")]).to_owned()),
        methods: Some(["document", "liveness"].map(str::to_owned).to_vec()),
    });
    let market = 1000 * random.between(95, 170);
    draft.record.compensation = Some(Compensation {
        currency: "USD".to_owned(),
        expected_yearly: market * random.between(85, 125) / 100,
        market_yearly: market,
    });
    draft.record.payment = Some(account(person, random));
}

fn account(person: &Person, random: &mut crate::random::Random) -> Payment {
    Payment {
        holder: Some(person.latin()),
        institution: Some(
            random
                .pick(&["Example Savings Bank", "First Example Bank", "Example Credit Union", "Example National Bank"])
                .to_owned(),
        ),
        account_hash: Some(random.hex(32)),
        r#type: Some("bank".to_owned()),
        wallet: None,
        changed_at: Some(Vec::new()),
    }
}
