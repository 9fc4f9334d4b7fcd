//! Codes of files and YAML (`E0xx`).

use super::codes;

codes! {}
