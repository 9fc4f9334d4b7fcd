//! Turns what applicant tracking systems and device management export into applicant and device records.
//!
//! [`Importer`] takes documents of one [`Source`] as bytes and answers with records, each a line of JSON in the shape of the
//! shipped schemas, or with a [`Problem`]. [`Rows`] does the same for CSV with a [`Mapping`]. What a source's field becomes is in
//! the source's own file. Whatever has no field of its own in the schema is kept below `custom`, and what cannot or
//! must not be kept is counted in [`Ledger`].
//!
//! This crate opens no file, calls no network, reads no clock, and knows no policies.
//!
//! ```
//! use hirewall_import::{Importer, Options, Source};
//!
//! let mut options = Options::default();
//! options.set_default("applied_at", "2026-01-05T10:00:00Z")?;
//! options.set_default("id", "a-17")?;
//! let mut importer = Importer::new(Source::JsonResume, options);
//! let records = importer.document(br#"{"basics": {"name": "Kim Doe", "phone": "602 555 0142"}}"#);
//! let line = records[0].as_ref().map_err(|problem| problem.message.clone())?.to_string();
//! assert!(line.contains(r#""phones":[{"raw":"602 555 0142","source_normalised":false}]"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]

mod applicants;
mod country;
mod csv;
mod draft;
mod importer;
mod ledger;
mod nesting;
mod options;
mod parse;
mod place;
mod problem;
mod profile;
mod read;
mod sensitive;
mod source;

pub use crate::csv::{Mapping, MappingError, Rows};
pub use applicants::{Applicants, ApplicantsError};
pub use importer::{Importer, Record};
pub use ledger::{Ledger, Reason};
pub use options::{DefaultError, Limits, Options};
pub use problem::Problem;
pub use source::Source;
