//! The register of all codes, a module for each range; a code's page is the Markdown file named after it.
//!
//! `E0xx` files and YAML, `E1xx` documents and references, `E2xx` conditions, `E3xx` data (lists, tables, schemas),
//! `L4xx` lints, `R5xx` records.

use crate::{Code, CodeEntry};

pub mod condition;
pub mod data;
pub mod document;
pub mod file;
pub mod lint;
pub mod record;

/// Declares the codes of a range: constants, and the table `ALL` in their order.
macro_rules! codes {
    ($($(#[$doc:meta])* $id:ident $severity:ident $title:literal;)*) => {
        $(
            #[doc = $title]
            $(#[$doc])*
            pub const $id: $crate::Code = $crate::Code::new(&$crate::CodeEntry {
                id: stringify!($id),
                title: $title,
                severity: $crate::Severity::$severity,
                page: include_str!(concat!("pages/", stringify!($id), ".md")),
            });
        )*
        /// The codes of this range, in order.
        pub const ALL: &[$crate::Code] = &[$($id),*];
    };
}
pub(crate) use codes;

/// Every code, in the order of its range.
pub fn all() -> impl Iterator<Item = Code> {
    [file::ALL, document::ALL, condition::ALL, data::ALL, lint::ALL, record::ALL].into_iter().flatten().copied()
}

/// The entry of a code given as text, in either case.
#[must_use]
pub fn find(id: &str) -> Option<&'static CodeEntry> {
    all().map(Code::entry).find(|entry| entry.id.eq_ignore_ascii_case(id.trim()))
}
