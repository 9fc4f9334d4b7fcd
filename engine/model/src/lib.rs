//! The nouns of Hirewall: record schema and typed record, verdict, finding, decision.
//!
//! A [`Schema`] is compiled from JSON Schema into a layout of slots; [`Record::decode`] reads JSON bytes straight into
//! those slots and checks them on the way. [`Decision`] and its parts are what the engine answers with.
//!
//! This crate does not evaluate conditions, does no input or output, and reads no clock.

#![forbid(unsafe_code)]

mod answer;
mod bands;
mod count;
mod decision;
mod grouped;
mod hex;
mod json;
pub mod manifest;
mod misleading;
mod mode;
mod record;
mod schema;
mod time;
mod verdict;

pub use answer::Answer;
pub use bands::Bands;
pub use count::{Count, CountValue};
pub use decision::{
    AppliedException, Blame, CountedBy, DECISION_SCHEMA, Decision, DetectorFailure, Evidence, Finding, RecordName,
    RuleOutcome, Undetermined, Warning,
};
pub use grouped::grouped;
pub use hex::{hex, unhex};
pub use manifest::{Manifest, ManifestProblem};
pub use misleading::is_misleading;
pub use mode::Mode;
pub use record::{Cell, DecodeOptions, Decoded, ProblemKind, Record, RecordProblem, Scratch, leading_kind, peek_kind};
pub use schema::{Attributes, Field, FieldType, Kind, PiiClass, Schema, SchemaLimits, SchemaProblem, Shape};
pub use time::{Time, TimeError};
pub use verdict::Verdict;
