//! Who applies when: one entry an application, sorted by time. It makes nobody; 32 bytes an application are held.

use crate::calendar::{DAY, HOUR, Moment};
use crate::honest::group::SHAPES;
use crate::random::{Random, Stream};
use crate::rate::Rate;
use crate::scheme::operator;
use crate::settings::Settings;

/// What an application is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Somebody on their own.
    Alone,
    /// A member of a group of honest people: group, kind.
    Member(u32, u8),
    /// A persona: its operator and which of the operator's personas it is; none for one alone.
    Persona(Option<(u32, u32)>),
    /// The person applies again from the same account.
    Again,
    /// The person applies again from a new account.
    NewAccount,
}

/// An application to come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) at: Moment,
    pub(crate) person: u32,
    pub(crate) role: Role,
}

/// The applications of a run.
#[derive(Debug)]
pub(crate) struct Schedule {
    /// By time.
    pub(crate) entries: Vec<Entry>,
    /// Applications still to come of people who apply more than once.
    pub(crate) repeats: std::collections::HashMap<u32, u32>,
    pub(crate) operators: u32,
    pub(crate) personas: u32,
}

/// How many personas in a hundred have no other beside them at this employer. An estimate.
pub(crate) const LONE_PERCENT: u32 = 45;
/// How many people in a hundred apply again for another position, from the same account. An estimate.
pub(crate) const AGAIN_PERCENT: u32 = 6;
/// How many people in a thousand apply again from a new account. An estimate.
pub(crate) const NEW_ACCOUNT_PER_MILLE: u32 = 8;

impl Schedule {
    pub(crate) fn new(settings: &Settings) -> Self {
        let mut plan = Planner {
            random: Random::new(settings.seed, Stream::Schedule, 0),
            start: settings.start.midnight(),
            end: settings.closed(),
            entries: Vec::with_capacity(usize::try_from(settings.people()).unwrap_or_default()),
            next: 0,
        };
        let people = settings.people();
        let whole = u64::from(settings.scheme_rate.whole);
        let personas =
            (0..people).filter(|_| plan.random.below(whole) < u64::from(settings.scheme_rate.part)).count() as u64;
        let operators = plan.personas(personas);
        plan.groups(people - personas);
        while u64::from(plan.next) < people {
            let at = plan.moment();
            plan.add(at, Role::Alone);
        }
        let repeats = plan.repeats();
        let mut entries = plan.entries;
        entries.sort_by_key(|entry| (entry.at, entry.person));
        Self { entries, repeats, operators, personas: personas as u32 }
    }
}

struct Planner {
    random: Random,
    start: Moment,
    /// From when on nobody applies.
    end: Moment,
    entries: Vec<Entry>,
    next: u32,
}

impl Planner {
    fn add(&mut self, at: Moment, role: Role) {
        self.entries.push(Entry { at, person: self.next, role });
        self.next += 1;
    }

    /// A moment at which people apply: three times as many on a working day, mostly from morning to late evening in America.
    fn moment(&mut self) -> Moment {
        let days = self.end.day().since(self.start.day()) as u64;
        let day = loop {
            let day = self.start.day().plus(self.random.below(days) as i64);
            if day.weekday() < 5 || self.random.once_in(3) {
                break day;
            }
        };
        let hour = self.random.weighted(&[
            (8, 0),
            (8, 1),
            (7, 2),
            (5, 3),
            (3, 5),
            (3, 8),
            (6, 12),
            (12, 14),
            (14, 16),
            (13, 18),
            (12, 20),
            (9, 22),
        ]);
        day.midnight().plus(hour * HOUR + self.random.between(0, 2 * HOUR - 1)).min(self.end.plus(-1))
    }

    /// A moment some time after another, inside the run.
    fn within(&mut self, first: Moment, seconds: i64) -> Moment {
        let span = self.end.day().since(self.start.day()) * DAY;
        let after = first.plus(seconds);
        // What would come after the end comes as long after the beginning.
        if after >= self.end { self.start.plus(seconds.rem_euclid(span)) } else { after }
    }

    fn personas(&mut self, personas: u64) -> u32 {
        let alone = (0..personas).filter(|_| self.random.chance(Rate::percent(LONE_PERCENT))).count() as i64;
        let mut left = personas as i64 - alone;
        let mut operators = 0;
        let mut lone = alone;
        while left > 0 {
            let size = self.random.weighted(&operator::SIZES).min(left);
            if size == 1 {
                // Nobody is left to share anything with.
                lone += 1;
                break;
            }
            left -= size;
            let first = self.moment();
            let days = self.random.weighted(&[(30, 1), (40, 7), (30, 25)]);
            for member in 0..size {
                let seconds = self.random.between(0, days * DAY);
                let at = self.within(first, seconds);
                self.add(at, Role::Persona(Some((operators, member as u32))));
            }
            operators += 1;
        }
        for _ in 0..lone {
            let at = self.moment();
            self.add(at, Role::Persona(None));
        }
        operators
    }

    fn groups(&mut self, people: u64) {
        let mut number = 0;
        for (kind, shape) in SHAPES.iter().enumerate() {
            let mut left = (people * u64::from(shape.share.parts()) / u64::from(Rate::WHOLE)) as i64;
            loop {
                let size = self.random.between(shape.size.0, shape.size.1).min(left);
                if size < shape.size.0 {
                    break;
                }
                left -= size;
                let first = self.moment();
                for _ in 0..size {
                    let seconds = self.random.between(0, shape.days * DAY);
                    let at = self.within(first, seconds);
                    self.add(at, Role::Member(number, kind as u8));
                }
                number += 1;
            }
        }
    }

    /// Adds further applications of people who applied.
    fn repeats(&mut self) -> std::collections::HashMap<u32, u32> {
        let mut repeats = std::collections::HashMap::new();
        for index in 0..self.entries.len() {
            let Some(entry) = self.entries.get(index).copied() else { break };
            let again = match self.random.below(1000) {
                dice if dice < u64::from(AGAIN_PERCENT) * 10 => Role::Again,
                dice if dice < u64::from(AGAIN_PERCENT * 10 + NEW_ACCOUNT_PER_MILLE) => Role::NewAccount,
                _ => continue,
            };
            // New accounts are made by those who lost the old one; personas come as somebody else.
            if again == Role::NewAccount && matches!(entry.role, Role::Persona(_)) {
                continue;
            }
            let times = if again == Role::Again { self.random.weighted(&[(70, 1), (20, 2), (10, 4)]) } else { 1 };
            for _ in 0..times {
                let at = entry.at.plus(self.random.between(HOUR / 6, 40 * DAY));
                if at < self.end {
                    self.entries.push(Entry { at, person: entry.person, role: again });
                    *repeats.entry(entry.person).or_default() += 1;
                }
            }
        }
        repeats
    }
}

/// The bound that the documentation states.
const _: () = assert!(size_of::<Entry>() <= 32, "an entry takes more than is documented");
