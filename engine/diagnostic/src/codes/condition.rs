//! Codes of conditions (`E2xx`).

use super::codes;

codes! {
    E201 Error "the condition cannot be parsed";
    E202 Error "a literal is malformed";
    E203 Error "the name is not declared";
    E204 Error "the types do not fit";
    E205 Error "the value is not among those that the schema allows";
    E206 Error "there is no such function";
    E207 Error "the condition is too large";
    E208 Error "the pattern cannot be compiled";
    E209 Error "a macro is used in the wrong way";
    E210 Error "a constant argument is malformed";
    E211 Error "this part of CEL is left out";
    E212 Error "a list or table is used in the wrong way";
    E220 Warning "the condition has always the same value";
    E221 Warning "the comparison has always the same value";
    E222 Warning "the test for presence is not needed";
    E223 Warning "the operand is repeated";
}
