//! Oddities of telephone numbers, names, mailboxes and addresses.

use super::{Oddity, oddities};
use crate::data::names;
use crate::data::places::COUNTRIES;
use crate::person::application::Draft;
use crate::person::stranger;
use crate::record::Address;
use crate::record::applicant::Email;

pub(super) const ODDITIES: &[Oddity] = oddities! {
    plus_typed_by_hand percent 7 "types the plus sign, as people with relatives abroad do";
    number_of_former_home percent 12 "came from abroad and still has the number of before";
    area_code_of_former_state percent 22 "moved within the country and kept the mobile number";
    mistyped_number per_mille 8 "left out a digit";
    business_line per_mille 8 "gives a line at work with its extension";
    second_number percent 6 "gives a mobile and a home number";
    no_number percent 4 "gives no number";
    short_name percent 6 "goes by a short form of the given name";
    married_name percent 4 "changed the family name; papers or profiles have the other one";
    chosen_name per_mille 8 "goes by another given name than the papers say";
    whole_new_name per_mille 2 "changed the whole name";
    family_name_first per_mille 12 "a form or parser swapped given and family name";
    disposable_mailbox per_mille 5 "keeps the real mailbox from recruiters";
    school_mailbox percent 3 "applies from the mailbox of the university";
    mailbox_of_nickname percent 6 "has had a mailbox without the own name since school";
    mail_forwarder per_mille 6 "travels the whole year and has mail forwarded";
    post_office_box per_mille 8 "gets letters at a post office box";
    address_on_one_line percent 10 "the source gives one line of text as the address";
    moved_since_applying percent 2 "is moving and gives two addresses";
};

fn plus_typed_by_hand(draft: &mut Draft<'_>) -> bool {
    let Some(number) = &draft.person.number else { return false };
    let typed = number.typed_with_plus(&mut draft.random);
    draft.types_phone(typed);
    true
}

fn number_of_former_home(draft: &mut Draft<'_>) -> bool {
    let former = draft.person.came_from.and_then(|code| COUNTRIES.iter().find(|country| country.code == code));
    let Some(country) = former else { return false };
    let city = country.city(&mut draft.random);
    let Some(number) = draft.world.number(&mut draft.random, country, city) else { return false };
    draft.types_phone(number.e164());
    true
}

fn area_code_of_former_state(draft: &mut Draft<'_>) -> bool {
    let country = draft.person.country;
    let city = country.city(&mut draft.random);
    if draft.person.number.is_none() || city.name == draft.person.city.name {
        return false;
    }
    let Some(number) = draft.world.number(&mut draft.random, country, city) else { return false };
    // Who types the plus sign types it before this number, too.
    let plus =
        draft.record.phones.iter().any(|phone| phone.source_normalised == Some(false) && phone.raw.starts_with('+'));
    let typed = if plus { number.typed_with_plus(&mut draft.random) } else { number.typed(&mut draft.random) };
    draft.types_phone(typed);
    true
}

fn mistyped_number(draft: &mut Draft<'_>) -> bool {
    draft.record.phones.first_mut().is_some_and(|phone| {
        phone.source_normalised = Some(false);
        phone.raw.pop().is_some()
    })
}

fn business_line(draft: &mut Draft<'_>) -> bool {
    let Some(number) = draft.world.number(&mut draft.random, draft.person.country, draft.person.city) else {
        return false;
    };
    let typed = format!("{} ext. {}", number.typed(&mut draft.random), draft.random.between(10, 999));
    draft.types_phone(typed);
    true
}

fn second_number(draft: &mut Draft<'_>) -> bool {
    let Some(number) = draft.world.number(&mut draft.random, draft.person.country, draft.person.city) else {
        return false;
    };
    let raw = number.typed(&mut draft.random);
    draft.record.phones.push(crate::record::applicant::Phone {
        raw,
        source_normalised: Some(false),
        r#type: Some("home".to_owned()),
    });
    true
}

fn no_number(draft: &mut Draft<'_>) -> bool {
    !std::mem::take(&mut draft.record.phones).is_empty()
}

fn short_name(draft: &mut Draft<'_>) -> bool {
    let person = draft.person;
    let Some((_, short)) = names::SHORT.iter().find(|(long, _)| *long == person.given) else { return false };
    draft.record.basics.name = format!("{short} {}", person.family);
    draft.record.basics.given_name = Some((*short).to_owned());
    true
}

