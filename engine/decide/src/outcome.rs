//! What a rule says of a record, in the form that a decision needs. It does not say what follows from it.

use hirewall_expr::{Place, Truth};

/// What a rule says of a record.
#[derive(Debug, Clone)]
pub(crate) enum Outcome {
    /// Its condition is true.
    Matched,
    /// Its condition is false.
    NotMatched,
    /// Its condition lacks data.
    Lacking(Vec<Place>),
    /// Its condition failed, perhaps for one record only: a mistake of the policy, or its fuel is used up.
    Faulted {
        /// What went wrong, without values of the record.
        message: String,
        /// Data that is missing as well.
        missing: Vec<Place>,
    },
}

impl From<Truth> for Outcome {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::Matched,
            Truth::False => Self::NotMatched,
            Truth::Undetermined(undetermined) => match undetermined.fault {
                Some(at) => Self::Faulted { message: at.fault.to_string(), missing: undetermined.missing },
                None => Self::Lacking(undetermined.missing),
            },
        }
    }
}
