//! Honest people who have something in common, as the personas of an operator do: families, students, agencies, colleagues.

use crate::calendar::Day;
use crate::data::places::UNITED_STATES;
use crate::data::{employers, schools, technology};
use crate::person::application::{Draft, referee};
use crate::person::{Person, mailbox, stranger};
use crate::random::Random;
use crate::rate::Rate;
use crate::record::applicant::{Phone, Reference, Referral};
use crate::world::{Line, Number, World};

/// Why people have something in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Couples, siblings, twins, parents with grown children, people who share a flat.
    Household,
    /// Students of one university who apply from its network before they graduate.
    Campus,
    /// People whom an agency submits.
    Agency,
    /// Colleagues who apply from the office, mostly after layoffs were announced.
    Office,
    /// People who use the computers of one library.
    Library,
    /// Customers of one writer of résumés.
    Writer,
    /// People for whom one former boss vouches.
    Boss,
}

/// How a kind of group looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its name in `group` and `made_with` of a label.
    pub(crate) name: &'static str,
    /// How many of the honest people belong to such a group. An estimate.
    pub(crate) share: Rate,
    /// Fewest and most people of a group.
    pub(crate) size: (i64, i64),
    /// Days within which they apply.
    pub(crate) days: i64,
    /// What they have in common.
    pub(crate) common: &'static str,
}

/// The kinds of groups.
pub(crate) const SHAPES: [Shape; 7] = [
    Shape {
        kind: Kind::Household,
        name: "household",
        share: Rate::per_mille(40),
        size: (2, 3),
        days: 60,
        common: "address and line; family name in 65 %, a phone in 35 %, the computer in 25 %, the bank account in 50 %",
    },
    Shape {
        kind: Kind::Campus,
        name: "campus",
        share: Rate::per_mille(20),
        size: (4, 24),
        days: 45,
        common: "university, line, address of the dormitory",
    },
    Shape {
        kind: Kind::Agency,
        name: "agency",
        share: Rate::per_mille(40),
        size: (5, 35),
        days: 60,
        common: "line and who referred them; template sentences and maker of the file in 70 %, the recruiter's phone in 45 %, a reference in 35 %",
    },
    Shape {
        kind: Kind::Office,
        name: "office",
        share: Rate::per_mille(15),
        size: (3, 12),
        days: 20,
        common: "line and last employer; a reference in 40 %",
    },
    Shape {
        kind: Kind::Library,
        name: "library",
        share: Rate::per_mille(6),
        size: (2, 6),
        days: 45,
        common: "line and browser fingerprint",
    },
    Shape {
        kind: Kind::Writer,
        name: "resume-writer",
        share: Rate::per_mille(15),
        size: (2, 10),
        days: 90,
        common: "sentences of the résumé and maker of the file",
    },
    Shape {
        kind: Kind::Boss,
        name: "former-boss",
        share: Rate::per_mille(10),
        size: (2, 5),
        days: 90,
        common: "a former employer and a reference",
    },
];

/// People with something in common.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    shape: &'static Shape,
    host: Person,
    line: Line,
    phone: Option<Number>,
    writer: String,
    reference: Reference,
    company: String,
    sentences: Vec<String>,
    summary: String,
    account: String,
    school: schools::School,
    agency: &'static str,
    /// Which of the looser things they share.
    dice: [bool; 4],
}

impl Group {
    /// A group that begins on a day.
    pub(crate) fn new(shape: &'static Shape, mut random: Random, world: &mut World, today: Day) -> Self {
        let random = &mut random;
        let host = if shape.kind == Kind::Campus {
            let city = UNITED_STATES.city(random);
            Person::living_in(random, world, today, UNITED_STATES, city)
        } else {
            Person::new(random, world, today)
        };
        let company = employers::employer(random);
        let mut reference = referee(random, &company);
        let phone = world.number(random, host.country, host.city);
        reference.phone = world.number(random, host.country, host.city).map(|number| number.typed(random));
        let rates = match shape.kind {
            Kind::Household => [65, 35, 25, 50],
            Kind::Agency => [70, 45, 35, 0],
            Kind::Office => [40, 0, 0, 0],
            _ => [100; 4],
        };
        let (given, family) = stranger(random);
        Self {
            line: if matches!(shape.kind, Kind::Household) {
                host.line.clone()
            } else {
                world.line(random, host.country.code, host.city.region)
            },
            phone,
            writer: format!("{given} {family}"),
            reference,
            // None names a technology: the jobs that they come to stand in are of any age.
            sentences: (0..10).map(|_| technology::sentence(random, None)).collect(),
            summary: random.pick(&technology::SUMMARIES).to_owned(),
            account: random.hex(32),
            school: random.pick_of(schools::of("US")).copied().unwrap_or_default(),
            agency: random.pick(&employers::AGENCIES),
            dice: rates.map(|percent| random.chance(Rate::percent(percent))),
            company,
            host,
            shape,
        }
    }

