//! Whether a rule acts: the override that holds for it, worked out once for a bundle. It does not look at dates.

use hirewall_model::Mode;
use hirewall_policy::{self as policy, Policy, Rule, Settings, Target};

use crate::rollout;

/// The mode of a rule, which for a partial rollout depends on the subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    mode: Mode,
    /// The target and percentage of a partial rollout.
    rollout: Option<(String, u8)>,
}

impl Standing {
    /// That of a rule without override.
    pub(crate) fn enforced() -> Self {
        Self { mode: Mode::Enforce, rollout: None }
    }

    /// The standing of a rule; without an override it is enforced.
    pub(crate) fn of(settings: &Settings, policy: &Policy, rule: &Rule) -> Self {
        let chosen = settings.override_of(&policy.id, &rule.id);
        let Some(chosen) = chosen else { return Self::enforced() };
        let (Target::Rule(target) | Target::Policy(target)) = &chosen.target;
        Self {
            mode: match chosen.mode {
                policy::Mode::Enforce => Mode::Enforce,
                policy::Mode::Shadow => Mode::Shadow,
                policy::Mode::Off => Mode::Off,
            },
            rollout: chosen.rollout.map(|percent| (target.clone(), percent)),
        }
    }

    /// The mode, and the share of subjects in percent for whom it holds.
    pub(crate) fn general(&self) -> (Mode, Option<u8>) {
        (self.mode, self.rollout.as_ref().map(|(_, percent)| *percent))
    }

    /// Whether the rule acts for every subject.
    pub(crate) fn is_always_on(&self) -> bool {
        self.rollout.is_none() && self.mode != Mode::Off
    }

    /// The mode for a subject. Those whom a partial rollout does not take in are one step behind: `shadow` where the
    /// others have `enforce`, `off` where they have `shadow`.
    pub(crate) fn mode(&self, subject: &str) -> Mode {
        match &self.rollout {
            Some((target, percent)) if !rollout::takes_in(subject, target, *percent) => match self.mode {
                Mode::Enforce => Mode::Shadow,
                Mode::Shadow | Mode::Off => Mode::Off,
            },
            _ => self.mode,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(mode: Mode, percent: u8) -> Standing {
        Standing { mode, rollout: Some(("contact".to_owned(), percent)) }
    }

    #[test]
    fn whom_a_rollout_leaves_out_is_one_step_behind() {
        for (mode, behind) in [(Mode::Enforce, Mode::Shadow), (Mode::Shadow, Mode::Off), (Mode::Off, Mode::Off)] {
            assert_eq!(standing(mode, 0).mode("a-1"), behind);
            assert_eq!(standing(mode, 100).mode("a-1"), mode);
        }
    }

    #[test]
    fn a_subject_keeps_its_mode_and_the_share_is_that_of_the_rollout() {
        let standing = standing(Mode::Enforce, 25);
        let subjects: Vec<String> = (0..4_000).map(|n| format!("a-{n}")).collect();
        let enforced = |subject: &&String| standing.mode(subject) == Mode::Enforce;
        let first: Vec<_> = subjects.iter().filter(enforced).collect();
        let second: Vec<_> = subjects.iter().filter(enforced).collect();
        assert_eq!(first, second);
        assert!((900..1_100).contains(&first.len()), "{} of 4,000 are enforced", first.len());
    }
}
