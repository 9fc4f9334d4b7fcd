//! How often something happens, in whole parts of a hundred thousand, so that no rounding depends on a machine.

use std::fmt;

/// A rate between never and always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rate(u32);

impl Rate {
    /// The parts of a rate of 100 %.
    pub(crate) const WHOLE: u32 = 100_000;

    /// So many in a hundred, at most all.
    pub(crate) const fn percent(percent: u32) -> Self {
        Self::of(percent.saturating_mul(1000))
    }

    /// So many in a thousand, at most all.
    pub(crate) const fn per_mille(per_mille: u32) -> Self {
        Self::of(per_mille.saturating_mul(100))
    }

    const fn of(parts: u32) -> Self {
        Self(if parts > Self::WHOLE { Self::WHOLE } else { parts })
    }

    /// The rate in parts of [`Rate::WHOLE`].
    pub(crate) const fn parts(self) -> u32 {
        self.0
    }

    /// The rate times so many percent, at most always.
    pub(crate) const fn scaled(self, percent: u32) -> Self {
        Self::of(self.0.saturating_mul(percent) / 100)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 1000 {
            0 => write!(f, "{} %", self.0 / 1000),
            rest => {
                let digits = format!("{rest:03}");
                write!(f, "{}.{} %", self.0 / 1000, digits.trim_end_matches('0'))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_read_as_people_write_them() {
        assert_eq!(Rate::percent(26).to_string(), "26 %");
        assert_eq!(Rate::per_mille(3).to_string(), "0.3 %");
        assert_eq!(Rate::per_mille(15).scaled(50).to_string(), "0.75 %");
        assert_eq!(Rate::percent(80).scaled(200), Rate::percent(100));
        assert_eq!(Rate::percent(u32::MAX), Rate::percent(100));
    }
}
