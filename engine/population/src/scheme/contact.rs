//! Mistakes of telephone numbers, names, mailboxes and addresses.

use super::{Mistake, mistakes};
use crate::honest;
use crate::person::application::Draft;
use crate::person::stranger;
use crate::record::Address;

pub(super) const MISTAKES: &[Mistake] = mistakes! {
    plus_sign A01 40 "S7";
    area_code_elsewhere A03 25 "S1, S7";
    throwaway_mailbox A09 3 "catalogue";
    developer_mailbox A11 6 "S18";
    contact_changes A13 12 "S1";
    freight_address A16 5 "S2, S15";
    mailbox_of_other_school B05 3 "catalogue";
};

fn plus_sign(draft: &mut Draft<'_>) -> bool {
    let Some(number) = &draft.person.number else { return false };
    let typed = number.typed_with_plus(&mut draft.random);
    draft.types_phone(typed);
    true
}

fn area_code_elsewhere(draft: &mut Draft<'_>) -> bool {
    let city = draft.person.country.city(&mut draft.random);
    let Some(number) = draft.world.number(&mut draft.random, draft.person.country, city) else { return false };
    let plus = draft.record.phones.first().is_some_and(|phone| phone.raw.starts_with('+'));
    let raw = if plus { number.typed_with_plus(&mut draft.random) } else { number.typed(&mut draft.random) };
    draft.types_phone(raw);
    city.name != draft.person.city.name
}

fn throwaway_mailbox(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("claimed mailbox") {
        return false;
    }
    let provider = draft.random.pick(&["mailinator.com", "yopmail.com", "guerrillamail.com"]);
    let wish = format!("dev{}", draft.random.between(100, 999));
    let address = draft.world.mailbox(&mut draft.random, &wish, provider);
    honest::writes_from(draft, address)
}

fn developer_mailbox(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("claimed mailbox") {
        return false;
    }
    let given = draft.person.given.to_lowercase();
    let word = draft.random.pick(&["dev", "code", "star", "lucky", "tech", "fullstack", "dragon", "pro"]);
    let (month, day) = (draft.random.between(1, 12), draft.random.between(1, 28));
    let wish = format!("{given}.{word}{month:02}{day:02}");
    let address = draft.world.mailbox(&mut draft.random, &wish, "gmail.com");
    honest::writes_from(draft, address)
}

fn contact_changes(draft: &mut Draft<'_>) -> bool {
    if draft.record.interviews.is_empty() {
        return false;
    }
    draft.event("phone-changed", 5);
    draft.event("email-changed", 9);
    true
}

fn freight_address(draft: &mut Draft<'_>) -> bool {
    let number = draft.random.between(100, 990);
    let name = draft.random.pick(&["Example Freight Forwarding", "Example Parcel Store", "Example Mail Center"]);
    draft.record.addresses.first_mut().is_some_and(|address: &mut Address| {
        address.line2 = Some(format!("c/o {name}, Unit {number}"));
        true
    })
}

fn mailbox_of_other_school(draft: &mut Draft<'_>) -> bool {
    let (given, _) = stranger(&mut draft.random);
    let domain = draft.random.pick(&["asu.edu", "ufl.edu", "purdue.edu", "umn.edu"]);
    let Some(school) = draft.record.education.first_mut() else { return false };
    let own = crate::data::schools::of("US")
        .iter()
        .find(|(name, _)| *name == school.institution)
        .and_then(|(_, domain)| *domain);
    if own == Some(domain) {
        return false;
    }
    school.email = Some(draft.world.mailbox(&mut draft.random, &given.to_lowercase(), domain));
    true
}
