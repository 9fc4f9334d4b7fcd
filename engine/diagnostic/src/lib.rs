//! What is wrong with a text, where, and what to do about it.
//!
//! A [`Diagnostic`] has a stable [`Code`], a message, labels that point into [`Sources`], and help. This crate renders
//! diagnostics (see [`render`]) and documents their codes. It does not know what a policy is, and it never prints.
//!
//! ```
//! use hirewall_diagnostic::{Diagnostic, Sources, Span, codes, render, summary};
//!
//! let mut sources = Sources::new();
//! let contact = sources.add("contact.yaml", "policy: contact\nowner: [nobody\n");
//! let diagnostics = [Diagnostic::new(codes::file::E003, "`[` is never closed")
//!     .at(contact, Span::new(23, 24), "opened here")
//!     .help("Close it.")];
//!
//! assert_eq!(
//!     render::text(&diagnostics, &sources, false),
//!     "\
//! error[E003]: `[` is never closed
//!  --> contact.yaml:2:8
//!   |
//! 2 | owner: [nobody
//!   |        ^ opened here
//!   |
//!   = help: Close it.
//! "
//! );
//! assert_eq!(summary(&diagnostics).to_string(), "1 error");
//! ```

#![forbid(unsafe_code)]

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
