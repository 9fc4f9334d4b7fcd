//! What is wrong with a text, where, and what to do about it.
//!
//! A [`Diagnostic`] has a stable [`Code`], a message, labels that point into [`Sources`], and help. This crate renders
//! diagnostics and documents their codes. It does not know what a policy is, and it never prints.

mod code;
pub mod codes;
mod diagnostic;
mod source;

pub use code::{Code, CodeEntry};
pub use diagnostic::{Diagnostic, Label, Severity};
pub use source::{Position, SourceId, Sources, Span};
