//! Regular expressions for short texts, with the part of the interface of the package `regex-lite` that `rlibphonenumber` uses, in whose
//! place it stands.
//!
//! A detector has a fresh memory for every record, and each page of it that is written to costs the system about as much as a phone number
//! costs here. Expressions that keep what they need for a search beside them write to as many pages as there are expressions. These are
//! written to when they are made, and never again: what a search needs is in one place, and small.
//!
//! Searching tries one way after the other and never the same step twice, so that its time is bounded by the expression times the text. `\d`
//! and `\s` are of ASCII, as are the letters that `(?i)` makes one. Classes within classes, names of groups, and looking around but for `^` and `$` are
//! not understood and refused.

mod class;
mod error;
mod found;
mod parse;
mod program;
mod regex;
mod search;

pub use error::Error;
pub use found::{Captures, Match};
pub use regex::Regex;
