//! The words that stand for values of the bundle.

use hirewall_model::Verdict;

use crate::read::word;
use crate::{Maturity, Mode, OnUndetermined};

word!(Maturity, "a maturity", {
    "experimental" => Self::Experimental,
    "test" => Self::Test,
    "stable" => Self::Stable,
});

word!(Mode, "a mode", { "enforce" => Self::Enforce, "shadow" => Self::Shadow, "off" => Self::Off });

word!(OnUndetermined, "an answer to missing data", {
    "skip" => Self::Skip,
    "match" => Self::Match,
    "review" => Self::Review,
});

word!(Verdict, "a verdict", {
    "clear" => Self::Clear,
    "verify" => Self::Verify,
    "review" => Self::Review,
    "block" => Self::Block,
});
