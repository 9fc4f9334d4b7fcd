//! Codes of lists, tables and schemas (`E3xx`).

use super::codes;

codes! {}
