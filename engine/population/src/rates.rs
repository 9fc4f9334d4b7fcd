//! The rates one by one, for tests and tools: the same constants that make the population.

use crate::device::{DEVICE_MISTAKES, DEVICE_ODDITIES};
use crate::honest::ODDITIES;
use crate::honest::group::SHAPES;
use crate::rate::Rate;
use crate::scheme::MISTAKES;

/// How often a trait strikes those whom it can strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraitRate {
    /// Its name in `made_with` of a label.
    pub name: &'static str,
    /// Parts of a hundred thousand.
    pub parts: u64,
}

impl TraitRate {
    fn new(name: &'static str, rate: Rate) -> Self {
        Self { name, parts: u64::from(rate.parts()) }
    }
}

/// The oddities that strike applicants, honest or not.
pub fn oddities() -> impl Iterator<Item = TraitRate> {
    ODDITIES.into_iter().flatten().map(|one| TraitRate::new(one.name, one.rate))
}

/// The mistakes of ordinary personas.
pub fn mistakes() -> impl Iterator<Item = TraitRate> {
    MISTAKES.into_iter().flatten().map(|one| TraitRate::new(one.name, one.rate))
}

/// What computers of ordinary personas show.
pub fn device_mistakes() -> impl Iterator<Item = TraitRate> {
    DEVICE_MISTAKES.iter().map(|one| TraitRate::new(one.name, one.rate))
}

/// The oddities of computers.
pub fn device_oddities() -> impl Iterator<Item = TraitRate> {
    DEVICE_ODDITIES.iter().map(|one| TraitRate::new(one.name, one.rate))
}

/// The shares of the honest who belong to groups.
pub fn groups() -> impl Iterator<Item = TraitRate> {
    SHAPES.iter().map(|one| TraitRate::new(one.name, one.share))
}
