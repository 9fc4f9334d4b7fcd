//! Mistakes of schooling, jobs, files, references and profiles.

use super::{Mistake, mistakes};
use crate::data::places::OPERATOR_ZONES;
use crate::data::{employers, schools, technology};
use crate::honest;
use crate::person::application::{Draft, referee};
use crate::person::stranger;
use crate::record::applicant::Education;

pub(super) const MISTAKES: &[Mistake] = mistakes! {
    buzzword_biography B16 33 "S18";
    programme_not_offered B01 10 "S7";
    invented_school B02 8 "S4";
    studied_far_away B04 10 "S9";
    degree_too_young B07 5 "S1";
    jobs_side_by_side B07 9 "S1";
    technology_too_early B06 14 "S12";
    free_mail_references B10 25 "S13";
    references_on_one_phone B11 6 "catalogue";
    vouches_for_self B11 4 "catalogue";
    author_of_other_resumes B13 12 "catalogue";
    file_made_far_away B13 20 "catalogue";
    thin_profile B15 25 "S19";
    taken_over_profile C01 18 "S7, S11";
    stock_photo C02 8 "S11, S13, S15";
    other_employers_on_profile C03 17 "S1, S2";
    other_name_on_profile C03 7 "S1, S2";
    backdated_commits C05 15 "S11, S18";
    borrowed_repositories C06 15 "S18";
    follow_farm C08 49 "S11, S18";
    fresh_account C09 25 "S18";
    banned_profile C11 12 "S18, S23";
};

fn buzzword_biography(draft: &mut Draft<'_>) -> bool {
    let text = draft.random.pick(&technology::BUZZWORDS);
    draft.record.basics.summary = Some(text.to_owned());
    draft.record.basics.label = Some(
        draft
            .random
            .pick(&[
                "Senior Full Stack Developer",
                "Senior Blockchain Engineer",
                "Senior AI Engineer",
                "Senior Full Stack Engineer",
            ])
            .to_owned(),
    );
    true
}

/// Claims a bachelor's degree of a school; false where no schooling is claimed.
fn claims(draft: &mut Draft<'_>, institution: &str) -> bool {
    let area = draft.random.pick(&["Computer Science", "Software Engineering", "Electrical Engineering"]);
    draft.record.education.first_mut().is_some_and(|school| {
        school.institution = institution.to_owned();
        school.country = Some("US".to_owned());
        school.area = Some(area.to_owned());
        school.study_type = Some("Bachelor of Science".to_owned());
        school.email = None;
        true
    })
}

fn programme_not_offered(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("claimed school") {
        return false;
    }
    let school = draft.random.pick(&schools::NO_COMPUTING);
    claims(draft, school)
}

fn invented_school(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("claimed school") {
        return false;
    }
    let school = draft.random.pick(&schools::INVENTED);
    claims(draft, school)
}

fn studied_far_away(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("claimed school") {
        return false;
    }
    let country = draft.random.pick(&["CN", "SG", "GB", "PL"]);
    let Some((name, _)) = draft.random.pick_of(schools::of(country)) else { return false };
    draft.record.education.first_mut().is_some_and(|school| {
        (school.institution, school.country, school.email) = ((*name).to_owned(), Some(country.to_owned()), None);
        true
    })
}

fn degree_too_young(draft: &mut Draft<'_>) -> bool {
    let end = draft.person.born + i32::try_from(draft.random.between(12, 15)).unwrap_or(13);
    let Some(school) = draft.record.education.first() else { return false };
    let second = Education {
        start_date: Some((end - 2).to_string()),
        end_date: Some(end.to_string()),
        study_type: Some("Master of Science".to_owned()),
        ..school.clone()
    };
    draft.record.education.insert(0, second);
    true
}

fn jobs_side_by_side(draft: &mut Draft<'_>) -> bool {
    let Some(job) = draft.record.work.first().cloned() else { return false };
    for _ in 0..2 {
        let mut job = job.clone();
        job.name = employers::employer(&mut draft.random);
        job.position = Some("Senior Full Stack Engineer".to_owned());
        job.highlights = (0..2).map(|_| technology::sentence(&mut draft.random, Some("React"))).collect();
        draft.record.work.insert(1, job);
    }
    true
}

fn technology_too_early(draft: &mut Draft<'_>) -> bool {
    let (name, released) = draft.random.pick(&technology::LATE);
    let end = released - i32::try_from(draft.random.between(1, 4)).unwrap_or(1);
    let employer = employers::employer(&mut draft.random);
    let sentence = technology::sentence(&mut draft.random, Some(name));
    draft.record.work.push(crate::record::applicant::Work {
        name: employer,
        position: Some("Senior Developer".to_owned()),
        location: None,
        start_date: Some(format!("{}-02", end - 3)),
        end_date: Some(format!("{end}-11")),
        highlights: vec![sentence],
    });
    true
}

