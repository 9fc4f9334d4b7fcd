//! What is wrong with a text, where, and what to do about it.
//!
//! A [`Diagnostic`] has a stable [`Code`], a message, labels that point into [`Sources`], and help. This crate renders
//! diagnostics (see [`render`]) and documents their codes. It does not know what a policy is, and it never prints.

mod code;
pub mod codes;
mod diagnostic;
mod line_index;
mod order;
pub mod render;
mod source;
mod summary;
mod visible;

pub use code::{Code, CodeEntry};
pub use diagnostic::{Diagnostic, Label, Severity};
pub use order::sort;
pub use source::{Position, SourceId, Sources, Span};
pub use summary::{Summary, summary};
pub use visible::visible;
