//! A run: goes through the schedule, makes each application when its time comes, and writes records in the order of time.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::io::{self, Write};

use serde::Serialize;

use crate::calendar::Moment;
use crate::device::{self, Farm, Machine};
use crate::honest::group::{Group, SHAPES};
use crate::honest::{self};
use crate::label::{Label, Truth};
use crate::person::application::{Draft, Stage, opening, resume_text};
use crate::person::{Person, stage};
use crate::random::{Random, Stream};
use crate::record::applicant::{Applicant, Referral};
use crate::schedule::{Entry, Role, Schedule};
use crate::scheme::operator::Operator;
use crate::scheme::{self, Care};
use crate::settings::{Settings, SettingsError};
use crate::summary::Summary;
use crate::world::World;

/// Where a run writes to.
#[derive(Debug)]
pub struct Outputs<W> {
    /// Applications, by time.
    pub applicants: W,
    /// Observations of devices, by time.
    pub devices: W,
    /// Both, merged by time: what is to be judged.
    pub records: W,
    /// What is true of each.
    pub labels: W,
}

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SimulateError {
    /// The settings cannot be.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// An output took no more.
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
}

/// Makes a population and writes it.
///
/// The same settings make the same bytes, on every machine.
///
/// # Errors
///
/// Settings that cannot be, before anything is written; and an output that takes no more.
///
/// # Example
///
/// ```
/// use hirewall_population::{Outputs, Settings, simulate};
///
/// let settings = Settings { months: 1, applicants_per_month: 50, ..Settings::default() };
/// let mut records = Vec::new();
/// let mut labels = Vec::new();
/// let (mut applicants, mut devices) = (Vec::new(), Vec::new());
/// let summary = simulate(
///     &settings,
///     Outputs { applicants: &mut applicants, devices: &mut devices, records: &mut records, labels: &mut labels },
/// )?;
/// assert_eq!(summary.people.values().map(|people| people.applicants).sum::<u64>(), 50);
/// # Ok::<(), hirewall_population::SimulateError>(())
/// ```
pub fn simulate<W: Write>(settings: &Settings, outputs: Outputs<W>) -> Result<Summary, SimulateError> {
    settings.check()?;
    let schedule = Schedule::new(settings);
    let farms = u64::from(schedule.personas).div_ceil(device::PERSONAS_PER_FARM).max(1);
    let mut run = Run {
        settings,
        end: settings.end_moment(),
        outputs,
        world: World::default(),
        groups: HashMap::new(),
        operators: HashMap::new(),
        farms: HashMap::new(),
        farm_count: farms,
        kept: HashMap::new(),
        repeats: schedule.repeats,
        due: BinaryHeap::new(),
        applicants: 0,
        machines: 0,
        line: Vec::new(),
        summary: Summary { operators: u64::from(schedule.operators), farms, ..Summary::default() },
    };
    for entry in schedule.entries {
        run.deliver(entry.at)?;
        run.apply(entry)?;
    }
    run.deliver(run.end)?;
    for output in
        [&mut run.outputs.applicants, &mut run.outputs.devices, &mut run.outputs.records, &mut run.outputs.labels]
    {
        output.flush()?;
    }
    Ok(run.summary)
}

/// Somebody who will apply again.
#[derive(Debug)]
struct Kept {
    record: Applicant,
    person: Person,
}

/// What an operator's personas have in common, and who of them came.
#[derive(Debug)]
struct Team {
    operator: Operator,
    ids: Vec<String>,
}

/// An observation of a device that was made and waits for its time.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    at: Moment,
    device: u64,
    json: Vec<u8>,
}

struct Run<'s, W> {
    settings: &'s Settings,
    end: Moment,
    outputs: Outputs<W>,
    world: World,
    groups: HashMap<u32, Group>,
    operators: HashMap<u32, Team>,
    farms: HashMap<u64, Farm>,
    farm_count: u64,
    kept: HashMap<u32, Kept>,
    repeats: HashMap<u32, u32>,
    due: BinaryHeap<Reverse<Due>>,
    applicants: u64,
    machines: u64,
    line: Vec<u8>,
    summary: Summary,
}