    /// Somebody who is a member: who they are, before they apply.
    pub(crate) fn member(&self, random: &mut Random, world: &mut World, today: Day) -> Person {
        let host = &self.host;
        if matches!(self.shape.kind, Kind::Agency | Kind::Writer | Kind::Boss) {
            return Person::new(random, world, today);
        }
        let mut person = Person::living_in(random, world, today, host.country, host.city);
        match self.shape.kind {
            Kind::Household => {
                person.address = host.address.clone();
                person.line = self.line.clone();
                person.router = host.router.clone();
                let [same_family, ..] = self.dice;
                if same_family && person.native.is_none() {
                    person.family.clone_from(&host.family);
                    person.mailbox = mailbox(random, world, &person.given, &person.family);
                }
            }
            Kind::Campus => {
                person.address.line1 = host.address.line1.clone();
                person.address.postal_code = host.address.postal_code.clone();
                person.address.line2 = Some(format!("Room {}", random.between(100, 480)));
                person.line = self.line.clone();
                person.works_since = today.plus(-random.between(60, 700));
                person.born = today.year() - i32::try_from(random.between(20, 25)).unwrap_or(22);
            }
            _ => {}
        }
        person
    }

    /// Puts into an application what the members have in common.
    pub(crate) fn mark(&self, draft: &mut Draft<'_>, made_with: &mut Vec<&'static str>) {
        made_with.push(self.shape.name);
        let [first, second, third, fourth] = self.dice;
        match self.shape.kind {
            Kind::Household => {
                if second && let Some(number) = &self.phone {
                    let raw = number.typed(&mut draft.random);
                    draft.record.phones =
                        vec![Phone { raw, source_normalised: Some(false), r#type: Some("home".to_owned()) }];
                }
                if third {
                    self.one_computer(draft);
                }
                if fourth && let Some(payment) = &mut draft.record.payment {
                    payment.account_hash = Some(self.account.clone());
                }
            }
            Kind::Campus => {
                draft.through(&self.line);
                let (name, _) = self.school;
                let end = draft.applied.day().plus(120);
                if let Some(school) = draft.record.education.first_mut() {
                    school.institution = name.to_owned();
                    school.country = Some("US".to_owned());
                    school.start_date = Some((end.year() - 4).to_string());
                    school.end_date = Some(end.to_string().chars().take(7).collect());
                    school.email = None;
                }
            }
            Kind::Agency => {
                draft.through(&self.line);
                draft.record.source_system = Some("agency-portal".to_owned());
                let id: String = self.agency.to_lowercase().replace(' ', "-");
                draft.record.referral = Some(Referral { by: id });
                if let Some(client) = draft.client() {
                    client.fill_seconds = client.fill_seconds.map(|seconds| seconds / 4);
                }
                if first {
                    self.template(draft);
                    if let Some(file) = draft.record.attachments.first_mut() {
                        file.author = Some(self.agency.to_owned());
                    }
                }
                if second && let Some(number) = &self.phone {
                    draft.record.phones = vec![Phone {
                        raw: number.e164(),
                        source_normalised: Some(true),
                        r#type: Some("work".to_owned()),
                    }];
                }
                if third {
                    self.vouch(draft);
                }
            }
            Kind::Office => {
                draft.through(&self.line);
                self.worked_there(draft);
                if first {
                    self.vouch(draft);
                }
            }
            Kind::Library => self.one_computer(draft),
            Kind::Writer => {
                self.template(draft);
                if let Some(file) = draft.record.attachments.first_mut() {
                    file.author = Some(self.writer.clone());
                }
            }
            Kind::Boss => {
                self.worked_there(draft);
                self.vouch(draft);
            }
        }
    }

    fn one_computer(&self, draft: &mut Draft<'_>) {
        if let Some(client) = draft.client() {
            client.fingerprint = Some(self.host.fingerprint.clone());
        }
        draft.through(&self.line);
    }

    fn template(&self, draft: &mut Draft<'_>) {
        draft.record.basics.summary = Some(self.summary.clone());
        let mut sentences = self.sentences.iter().cycle();
        for job in &mut draft.record.work {
            // About half of the sentences are those of the template, the others tell of the person.
            for highlight in job.highlights.iter_mut().step_by(2) {
                if let Some(sentence) = sentences.next() {
                    highlight.clone_from(sentence);
                }
            }
        }
    }

    fn worked_there(&self, draft: &mut Draft<'_>) {
        if let Some(job) = draft.record.work.first_mut() {
            job.name.clone_from(&self.company);
        }
        let company = self.company.clone();
        if let Some(employer) = draft.linkedin().and_then(|profile| profile.employers.first_mut()) {
            *employer = company;
        }
    }

    fn vouch(&self, draft: &mut Draft<'_>) {
        draft.record.references.truncate(1);
        draft.record.references.push(self.reference.clone());
    }
}
