//! Whatever bytes a file has, importing answers; and what it gives reads as itself.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hirewall_data::{Format, Input, Limits, MatchKind, Target, import};
use proptest::prelude::*;

fn targets() -> Vec<Target> {
    let mut targets: Vec<Target> =
        MatchKind::ALL.into_iter().map(|(matching, _)| Target::List { matching, column: None }).collect();
    for columns in [&["domain", "names"][..], &["zone", "countries"], &["id"], &["npa", "time_zone"]] {
        let columns: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
        targets.push(Target::Table { key: columns.first().unwrap().clone(), columns });
    }
    targets
}

/// Bytes that are near to the formats, or any.
fn files() -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just("\""),
        Just(","),
        Just(":"),
        Just("\n"),
        Just("\t"),
        Just("\r"),
        Just("# version "),
        Just("L a b"),
        Just("UNITID,INSTNM"),
        Just("NPA_ID,USE,LOCATION,COUNTRY,IN_SERVICE,TIME_ZONE"),
        Just("\"list\""),
        Just("\"name\""),
        Just("\"domains\""),
        Just("\"Name\""),
        Just("\"Details\""),
        Just("DPRK"),
        Just("-0-"),
        Just("1,2,aka,é,5"),
        Just("IN\t+1\tAsia/Kolkata"),
        Just("domain,names"),
        Just("id"),
        Just(" #"),
        Just("\u{feff}"),
        Just("a.example"),
        Just("10.0.0.0/8"),
        Just("1"),
        Just("ß"),
        Just("\u{0}"),
        Just("*."),
        Just("."),
        Just("@"),
    ];
    prop_oneof![
        prop::collection::vec(word, 0..40).prop_map(|words| words.concat().into_bytes()),
        prop::collection::vec(any::<u8>(), 0..200),
    ]
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer_that_reads_as_itself(bytes in files(), at in 0..10_usize, format in 0..=Format::ALL.len()) {
        let target = targets().swap_remove(at);
        let format = Format::ALL.get(format).copied();
        let input = Input { name: "C2023_A.csv", bytes: &bytes };
        if let Ok(imported) = import(&target, &[input], format, &Limits::default()) {
            let text = imported.entries.to_text();
            let own = if matches!(target, Target::List { .. }) { Format::Lines } else { Format::Csv };
            let input = Input { name: "own", bytes: text.as_bytes() };
            let again = import(&target, &[input], Some(own), &Limits::default()).unwrap();
            prop_assert_eq!(again.entries, imported.entries, "{}", text);
        }
    }
}
