//! The country and the US state that a text certainly names. It does not guess: a name that can be another place too (Georgia,
//! Jersey) names nothing.

/// The ISO 3166-1 alpha-2 code of a country written as its code or as its English name.
pub(crate) fn code(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let upper = text.to_ascii_uppercase();
    if text.len() == 2 && upper != "UK" {
        return CODES.split(' ').find(|code| *code == upper);
    }
    named(text)
}

/// The code of a country written as its English name.
pub(crate) fn named(text: &str) -> Option<&'static str> {
    look_up(&COUNTRIES, text)
}

/// The code of a US state written as its code or as its name.
pub(crate) fn us_state(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let upper = text.to_ascii_uppercase();
    let code = STATES.iter().map(|(_, code)| *code).find(|code| *code == upper);
    code.or_else(|| look_up(&STATES, text))
}

fn look_up(table: &[(&'static str, &'static str)], text: &str) -> Option<&'static str> {
    let name = text.trim().to_lowercase();
    let at = table.binary_search_by(|(known, _)| (*known).cmp(name.as_str())).ok()?;
    table.get(at).map(|(_, code)| *code)
}

/// The codes of ISO 3166-1.
const CODES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY \
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK \
    FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR \
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK \
    ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM \
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF \
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// English names of countries and ways in which they are often written, in order.
#[rustfmt::skip]
const COUNTRIES: [(&str, &str); 287] = [
    ("afghanistan", "AF"), ("aland islands", "AX"), ("albania", "AL"), ("algeria", "DZ"), ("andorra", "AD"),
    ("angola", "AO"), ("anguilla", "AI"), ("antarctica", "AQ"), ("antigua & barbuda", "AG"),
    ("antigua and barbuda", "AG"), ("argentina", "AR"), ("armenia", "AM"), ("aruba", "AW"), ("australia", "AU"),
    ("austria", "AT"), ("azerbaijan", "AZ"), ("bahamas", "BS"), ("bahrain", "BH"), ("bangladesh", "BD"),
    ("barbados", "BB"), ("belarus", "BY"), ("belgium", "BE"), ("belize", "BZ"), ("benin", "BJ"), ("bermuda", "BM"),
    ("bhutan", "BT"), ("bolivia", "BO"), ("bosnia & herzegovina", "BA"), ("bosnia and herzegovina", "BA"),
    ("botswana", "BW"), ("bouvet island", "BV"), ("brasil", "BR"), ("brazil", "BR"), ("britain", "GB"),
    ("british indian ocean territory", "IO"), ("brunei", "BN"), ("bulgaria", "BG"), ("burkina faso", "BF"),
    ("burma", "MM"), ("burundi", "BI"), ("cambodia", "KH"), ("cameroon", "CM"), ("canada", "CA"),
    ("cape verde", "CV"), ("caribbean nl", "BQ"), ("cayman islands", "KY"), ("central african rep.", "CF"),
    ("chad", "TD"), ("chile", "CL"), ("china", "CN"), ("christmas island", "CX"), ("cocos", "CC"), ("colombia", "CO"),
    ("comoros", "KM"), ("cook islands", "CK"), ("costa rica", "CR"), ("cote d'ivoire", "CI"), ("croatia", "HR"),
    ("cuba", "CU"), ("curacao", "CW"), ("curaçao", "CW"), ("cyprus", "CY"), ("czech republic", "CZ"),
    ("czechia", "CZ"), ("côte d'ivoire", "CI"), ("democratic people's republic of korea", "KP"),
    ("democratic republic of the congo", "CD"), ("denmark", "DK"), ("deutschland", "DE"), ("djibouti", "DJ"),
    ("dominica", "DM"), ("dominican republic", "DO"), ("east timor", "TL"), ("ecuador", "EC"), ("egypt", "EG"),
    ("el salvador", "SV"), ("england", "GB"), ("equatorial guinea", "GQ"), ("eritrea", "ER"), ("españa", "ES"),
    ("estonia", "EE"), ("eswatini", "SZ"), ("ethiopia", "ET"), ("falkland islands", "FK"), ("faroe islands", "FO"),
    ("fiji", "FJ"), ("finland", "FI"), ("france", "FR"), ("french guiana", "GF"), ("french polynesia", "PF"),
    ("french s. terr.", "TF"), ("gabon", "GA"), ("gambia", "GM"), ("germany", "DE"), ("ghana", "GH"),
    ("gibraltar", "GI"), ("great britain", "GB"), ("greece", "GR"), ("greenland", "GL"), ("grenada", "GD"),
    ("guadeloupe", "GP"), ("guam", "GU"), ("guatemala", "GT"), ("guernsey", "GG"), ("guinea", "GN"),
    ("guinea-bissau", "GW"), ("guyana", "GY"), ("haiti", "HT"), ("heard island & mcdonald islands", "HM"),
    ("heard island and mcdonald islands", "HM"), ("holland", "NL"), ("honduras", "HN"), ("hong kong", "HK"),
    ("hong kong sar", "HK"), ("hungary", "HU"), ("iceland", "IS"), ("india", "IN"), ("indonesia", "ID"),
    ("iran", "IR"), ("iraq", "IQ"), ("ireland", "IE"), ("isle of man", "IM"), ("israel", "IL"), ("italy", "IT"),
    ("ivory coast", "CI"), ("jamaica", "JM"), ("japan", "JP"), ("jordan", "JO"), ("kazakhstan", "KZ"),
    ("kenya", "KE"), ("kiribati", "KI"), ("kuwait", "KW"), ("kyrgyzstan", "KG"), ("laos", "LA"), ("latvia", "LV"),
    ("lebanon", "LB"), ("lesotho", "LS"), ("liberia", "LR"), ("libya", "LY"), ("liechtenstein", "LI"),
    ("lithuania", "LT"), ("luxembourg", "LU"), ("macau", "MO"), ("madagascar", "MG"), ("malawi", "MW"),
    ("malaysia", "MY"), ("maldives", "MV"), ("mali", "ML"), ("malta", "MT"), ("marshall islands", "MH"),
    ("martinique", "MQ"), ("mauritania", "MR"), ("mauritius", "MU"), ("mayotte", "YT"), ("mexico", "MX"),
    ("micronesia", "FM"), ("moldova", "MD"), ("monaco", "MC"), ("mongolia", "MN"), ("montenegro", "ME"),
    ("montserrat", "MS"), ("morocco", "MA"), ("mozambique", "MZ"), ("myanmar", "MM"), ("méxico", "MX"),
    ("namibia", "NA"), ("nauru", "NR"), ("nepal", "NP"), ("netherlands", "NL"), ("new caledonia", "NC"),
    ("new zealand", "NZ"), ("nicaragua", "NI"), ("niger", "NE"), ("nigeria", "NG"), ("niue", "NU"),
    ("norfolk island", "NF"), ("north korea", "KP"), ("north macedonia", "MK"), ("northern ireland", "GB"),
    ("northern mariana islands", "MP"), ("norway", "NO"), ("oman", "OM"), ("pakistan", "PK"), ("palau", "PW"),
    ("palestine", "PS"), ("panama", "PA"), ("papua new guinea", "PG"), ("paraguay", "PY"), ("peru", "PE"),
    ("philippines", "PH"), ("pitcairn", "PN"), ("poland", "PL"), ("portugal", "PT"), ("puerto rico", "PR"),
    ("qatar", "QA"), ("republic of korea", "KR"), ("republic of the congo", "CG"), ("reunion", "RE"),
    ("romania", "RO"), ("russia", "RU"), ("russian federation", "RU"), ("rwanda", "RW"), ("réunion", "RE"),
    ("san marino", "SM"), ("sao tome & principe", "ST"), ("sao tome and principe", "ST"), ("saudi arabia", "SA"),
    ("scotland", "GB"), ("senegal", "SN"), ("serbia", "RS"), ("seychelles", "SC"), ("sierra leone", "SL"),
    ("singapore", "SG"), ("slovakia", "SK"), ("slovenia", "SI"), ("solomon islands", "SB"), ("somalia", "SO"),
    ("south africa", "ZA"), ("south georgia & the south sandwich islands", "GS"),
    ("south georgia and the south sandwich islands", "GS"), ("south korea", "KR"), ("south sudan", "SS"),
    ("spain", "ES"), ("sri lanka", "LK"), ("st barthelemy", "BL"), ("st helena", "SH"), ("st kitts & nevis", "KN"),
    ("st kitts and nevis", "KN"), ("st lucia", "LC"), ("st maarten", "SX"), ("st pierre & miquelon", "PM"),
    ("st pierre and miquelon", "PM"), ("st vincent", "VC"), ("sudan", "SD"), ("suriname", "SR"),
    ("svalbard & jan mayen", "SJ"), ("svalbard and jan mayen", "SJ"), ("sweden", "SE"), ("switzerland", "CH"),
    ("syria", "SY"), ("taiwan", "TW"), ("tajikistan", "TJ"), ("tanzania", "TZ"), ("thailand", "TH"),
    ("the netherlands", "NL"), ("the united states", "US"), ("togo", "TG"), ("tokelau", "TK"), ("tonga", "TO"),
    ("trinidad & tobago", "TT"), ("trinidad and tobago", "TT"), ("tunisia", "TN"), ("turkey", "TR"),
    ("turkiye", "TR"), ("turkmenistan", "TM"), ("turks & caicos is", "TC"), ("turks and caicos is", "TC"),
    ("tuvalu", "TV"), ("türkiye", "TR"), ("u.k.", "GB"), ("u.s.", "US"), ("u.s.a.", "US"), ("uae", "AE"),
    ("uganda", "UG"), ("uk", "GB"), ("ukraine", "UA"), ("united arab emirates", "AE"), ("united kingdom", "GB"),
    ("united states", "US"), ("united states of america", "US"), ("uruguay", "UY"),
    ("us minor outlying islands", "UM"), ("usa", "US"), ("uzbekistan", "UZ"), ("vanuatu", "VU"),
    ("vatican city", "VA"), ("venezuela", "VE"), ("viet nam", "VN"), ("vietnam", "VN"), ("wales", "GB"),
    ("wallis & futuna", "WF"), ("wallis and futuna", "WF"), ("western sahara", "EH"), ("yemen", "YE"),
    ("zambia", "ZM"), ("zimbabwe", "ZW"), ("åland islands", "AX"),
];