fn married_name(draft: &mut Draft<'_>) -> bool {
    let name = format!("{} {}", draft.person.given, stranger(&mut draft.random).1);
    if draft.random.once_in(2) || draft.record.documents.is_empty() {
        return draft.linkedin().is_some_and(|profile| {
            profile.name = Some(name.clone());
            true
        });
    }
    draft.record.documents.iter_mut().for_each(|document| document.name = Some(name.clone()));
    if let Some(payment) = &mut draft.record.payment {
        payment.holder = Some(name.clone());
    }
    true
}

fn chosen_name(draft: &mut Draft<'_>) -> bool {
    let (given, _) = stranger(&mut draft.random);
    let name = format!("{given} {}", draft.person.family);
    draft.record.documents.first_mut().is_some_and(|document| {
        document.name = Some(name);
        true
    })
}

fn whole_new_name(draft: &mut Draft<'_>) -> bool {
    let (given, family) = stranger(&mut draft.random);
    let Some(document) = draft.record.documents.first_mut() else { return false };
    document.name = Some(format!("{given} {family}"));
    if let Some(verification) = &mut draft.record.verification {
        verification.methods.get_or_insert_default().push("in-person".to_owned());
    }
    true
}

fn family_name_first(draft: &mut Draft<'_>) -> bool {
    let basics = &mut draft.record.basics;
    if draft.person.native.is_some() {
        return false;
    }
    basics.name = format!("{} {}", draft.person.family, draft.person.given);
    std::mem::swap(&mut basics.given_name, &mut basics.family_name);
    true
}

fn disposable_mailbox(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("mailbox of the honest") {
        return false;
    }
    let provider = draft.random.pick(&["mailinator.com", "yopmail.com", "guerrillamail.com"]);
    let wish = format!("{}.jobs", draft.person.given.to_lowercase());
    let address = draft.world.mailbox(&mut draft.random, &wish, provider);
    writes_from(draft, address)
}

fn school_mailbox(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("mailbox of the honest") {
        return false;
    }
    let school = draft.record.education.first().map(|school| school.institution.clone());
    let all = draft.person.came_from.iter().chain([&"US"]).flat_map(|country| crate::data::schools::of(country));
    let Some(domain) =
        all.into_iter().find(|(name, _)| Some(*name) == school.as_deref()).and_then(|(_, domain)| *domain)
    else {
        return false;
    };
    let local = draft.person.mailbox.split('@').next().unwrap_or_default();
    let address = draft.world.mailbox(&mut draft.random, local, domain);
    draft.record.education.iter_mut().for_each(|school| school.email = Some(address.clone()));
    writes_from(draft, address)
}

fn mailbox_of_nickname(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("mailbox of the honest") {
        return false;
    }
    let nick = draft.random.pick(&[
        "nightowl",
        "skaterkid",
        "purplecat",
        "dragon",
        "bassplayer",
        "moonpie",
        "pixel",
        "sk8r",
        "wildflower",
        "goalie",
        "coder",
        "geek",
    ]);
    let wish = format!("{nick}{}", draft.random.between(1, 9999));
    let address = draft.world.mailbox(&mut draft.random, &wish, "gmail.com");
    writes_from(draft, address)
}

/// Changes the mailbox everywhere in the record where the person wrote it.
pub(crate) fn writes_from(draft: &mut Draft<'_>, address: String) -> bool {
    draft.record.basics.email = Some(address.clone());
    draft.record.emails = vec![Email { address, verified: Some(true) }];
    true
}

fn mail_forwarder(draft: &mut Draft<'_>) -> bool {
    let number = draft.random.between(100, 9900);
    draft.record.addresses = vec![Address {
        line1: Some("140 Rainbow Drive".to_owned()),
        line2: Some(format!("PMB {number}")),
        city: Some("Livingston".to_owned()),
        region: Some("TX".to_owned()),
        postal_code: Some("77399".to_owned()),
        country: Some("US".to_owned()),
        raw: None,
    }];
    true
}

fn post_office_box(draft: &mut Draft<'_>) -> bool {
    let number = draft.random.between(10, 9000);
    draft.record.addresses.first_mut().is_some_and(|address| {
        address.line1 = Some(format!("PO Box {number}"));
        address.line2 = None;
        true
    })
}

fn address_on_one_line(draft: &mut Draft<'_>) -> bool {
    let Some(address) = draft.record.addresses.first_mut() else { return false };
    let parts = [&address.line1, &address.line2, &address.city, &address.region, &address.postal_code];
    let raw = parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    *address = Address { raw: Some(raw), country: address.country.take(), ..Address::default() };
    true
}

fn moved_since_applying(draft: &mut Draft<'_>) -> bool {
    let city = draft.person.country.city(&mut draft.random);
    let address = crate::person::address(&mut draft.random, draft.person.country, city);
    draft.record.addresses.push(address);
    true
}
