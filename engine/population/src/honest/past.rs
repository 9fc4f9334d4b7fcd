//! Oddities of schooling, jobs and the file that tells of them.

use super::{Oddity, oddities};
use crate::calendar::DAY;
use crate::data::{employers, schools, technology};
use crate::person::application::Draft;
use crate::person::{career, stranger};
use crate::record::applicant::{Education, Work};

pub(super) const ODDITIES: &[Oddity] = oddities! {
    studied_abroad percent 3 "took a degree in another country and came back";
    career_changer percent 8 "came to computers after another trade, by way of a certificate";
    no_degree percent 9 "has no degree";
    back_after_years percent 4 "returns after years of care, illness or service";
    two_jobs_at_once percent 4 "worked two jobs at a time, or founded a company beside one";
    freelancer percent 7 "had many clients at once";
    modern_words_for_old_work percent 2 "describes old work with a word of today";
    swapped_dates per_mille 8 "a parser swapped the dates of a job";
    swapped_school_dates per_mille 6 "a parser swapped the dates of a school";
    years_only percent 7 "writes no months";
    current_job_closed per_mille 10 "the current job has an end date in the near future";
    studies_beside_work percent 5 "took a master's degree beside the job";
    transferred percent 2 "finished a degree elsewhere in two years";
    buzzwords percent 6 "writes as everybody advises";
    template_from_the_web percent 8 "used the sentences of a template from the web";
    file_by_friend percent 4 "wrote the résumé on the computer of somebody else";
    file_made_abroad percent 2 "wrote the résumé on a journey or at the former home";
    file_without_metadata percent 8 "a converter dropped who made the file";
    no_file percent 5 "applies with a profile instead of a file";
};

fn studied_abroad(draft: &mut Draft<'_>) -> bool {
    let country = draft.random.pick(&["GB", "DE", "IN", "CN", "CA", "AU", "SE"]);
    let Some((name, _)) = draft.random.pick_of(schools::of(country)) else { return false };
    draft.record.education.first_mut().is_some_and(|school| {
        school.institution = (*name).to_owned();
        school.country = Some(country.to_owned());
        true
    })
}

fn career_changer(draft: &mut Draft<'_>) -> bool {
    let today = draft.applied.day();
    let changed = today.plus(-draft.random.between(300, 2500));
    let mut work = career::career(&mut draft.random, changed, today);
    let mut until = changed.plus(-draft.random.between(30, 400));
    for _ in 0..draft.random.between(1, 2) {
        let since = until.plus(-draft.random.between(900, 4000));
        let (name, position) = draft.random.pick(&employers::EARLIER_WORK);
        work.push(Work {
            name: name.to_owned(),
            position: Some(position.to_owned()),
            start_date: Some(career::partial(&mut draft.random, since)),
            end_date: Some(career::partial(&mut draft.random, until)),
            ..Work::default()
        });
        until = since.plus(-20);
    }
    draft.record.work = work;
    let employers = draft.record.work.iter().take(4).map(|job| job.name.clone()).collect();
    if let Some(profile) = draft.linkedin() {
        profile.employers = employers;
    }
    let certificate = draft.random.pick(&schools::CERTIFICATES);
    let finished = career::partial(&mut draft.random, changed.plus(-20));
    if let Some(school) = draft.record.education.first_mut() {
        school.area =
            Some(draft.random.pick(&["Nursing", "Music", "History", "Education", "Culinary Arts"]).to_owned());
        school.end_date = Some(until.plus(-60).year().to_string());
        school.start_date = Some((until.plus(-60).year() - 4).to_string());
    }
    draft.record.education.push(Education {
        institution: certificate.to_owned(),
        area: Some("Software Development".to_owned()),
        study_type: Some("Certificate".to_owned()),
        end_date: Some(finished),
        ..Education::default()
    });
    true
}

fn no_degree(draft: &mut Draft<'_>) -> bool {
    draft.record.education.clear();
    true
}

fn back_after_years(draft: &mut Draft<'_>) -> bool {
    let gap = draft.random.between(2, 9) * 365;
    let end = draft.applied.day().plus(-gap);
    let since = draft.person.works_since;
    if since.plus(700) > end {
        return false;
    }
    draft.record.work = career::career(&mut draft.random, since, end);
    let date = career::partial(&mut draft.random, end);
    if let Some(job) = draft.record.work.first_mut() {
        job.end_date = Some(date);
    }
    true
}

fn two_jobs_at_once(draft: &mut Draft<'_>) -> bool {
    let name = employers::employer(&mut draft.random);
    let Some(job) = draft.record.work.first() else { return false };
    let second = Work { name, position: Some("Co-founder".to_owned()), highlights: Vec::new(), ..job.clone() };
    draft.record.work.push(second);
    true
}

