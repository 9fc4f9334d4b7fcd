//! Records that say odd things about places.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use geo::Geo;
use hirewall_sdk::testing;
use serde_json::{Value, json};

const TEXTS: [&str; 9] = ["", "US", "us", "É", "ZZZZZZ", "\u{0}", "+", "00", "-271821-04-20T00:00:00Z"];

#[test]
fn odd_texts_give_an_answer() {
    let long = "+4".repeat(1 << 18);
    for text in TEXTS.into_iter().chain([long.as_str()]) {
        let inputs = json!({
            "/basics/location/country_code": text, "/addresses": [{"country": text}, {}, {"country": "DE"}],
            "/basics/phone": text, "/phones": [{"raw": text}], "/client": {"country": text}, "/client/timezone": text,
            "/availability/timezone": text, "/applied_at": text,
            "/interviews": [{"at": text, "country": text}, {"at": "2026-01-05T10:00:00Z", "country": text}],
            "/attachments": [{"utc_offset_minutes": i64::MIN}, {"utc_offset_minutes": i64::MAX}],
        });
        testing::answer::<Geo>("{}", "applicant", inputs, 0).unwrap();
    }
}

#[test]
fn odd_positions_give_an_answer() {
    for number in [0.0, -0.0, 90.0, -180.0, 1e308, -1e308, f64::MIN_POSITIVE] {
        let inputs = json!({
            "/shipment/address/country": "US", "/network": {"country": "CN"},
            "/geo": {"lat": number, "lon": number, "accuracy_m": number, "source": "gps"},
        });
        let signals = testing::detect::<Geo>("{}", "device", inputs, 0).unwrap();
        let km = &signals["position_km_at_least"];
        assert!(km.is_null() || km.as_i64().is_some_and(|km| (0..=30_000).contains(&km)), "{number}: {km}");
    }
}

#[test]
fn many_statements_are_cut_not_refused() {
    let many = |value: Value| Value::Array(vec![value; 20_000]);
    let inputs = json!({
        "/addresses": many(json!({"country": "US"})), "/phones": many(json!({"raw": "+81 3 1234 5678"})),
        "/interviews": many(json!({"at": "2026-01-05T10:00:00Z", "country": "JP"})),
    });
    let answer = testing::answer::<Geo>("{}", "applicant", inputs, 0).unwrap();
    assert_eq!(answer.signals["phone_differs"], true);
    assert!(answer.evidence["phone_differs"].len() <= 32);
}

#[test]
fn evidence_names_both_sides() {
    let inputs =
        json!({"/basics/location/country_code": "US", "/client": {"country": "DE"}, "/client/timezone": "Asia/Tokyo"});
    let answer = testing::answer::<Geo>("{}", "applicant", inputs, 0).unwrap();
    assert_eq!(answer.evidence["ip_differs"], ["/basics/location/country_code", "/client/country"]);
    assert_eq!(answer.evidence["clock_differs"], ["/basics/location/country_code", "/client/timezone"]);
}

#[test]
fn speeds_beyond_the_schema_are_refused() {
    for kmh in [0, 299, 3001] {
        let failure = testing::detect::<Geo>(json!({"fastest_kmh": kmh}), "applicant", "{}", 0).unwrap_err();
        assert_eq!(failure.code(), "bad-settings", "{kmh}");
    }
}
