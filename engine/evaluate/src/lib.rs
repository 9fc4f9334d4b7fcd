//! How good a set of policies is on records whose truth is known: labels and decisions in, statistics out.
//!
//! [`Labels`] says of records whether they are honest or made by a scheme. [`Evaluation`] takes decisions, one after the other,
//! and keeps counts; its [`Report`] says recall, precision and review load with intervals, by kind of record and by person, what each
//! rule adds, and who among the honest pays. [`text`] and [`html`] show it, and it serialises to JSON.
//!
//! This crate judges nothing, opens no file, and its reports hold no value and no id of any record.
//!
//! ```
//! use hirewall_evaluate::{Evaluation, Labels, Options, RuleSet, read_decisions};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let labels = Labels::read(&br#"{"kind": "applicant", "id": "a-1", "label": "scheme"}"#[..])?;
//! let mut evaluation = Evaluation::new(labels, RuleSet::default(), Options::default());
//!
//! // As `hirewall decide` prints it.
//! let decision = [
//!     r#"{"id": "0197", "record": {"kind": "applicant", "id": "a-1", "subject": "a-1"}, "verdict": "review", "score": 0"#,
//!     r#""findings": [], "undetermined": [], "failures": [], "generation": 1, "bundle": "sha256:0""#,
//!     r#""decided_at": "2026-02-01T00:00:00Z"}"#,
//! ]
//! .join(", ");
//! read_decisions(decision.as_bytes(), |decision| evaluation.add(&decision, None))?;
//!
//! let report = evaluation.finish();
//! assert_eq!(report.people.thresholds[1].recall.part, 1);
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]

mod base_rate;
mod contribution;
mod decisions;
mod evaluation;
#[cfg(test)]
mod example;
mod gates;
pub mod html;
mod labels;
mod lines;
mod moments;
mod people;
mod population;
mod proportion;
mod ratio;
mod redundancy;
mod report;
mod rule_set;
mod rule_tally;
mod scores;
mod shown;
pub mod text;
mod traits;
mod words;

pub use base_rate::{BaseRate, BaseRateError};
pub use decisions::{DecisionsError, read_decisions};
pub use evaluation::{Evaluation, Options};
pub use gates::{Gates, Unmet};
pub use labels::{Label, LabelFault, Labels, LabelsError};
pub use moments::{Moments, NoHireKnown, WithComputer, WithoutComputer};
pub use population::{Confusion, Population, Threshold};
pub use proportion::Proportion;
pub use ratio::Ratio;
pub use redundancy::{Contained, NeverMatched, Redundancy};
pub use report::{BeforeHire, Clusters, Coverage, Estimate, Kind, PeopleNotes, Report, When};
pub use rule_set::{RuleEntry, RuleSet};
pub use rule_tally::{Pair, RuleReport};
pub use scores::{Bin, CurvePoint, Scores};
pub use traits::TraitReport;

#[cfg(test)]
mod tests;
