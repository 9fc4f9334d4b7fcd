//! Codes of lints (`L4xx`).

use super::codes;

codes! {}
