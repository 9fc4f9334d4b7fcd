//! What a decision is told beside the policies and the record. It reads no clock: the time is given.

use hirewall_model::{PiiClass, Time};

/// What a decision is told beside the policies and the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// The evaluation time: `now` in conditions, and what effective dates and exceptions are held against.
    pub now: Time,
    /// The generation that serves, written into the decision. Zero where there is only one.
    pub generation: u64,
    /// Which values of the record a decision may show.
    pub reveal: Reveal,
}

impl Given {
    /// A decision at `now`, of generation 0, that shows only values not marked as personal.
    #[must_use]
    pub fn at(now: Time) -> Self {
        Self { now, generation: 0, reveal: Reveal::default() }
    }

    /// Sets the generation.
    #[must_use]
    pub fn generation(mut self, generation: u64) -> Self {
        self.generation = generation;
        self
    }

    /// Sets which values may be shown.
    #[must_use]
    pub fn reveal(mut self, reveal: Reveal) -> Self {
        self.reveal = reveal;
        self
    }
}

/// Which values of the record a decision may show in reasons and evidence. Each level shows what those before it show;
/// the other values are replaced by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Reveal {
    /// Values that are not marked as personal.
    #[default]
    None,
    /// And `x-pii: indirect`.
    Indirect,
    /// And `x-pii: direct`.
    Direct,
    /// And `x-pii: biometric-derived`: everything.
    All,
}

impl Reveal {
    /// Whether a value of that class may be shown.
    #[must_use]
    pub fn shows(self, class: PiiClass) -> bool {
        let needed = match class {
            PiiClass::None => Self::None,
            PiiClass::Indirect => Self::Indirect,
            PiiClass::Direct => Self::Direct,
            PiiClass::BiometricDerived => Self::All,
        };
        self >= needed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_shows_one_class_more() {
        let classes = [PiiClass::None, PiiClass::Indirect, PiiClass::Direct, PiiClass::BiometricDerived];
        let levels = [Reveal::None, Reveal::Indirect, Reveal::Direct, Reveal::All];
        for (shown, level) in levels.into_iter().enumerate() {
            for (at, class) in classes.into_iter().enumerate() {
                assert_eq!(level.shows(class), at <= shown, "{level:?} {class:?}");
            }
        }
    }
}
