//! Reads the cases of a detector plugin: `cases/*.json` beside its sources, each file a list of records with the signals to
//! expect.
//!
//! ```json
//! [
//!   {
//!     "name": "an address at a free provider",
//!     "kind": "applicant",
//!     "inputs": {"/basics/email": "jo@gmail.com"},
//!     "signals": {"free_provider": true},
//!     "canary": true
//!   }
//! ]
//! ```
//!
//! | key | what it holds |
//! | --- | --- |
//! | `name` | the case's name, unique in the plugin |
//! | `kind` | the record kind |
//! | `inputs` | the values at the declared inputs, by JSON pointer; what is left out is absent from the record |
//! | `signals` | the signals to expect, each with exactly this value; `null` says that it must not come, others may come too |
//! | `config` | the operator's settings; left out: none are given |
//! | `now` | the time of the decision, RFC 3339; left out: `2026-01-01T00:00:00Z` |
//! | `lists` | by name, the items of the lists that the detector looks things up in, matched caselessly |
//! | `tables` | by name, the rows of the tables that it reads, by key |
//! | `canary` | whether the case travels in the plugin and the host runs it before the plugin serves; left out: `false` |
//!
//! The same files are run natively by `hirewall-testkit`, and against the built component by `hirewall plugin test`. This crate runs
//! none of them.

mod case;
mod check;
mod error;
mod place;
mod read;

pub use case::Case;
pub use check::check;
pub use error::{CaseProblem, CasesError};
pub use read::{FILE_BYTES, MOST, read};
