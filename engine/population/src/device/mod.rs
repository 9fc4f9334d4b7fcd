//! The work computers of people who were hired, as device management sees them over time.

mod base;
mod farm;
mod mistakes;
mod oddities;

pub(crate) use base::Machine;
pub(crate) use farm::{Farm, PERSONAS_PER_FARM};

use crate::calendar::{HOUR, Moment};
use crate::rate::Rate;
use crate::record::device::Device;
use crate::scheme::Care;

/// Something odd or wrong about a computer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DeviceTrait {
    /// Its name in `made_with` of a label.
    pub(crate) name: &'static str,
    /// The red flag of the catalogue that it makes; `-` where it means no harm.
    pub(crate) indicator: &'static str,
    /// How often it strikes computers that it can strike.
    pub(crate) rate: Rate,
    /// What it is, or where it was published.
    pub(crate) meaning: &'static str,
    /// When it begins.
    pub(crate) onset: Onset,
    pub(crate) act: fn(&mut Machine<'_>) -> bool,
}

/// When something begins to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Onset {
    /// Before the first contact: it decides when that is.
    Arrival,
    /// From the first contact on.
    First,
    /// From the first contact or a later one on.
    Any,
    /// In one contact that is not the first, and no longer.
    Once,
}

macro_rules! traits {
    ($($act:ident $indicator:literal $onset:ident $rate:ident $number:literal $meaning:literal;)*) => {
        &[$(crate::device::DeviceTrait {
            name: stringify!($act),
            indicator: $indicator,
            rate: crate::rate::Rate::$rate($number),
            meaning: $meaning,
            onset: crate::device::Onset::$onset,
            act: $act,
        }),*]
    };
}
use traits;

/// Oddities of computers whose holders hide nothing; those of personas have them too.
pub(crate) const DEVICE_ODDITIES: &[DeviceTrait] = oddities::ODDITIES;
/// What computers of personas show.
pub(crate) const DEVICE_MISTAKES: &[DeviceTrait] = mistakes::MISTAKES;

/// Days from enrolment to the contacts after the first; then one every 30 days.
const CONTACTS: [i64; 4] = [2, 9, 30, 60];

/// The records of a computer in the order of time, those before `end`, with the traits that show in them.
pub(crate) fn observe(
    machine: &mut Machine<'_>,
    percent_of_mistakes: Option<u32>,
    end: Moment,
) -> (Vec<(Moment, Device)>, Vec<&'static str>) {
    let mut struck: Vec<(usize, &DeviceTrait)> = Vec::new();
    let mut made_with = machine.made_with.clone();
    let tables = [(DEVICE_ODDITIES, 100), (DEVICE_MISTAKES, percent_of_mistakes.unwrap_or(0))];
    for (table, percent) in tables {
        for one in table {
            let strikes = machine.random.chance(one.rate.scaled(percent));
            let late = machine.random.weighted(&[(70, 0), (18, 1), (12, 2)]);
            let contact = match one.onset {
                Onset::Arrival | Onset::First => 0,
                Onset::Any => late,
                Onset::Once => late.max(1),
            };
            match (strikes, one.onset) {
                (true, Onset::Arrival) if (one.act)(machine) => made_with.push(one.name),
                (true, Onset::First | Onset::Any | Onset::Once) => struck.push((contact, one)),
                _ => {}
            }
        }
    }
    let first = machine.enrolled.plus(machine.random.between(HOUR / 4, 5 * HOUR));
    let later = CONTACTS.into_iter().chain((3..).map(|month| 30 * month));
    let mut records = Vec::new();
    for (number, days) in std::iter::once(0).chain(later).enumerate() {
        let at = first.plus_days(days).plus(if days == 0 { 0 } else { machine.random.between(-4 * HOUR, 4 * HOUR) });
        if at >= end {
            break;
        }
        machine.observed = at;
        for (_, one) in struck.iter().filter(|(onset, one)| *onset == number && one.onset != Onset::Once) {
            if (one.act)(machine) {
                made_with.push(one.name);
            }
        }
        let lasting = machine.device.clone();
        machine.contact(at);
        for (_, one) in struck.iter().filter(|(onset, one)| *onset == number && one.onset == Onset::Once) {
            if (one.act)(machine) {
                made_with.push(one.name);
            }
        }
        records.push((at, std::mem::replace(&mut machine.device, lasting)));
    }
    made_with.sort_unstable();
    made_with.dedup();
    (records, made_with)
}

/// How many personas who are hired have the computer sent to a helper. An estimate.
pub(crate) const FARMED: Rate = Rate::percent(60);

/// How many of those give the helper's address as their own when they apply. An estimate.
pub(crate) const SAYS_HOUSE: Rate = Rate::percent(35);

/// The percentage of the rates of mistakes that computers of such personas show: careful papers do not drive a laptop.
pub(crate) const fn percent(care: Care) -> u32 {
    match care {
        Care::Careless => 130,
        Care::Ordinary => 100,
        Care::Careful => 60,
        Care::Clean => 80,
    }
}
