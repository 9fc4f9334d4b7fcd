//! Codes of documents and references (`E1xx`).

use super::codes;

codes! {
    E101 Error "unknown kind of document";
    E102 Error "unknown key";
    E103 Error "key is missing";
    E104 Error "value has the wrong type";
    E105 Error "id is not valid";
    E106 Error "id is used twice";
    E107 Error "date is not valid";
    E108 Error "version is not valid";
    E109 Error "value is not one of the allowed";
    E110 Error "number is out of range";
    E111 Error "not supported yet";
    E112 Error "unknown policy or rule";
    E113 Error "unknown record kind";
    E114 Error "rule has neither score nor verdict";
    E115 Error "effective period is empty";
    E116 Error "condition is not well formed";
    E117 Error "reason template is not well formed";
    E118 Error "value cannot be shown in a reason";
    E119 Error "test contradicts itself";
    E120 Error "record of a test does not fit its schema";
    E121 Error "settings stand twice";
    E122 Error "verdict bands are out of order";
    E123 Error "lint level cannot be set";
    E124 Error "value is empty";
    E125 Error "file has no place in the policy directory";
    E126 Error "unknown plugin or detector";
    E127 Error "plugin cannot be used";
    E128 Error "plugin is not pinned or signed as it must be";
    E129 Error "detector does not fit the record kind";
    E130 Error "settings of a detector do not fit its plugin";
    E131 Error "plugin asks for more than its limits";
    E132 Error "plugin asks for what is not granted";
    E133 Error "signals schema of a plugin cannot be used";
    E134 Error "signals of a test do not fit their schema";
    E135 Error "counter is not well formed";
    E136 Error "record kind has no time to count by";
    E137 Error "record kind cannot be joined";
    E138 Error "test gives what its policy does not read";
    E139 Error "indicator is not well formed";
    E140 Error "notice with a value in it";
}
