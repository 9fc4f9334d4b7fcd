//! Texts that are no phone numbers, or are hardly any.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use hirewall_sdk::testing;
use phone::Phone;
use serde_json::json;

#[test]
fn odd_texts_give_an_answer() {
    let long = "9".repeat(1 << 20);
    let wide = "+1 ".to_owned() + &"٦".repeat(40);
    for raw in [
        "+",
        "0",
        "++1",
        "tel:+1-602-253-0100;ext=5",
        "1-800-FLOWERS",
        "\u{0}1",
        "+१६०२",
        "911",
        "*67 602 253 0100",
        &long,
        &wide,
    ] {
        for country in [json!("US"), json!("ZZ"), json!(""), json!("É"), json!(null)] {
            let inputs = json!({"/phones": [{"raw": raw}], "/basics/location/country_code": country});
            let signals = testing::detect::<Phone>("{}", "applicant", inputs, 0).unwrap();
            assert!(signals["numbers"].is_array());
        }
    }
}

#[test]
fn a_country_without_numbers_is_refused_as_setting() {
    for region in ["ZZ", "usa", ""] {
        let failure = testing::detect::<Phone>(json!({"default_region": region}), "applicant", "{}", 0).unwrap_err();
        assert_eq!(failure.code(), "bad-settings", "{region}");
    }
}

#[test]
fn evidence_names_the_numbers_that_a_signal_rests_on() {
    let inputs =
        json!({"/phones": [{"raw": "602-253-0100"}, {"raw": "602-253-01"}, {}], "/basics/phone": "602 555 0142"});
    let answer = testing::answer::<Phone>("{}", "applicant", inputs, 0).unwrap();
    assert_eq!(answer.evidence["any_invalid"], ["/phones/1/raw"]);
    assert_eq!(answer.evidence["any_fictional"], ["/basics/phone"]);
    assert_eq!(answer.evidence["numbers"].len(), 3);
}