/// The states of the US and the District of Columbia, in order of their names.
#[rustfmt::skip]
const STATES: [(&str, &str); 51] = [
    ("alabama", "AL"), ("alaska", "AK"), ("arizona", "AZ"), ("arkansas", "AR"), ("california", "CA"),
    ("colorado", "CO"), ("connecticut", "CT"), ("delaware", "DE"), ("district of columbia", "DC"), ("florida", "FL"),
    ("georgia", "GA"), ("hawaii", "HI"), ("idaho", "ID"), ("illinois", "IL"), ("indiana", "IN"), ("iowa", "IA"),
    ("kansas", "KS"), ("kentucky", "KY"), ("louisiana", "LA"), ("maine", "ME"), ("maryland", "MD"),
    ("massachusetts", "MA"), ("michigan", "MI"), ("minnesota", "MN"), ("mississippi", "MS"), ("missouri", "MO"),
    ("montana", "MT"), ("nebraska", "NE"), ("nevada", "NV"), ("new hampshire", "NH"), ("new jersey", "NJ"),
    ("new mexico", "NM"), ("new york", "NY"), ("north carolina", "NC"), ("north dakota", "ND"), ("ohio", "OH"),
    ("oklahoma", "OK"), ("oregon", "OR"), ("pennsylvania", "PA"), ("rhode island", "RI"), ("south carolina", "SC"),
    ("south dakota", "SD"), ("tennessee", "TN"), ("texas", "TX"), ("utah", "UT"), ("vermont", "VT"),
    ("virginia", "VA"), ("washington", "WA"), ("west virginia", "WV"), ("wisconsin", "WI"), ("wyoming", "WY"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain_is_a_country() {
        let cases = [
            ("us", Some("US")),
            (" Canada ", Some("CA")),
            ("United States of America", Some("US")),
            ("Côte d'Ivoire", Some("CI")),
            ("UK", Some("GB")),
            ("Georgia", None),
            ("XX", None),
            ("", None),
            ("Remote", None),
        ];
        for (text, expected) in cases {
            assert_eq!(code(text), expected, "{text}");
        }
        assert_eq!((us_state("ny"), us_state("New Jersey"), us_state("Ontario")), (Some("NY"), Some("NJ"), None));
    }

    #[test]
    fn the_tables_are_in_order() {
        assert!(COUNTRIES.is_sorted() && STATES.is_sorted());
    }
}
