#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

/// Schemas, and records that fit them.
static CASES: LazyLock<[(Arc<Schema>, Vec<&'static str>); 2]> = LazyLock::new(|| {
    let case =
        |schema: &str, records: &'static str| (Arc::new(Schema::compile(schema).unwrap()), records.lines().collect());
    [
        case(
            include_str!("../../../../../policies/schema/applicant.schema.json"),
            include_str!("../../../../../tests/records/applicants.ndjson"),
        ),
        case(
            include_str!("../../../../../policies/schema/device.schema.json"),
            include_str!("../../../../../tests/records/devices.ndjson"),
        ),
    ]
});

/// Everything that reading comes to, as text; and whether the quick reader did it.
fn read(schema: &Arc<Schema>, input: &str, quick: bool) -> (String, bool) {
    let mut was_quick = false;
    let options = DecodeOptions::default();
    let read = Record::decode_by(schema, input.as_bytes(), &options, &mut Scratch::default(), |reading, plan| {
        let read = if quick { crate::record::quick::read(reading, plan) } else { None };
        was_quick = read.is_some();
        read
    });
    let text = match read {
        Ok(Decoded { record, warnings }) => {
            let Record { own, cells, dynamic, frames, .. } = record;
            format!("{own:?} {cells:?} {dynamic:?} {frames:?} {warnings:?}")
        }
        Err(problems) => format!("{problems:?}"),
    };
    (text, was_quick)
}

fn same(schema: &Arc<Schema>, record: &str, quick: bool) {
    let (quickly, was_quick) = read(schema, record, true);
    assert_eq!(was_quick, quick, "{record}");
    assert_eq!(quickly, read(schema, record, false).0, "{record}");
}

#[test]
fn records_that_are_as_they_should_be_are_read_quickly_and_as_they_would_be_fully() {
    for (schema, records) in &*CASES {
        records.iter().for_each(|record| same(schema, record, true));
    }
}

#[test]
fn an_id_that_nothing_can_be_kept_under_is_refused_where_it_stands() {
    let schema = |subject: &str| {
        let text = format!(
            r#"{{"x-record": {{"kind": "k", "id": "/id", "subject": "{subject}"}}, "type": "object", "required": ["id"],
                "properties": {{"id": {{"type": "string"}}, "who": {{"type": "string"}}}}}}"#
        );
        Arc::new(Schema::compile(&text).unwrap())
    };
    let read = |subject, id: usize, who: usize| {
        let record = format!("{{\"id\": \"{}\",\n \"who\": \"{}\"}}", "é".repeat(id / 2), "w".repeat(who));
        let read = Record::decode(&schema(subject), record.as_bytes(), &DecodeOptions::default());
        let said = |problem: &RecordProblem| format!("{} {} {}", problem.code(), problem.pointer, problem.line);
        read.map(|_| ()).map_err(|problems| problems.iter().map(said).collect::<Vec<_>>().join(", "))
    };
    assert_eq!(read("/who", 1024, 1024), Ok(()));
    assert_eq!(read("/who", 1026, 1), Err("R515 /id 1".to_owned()));
    assert_eq!(read("/who", 2, 1025), Err("R515 /who 2".to_owned()));
    assert_eq!(read("/who", 1026, 1025), Err("R515 /id 1, R515 /who 2".to_owned()));
    assert_eq!(read("/id", 1026, 1025), Err("R515 /id 1".to_owned()));
}

