//! The data that ship are what importing them again gives, byte for byte.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use hirewall_data::{Format, Input, Limits, MatchKind, Target, import};

#[test]
fn shipped_data_stay_as_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/lists/data");
    let list = |matching| Target::List { matching, column: None };
    let table =
        |columns: [&str; 2]| Target::Table { key: columns[0].to_owned(), columns: columns.map(str::to_owned).to_vec() };
    for (name, target, format) in [
        ("disposable_mail_domains.txt", list(MatchKind::Domain), Format::Lines),
        ("free_mail_domains.txt", list(MatchKind::Domain), Format::Lines),
        ("school_names.txt", list(MatchKind::Exact), Format::Lines),
        ("schools.csv", table(["domain", "names"]), Format::Csv),
        ("time_zones.csv", table(["zone", "countries"]), Format::Csv),
        ("calling_codes.csv", table(["country", "code"]), Format::Csv),
    ] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let imported = import(&target, &[Input { name, bytes: &bytes }], None, &Limits::default()).unwrap();
        assert_eq!(imported.format, format, "{name}");
        assert_eq!(imported.notes, Vec::<String>::new(), "{name}");
        assert!(imported.entries.to_text().as_bytes() == bytes, "{name} differs");
    }
}
