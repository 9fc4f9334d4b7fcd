//! Mistakes of the line, the clock and the form: where the persona sits, and what hides it.

use super::{Mistake, mistakes};
use crate::data::places::OPERATOR_ZONES;
use crate::person::application::Draft;
use crate::world::Line;

// Who hides behind none of these applies over the line of a helper in the country: nothing is to be seen of it.
pub(super) const MISTAKES: &[Mistake] = mistakes! {
    consumer_vpn G03 35 "S12, S28";
    astrill_exit G02 14 "S21, S22, S28";
    residential_relay G06 14 "S21";
    rented_server G04 8 "S21";
    clock_elsewhere D11 24 "S8, S19";
    scripted_form D10 25 "S24";
};

fn consumer_vpn(draft: &mut Draft<'_>) -> bool {
    draft.hides("cover", |random| Line::vpn(random, "US"))
}

fn astrill_exit(draft: &mut Draft<'_>) -> bool {
    draft.hides("cover", |random| Line::astrill(random, "US"))
}

fn residential_relay(draft: &mut Draft<'_>) -> bool {
    draft.client().is_some_and(|client| {
        client.is_proxy = Some(true);
        true
    })
}

fn rented_server(draft: &mut Draft<'_>) -> bool {
    draft.hides("cover", |random| Line::server(random, "US"))
}

fn clock_elsewhere(draft: &mut Draft<'_>) -> bool {
    let (_, zone) = draft.random.weighted(&OPERATOR_ZONES);
    draft.client().is_some_and(|client| {
        client.timezone = Some(zone.name.to_owned());
        true
    })
}

fn scripted_form(draft: &mut Draft<'_>) -> bool {
    let (seconds, ratio) = (draft.random.between(3, 20), draft.random.hundredths(85, 100));
    draft.client().is_some_and(|client| {
        (client.fill_seconds, client.paste_ratio) = (Some(seconds), Some(ratio));
        true
    })
}
