//! Personas: applications made by operatives, with the mistakes that published cases report. It knows no rule of any policy: rates
//! are set from the sources, or are estimates, and are not fitted to anything that judges.

mod contact;
mod cover;
pub(crate) mod operator;
mod past;
mod process;

use crate::person::application::Draft;
use crate::random::Random;
use crate::rate::Rate;

/// Something that a persona does wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mistake {
    /// Its name in `made_with` of a label.
    pub(crate) name: &'static str,
    /// The red flag of the catalogue that it makes.
    pub(crate) indicator: &'static str,
    /// How often an ordinary persona makes it, of those who can: nobody without interviews refuses the camera.
    pub(crate) rate: Rate,
    /// Where the flag was published; how often it happens is an estimate, but for the three that S18 counts (B16, C08, A11).
    pub(crate) source: &'static str,
    /// Changes the record; false where it cannot.
    pub(crate) act: fn(&mut Draft<'_>) -> bool,
}

/// Declares a table of mistakes, each named after its function.
macro_rules! mistakes {
    ($($act:ident $indicator:ident $percent:literal $source:literal;)*) => {
        &[$(crate::scheme::Mistake {
            name: stringify!($act),
            indicator: stringify!($indicator),
            rate: crate::rate::Rate::percent($percent),
            source: $source,
            act: $act,
        }),*]
    };
}
use mistakes;

/// The tables, in the order in which mistakes are made.
pub(crate) const MISTAKES: [&[Mistake]; 4] = [cover::MISTAKES, past::MISTAKES, contact::MISTAKES, process::MISTAKES];

/// How careful a persona is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// Every mistake is half as frequent again.
    Careless,
    /// The rates of the table.
    Ordinary,
    /// A third of the rates.
    Careful,
    /// No mistake on paper: only the computer can show it.
    Clean,
}

impl Care {
    /// The levels with how many personas in a hundred have each. An estimate.
    pub(crate) const SHARES: [(u32, Self); 4] =
        [(30, Self::Careless), (45, Self::Ordinary), (15, Self::Careful), (10, Self::Clean)];

    /// One of the levels.
    pub(crate) fn new(random: &mut Random) -> Self {
        random.weighted(&Self::SHARES)
    }

    /// What the documentation calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Careless => "careless",
            Self::Ordinary => "ordinary",
            Self::Careful => "careful",
            Self::Clean => "clean on paper",
        }
    }

    /// The percentage of the rates of the table.
    pub(crate) const fn percent(self) -> u32 {
        match self {
            Self::Careless => 150,
            Self::Ordinary => 100,
            Self::Careful => 35,
            Self::Clean => 0,
        }
    }
}

/// Lets a persona make mistakes; notes those that were made.
pub(crate) fn err(draft: &mut Draft<'_>, care: Care, made_with: &mut Vec<&'static str>) {
    for mistake in MISTAKES.into_iter().flatten() {
        if draft.random.chance(mistake.rate.scaled(care.percent())) && (mistake.act)(draft) {
            made_with.push(mistake.name);
        }
    }
}
