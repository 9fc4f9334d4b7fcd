//! Codes of records that do not fit (`R5xx`).

use super::codes;

codes! {}
