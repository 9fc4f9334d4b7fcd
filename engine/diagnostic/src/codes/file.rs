//! Codes of files and YAML (`E0xx`).

use super::codes;

codes! {
    E003 Error "YAML cannot be read";
    E004 Error "tab used as indentation";
    E005 Error "key stands twice";
    E006 Error "unknown anchor, or an alias inside its own anchor";
    E007 Error "document is too large";
    E008 Error "document is nested too deeply";
    E009 Error "key is not a text";
    E010 Error "YAML tag";
    E011 Error "merge of something that is no mapping";
    E080 Error "text cannot be formatted without changing it";
    E090 Error "file cannot be read";
    E091 Error "file is not UTF-8 text";
    E092 Error "file is too large";
    E093 Error "policy directory cannot be read";
    E094 Error "policy directory holds too much";
}