fn free_mail_references(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("claimed references") {
        return false;
    }
    let companies: Vec<String> = draft.record.work.iter().take(2).map(|job| job.name.clone()).collect();
    draft.record.references = companies.iter().map(|company| referee(&mut draft.random, company)).collect();
    for reference in &mut draft.record.references {
        let wish =
            format!("{}{}", draft.random.pick(&["manager", "hr", "cto", "lead"]), draft.random.between(10, 9999));
        reference.email = Some(draft.world.mailbox(&mut draft.random, &wish, "gmail.com"));
    }
    !draft.record.references.is_empty()
}

fn references_on_one_phone(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("claimed references") {
        return false;
    }
    let Some(number) = draft.world.number(&mut draft.random, draft.person.country, draft.person.city) else {
        return false;
    };
    let companies: Vec<String> = draft.record.work.iter().take(2).map(|job| job.name.clone()).collect();
    draft.record.references = companies.iter().map(|company| referee(&mut draft.random, company)).collect();
    draft.record.references.iter_mut().for_each(|reference| reference.phone = Some(number.e164()));
    draft.record.references.len() > 1
}

fn vouches_for_self(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("claimed references") {
        return false;
    }
    let (given, family) = stranger(&mut draft.random);
    let Some(company) = draft.record.work.first().map(|job| job.name.clone()) else { return false };
    let mut reference = referee(&mut draft.random, &company);
    reference.name = format!("{given} {family}");
    reference.email = draft.record.basics.email.clone();
    draft.record.references = vec![reference];
    true
}

fn author_of_other_resumes(draft: &mut Draft<'_>) -> bool {
    let (given, family) = stranger(&mut draft.random);
    draft.record.attachments.first_mut().is_some_and(|file| {
        file.author = Some(format!("{given} {family}"));
        true
    })
}

fn file_made_far_away(draft: &mut Draft<'_>) -> bool {
    let (_, zone) = draft.random.weighted(&OPERATOR_ZONES);
    let made = draft.applied.plus_days(-draft.random.between(0, 6));
    draft.record.attachments.first_mut().is_some_and(|file| {
        file.utc_offset_minutes = Some(zone.minutes(made.day()));
        file.created_at = Some(made.to_string());
        file.modified_at = None;
        true
    })
}

fn thin_profile(draft: &mut Draft<'_>) -> bool {
    let count = draft.random.between(1, 48);
    draft.linkedin().is_some_and(|profile| {
        profile.connections = Some(count);
        true
    })
}

fn taken_over_profile(draft: &mut Draft<'_>) -> bool {
    let changes = draft.random.weighted(&[(35, 0), (50, 1), (15, 2)]);
    honest::wakes(draft, changes)
}

fn stock_photo(draft: &mut Draft<'_>) -> bool {
    let photo = format!("5eed{:012x}", 1 + draft.random.below(60));
    draft.linkedin().is_some_and(|profile| {
        profile.photo_phash = Some(photo);
        true
    })
}

fn other_employers_on_profile(draft: &mut Draft<'_>) -> bool {
    let employers: Vec<String> = (0..3).map(|_| employers::employer(&mut draft.random)).collect();
    draft.linkedin().is_some_and(|profile| {
        profile.employers = employers;
        true
    })
}

fn other_name_on_profile(draft: &mut Draft<'_>) -> bool {
    let (given, family) = stranger(&mut draft.random);
    draft.linkedin().is_some_and(|profile| {
        profile.name = Some(format!("{given} {family}"));
        true
    })
}

fn backdated_commits(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("account") {
        return false;
    }
    let made = draft.applied.plus_days(-draft.random.between(20, 400));
    let first = made.plus_days(-draft.random.between(700, 2600));
    draft.github().is_some_and(|profile| {
        (profile.created_at, profile.first_commit_at) = (Some(made.to_string()), Some(first.to_string()));
        true
    })
}

fn borrowed_repositories(draft: &mut Draft<'_>) -> bool {
    let count = draft.random.between(5, 12);
    let mailboxes: Vec<String> = (0..count)
        .map(|_| {
            let (given, _) = stranger(&mut draft.random);
            let number = draft.random.between(10, 9999);
            format!("{}{number}@{}", given.to_lowercase(), employers::domain(&employers::employer(&mut draft.random)))
        })
        .collect();
    draft.github().is_some_and(|profile| {
        profile.author_emails.extend(mailboxes);
        true
    })
}

fn follow_farm(draft: &mut Draft<'_>) -> bool {
    let (followers, following) = (draft.random.between(201, 460), draft.random.between(201, 700));
    draft.github().is_some_and(|profile| {
        (profile.followers, profile.following) = (Some(followers), Some(following));
        true
    })
}

fn fresh_account(draft: &mut Draft<'_>) -> bool {
    if !draft.takes("account") {
        return false;
    }
    let made = draft.applied.plus_days(-draft.random.between(3, 70));
    draft.github().is_some_and(|profile| {
        profile.created_at = Some(made.to_string());
        profile.first_commit_at = Some(made.plus_days(2).to_string());
        true
    })
}

fn banned_profile(draft: &mut Draft<'_>) -> bool {
    draft.linkedin().is_some_and(|profile| {
        profile.reachable = Some(false);
        true
    })
}
