//! A past: jobs, schooling, and how dates are written in résumés.

use crate::calendar::Day;
use crate::data::{employers, schools, technology};
use crate::person::{FOREIGN_DEGREE, Person};
use crate::random::Random;
use crate::record::applicant::{Education, Work};

/// Most jobs that a résumé lists.
const MOST_JOBS: usize = 7;

/// A date as a résumé writes it: often without the day, sometimes the year alone.
pub(crate) fn partial(random: &mut Random, day: Day) -> String {
    let (year, month, _) = day.civil();
    match random.weighted(&[(20, 0), (55, 1), (25, 2)]) {
        0 => day.to_string(),
        1 => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    }
}

/// Jobs one after the other from the first to today, the latest first.
pub(crate) fn career(random: &mut Random, since: Day, today: Day) -> Vec<Work> {
    let mut jobs: Vec<Work> = Vec::new();
    let mut day = since;
    while day < today && jobs.len() < MOST_JOBS {
        let mut end = day.plus(random.between(240, 2200));
        // A long career is told in few jobs.
        if today.since(day) > 7000 {
            end = end.plus(random.between(800, 3000));
        }
        let last = end >= today.plus(-40) || jobs.len() + 1 == MOST_JOBS;
        let until = if last { today } else { end };
        let (name, position) = loop {
            let name = employers::employer(random);
            if jobs.iter().all(|job| job.name != name) {
                break (name, random.pick(&employers::POSITIONS));
            }
        };
        let highlights = (0..random.between(2, 4)).map(|_| {
            let named = if random.once_in(2) { technology::known_by(random, until.year()) } else { None };
            technology::sentence(random, named)
        });
        jobs.push(Work {
            highlights: highlights.collect(),
            name,
            position: Some(position.to_owned()),
            location: None,
            start_date: Some(partial(random, day)),
            end_date: None,
        });
        if last {
            // Some are between jobs when they apply.
            if random.once_in(4)
                && let Some(job) = jobs.last_mut()
            {
                let end = today.plus(-random.between(10, 200)).max(day);
                job.end_date = Some(partial(random, end));
            }
            break;
        }
        if let Some(job) = jobs.last_mut() {
            job.end_date = Some(partial(random, end));
        }
        day = end.plus(random.pick(&[1, 3, 10, 30, 45, 90, 200, 420]));
    }
    jobs.reverse();
    jobs
}

/// A degree or certificate that ended when work began.
pub(crate) fn education(random: &mut Random, person: &Person) -> Vec<Education> {
    // Who came as an adult mostly studied in the former country.
    let country = match person.came_from {
        Some(former) if random.chance(FOREIGN_DEGREE) => former,
        _ => person.country.code,
    };
    let listed = if schools::of(country).is_empty() { "US" } else { country };
    let (kind, years) = random.weighted(&[
        (46, ("Bachelor of Science", 4)),
        (16, ("Bachelor", 4)),
        (10, ("Bachelor of Arts", 4)),
        (18, ("Master of Science", 6)),
        (4, ("PhD", 9)),
        (6, ("Associate", 2)),
    ]);
    let (year, _, _) = person.works_since.civil();
    let end = Day::new(year, random.pick(&[5, 6, 7]), 15).plus(-365 * random.pick(&[0, 0, 0, 1]));
    let end = if end > person.works_since { end.plus(-365) } else { end };
    let institution = random.pick_of(schools::of(listed)).map_or("", |(name, _)| *name);
    vec![Education {
        institution: institution.to_owned(),
        area: Some(random.weighted(&schools::AREAS).to_owned()),
        study_type: Some(kind.to_owned()),
        country: Some(listed.to_owned()),
        start_date: Some(format!("{}", end.year() - years)),
        end_date: Some(partial(random, end)),
        email: None,
    }]
}
