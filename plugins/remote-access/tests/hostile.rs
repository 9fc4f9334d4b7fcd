//! Inventories that are odd or huge.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use hirewall_sdk::testing;
use remote_access::RemoteAccess;
use serde_json::{Value, json};

#[test]
fn odd_rows_give_an_answer() {
    let long = "É".repeat(1 << 18);
    for text in ["", " ", "\u{0}", ".", "ǅ", "İ", "日本", &long] {
        let row = json!({"name": text, "display_name": text});
        let usb = json!({"vendor": text, "vendor_id": text, "model": text, "model_id": text, "serial": text});
        let inputs = json!({
            "/osquery/programs": [row, {}], "/osquery/processes": [row], "/osquery/services": [row],
            "/osquery/usb_devices": [usb], "/osquery/connected_displays": [row], "/osquery/arp_cache": [{"mac": text}],
            "/osquery/listening_ports": [{"port": text, "address": text}], "/sessions": [{"remote_host": text}],
        });
        let find = |list: &'static str| (list, vec![text.to_lowercase()]);
        let lists =
            ["remote_access_tools", "kvm_usb_strings", "kvm_usb_ids", "mouse_jigglers", "virtual_displays"].map(find);
        let answer =
            testing::with_lists(lists, || testing::answer::<RemoteAccess>("{}", "device", &inputs, 0)).unwrap();
        assert!(answer.signals["tools"].is_array(), "{text:.10}");
    }
}

#[test]
fn what_lies_beyond_the_limits_is_left_out() {
    let names = |count: usize| Value::Array((0..count).map(|at| json!({"name": format!("program {at:06}")})).collect());
    let find = || {
        testing::with_lists([("remote_access_tools", ["program 000000", "program 001600"])], || {
            testing::detect::<RemoteAccess>("{}", "device", json!({"/osquery/programs": names(10_000)}), 0).unwrap()
        })
    };
    assert_eq!(find()["unapproved"], 1);
}

#[test]
fn packages_that_are_parts_of_others_are_left_out() {
    let packages = json!([{"name": "libx2go"}, {"name": "x2go-doc"}, {"name": "x2go"}, {"name": "libreoffice-x2go"}]);
    let lists = [("remote_access_tools", ["libx2go", "x2go-doc", "x2go", "libreoffice-x2go"])];
    let inputs = json!({"/osquery/deb_packages": packages});
    let answer = testing::with_lists(lists, || testing::answer::<RemoteAccess>("{}", "device", &inputs, 0)).unwrap();
    assert_eq!(answer.evidence["tools"].len(), 2);
}

#[test]
fn evidence_names_the_rows() {
    let inputs = json!({
        "/osquery/programs": [{"name": "Editor"}, {"name": "RustDesk"}], "/osquery/usb_devices": [{"model": "JetKVM"}],
    });
    let lists = [("remote_access_tools", ["rustdesk"]), ("kvm_usb_strings", ["jetkvm"])];
    let answer = testing::with_lists(lists, || testing::answer::<RemoteAccess>("{}", "device", &inputs, 0)).unwrap();
    assert_eq!(answer.evidence["unapproved"], ["/osquery/programs/1/name"]);
    assert_eq!(answer.evidence["kvm_attached"], ["/osquery/usb_devices/0"]);
}
