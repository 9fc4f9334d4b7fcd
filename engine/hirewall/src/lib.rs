//! A firewall for hiring: judge applicant and device records against a policy directory.
//!
//! [`Engine`] is a compiled policy directory. It reads records of JSON text and says of each, with reasons, what is to
//! happen next. [`Plugins`] are the detector plugins that policies may bind. [`bulk`] judges a stream of records on all cores,
//! [`counting`] counts and joins them on the way, [`signals`] keeps what detectors said, so that a decision can be made again, [`testing`] runs the policies' own tests, and
//! [`explain`] says why a rule matched a record or did not. The layers below are re-exported as [`counter`], [`decide`], [`detector`],
//! [`diagnostic`], [`expr`], [`model`] and [`policy`].
//!
//! This crate opens the files of the policy directory and of plugins, and reads the clock; nothing else here does input or
//! output, but for what `hirewall-detector` does: it keeps compiled code, and calls origins that a detector is granted.
//!
//! ```
//! use hirewall::{Engine, Given, SourceFile, Verdict};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // `Engine::from_dir("policies")` reads the same from files.
//! let engine = Engine::from_files(vec![
//!     SourceFile::new(
//!         "applicant.schema.json",
//!         r#"{
//!             "x-record": {"kind": "applicant", "id": "/id"},
//!             "type": "object",
//!             "required": ["kind", "id"],
//!             "properties": {
//!                 "kind": {"const": "applicant"},
//!                 "id": {"type": "string"},
//!                 "email": {"type": "string", "x-pii": "direct"}
//!             }
//!         }"#,
//!     ),
//!     SourceFile::new(
//!         "contact.yaml",
//!         r#"
//! policy: contact
//! title: Contact details
//! applies_to: applicant
//! owner: trust-and-safety
//! rules:
//!   - id: throwaway_mail
//!     title: A mailbox that anybody can read
//!     when: email_domain(applicant.email) == "mailinator.com"
//!     verdict: review
//!     reason: The address {{ applicant.email }} is open to everybody.
//! "#,
//!     ),
//! ])?;
//!
//! let record = br#"{"kind": "applicant", "id": "a-1", "email": "kim@mailinator.com"}"#;
//! let decision = engine.decide_json(record, &Given::at("2026-02-01T00:00:00Z".parse()?))?;
//!
//! assert_eq!(decision.verdict, Verdict::Review);
//! assert_eq!(decision.findings[0].reason, "The address [/email] is open to everybody.");
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]

pub mod bulk;
mod clock;
pub mod counting;
mod engine;
pub mod explain;
pub mod inventory;
mod load;
mod plugins;
mod refused;
pub mod signals;
pub mod testing;

pub use hirewall_counter as counter;
pub use hirewall_decide as decide;
pub use hirewall_detector as detector;
pub use hirewall_diagnostic as diagnostic;
pub use hirewall_expr as expr;
pub use hirewall_model as model;
pub use hirewall_policy as policy;

pub use clock::now;
pub use engine::Engine;
pub use hirewall_decide::{ForeignRecord, Given, Judgement, Reveal};
pub use hirewall_model::{Decision, Record, Time, Verdict};
pub use hirewall_policy::SourceFile;
pub use load::{DirectoriesError, Limits, LoadError, Loader};
pub use plugins::{FolderError, PluginFile, Plugins};
pub use refused::Refused;