impl<W: Write> Run<'_, W> {
    /// Writes the observations whose time came before a moment.
    fn deliver(&mut self, until: Moment) -> Result<(), SimulateError> {
        while self.due.peek().is_some_and(|Reverse(due)| due.at < until) {
            let Some(Reverse(due)) = self.due.pop() else { break };
            self.summary.device_records += 1;
            self.outputs.devices.write_all(&due.json)?;
            self.outputs.records.write_all(&due.json)?;
        }
        Ok(())
    }

    fn apply(&mut self, entry: Entry) -> Result<(), SimulateError> {
        match entry.role {
            Role::Alone | Role::Member(..) => self.first(entry, Truth::Honest),
            Role::Persona(_) => self.first(entry, Truth::Scheme),
            Role::Again => self.again(entry, false),
            Role::NewAccount => self.again(entry, true),
        }
    }

    fn next_id(&mut self) -> String {
        self.applicants += 1;
        format!("a-{:04}", self.applicants)
    }

    /// Somebody applies for the first time.
    fn first(&mut self, entry: Entry, truth: Truth) -> Result<(), SimulateError> {
        let seed = self.settings.seed;
        let mut random = Random::new(seed, Stream::Person, u64::from(entry.person));
        let today = entry.at.day();
        let mut made_with = Vec::new();
        let (person, group, team) = match entry.role {
            Role::Member(number, kind) => {
                let shape = SHAPES.get(usize::from(kind)).unwrap_or(&SHAPES[0]);
                let group = self.groups.entry(number).or_insert_with(|| {
                    Group::new(shape, Random::new(seed, Stream::Group, u64::from(number)), &mut self.world, today)
                });
                let person = group.member(&mut random, &mut self.world, today);
                (person, Some((&*group, format!("{}-{:02}", shape.name, number + 1))), None)
            }
            Role::Persona(operator) => {
                let person = Person::claimed(&mut random, &mut self.world, today);
                let team = operator.map(|(number, member)| {
                    let team = self.operators.entry(number).or_insert_with(|| {
                        let random = Random::new(seed, Stream::Operator, u64::from(number));
                        Team { operator: Operator::new(random, &mut self.world, &person, today), ids: Vec::new() }
                    });
                    (team, member, format!("c-{:02}", number + 1))
                });
                (person, None, team)
            }
            _ => (Person::new(&mut random, &mut self.world, today), None, None),
        };
        person.traits(&mut made_with);
        let care = match (&team, truth) {
            (_, Truth::Honest) => None,
            (Some((team, ..)), Truth::Scheme) => Some(team.operator.care),
            (None, Truth::Scheme) => Some(Care::new(&mut random)),
        };
        let funnel = match care {
            None => stage::HONEST,
            Some(Care::Clean) => stage::CLEAN,
            Some(_) => stage::PERSONA,
        };
        // One operator, one helper.
        let house = (truth == Truth::Scheme && random.chance(device::FARMED)).then(|| match entry.role {
            Role::Persona(Some((operator, _))) => {
                Random::new(seed, Stream::Farm, u64::from(operator)).below(self.farm_count)
            }
            _ => random.below(self.farm_count),
        });
        let farm = house.map(|number| {
            &*self
                .farms
                .entry(number)
                .or_insert_with(|| Farm::new(Random::new(seed, Stream::Farm, number | 1 << 32), &mut self.world))
        });
        let mut draft = Draft::new(&person, random, &mut self.world, entry.at);
        if draft.abroad() {
            made_with.push("foreign_degree");
        }
        let hired_at = stage::advance(&mut draft, funnel, self.end);
        honest::strike(&mut draft, &mut made_with);
        if let Some((group, _)) = &group {
            group.mark(&mut draft, &mut made_with);
        }
        if let Some(care) = care {
            scheme::err(&mut draft, care, &mut made_with);
        }
        if let Some(farm) = farm
            && draft.random.chance(device::SAYS_HOUSE)
        {
            farm.claim(&mut draft);
            made_with.push("address_of_helper");
        }
        if let Some((team, member, _)) = &team {
            team.operator.mark(*member, &mut draft, &mut made_with);
            // Personas refer one another (D13).
            if draft.random.once_in(6)
                && let Some(earlier) = draft.random.pick_of(&team.ids)
            {
                draft.record.referral = Some(Referral { by: earlier.clone() });
                made_with.push("referred_by_persona");
            }
        }
        let end = self.end.to_string();
        draft.record.events.retain(|event| event.at.as_ref().is_none_or(|at| *at < end));
        draft.record.events.sort_by(|a, b| a.at.cmp(&b.at));
        let (stage, mut record) = (draft.stage, draft.record);
        let group = group.map(|(_, name)| name);
        self.applicants += 1;
        let id = format!("a-{:04}", self.applicants);
        record.id.clone_from(&id);
        let cluster = team.map(|(team, _, name)| {
            team.ids.push(id.clone());
            name
        });
        made_with.sort_unstable();
        made_with.dedup();
        let hired = hired_at.map(|at| at.to_string());
        let label = Label {
            kind: "applicant",
            id: &id,
            label: truth,
            subject: &id,
            cluster: cluster.as_deref(),
            group: group.as_deref(),
            hired_at: hired.as_deref(),
            made_with: &made_with,
        };
        write_line(&mut self.outputs.labels, &label)?;
        let people = self.summary.people.entry(truth).or_default();
        people.applicants += 1;
        people.interviewed += u64::from(stage >= Stage::Interviewed);
        people.offered += u64::from(stage >= Stage::Offered);
        people.hired += u64::from(hired_at.is_some());
        people.grouped += u64::from(group.is_some() || cluster.is_some());
        people.traits += made_with.len() as u64;
        self.write(&mut record)?;
        if let Some(hired_at) = hired_at {
            let owner = Owner {
                person: &person,
                id: &id,
                truth,
                care,
                cluster: cluster.as_deref(),
                group: group.as_deref(),
                house,
                number: entry.person,
            };
            self.hand_out(&owner, hired_at)?;
        }
        if self.repeats.contains_key(&entry.person) {
            self.kept.insert(entry.person, Kept { record, person });
        }
        Ok(())
    }

    /// Somebody applies again.
    fn again(&mut self, entry: Entry, new_account: bool) -> Result<(), SimulateError> {
        let Some(Kept { mut record, person }) = self.kept.remove(&entry.person) else { return Ok(()) };
        let left = self.repeats.entry(entry.person).or_default();
        *left = left.saturating_sub(1);
        let more = *left > 0;
        let mut random =
            Random::new(self.settings.seed, Stream::Person, u64::from(entry.person) | u64::from(*left + 1) << 40);
        record.applied_at = entry.at.to_string();
        record.job = Some(opening(&mut random));
        (record.interviews, record.documents, record.events) = (Vec::new(), Vec::new(), Vec::new());
        (record.verification, record.payment, record.compensation) = (None, None, None);
        if let Some(client) = &mut record.client {
            client.fill_seconds = Some(random.between(30, 600));
        }
        if new_account {
            let subject = record.id.clone();
            record.id = self.next_id();
            let address = crate::person::mailbox(&mut random, &mut self.world, &person.given, &person.family);
            record.basics.email = Some(address.clone());
            record.emails = vec![crate::record::applicant::Email { address, verified: Some(true) }];
            let label = Label {
                kind: "applicant",
                id: &record.id,
                label: Truth::Honest,
                subject: &subject,
                cluster: None,
                group: None,
                hired_at: None,
                made_with: &["new_account_of_same_person"],
            };
            write_line(&mut self.outputs.labels, &label)?;
        }
        self.write(&mut record)?;
        if more {
            self.kept.insert(entry.person, Kept { record, person });
        }
        Ok(())
    }

    fn write(&mut self, record: &mut Applicant) -> Result<(), SimulateError> {
        let text = resume_text(record);
        if let Some(file) = record.attachments.first_mut() {
            file.text = Some(text);
        }
        self.line.clear();
        serde_json::to_writer(&mut self.line, record).map_err(io::Error::from)?;
        self.line.push(b'\n');
        self.outputs.applicants.write_all(&self.line)?;
        self.outputs.records.write_all(&self.line)?;
        self.summary.applicant_records += 1;
        Ok(())
    }

    /// Gives somebody who was hired a computer, and notes when it will be seen.
    fn hand_out(&mut self, owner: &Owner<'_>, hired_at: Moment) -> Result<(), SimulateError> {
        let seed = self.settings.seed;
        let random = Random::new(seed, Stream::Device, u64::from(owner.number));
        let farm = owner.house.and_then(|number| self.farms.get(&number));
        let name = owner.person.latin();
        let mut machine = Machine::new(owner.person, farm, (owner.id, &name), random, &mut self.world, hired_at);
        if farm.is_some() {
            machine.made_with.push("house_of_helper");
        }
        let (records, mut made_with) = device::observe(&mut machine, owner.care.map(device::percent), self.end);
        if records.is_empty() {
            return Ok(());
        }
        self.machines += 1;
        let id = format!("d-{:04}", self.machines);
        for (at, mut device) in records {
            device.id.clone_from(&id);
            let mut json = serde_json::to_vec(&device).map_err(io::Error::from)?;
            json.push(b'\n');
            self.due.push(Reverse(Due { at, device: self.machines, json }));
        }
        made_with.sort_unstable();
        made_with.dedup();
        let hired = hired_at.to_string();
        let label = Label {
            kind: "device",
            id: &id,
            label: owner.truth,
            subject: owner.id,
            cluster: owner.cluster,
            group: owner.group,
            hired_at: Some(&hired),
            made_with: &made_with,
        };
        write_line(&mut self.outputs.labels, &label)?;
        let people = self.summary.people.entry(owner.truth).or_default();
        people.devices += 1;
        Ok(())
    }
}

/// Who gets a computer.
struct Owner<'a> {
    person: &'a Person,
    id: &'a str,
    truth: Truth,
    care: Option<Care>,
    cluster: Option<&'a str>,
    group: Option<&'a str>,
    house: Option<u64>,
    number: u32,
}

fn write_line(out: &mut impl Write, value: &impl Serialize) -> Result<(), SimulateError> {
    let mut line = serde_json::to_vec(value).map_err(io::Error::from)?;
    line.push(b'\n');
    out.write_all(&line)?;
    Ok(())
}
