//! An application in the making: the plain record of a person who has nothing odd about them, which oddities and mistakes
//! then change.

use crate::calendar::{DAY, Moment};
use crate::data::{employers, technology};
use crate::person::{Person, career, plain};
use crate::random::Random;
use crate::rate::Rate;
use crate::record::Event;
use crate::record::applicant::{
    Applicant, Attachment, Availability, Basics, Client, Email, Interview, Job, Location, Phone, Profile, Reference,
    Referral,
};
use crate::world::{Line, World};

/// How far an application came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// It was handed in, and nothing followed.
    Applied,
    /// There were interviews.
    Interviewed,
    /// Documents, checks and pay are known.
    Offered,
    /// Somebody works here.
    Hired,
}

/// A record with what is needed to change it.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) person: &'a Person,
    pub(crate) record: Applicant,
    pub(crate) applied: Moment,
    pub(crate) stage: Stage,
    pub(crate) random: Random,
    taken: Vec<&'static str>,
    pub(crate) world: &'a mut World,
}

/// Positions that the employer fills.
const OPENINGS: i64 = 24;

impl<'a> Draft<'a> {
    /// The plain application of a person at a moment.
    pub(crate) fn new(person: &'a Person, mut random: Random, world: &'a mut World, applied: Moment) -> Self {
        let record = ordinary(person, &mut random, world, applied);
        Self { person, record, applied, stage: Stage::Applied, random, taken: Vec::new(), world }
    }

    /// The moment so many days after the application, at an hour of the day.
    pub(crate) fn after(&mut self, days: i64) -> Moment {
        self.applied.plus(days * DAY + self.random.between(0, 6 * 3600))
    }

    /// Takes what only one trait may shape, such as the line; false where another took it, whose work would be undone.
    pub(crate) fn takes(&mut self, what: &'static str) -> bool {
        let free = !self.taken.contains(&what);
        if free {
            self.taken.push(what);
        }
        free
    }

    /// Whether the person studied in another country than the one of the home.
    pub(crate) fn abroad(&self) -> bool {
        let countries = self.record.education.iter().filter_map(|school| school.country.as_deref());
        self.person.came_from.is_some_and(|former| countries.into_iter().any(|country| country == former))
    }

    /// Something that happens some days after the application.
    pub(crate) fn event(&mut self, kind: &str, days: i64) {
        let at = self.after(days);
        self.record.events.push(Event { at: Some(at.to_string()), kind: kind.to_owned(), detail: None });
    }

    /// The LinkedIn profile.
    pub(crate) fn linkedin(&mut self) -> Option<&mut Profile> {
        self.record.profiles.iter_mut().find(|profile| profile.network == "linkedin")
    }

    /// The GitHub profile.
    pub(crate) fn github(&mut self) -> Option<&mut Profile> {
        self.record.profiles.iter_mut().find(|profile| profile.network == "github")
    }

    /// The browser session.
    pub(crate) fn client(&mut self) -> Option<&mut Client> {
        self.record.client.as_mut()
    }

    /// Sends the application over another line.
    pub(crate) fn through(&mut self, line: &Line) -> bool {
        self.client().is_some_and(|client| {
            connect(client, line);
            true
        })
    }

    /// Sends the application over another line and takes `what`; false where another trait took it.
    pub(crate) fn hides(&mut self, what: &'static str, line: impl FnOnce(&mut Random) -> Line) -> bool {
        self.takes(what) && {
            let line = line(&mut self.random);
            self.through(&line)
        }
    }

    /// Changes each interview; false where there were none.
    pub(crate) fn interviews(&mut self, mut change: impl FnMut(&mut Interview, &mut Random)) -> bool {
        for interview in &mut self.record.interviews {
            change(interview, &mut self.random);
        }
        !self.record.interviews.is_empty()
    }

