//! Runs a detector plugin's cases as native code, within the reach of `cargo test` and a debugger.
//!
//! ```
//! # use hirewall_sdk::{Detector, Failure, Input, NoSettings, Report, Request, Schema};
//! # #[derive(Input)]
//! # #[record("applicant")]
//! # struct Applicant { #[read("/basics/email")] email: Option<String> }
//! # #[derive(Schema, serde::Serialize)]
//! # struct Signals { has_address: bool }
//! # struct Mail;
//! # impl Detector for Mail {
//! #     type Settings = NoSettings;
//! #     type Input = Applicant;
//! #     type Signals = Signals;
//! #     fn configure(_: NoSettings) -> Result<Self, Failure> { Ok(Self) }
//! #     fn detect(&self, request: &Request<Applicant>) -> Result<Report<Signals>, Failure> {
//! #         Ok(Signals { has_address: request.input.email.is_some() }.into())
//! #     }
//! # }
//! # hirewall_sdk::export! {
//! #     Mail, id: "mail", vendor: "Example", method: Rule, description: "d", intended_use: "i", known_limitations: "k",
//! # }
//! # fn main() {
//! use hirewall_testkit::Kit;
//! use serde_json::json;
//!
//! // In a test of the plugin: `hirewall_testkit::assert_cases::<Mail>(env!("CARGO_MANIFEST_DIR"))` runs `cases/*.json`.
//! // One case by itself:
//! let case = json!({"name": "none", "kind": "applicant", "signals": {"has_address": true}});
//! let kit = Kit::<Mail>::new().unwrap();
//! let mismatches = kit.run(&serde_json::from_value(case).unwrap());
//! assert_eq!(mismatches[0].to_string(), "`has_address` should be `true`, and is `false`");
//! # }
//! ```
//!
//! The answers are held against the manifest as a host holds them. Limits are not enforced and nothing is sandboxed: that is
//! tested on the built component, with `hirewall plugin test`, which reads the same files.

mod error;
mod kit;
mod mismatch;
mod run_cases;

pub use error::KitError;
pub use hirewall_cases::{Case, CaseProblem, CasesError};
pub use kit::Kit;
pub use mismatch::Mismatch;
pub use run_cases::{Outcome, assert_cases, run_cases};
