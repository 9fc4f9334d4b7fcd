//! Codes of records that do not fit (`R5xx`).

use super::codes;

codes! {
    R501 Error "there is no record";
    R502 Error "record is not UTF-8";
    R503 Error "record is not JSON";
    R504 Error "record is beyond a limit";
    R505 Error "number is out of range";
    R506 Error "key is given twice";
    R510 Error "value has another type";
    R511 Error "required field is missing";
    R512 Warning "field is not declared";
    R513 Error "value is not allowed";
    R514 Error "text has another form";
    R515 Error "text has the wrong length";
    R516 Error "number is out of bounds";
    R517 Error "array has the wrong elements";
    R518 Error "time is not valid";
    R519 Error "another rule of the schema is broken";
    R520 Error "record kind is unknown";
    R521 Error "record cannot be taken out of its input";
}
