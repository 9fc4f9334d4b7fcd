//! When an application is told of, and what is known of it then. It makes nothing up: every telling is the whole application with what
//! lies ahead taken away.

use crate::calendar::{DAY, HOUR, Moment};
use crate::random::Random;
use crate::record::applicant::Applicant;

/// After how many days an application that came to nothing is closed, from the application or its last interview on. An estimate.
pub(crate) const CLOSED_AFTER: (i64, i64) = (14, 35);

/// The event that makes documents, checks, pay and account known.
const OFFERED: &str = "offered";

/// When an application is told of after it was handed in, in order: an hour after its last interview began, at the offer or when it is
/// closed without one, and whenever something happens after that; all before `end`.
pub(crate) fn moments(whole: &Applicant, applied: Moment, mut closing: Random, end: Moment) -> Vec<Moment> {
    let interviewed = whole.interviews.iter().filter_map(|interview| Moment::read(&interview.at)).max();
    let decided = offered_at(whole).unwrap_or_else(|| {
        let (first, last) = CLOSED_AFTER;
        interviewed.unwrap_or(applied).plus_days(closing.between(first, last)).plus(closing.between(0, DAY - 1))
    });
    let staged: Vec<Moment> =
        interviewed.map(|at| at.plus(HOUR)).into_iter().chain([decided]).filter(|at| *at < end).collect();
    let told = staged.iter().copied().max().unwrap_or(applied);
    let mut moments = staged;
    moments.extend(happenings(whole).filter(|at| *at > told && *at < end));
    moments.sort_unstable();
    moments.dedup();
    moments
}

/// The application as it was known at a moment.
pub(crate) fn known_at(mut whole: Applicant, at: Moment) -> Applicant {
    let until = at.to_string();
    if offered_at(&whole).is_none_or(|offered| at < offered) {
        whole.documents.clear();
        (whole.verification, whole.payment, whole.compensation) = (None, None, None);
    }
    // Moments are all written alike, so that their texts are in their order.
    whole.interviews.retain(|interview| interview.at <= until);
    whole.events.retain(|event| event.at.as_ref().is_some_and(|at| *at <= until));
    if let Some(changes) = whole.payment.as_mut().and_then(|payment| payment.changed_at.as_mut()) {
        changes.retain(|at| *at <= until);
    }
    whole
}

fn offered_at(whole: &Applicant) -> Option<Moment> {
    let offer = whole.events.iter().find(|event| event.kind == OFFERED)?;
    Moment::read(offer.at.as_deref()?)
}

fn happenings(whole: &Applicant) -> impl Iterator<Item = Moment> {
    let events = whole.events.iter().filter_map(|event| event.at.as_deref());
    let changes = whole.payment.iter().flat_map(|payment| payment.changed_at.iter().flatten().map(String::as_str));
    events.chain(changes).filter_map(Moment::read)
}
