//! Oddities of profiles and references.

use super::{Oddity, oddities};
use crate::data::employers;
use crate::person::application::{Draft, referee};
use crate::person::{plain, stranger};

pub(super) const ODDITIES: &[Oddity] = oddities! {
    dormant_profile percent 8 "had not needed the profile for years and comes back to look for work";
    dormant_and_renamed per_mille 6 "came back to the profile and married in between";
    few_contacts percent 10 "never cared for contacts";
    no_profiles percent 7 "has no profiles";
    stale_profile percent 4 "the profile ends several jobs ago";
    new_account percent 5 "opened a developer account for the applications";
    moved_repositories percent 4 "brought older work along from another host";
    many_author_mailboxes percent 4 "changed mailboxes over the years";
    popular percent 3 "speaks at conferences, and follows back";
    broken_link percent 5 "a link that leads nowhere";
    another_photo_service percent 2 "uses a drawn picture that others use as well";
    private_references percent 8 "the referees changed jobs and write from home";
    front_desk percent 1 "two referees behind one number, that of the front desk";
    old_boss percent 2 "one referee only, with a phone";
};

fn dormant_profile(draft: &mut Draft<'_>) -> bool {
    draft.takes("sleep") && wakes(draft, 0)
}

fn dormant_and_renamed(draft: &mut Draft<'_>) -> bool {
    draft.takes("sleep") && wakes(draft, 1)
}

/// A profile that slept for years and was used again before the application.
pub(crate) fn wakes(draft: &mut Draft<'_>, name_changes: i64) -> bool {
    let slept = draft.applied.plus_days(-draft.random.between(1100, 2700));
    let woke = draft.applied.plus_days(-draft.random.between(2, 85));
    let made = slept.plus_days(-draft.random.between(200, 2000));
    draft.linkedin().is_some_and(|profile| {
        profile.created_at = Some(made.to_string());
        profile.last_active_at = Some(slept.to_string());
        profile.reactivated_at = Some(woke.to_string());
        profile.name_changes = Some(name_changes);
        true
    })
}

fn few_contacts(draft: &mut Draft<'_>) -> bool {
    let count = draft.random.between(0, 44);
    draft.linkedin().is_some_and(|profile| {
        profile.connections = Some(count);
        true
    })
}

fn no_profiles(draft: &mut Draft<'_>) -> bool {
    !std::mem::take(&mut draft.record.profiles).is_empty()
}

fn stale_profile(draft: &mut Draft<'_>) -> bool {
    let (name, _) = draft.random.pick(&employers::EARLIER_WORK);
    let second = employers::employer(&mut draft.random);
    draft.linkedin().is_some_and(|profile| {
        profile.employers = vec![second, name.to_owned()];
        true
    })
}

fn new_account(draft: &mut Draft<'_>) -> bool {
    let made = draft.applied.plus_days(-draft.random.between(2, 60));
    draft.github().is_some_and(|profile| {
        profile.created_at = Some(made.to_string());
        profile.first_commit_at = Some(made.plus_days(1).to_string());
        true
    })
}

fn moved_repositories(draft: &mut Draft<'_>) -> bool {
    let days = draft.random.between(4700, 6500);
    let first = draft.applied.plus_days(-days);
    draft.github().is_some_and(|profile| {
        profile.first_commit_at = Some(first.to_string());
        true
    })
}

fn many_author_mailboxes(draft: &mut Draft<'_>) -> bool {
    let given = draft.person.given.to_lowercase();
    let count = draft.random.between(3, 8);
    let mailboxes: Vec<String> =
        (0..count).map(|_| format!("{given}@{}", employers::domain(&employers::employer(&mut draft.random)))).collect();
    draft.github().is_some_and(|profile| {
        profile.author_emails.extend(mailboxes);
        true
    })
}

fn popular(draft: &mut Draft<'_>) -> bool {
    let (followers, following) = (draft.random.between(220, 4000), draft.random.between(120, 500));
    draft.github().is_some_and(|profile| {
        (profile.followers, profile.following) = (Some(followers), Some(following));
        true
    })
}

fn broken_link(draft: &mut Draft<'_>) -> bool {
    draft.record.profiles.last_mut().is_some_and(|profile| {
        profile.reachable = Some(false);
        true
    })
}

fn another_photo_service(draft: &mut Draft<'_>) -> bool {
    // Forty drawings are on offer.
    let photo = format!("d0d0{:012x}", 1 + draft.random.below(40));
    draft.linkedin().is_some_and(|profile| {
        profile.photo_phash = Some(photo);
        true
    })
}

fn private_references(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("references of the honest") {
        return false;
    }
    let companies: Vec<String> = draft.record.work.iter().take(2).map(|job| job.name.clone()).collect();
    draft.record.references = companies.iter().map(|company| referee(&mut draft.random, company)).collect();
    for reference in &mut draft.record.references {
        let local = plain(&reference.name);
        reference.email = Some(draft.world.mailbox(&mut draft.random, &local, "gmail.com"));
    }
    !draft.record.references.is_empty()
}

fn front_desk(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("references of the honest") {
        return false;
    }
    let Some(company) = draft.record.work.first().map(|job| job.name.clone()) else { return false };
    let Some(number) = draft.world.number(&mut draft.random, draft.person.country, draft.person.city) else {
        return false;
    };
    let phone = number.typed(&mut draft.random);
    draft.record.references = (0..2)
        .map(|_| {
            let mut reference = referee(&mut draft.random, &company);
            (reference.email, reference.phone) = (None, Some(phone.clone()));
            reference
        })
        .collect();
    true
}

fn old_boss(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("references of the honest") {
        return false;
    }
    let Some(company) = draft.record.work.last().map(|job| job.name.clone()) else { return false };
    let number = draft.world.number(&mut draft.random, draft.person.country, draft.person.city);
    let (given, family) = stranger(&mut draft.random);
    let mut reference = referee(&mut draft.random, &company);
    reference.name = format!("{given} {family}");
    reference.phone = number.map(|number| number.typed(&mut draft.random));
    draft.record.references = vec![reference];
    true
}