#[test]
fn what_the_quick_reader_takes_it_reads_as_the_full_one_does() {
    let schema = r#"{"type": "object", "properties": {
        "id": {"type": "string"}, "n": {"type": "integer", "minimum": -5}, "x": {"type": "number", "maximum": 9.5}, "yes": {"type": "boolean"},
        "when": {"type": "string", "format": "date-time"}, "maybe": {"type": ["string", "null"]}, "any": {},
        "short": {"type": "string", "minLength": 2, "maxLength": 3, "pattern": "^[^z]*$"}, "one": {"enum": ["a", "b"]},
        "texts": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "maxItems": 3},
        "rows": {"type": "array", "items": {"type": "object", "properties": {
          "a": {"type": "integer"}, "b": {"type": "array", "items": {"type": "integer"}}}}}
      }, "required": ["id"], "x-record": {"kind": "thing", "id": "/id"}}"#;
    let schema = Arc::new(Schema::compile(schema).unwrap());
    // What stands behind `id`, and whether the quick reader takes it.
    let cases = [
        (r#""n":12,"x":-1.25e0,"yes":true"#, true),
        (r#" "n" : -5 , "x" : 9 "#, true),
        (r#""n":-6"#, false),
        (r#""n":01"#, false),
        (r#""n":-"#, false),
        (r#""n":1.0"#, false),
        (r#""n":999999999999999999"#, true),
        (r#""n":9999999999999999999"#, false),
        (r#""x":9.75"#, false),
        (r#""x":-0.0"#, false),
        (r#""x":1.2.3"#, false),
        (r#""yes":truer"#, false),
        (r#""yes":1"#, false),
        (r#""when":"2026-01-31T09:30:00Z""#, true),
        (r#""when":"2026-01-31""#, false),
        (r#""maybe":null,"n":null"#, true),
        (r#""maybe":"a\n\u00e9\ud83d\ude00 \\ \" b""#, true),
        (r#""maybe":"\ud83d""#, false),
        (r#""maybe":"\x""#, false),
        ("\"maybe\":\"a\tb\"", false),
        (r#""maybe":"unended"#, false),
        (r#""maybe":"unended\"#, false),
        (r#""any":"text","n":1"#, true),
        (r#""any":7"#, true),
        (r#""any":{"a":[1]}"#, false),
        (r#""short":"éé""#, true),
        (r#""short":"é""#, false),
        (r#""short":"éééé""#, false),
        (r#""short":"az""#, false),
        (r#""one":"b""#, true),
        (r#""one":"c""#, false),
        (r#""texts":["a","b"]"#, true),
        (r#""texts":[]"#, true),
        (r#""texts":["a","a"]"#, false),
        (r#""texts":["a",null]"#, false),
        (r#""texts":["a",]"#, false),
        (r#""texts":["1","2","3","4"]"#, false),
        (r#""rows":[{"b":[1,2],"a":1},{},{"a":2,"b":[]}],"texts":["x"]"#, true),
        (r#""rows":[{"a":1,"a":1}]"#, false),
        (r#""rows":[{"c":1}]"#, false),
        (r#""\u006e":1"#, false),
        (r#""id":"again""#, false),
        (r#""n":1},{"n":2"#, false),
    ];
    for (rest, quick) in cases {
        same(&schema, &format!("{{\"id\":\"1\",{rest}}}"), quick);
    }
    for record in ["{", "{}", "[]", "null", "1", "{\"id\":\"1\"} x", "{\"id\":\"1\",}", "{,}", "{\"id\" \"1\"}"] {
        same(&schema, record, false);
    }
}

#[test]
fn names_that_are_escaped_in_json_need_the_full_reader() {
    let schema = r#"{"type": "object", "properties": {"id": {"type": "string"}, "a\"b": {"type": "string"}}, "required": ["id"],
        "x-record": {"kind": "thing", "id": "/id"}}"#;
    let schema = Arc::new(Schema::compile(schema).unwrap());
    same(&schema, r#"{"id":"1","a\"b":"x"}"#, false);
    same(&schema, r#"{"id":"1","a"b":"x"}"#, false);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn spoilt_records_are_read_in_the_same_way_by_both(
        of in any::<(Index, Index)>(),
        edits in proptest::collection::vec((any::<Index>(), any::<Index>(), 0_u8..5), 1..4),
    ) {
        let (schema, records) = &CASES[of.0.index(CASES.len())];
        let mut text = records[of.1.index(records.len())].as_bytes().to_vec();
        for (at, other, how) in edits {
            let (at, other) = (at.index(text.len()), other.index(text.len()));
            let byte = text[other];
            match how {
                0 => text[at] = byte,
                1 => text.insert(at, byte),
                2 => drop(text.remove(at)),
                3 => text.insert(at, b"\\\" {}[],:0e.-n"[other % 14]),
                _ => {
                    let (from, to) = (at.min(other), at.max(other).min(at.min(other) + 40));
                    let part = text[from..to].to_vec();
                    text.splice(to..to, part);
                }
            }
        }
        if let Ok(text) = std::str::from_utf8(&text) {
            prop_assert_eq!(read(schema, text, true).0, read(schema, text, false).0);
        }
    }
}
