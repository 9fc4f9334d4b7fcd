//! Codes of lists, tables, schemas and plugins at work (`E3xx`).

use super::codes;

codes! {
    E301 Error "data file does not exist";
    E302 Error "list or table needs one source of data";
    E303 Error "item does not fit the list";
    E304 Error "key column is not declared";
    E305 Error "row does not fit the columns";
    E306 Error "cell has the wrong type";
    E307 Error "two rows with one key";
    E308 Error "CSV cannot be read";
    E309 Error "too many items or rows";
    E351 Error "record schema is not valid";
    E352 Error "two schemas for one record kind";
    E361 Error "detector cannot serve";
}
