//! Codes of files and YAML (`E0xx`).

use super::codes;

codes! {
    E090 Error "file cannot be read";
    E091 Error "file is not UTF-8 text";
    E092 Error "file is too large";
    E093 Error "policy directory cannot be read";
    E094 Error "policy directory holds too much";
}