fn freelancer(draft: &mut Draft<'_>) -> bool {
    let Some(job) = draft.record.work.first().cloned() else { return false };
    for _ in 0..draft.random.between(2, 4) {
        let name = employers::employer(&mut draft.random);
        let highlights = vec![technology::sentence(&mut draft.random, None)];
        draft
            .record
            .work
            .insert(1, Work { name, position: Some("Freelance Developer".to_owned()), highlights, ..job.clone() });
    }
    true
}

fn modern_words_for_old_work(draft: &mut Draft<'_>) -> bool {
    let (name, released) = draft.random.pick(&technology::LATE);
    let last = draft.record.work.last_mut();
    let Some(job) = last.filter(|job| job.end_date.as_deref().and_then(year).is_some_and(|end| end < released)) else {
        return false;
    };
    job.highlights.push(format!("What we would call {name} today, done by hand"));
    true
}

fn swapped_dates(draft: &mut Draft<'_>) -> bool {
    let job = draft.record.work.last_mut();
    job.filter(|job| job.end_date.is_some() && job.start_date != job.end_date).is_some_and(|job| {
        std::mem::swap(&mut job.start_date, &mut job.end_date);
        true
    })
}

fn swapped_school_dates(draft: &mut Draft<'_>) -> bool {
    draft.record.education.first_mut().is_some_and(|school| {
        std::mem::swap(&mut school.start_date, &mut school.end_date);
        true
    })
}

fn years_only(draft: &mut Draft<'_>) -> bool {
    for job in &mut draft.record.work {
        for date in [&mut job.start_date, &mut job.end_date].into_iter().flatten() {
            date.truncate(4);
        }
    }
    true
}

fn current_job_closed(draft: &mut Draft<'_>) -> bool {
    let end = draft.applied.day().plus(draft.random.between(5, 60));
    draft.record.work.first_mut().is_some_and(|job| {
        job.end_date = Some(end.to_string());
        true
    })
}

fn studies_beside_work(draft: &mut Draft<'_>) -> bool {
    let Some((name, _)) = draft.random.pick_of(schools::of("US")) else { return false };
    let end = draft.applied.day().plus(-draft.random.between(100, 2000)).year();
    draft.record.education.insert(
        0,
        Education {
            institution: (*name).to_owned(),
            area: Some(draft.random.weighted(&schools::AREAS).to_owned()),
            study_type: Some("Master of Science".to_owned()),
            country: Some("US".to_owned()),
            start_date: Some((end - 2).to_string()),
            end_date: Some(end.to_string()),
            email: None,
        },
    );
    true
}

fn transferred(draft: &mut Draft<'_>) -> bool {
    let Some(school) = draft.record.education.first_mut() else { return false };
    let Some(end) = school.end_date.as_deref().and_then(year) else { return false };
    school.start_date = Some((end - 2).to_string());
    true
}

fn buzzwords(draft: &mut Draft<'_>) -> bool {
    draft.record.basics.summary = Some(draft.random.pick(&technology::BUZZWORDS).to_owned());
    true
}

/// The sentences of templates that stand on the web for everybody.
const TEMPLATE: [&str; 6] = [
    "Collaborated with cross-functional teams to deliver high-quality software on time",
    "Participated in the full software development life cycle from design to deployment",
    "Wrote clean, maintainable and well-tested code in an agile environment",
    "Worked closely with stakeholders to gather requirements and define the scope",
    "Mentored junior developers and took part in code reviews",
    "Improved performance and user satisfaction through continuous optimisation",
];

fn template_from_the_web(draft: &mut Draft<'_>) -> bool {
    for job in &mut draft.record.work {
        let sentence = draft.random.pick(&TEMPLATE);
        job.highlights.push(sentence.to_owned());
    }
    true
}

fn file_by_friend(draft: &mut Draft<'_>) -> bool {
    let (given, family) = stranger(&mut draft.random);
    draft.record.attachments.first_mut().is_some_and(|file| {
        file.author = Some(format!("{given} {family}"));
        true
    })
}

fn file_made_abroad(draft: &mut Draft<'_>) -> bool {
    let minutes = draft.random.pick(&[0, 60, 120, 330, 480, 540]);
    let made = draft.applied.plus(-draft.random.between(1, 40) * DAY);
    draft.record.attachments.first_mut().is_some_and(|file| {
        file.utc_offset_minutes = Some(minutes);
        file.created_at = Some(made.to_string());
        file.modified_at = None;
        true
    })
}

fn file_without_metadata(draft: &mut Draft<'_>) -> bool {
    draft.record.attachments.first_mut().is_some_and(|file| {
        (file.author, file.producer, file.created_at, file.modified_at, file.utc_offset_minutes) =
            (None, None, None, None, None);
        true
    })
}

fn no_file(draft: &mut Draft<'_>) -> bool {
    draft.record.attachments.clear();
    true
}

/// The year of a partial date.
pub(crate) fn year(date: &str) -> Option<i32> {
    date.get(..4).and_then(|year| year.parse().ok())
}
