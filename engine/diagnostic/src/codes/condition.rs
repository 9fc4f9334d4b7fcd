//! Codes of conditions (`E2xx`).

use super::codes;

codes! {
    E201 Error "condition cannot be parsed";
    E202 Error "literal is malformed";
    E203 Error "name is not declared";
    E204 Error "types do not fit";
    E205 Error "value is not among those that the schema allows";
    E206 Error "there is no such function";
    E207 Error "condition is too large";
    E208 Error "pattern cannot be compiled";
    E209 Error "macro is used in the wrong way";
    E210 Error "constant argument is malformed";
    E211 Error "this part of CEL is left out";
    E212 Error "list or table is used in the wrong way";
    E220 Warning "condition has always the same value";
    E221 Warning "comparison has always the same value";
    E222 Warning "test for presence is not needed";
    E223 Warning "operand is repeated";
}
