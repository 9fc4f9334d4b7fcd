//! Codes of lints (`L4xx`).

use super::codes;

codes! {
    L401 Warning "policy has no owner";
    L402 Warning "rule has no reason";
    L403 Warning "rule has no note on false positives";
    L404 Warning "no reference";
    L405 Warning "rule has no test";
    L406 Warning "no title";
    L411 Warning "optional field without a guard";
    L412 Error "protected attribute used as a basis";
    L413 Error "proxy of a protected attribute used as a basis";
    L416 Warning "threshold can never decide";
    L417 Warning "verdict band cannot be reached";
    L418 Warning "record kind has no verdict bands";
    L421 Warning "data are out of date";
    L422 Warning "list, table, let, counter or join is not used";
    L423 Warning "data without source";
    L424 Warning "data without licence";
    L425 Warning "item stands twice";
    L426 Warning "no longer in effect";
    L427 Warning "override without effect";
    L428 Warning "detector is not used";
    L429 Warning "grant is not needed";
    L430 Warning "counter never comes to that";
}
