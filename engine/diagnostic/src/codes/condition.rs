//! Codes of conditions (`E2xx`).

use super::codes;

codes! {}
