//! A run: goes through the schedule, makes each application when its time comes, and writes records in the order of time.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::io::{self, Write};

use serde::Serialize;

use crate::calendar::Moment;
use crate::cast::{Cast, Ties};
use crate::device::{self, Machine};
use crate::honest;
use crate::label::{Label, Truth};
use crate::person::application::{Draft, Stage, opening, resume_text};
use crate::person::{Person, stage};
use crate::random::{Random, Stream};
use crate::record::applicant::Applicant;
use crate::schedule::{Entry, Role, Schedule};
use crate::settings::{Settings, SettingsError};
use crate::summary::Summary;
use crate::telling;
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
        ties: Ties::new(settings.seed, farms),
        kept: HashMap::new(),
        repeats: schedule.repeats,
        due: BinaryHeap::new(),
        applicants: 0,
        applications: 0,
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

/// A record that waits for its time.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    at: Moment,
    what: What,
}

/// What waits.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// An observation of a device: number of the device, record.
    Device(u64, Vec<u8>),
    /// An application that will be told of again.
    Application(Waiting),
}

/// An application between two tellings. It waits as JSON without the text of the résumé, which takes less than half of what it takes in parts.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    /// Number of the application in the run.
    number: u64,
    /// The tellings after the next one, the last first.
    later: Vec<Moment>,
    /// All that will be known of it.
    whole: Vec<u8>,
}

struct Run<'s, W> {
    settings: &'s Settings,
    end: Moment,
    outputs: Outputs<W>,
    world: World,
    ties: Ties,
    kept: HashMap<u32, Kept>,
    repeats: HashMap<u32, u32>,
    due: BinaryHeap<Reverse<Due>>,
    applicants: u64,
    applications: u64,
    machines: u64,
    line: Vec<u8>,
    summary: Summary,
}