    /// Replaces the telephone number by one that was typed.
    pub(crate) fn types_phone(&mut self, raw: String) {
        self.record.phones = vec![Phone { raw, source_normalised: Some(false), r#type: Some("mobile".to_owned()) }];
    }
}

/// Writes a line into a browser session.
pub(crate) fn connect(client: &mut Client, line: &Line) {
    client.ip = Some(line.ip.clone());
    client.asn = line.asn;
    client.as_org = line.as_org.map(str::to_owned);
    client.country = Some(line.country.to_owned());
    client.region = line.region.map(str::to_owned);
    client.is_vpn = Some(line.vpn);
    client.is_hosting = Some(line.hosting);
    client.is_proxy = Some(line.proxy);
    client.is_tor = Some(line.tor);
}

fn ordinary(person: &Person, random: &mut Random, world: &mut World, applied: Moment) -> Applicant {
    let source = random.weighted(&[
        (38, "careers-site"),
        (22, "greenhouse"),
        (12, "lever"),
        (18, "job-board"),
        (10, "referral-portal"),
    ]);
    let (name, today) = (person.name(), applied.day());
    let work = career::career(random, person.works_since, today);
    let education = career::education(random, person);
    let position = random.pick(&employers::POSITIONS);
    let mut record = Applicant {
        kind: "applicant".to_owned(),
        source_system: Some(source.to_owned()),
        applied_at: applied.to_string(),
        job: Some(opening(random)),
        basics: Basics {
            given_name: (person.native.is_none()).then(|| person.given.clone()),
            family_name: (person.native.is_none()).then(|| person.family.clone()),
            label: Some(position.to_owned()),
            email: Some(person.mailbox.clone()),
            summary: Some(random.pick(&technology::SUMMARIES).to_owned()),
            location: Some(Location {
                city: person.address.city.clone(),
                region: person.address.region.clone(),
                postal_code: person.address.postal_code.clone(),
                country_code: person.country.code.to_owned(),
            }),
            name,
        },
        emails: vec![Email { address: person.mailbox.clone(), verified: Some(random.chance(Rate::percent(85))) }],
        addresses: vec![person.address.clone()],
        work,
        education,
        ..Applicant::default()
    };
    record.phones.extend(person.number.as_ref().map(|number| {
        // Job boards and some tracking systems rewrite numbers; a form takes what is typed.
        let rewritten = match source {
            "careers-site" => false,
            "job-board" => random.chance(Rate::percent(90)),
            _ => random.chance(Rate::percent(45)),
        };
        Phone {
            raw: if rewritten { number.e164() } else { number.typed(random) },
            source_normalised: Some(rewritten),
            r#type: Some("mobile".to_owned()),
        }
    }));
    record.profiles = profiles(person, random, world, &record, applied);
    let zone = person.zone();
    let mut client = Client {
        timezone: Some(zone.name.to_owned()),
        languages: if person.country.language == "en-US" {
            vec!["en-US".to_owned()]
        } else {
            vec![person.country.language.to_owned(), "en".to_owned()]
        },
        user_agent: Some(user_agent(random)),
        fingerprint: Some(person.fingerprint.clone()),
        paste_ratio: Some(random.hundredths(0, 60)),
        fill_seconds: Some(random.between(120, 1700)),
        ..Client::default()
    };
    connect(&mut client, &person.line);
    record.client = Some(client);
    record.availability = Some(Availability { timezone: Some(zone.name.to_owned()), hours: None });
    if source == "referral-portal" {
        record.referral = Some(Referral { by: format!("e-{:03}", random.between(1, 400)) });
    }
    record.attachments = vec![attachment(person, random, applied)];
    if random.chance(Rate::percent(30)) {
        record.references = record.work.iter().take(2).map(|job| referee(random, &job.name)).collect();
    }
    record
}

/// A position of the employer.
pub(crate) fn opening(random: &mut Random) -> Job {
    let number = random.between(1, OPENINGS);
    let title = employers::POSITIONS.get(number as usize % employers::POSITIONS.len()).copied().unwrap_or_default();
    Job {
        id: format!("j-{number:02}"),
        title: title.to_owned(),
        remote: Some(number % 7 != 0),
        country: Some("US".to_owned()),
    }
}

fn profiles(
    person: &Person,
    random: &mut Random,
    world: &mut World,
    record: &Applicant,
    applied: Moment,
) -> Vec<Profile> {
    let wish = format!("{}{}", plain(&person.given), plain(&person.family));
    let mut profiles = Vec::new();
    if random.chance(Rate::percent(90)) {
        let handle = world.handle(random, &wish, "linkedin");
        let made = applied.plus_days(-random.between(300, 5200));
        profiles.push(Profile {
            network: "linkedin".to_owned(),
            url: Some(format!("https://www.linkedin.com/in/{handle}")),
            username: Some(handle),
            name: Some(if person.native.is_some() { person.latin() } else { person.name() }),
            created_at: Some(made.to_string()),
            last_active_at: Some(applied.plus_days(-random.between(0, 60)).to_string()),
            name_changes: Some(0),
            connections: Some(random.between(45, 1400)),
            employers: record.work.iter().take(4).map(|job| job.name.clone()).collect(),
            headline: record.basics.label.clone(),
            photo_phash: random.chance(Rate::percent(75)).then(|| random.hex(16)),
            reachable: Some(true),
            ..Profile::default()
        });
    }
    if random.chance(Rate::percent(55)) {
        let handle = world.handle(random, &wish, "github");
        let made = applied.plus_days(-random.between(150, 4600));
        profiles.push(Profile {
            network: "github".to_owned(),
            url: Some(format!("https://github.com/{handle}")),
            username: Some(handle),
            created_at: Some(made.to_string()),
            followers: Some(random.between(0, 70)),
            following: Some(random.between(0, 60)),
            first_commit_at: Some(made.plus_days(random.between(1, 80)).to_string()),
            author_emails: vec![person.mailbox.clone()],
            reachable: Some(true),
            ..Profile::default()
        });
    }
    profiles
}

fn user_agent(random: &mut Random) -> String {
    let chrome = random.between(138, 144);
    match random.weighted(&[(46, 0), (30, 1), (10, 2), (14, 3)]) {
        0 => format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}.0.0.0 Safari/537.36"),
        1 => format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chrome}.0.0.0 Safari/537.36"),
        2 => format!("Mozilla/5.0 (X11; Linux x86_64; rv:{chrome}.0) Gecko/20100101 Firefox/{chrome}.0"),
        _ => "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1".to_owned(),
    }
}

