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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_ascending_in_their_range() {
        let ranges = [
            ("E0", file::ALL),
            ("E1", document::ALL),
            ("E2", condition::ALL),
            ("E3", data::ALL),
            ("L4", lint::ALL),
            ("R5", record::ALL),
        ];
        for (prefix, codes) in ranges {
            for pair in codes.windows(2) {
                if let [a, b] = pair {
                    assert!(a.id() < b.id(), "{a} stands before {b}");
                }
            }
            for code in codes {
                assert!(code.id().starts_with(prefix) && code.id().len() == 4, "{code} is not in {prefix}xx");
            }
        }
    }

    #[test]
    fn every_code_has_a_page_with_a_meaning_a_wrong_and_a_right_example() {
        for code in all() {
            let entry = code.entry();
            let title = entry.title;
            assert!(!title.is_empty() && !title.ends_with('.') && title.len() <= 80, "{code}: title `{title}`");
            let article = ["the ", "a ", "an "].iter().any(|article| title.starts_with(article));
            assert!(!article, "{code}: the title begins with the noun");
            let first = entry.page.lines().next().unwrap_or("");
            assert_eq!(first, format!("# {code}: {title}"), "{code}: the page starts with code and title");
            assert!(entry.meaning().len() >= 40, "{code}: the page says what it means");
            let wrong = entry.page.find("\nWrong").unwrap_or(usize::MAX);
            let right = entry.page.find("\nRight").unwrap_or(0);
            assert!(wrong < right, "{code}: the page has an example under `Wrong`, then one under `Right`");
            let lines = entry.page.lines().count();
            assert!((8..=40).contains(&lines), "{code}: the page has {lines} lines");
            assert!(entry.page.ends_with('\n') && !entry.page.contains("\n\n\n"), "{code}: blank lines of the page");
        }
    }

    #[test]
    fn a_code_is_found_in_either_case() {
        for code in all() {
            assert_eq!(find(&format!(" {} ", code.id().to_ascii_lowercase())), Some(code.entry()));
        }
        assert_eq!(find("E999"), None);
    }
}
