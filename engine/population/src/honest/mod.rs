//! Harmless oddities: what applications of people who hide nothing look like. Some look exactly like what a scheme does; that
//! is the point. Personas have most of them too.

mod contact;
pub(crate) mod group;
mod network;
mod past;
mod process;
mod profiles;

pub(crate) use contact::writes_from;
pub(crate) use process::{flag, later};
pub(crate) use profiles::wakes;

use crate::person::application::Draft;
use crate::rate::Rate;

/// Something odd about an application that means no harm.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Oddity {
    /// Its name in `made_with` of a label.
    pub(crate) name: &'static str,
    /// How often it strikes those whom it can strike: nobody without interviews has a noisy interview.
    pub(crate) rate: Rate,
    /// Who it is that looks so.
    pub(crate) meaning: &'static str,
    /// Changes the record; false where it cannot.
    pub(crate) act: fn(&mut Draft<'_>) -> bool,
}

/// Declares a table of oddities, each named after its function.
macro_rules! oddities {
    ($($act:ident $rate:ident $number:literal $meaning:literal;)*) => {
        &[$(crate::honest::Oddity {
            name: stringify!($act),
            rate: crate::rate::Rate::$rate($number),
            meaning: $meaning,
            act: $act,
        }),*]
    };
}
use oddities;

/// The tables, in the order in which they strike.
pub(crate) const ODDITIES: [&[Oddity]; 5] =
    [past::ODDITIES, contact::ODDITIES, network::ODDITIES, profiles::ODDITIES, process::ODDITIES];

/// Oddities of a life that is lived: personas are made up to look better, and nobody travels for them.
pub(crate) const NOT_OF_PERSONAS: [&str; 6] =
    ["career_changer", "back_after_years", "travelling", "moved_since_applying", "interview_on_journey", "company_vpn"];

/// Lets oddities strike at their rates; notes those that did.
pub(crate) fn strike(draft: &mut Draft<'_>, persona: bool, made_with: &mut Vec<&'static str>) {
    for oddity in ODDITIES.into_iter().flatten() {
        if persona && NOT_OF_PERSONAS.contains(&oddity.name) {
            continue;
        }
        if draft.random.chance(oddity.rate) && (oddity.act)(draft) {
            made_with.push(oddity.name);
        }
    }
}