fn attachment(person: &Person, random: &mut Random, applied: Moment) -> Attachment {
    let made = applied.plus_days(-random.between(0, 120)).plus(-random.between(0, DAY - 1));
    Attachment {
        name: random.pick(&["resume.pdf", "Resume.pdf", "CV.pdf", "resume_final.pdf", "resume-2026.pdf"]).to_owned(),
        sha256: random.hex(64),
        mime: Some("application/pdf".to_owned()),
        author: match random.weighted(&[(55, 0), (20, 1), (12, 2), (13, 3)]) {
            0 => Some(person.latin()),
            1 => Some("Microsoft Office User".to_owned()),
            2 => Some("Canva".to_owned()),
            _ => None,
        },
        producer: Some(
            random
                .pick(&[
                    "Microsoft® Word for Microsoft 365",
                    "macOS Quartz PDFContext",
                    "Skia/PDF m138",
                    "LibreOffice 24.8",
                    "pdfTeX-1.40.26",
                ])
                .to_owned(),
        ),
        created_at: Some(made.to_string()),
        modified_at: Some(made.plus(random.between(0, 3600)).min(applied).to_string()),
        utc_offset_minutes: random.chance(Rate::percent(70)).then(|| person.zone().minutes(made.day())),
        text: None,
    }
}

/// Somebody at a former employer who vouches for the applicant.
pub(crate) fn referee(random: &mut Random, company: &str) -> Reference {
    let (given, family) = crate::person::stranger(random);
    let local = format!("{}.{}", given.to_lowercase(), plain(&family));
    Reference {
        name: format!("{given} {family}"),
        email: Some(format!("{local}@{}", employers::domain(company))),
        phone: None,
        company: Some(company.to_owned()),
        relation: Some(random.pick(&["manager", "colleague", "team lead"]).to_owned()),
    }
}

/// The text of the résumé, out of what the record says.
pub(crate) fn resume_text(record: &Applicant) -> String {
    let mut text = format!("{}\n", record.basics.name);
    for line in [&record.basics.label, &record.basics.email, &record.basics.summary].into_iter().flatten() {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("\nExperience\n");
    for job in &record.work {
        let from = job.start_date.as_deref().unwrap_or_default();
        let to = job.end_date.as_deref().unwrap_or("today");
        text.push_str(&format!("{}, {}, {from} to {to}\n", job.position.as_deref().unwrap_or_default(), job.name));
        for highlight in &job.highlights {
            text.push_str(&format!("- {highlight}\n"));
        }
    }
    text.push_str("\nEducation\n");
    for school in &record.education {
        let (kind, area) =
            (school.study_type.as_deref().unwrap_or_default(), school.area.as_deref().unwrap_or_default());
        text.push_str(&format!("{kind}, {area}, {}\n", school.institution));
    }
    text
}
