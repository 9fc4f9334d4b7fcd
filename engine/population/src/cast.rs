//! Who applies: the person, and whom they are tied to: a group, an operator, a house. It makes no record.

use std::collections::HashMap;
use std::rc::Rc;

use crate::device::{self, Farm};
use crate::honest::group::{Group, SHAPES};
use crate::label::Truth;
use crate::person::Person;
use crate::person::application::Draft;
use crate::person::stage::{self, Funnel};
use crate::random::{Random, Stream};
use crate::rate::Rate;
use crate::record::applicant::Referral;
use crate::schedule::{Entry, Role};
use crate::scheme::operator::Operator;
use crate::scheme::{self, Care};
use crate::world::World;

/// How many personas name an earlier one of their operator as who referred them (D13). An estimate.
pub(crate) const REFERRED: Rate = Rate::percent(17);

/// Somebody who applies for the first time.
#[derive(Debug)]
pub(crate) struct Cast {
    pub(crate) person: Person,
    /// How careful a persona is; none for the honest.
    pub(crate) care: Option<Care>,
    /// Where the computer of a persona would be sent, if to a helper.
    pub(crate) farm: Option<Rc<Farm>>,
    tie: Tie,
}

/// Whom somebody has something in common with.
#[derive(Debug)]
enum Tie {
    Nobody,
    Group(Rc<Group>, String),
    Team(Team),
}

/// A persona's place among those of an operator.
#[derive(Debug)]
struct Team {
    operator: Rc<Operator>,
    number: u32,
    member: u32,
    name: String,
    /// An earlier persona whom this one can name as who referred it.
    earlier: Option<String>,
}

impl Cast {
    /// Whether this is a persona.
    pub(crate) fn truth(&self) -> Truth {
        if self.care.is_some() { Truth::Scheme } else { Truth::Honest }
    }

    /// The name of the operator's personas.
    pub(crate) fn cluster(&self) -> Option<&str> {
        if let Tie::Team(team) = &self.tie { Some(&team.name) } else { None }
    }

    /// The name of the group of honest people.
    pub(crate) fn group(&self) -> Option<&str> {
        if let Tie::Group(_, name) = &self.tie { Some(name) } else { None }
    }

    /// How far such applications come. `hired`: all personas to the end.
    pub(crate) fn funnel(&self, hired: bool) -> Funnel {
        match self.care {
            Some(_) if hired => stage::HIRED,
            None => stage::HONEST,
            Some(Care::Clean) => stage::CLEAN,
            Some(_) => stage::PERSONA,
        }
    }

    /// Puts into an application what is wrong with a persona, and what is shared with others.
    pub(crate) fn mark(&self, draft: &mut Draft<'_>, made_with: &mut Vec<&'static str>) {
        if let Tie::Group(group, _) = &self.tie {
            group.mark(draft, made_with);
        }
        if let Some(care) = self.care {
            scheme::err(draft, care, made_with);
        }
        if let Some(farm) = &self.farm
            && draft.random.chance(device::SAYS_HOUSE)
        {
            farm.claim(draft);
            made_with.push("address_of_helper");
        }
        if let Tie::Team(team) = &self.tie {
            team.operator.mark(team.member, draft, made_with);
            if let Some(earlier) = &team.earlier {
                draft.record.referral = Some(Referral { by: earlier.clone() });
                made_with.push("referred_by_persona");
            }
        }
    }
}

/// Groups, operators and houses of a run, each made when the first who is tied to it comes.
#[derive(Debug)]
pub(crate) struct Ties {
    seed: u64,
    farm_count: u64,
    groups: HashMap<u32, Rc<Group>>,
    operators: HashMap<u32, Rc<Operator>>,
    farms: HashMap<u64, Rc<Farm>>,
    /// The ids of the personas of each operator who came.
    ids: HashMap<u32, Vec<String>>,
}

impl Ties {
    pub(crate) fn new(seed: u64, farm_count: u64) -> Self {
        Self {
            seed,
            farm_count,
            groups: HashMap::new(),
            operators: HashMap::new(),
            farms: HashMap::new(),
            ids: HashMap::new(),
        }
    }

    /// Who applies, by an entry of the schedule.
    pub(crate) fn cast(&mut self, entry: Entry, random: &mut Random, world: &mut World) -> Cast {
        let today = entry.at.day();
        match entry.role {
            Role::Persona(operator) => self.persona(operator, entry, random, world),
            Role::Member(number, kind) => {
                let shape = SHAPES.get(usize::from(kind)).unwrap_or(&SHAPES[0]);
                let seed = self.seed;
                let group = self.groups.entry(number).or_insert_with(|| {
                    let random = Random::new(seed, Stream::Group, u64::from(number));
                    Rc::new(Group::new(shape, random, world, today))
                });
                let person = group.member(random, world, today);
                let tie = Tie::Group(Rc::clone(group), format!("{}-{:02}", shape.name, number + 1));
                Cast { person, care: None, farm: None, tie }
            }
            Role::Alone | Role::Again | Role::NewAccount => {
                Cast { person: Person::new(random, world, today), care: None, farm: None, tie: Tie::Nobody }
            }
        }
    }

    fn persona(&mut self, operator: Option<(u32, u32)>, entry: Entry, random: &mut Random, world: &mut World) -> Cast {
        let (seed, today) = (self.seed, entry.at.day());
        let person = Person::claimed(random, world, today);
        let farmed = random.chance(device::FARMED);
        let (tie, care, house) = match operator {
            None => (Tie::Nobody, Care::new(random), random.below(self.farm_count)),
            Some((number, member)) => {
                let operator = self.operators.entry(number).or_insert_with(|| {
                    let random = Random::new(seed, Stream::Operator, u64::from(number));
                    Rc::new(Operator::new(random, world, &person, today))
                });
                let ids = self.ids.get(&number).map(Vec::as_slice).unwrap_or_default();
                let earlier = if random.chance(REFERRED) { random.pick_of(ids).cloned() } else { None };
                let care = operator.care;
                let name = format!("c-{:02}", number + 1);
                let team = Team { operator: Rc::clone(operator), number, member, name, earlier };
                // One operator, one helper.
                let house = Random::new(seed, Stream::Farm, u64::from(number)).below(self.farm_count);
                (Tie::Team(team), care, house)
            }
        };
        let farm = farmed.then(|| {
            let farm = self
                .farms
                .entry(house)
                .or_insert_with(|| Rc::new(Farm::new(Random::new(seed, Stream::Farm, house | 1 << 32), world)));
            Rc::clone(farm)
        });
        Cast { person, care: Some(care), farm, tie }
    }

    /// Notes under which id somebody came.
    pub(crate) fn came(&mut self, cast: &Cast, id: &str) {
        if let Tie::Team(team) = &cast.tie {
            self.ids.entry(team.number).or_default().push(id.to_owned());
        }
    }
}
