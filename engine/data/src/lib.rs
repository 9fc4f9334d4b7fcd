//! Files that publishers offer to the data of lists and tables: bytes in, entries and notes out.
//!
//! [`import`] recognises the format of a file, reads what the list or table needs from it, and gives [`Entries`]: sorted,
//! without repetitions, and usable by the list that they are for. Between the entries of yesterday and today stands
//! [`Difference`]. This crate opens no file, calls nobody, and does not know YAML or policies.
//!
//! ```
//! use hirewall_data::{Input, Limits, MatchKind, Target, import};
//!
//! # fn main() -> Result<(), hirewall_data::ImportError> {
//! let target = Target::List { matching: MatchKind::Domain, column: None };
//! let file = Input { name: "domains.json", bytes: br#"["b.example", "A.example", "mail.a.example"]"# };
//! let imported = import(&target, &[file], None, &Limits::default())?;
//! assert_eq!(imported.entries.to_text(), "a.example\nb.example\n");
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]

mod collector;
mod difference;
mod entries;
mod error;
mod format;
mod formats;
mod import;
mod input;
mod recognise;
mod target;

pub use difference::Difference;
pub use entries::Entries;
pub use error::ImportError;
pub use format::Format;
pub use hirewall_expr::named::MatchKind;
pub use import::{Imported, import};
pub use input::{Input, Limits};
pub use target::Target;
