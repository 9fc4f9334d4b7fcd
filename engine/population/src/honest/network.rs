//! Oddities of the browser session and the line that an application came over.

use super::{Oddity, oddities};
use crate::data::networks;
use crate::data::places::{JOURNEYS, US_ZONES};
use crate::person::application::Draft;
use crate::world::Line;

pub(super) const ODDITIES: &[Oddity] = oddities! {
    mobile_network percent 14 "applies over a mobile network, behind whose addresses many people stand";
    consumer_vpn percent 8 "uses a VPN for privacy";
    company_vpn percent 5 "applies from a work computer, over the VPN of the present employer";
    vpn_exit_abroad per_mille 8 "left the VPN on an exit in another country";
    tor per_mille 2 "uses Tor out of conviction";
    relay_of_the_provider percent 4 "a privacy relay of the browser or phone counts as a proxy";
    travelling percent 4 "applies on a journey; the clock follows, or not";
    clock_of_former_home percent 3 "moved, and the computer still has the old clock";
    clock_hidden percent 2 "a browser for privacy reports UTC";
    language_of_former_home percent 45 "came from abroad and also reads in the first language";
    autofill percent 11 "a password manager or form filler does it in seconds";
    pasted percent 9 "writes answers elsewhere and pastes them, or dictates them to a screen reader";
    privacy_browser percent 4 "a browser that gives every session another fingerprint";
    client_unknown percent 8 "the source hands over nothing of the browser session";
};

fn mobile_network(draft: &mut Draft<'_>) -> bool {
    let person = draft.person;
    person.country.code == "US" && draft.hides("line", |random| Line::mobile(random, person.city.region))
}

fn consumer_vpn(draft: &mut Draft<'_>) -> bool {
    let country = draft.person.country.code;
    draft.hides("line", |random| Line::vpn(random, country))
}

fn company_vpn(draft: &mut Draft<'_>) -> bool {
    let country = draft.person.country.code;
    draft.hides("line", |random| Line::company(random, country))
}

fn vpn_exit_abroad(draft: &mut Draft<'_>) -> bool {
    draft.hides("line", |random| {
        let country = random.pick(&["NL", "CH", "GB", "CA", "SE", "SG"]);
        Line::vpn(random, country)
    })
}

fn tor(draft: &mut Draft<'_>) -> bool {
    draft.hides("line", Line::tor)
}

fn relay_of_the_provider(draft: &mut Draft<'_>) -> bool {
    draft.client().is_some_and(|client| {
        client.is_proxy = Some(true);
        true
    })
}

fn travelling(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("line") {
        return false;
    }
    let (country, zone) = draft.random.pick(&JOURNEYS);
    let follows = !draft.random.once_in(3);
    let provider = draft.random.pick_of(networks::home(country)).copied();
    let mut line = draft.world.line(&mut draft.random, country, "");
    line.region = None;
    line.asn = provider.map(|(number, _)| number);
    line.as_org = provider.map(|(_, name)| name);
    if follows && let Some(client) = draft.client() {
        client.timezone = Some(zone.name.to_owned());
    }
    draft.through(&line)
}

fn clock_of_former_home(draft: &mut Draft<'_>) -> bool {
    let zone = draft.random.pick(&US_ZONES);
    draft.client().is_some_and(|client| {
        client.timezone = Some(zone.name.to_owned());
        true
    })
}

fn clock_hidden(draft: &mut Draft<'_>) -> bool {
    draft.client().is_some_and(|client| {
        client.timezone = Some("UTC".to_owned());
        true
    })
}

fn language_of_former_home(draft: &mut Draft<'_>) -> bool {
    let language = match draft.person.came_from {
        Some("MX") => "es",
        Some("IN") => "hi",
        Some("CN") => "zh-CN",
        Some("KR") => "ko-KR",
        Some("VN") => "vi",
        Some("UA") => "uk",
        Some("PL") => "pl",
        Some("EG") => "ar",
        Some("BR") => "pt-BR",
        Some("PH") => "fil",
        Some("DE") => "de",
        _ => return false,
    };
    draft.client().is_some_and(|client| {
        client.languages.push(language.to_owned());
        true
    })
}

fn autofill(draft: &mut Draft<'_>) -> bool {
    let (seconds, ratio) = (draft.random.between(4, 25), draft.random.hundredths(70, 100));
    draft.client().is_some_and(|client| {
        (client.fill_seconds, client.paste_ratio) = (Some(seconds), Some(ratio));
        true
    })
}

fn pasted(draft: &mut Draft<'_>) -> bool {
    let ratio = draft.random.hundredths(75, 100);
    draft.client().is_some_and(|client| {
        client.paste_ratio = Some(ratio);
        true
    })
}

fn privacy_browser(draft: &mut Draft<'_>) -> bool {
    let fingerprint = draft.random.hex(32);
    draft.client().is_some_and(|client| {
        client.fingerprint = Some(fingerprint);
        true
    })
}

fn client_unknown(draft: &mut Draft<'_>) -> bool {
    draft.record.client.take().is_some()
}