impl<W: Write> Run<'_, W> {
    /// Writes the records whose time came before a moment.
    fn deliver(&mut self, until: Moment) -> Result<(), SimulateError> {
        while self.due.peek().is_some_and(|Reverse(due)| due.at < until) {
            let Some(Reverse(Due { at, what })) = self.due.pop() else { break };
            match what {
                What::Device(_, json) => {
                    self.summary.device_records += 1;
                    self.outputs.devices.write_all(&json)?;
                    self.outputs.records.write_all(&json)?;
                }
                What::Application(mut waiting) => {
                    let whole: Applicant = serde_json::from_slice(&waiting.whole).map_err(io::Error::from)?;
                    let mut record = telling::known_at(whole, at);
                    record.updated_at = Some(at.to_string());
                    self.write(&mut record)?;
                    if let Some(next) = waiting.later.pop() {
                        self.due.push(Reverse(Due { at: next, what: What::Application(waiting) }));
                    }
                }
            }
        }
        Ok(())
    }

    fn apply(&mut self, entry: Entry) -> Result<(), SimulateError> {
        match entry.role {
            Role::Alone | Role::Member(..) | Role::Persona(_) => self.first(entry),
            Role::Again => self.again(entry, false),
            Role::NewAccount => self.again(entry, true),
        }
    }

    fn next_id(&mut self) -> String {
        self.applicants += 1;
        format!("a-{:04}", self.applicants)
    }

    /// Somebody applies for the first time.
    fn first(&mut self, entry: Entry) -> Result<(), SimulateError> {
        let mut random = Random::new(self.settings.seed, Stream::Person, u64::from(entry.person));
        let cast = self.ties.cast(entry, &mut random, &mut self.world);
        let (mut record, made) = make(&cast, entry.at, random, &mut self.world, self.settings);
        let id = self.next_id();
        record.id.clone_from(&id);
        self.ties.came(&cast, &id);
        let hired = made.hired_at.map(|at| at.to_string());
        let label = Label {
            kind: "applicant",
            id: &id,
            label: cast.truth(),
            subject: &id,
            cluster: cast.cluster(),
            group: cast.group(),
            hired_at: hired.as_deref(),
            made_with: &made.with,
        };
        write_line(&mut self.outputs.labels, &label)?;
        let people = self.summary.people.entry(cast.truth()).or_default();
        people.applicants += 1;
        people.interviewed += u64::from(made.stage >= Stage::Interviewed);
        people.offered += u64::from(made.stage >= Stage::Offered);
        people.hired += u64::from(made.hired_at.is_some());
        people.grouped += u64::from(cast.group().is_some() || cast.cluster().is_some());
        self.tell(&record, entry.at, u64::from(entry.person))?;
        if let Some(hired_at) = made.hired_at {
            self.hand_out(&cast, &id, entry.person, hired_at)?;
        }
        if self.repeats.contains_key(&entry.person) {
            self.kept.insert(entry.person, Kept { record, person: cast.person });
        }
        Ok(())
    }

    /// Somebody applies again.
    fn again(&mut self, entry: Entry, new_account: bool) -> Result<(), SimulateError> {
        let Some(Kept { mut record, person }) = self.kept.remove(&entry.person) else { return Ok(()) };
        let left = self.repeats.entry(entry.person).or_default();
        *left = left.saturating_sub(1);
        let more = *left > 0;
        let number = u64::from(entry.person) | u64::from(*left + 1) << 40;
        let mut random = Random::new(self.settings.seed, Stream::Person, number);
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
        self.tell(&record, entry.at, number)?;
        if more {
            self.kept.insert(entry.person, Kept { record, person });
        }
        Ok(())
    }

    /// Writes an application as it is handed in, and notes when more will be known of it. `number` is that of its random streams.
    fn tell(&mut self, whole: &Applicant, applied: Moment, number: u64) -> Result<(), SimulateError> {
        self.applications += 1;
        self.summary.applications += 1;
        let closing = Random::new(self.settings.seed, Stream::Closing, number);
        let mut later = telling::moments(whole, applied, closing, self.end);
        later.reverse();
        if let Some(at) = later.pop() {
            let whole = serde_json::to_vec(whole).map_err(io::Error::from)?;
            let waiting = Waiting { number: self.applications, later, whole };
            self.due.push(Reverse(Due { at, what: What::Application(waiting) }));
        }
        self.write(&mut telling::known_at(whole.clone(), applied))
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
    fn hand_out(&mut self, cast: &Cast, holder: &str, number: u32, hired_at: Moment) -> Result<(), SimulateError> {
        let random = Random::new(self.settings.seed, Stream::Device, u64::from(number));
        let name = cast.person.latin();
        let farm = cast.farm.as_deref();
        let mut machine = Machine::new(&cast.person, farm, (holder, &name), random, &mut self.world, hired_at);
        let (records, made_with) = device::observe(&mut machine, cast.care.map(device::percent), self.end);
        if records.is_empty() {
            return Ok(());
        }
        self.machines += 1;
        let id = format!("d-{:04}", self.machines);
        for (at, mut device) in records {
            device.id.clone_from(&id);
            let mut json = serde_json::to_vec(&device).map_err(io::Error::from)?;
            json.push(b'\n');
            self.due.push(Reverse(Due { at, what: What::Device(self.machines, json) }));
        }
        let hired = hired_at.to_string();
        let label = Label {
            kind: "device",
            id: &id,
            label: cast.truth(),
            subject: holder,
            cluster: cast.cluster(),
            group: cast.group(),
            hired_at: Some(&hired),
            made_with: &made_with,
        };
        write_line(&mut self.outputs.labels, &label)?;
        self.summary.people.entry(cast.truth()).or_default().devices += 1;
        Ok(())
    }
}

/// What became of somebody who applied.
struct Made {
    with: Vec<&'static str>,
    stage: Stage,
    hired_at: Option<Moment>,
}

/// Makes the application of somebody: plain first, then as far as it goes, then what is odd, wrong and shared about it.
fn make(cast: &Cast, at: Moment, random: Random, world: &mut World, settings: &Settings) -> (Applicant, Made) {
    let mut with = Vec::new();
    cast.person.traits(&mut with);
    let mut draft = Draft::new(&cast.person, random, world, at);
    if draft.abroad() {
        with.push("foreign_degree");
    }
    let end = settings.end_moment();
    let hired_at = stage::advance(&mut draft, cast.funnel(settings.personas_hired), end);
    honest::strike(&mut draft, cast.care.is_some(), &mut with);
    cast.mark(&mut draft, &mut with);
    let end = end.to_string();
    draft.record.events.retain(|event| event.at.as_ref().is_none_or(|at| *at < end));
    draft.record.events.sort_by(|a, b| a.at.cmp(&b.at));
    with.sort_unstable();
    with.dedup();
    (draft.record, Made { with, stage: draft.stage, hired_at })
}

fn write_line(out: &mut impl Write, value: &impl Serialize) -> Result<(), SimulateError> {
    let mut line = serde_json::to_vec(value).map_err(io::Error::from)?;
    line.push(b'\n');
    out.write_all(&line)?;
    Ok(())
}
