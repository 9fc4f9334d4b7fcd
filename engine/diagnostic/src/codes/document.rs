//! Codes of documents and references (`E1xx`).

use super::codes;

codes! {}
