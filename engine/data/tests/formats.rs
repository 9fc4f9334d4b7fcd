//! Each format, as its publisher writes it, in small.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hirewall_data::{Difference, Format, ImportError, Imported, Input, Limits, MatchKind, Target, import};

fn list(matching: MatchKind) -> Target {
    Target::List { matching, column: None }
}

fn table(columns: &[&str]) -> Target {
    let columns: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
    Target::Table { key: columns.first().cloned().unwrap_or_default(), columns }
}

fn run(target: &Target, files: &[(&str, &str)], format: Option<Format>) -> Result<Imported, ImportError> {
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, text)| Input { name, bytes: text.as_bytes() }).collect();
    import(target, &inputs, format, &Limits::default())
}

/// What comes out of one file whose format is recognised.
fn gives(target: &Target, name: &str, text: &str) -> (Format, String, Vec<String>) {
    let imported = run(target, &[(name, text)], None).unwrap();
    (imported.format, imported.entries.to_text(), imported.notes)
}

const HIPO: &str = r#"[
  {"web_pages": ["http://www.uni.example/"], "name": "Universität Beispiel", "alpha_two_code": "DE", "state-province": null,
   "domains": ["uni.example", "mail.uni.example"], "country": "Germany"},
  {"web_pages": [], "name": "Example College, North", "alpha_two_code": "US", "state-province": "AZ",
   "domains": ["COLLEGE.example"], "country": "United States"},
  {"web_pages": [], "name": "Example College, South", "alpha_two_code": "US", "state-province": null,
   "domains": ["college.example"], "country": "United States"}
]"#;

#[test]
fn schools_fill_a_table_a_list_of_names_and_a_list_of_domains() {
    let (format, text, notes) = gives(&table(&["domain", "names"]), "schools.json", HIPO);
    assert_eq!(format, Format::Hipo);
    let expected =
        "domain,names\ncollege.example,example college north|example college south\nuni.example,universitat beispiel\n";
    assert_eq!(text, expected);
    assert_eq!(notes, ["below another school's domain, left out: 1, first `mail.uni.example` in element 1"]);

    let (_, names, _) = gives(&list(MatchKind::Exact), "schools.json", HIPO);
    assert_eq!(names, "example college north\nexample college south\nuniversitat beispiel\n");
    let (_, domains, _) = gives(&list(MatchKind::Domain), "schools.json", HIPO);
    assert_eq!(domains, "college.example\nuni.example\n");
}

#[test]
fn lines_and_arrays_of_texts_fill_lists() {
    let lines = "# head\n\nB.example # why\r\n*.a.example.\nb.example\nx.b.example\nnot a domain\n";
    let (format, text, notes) = gives(&list(MatchKind::Domain), "list.conf", lines);
    assert_eq!((format, text.as_str()), (Format::Lines, "a.example\nb.example\n"));
    assert_eq!(
        notes,
        [
            "below another domain of the list, left out: 1, first `x.b.example` in line 6",
            "no domain, left out: 1, first `not a domain` in line 7",
        ]
    );
    let (format, text, _) = gives(&list(MatchKind::Caseless), "list.json", r#"["b", "a", "B"]"#);
    assert_eq!((format, text.as_str()), (Format::Json, "B\na\n"));
    let (_, text, _) = gives(&list(MatchKind::Exact), "list.txt", "\u{feff}b\na\nb\n");
    assert_eq!(text, "a\nb\n");
}

#[test]
fn networks_come_from_warning_lists_and_lines() {
    let misp = r#"{"description": "d", "list": ["203.0.113.0/24", "2001:db8::/32", "nonsense"], "matching_attributes": ["ip-src"],
        "name": "n", "type": "cidr", "version": 20251223}"#;
    let (format, text, notes) = gives(&list(MatchKind::Cidr), "list.json", misp);
    assert_eq!((format, text.as_str()), (Format::Misp, "2001:db8::/32\n203.0.113.0/24\n"));
    assert_eq!(notes, ["no network or address, left out: 1, first `nonsense` in element 3"]);
    let (format, text, _) = gives(&list(MatchKind::Cidr), "ranges.txt", "198.51.100.7\n198.51.100.0/25\n");
    assert_eq!((format, text.as_str()), (Format::Lines, "198.51.100.0/25\n198.51.100.7\n"));
}

#[test]
fn remote_tools_give_names_and_executables() {
    let tools = r#"[
      {"Name": "Example Desk (Old Name)", "Category": "RMM", "Details": {
        "PEMetadata": [{"Filename": "ExampleDesk.exe", "OriginalFileName": "edesk.exe"}, {"Filename": ""}],
        "InstallationPaths": ["C:\\Program Files\\ExampleDesk\\edsvc.exe", "C:\\Users\\*\\Desk\\*.exe", "<random>.exe", "client.exe"]}},
      {"Name": "Sky", "Details": {"PEMetadata": {"Filename": "skyhost.exe"}, "InstallationPaths": []}},
      {"Name": "Plain Tool"  , "Details": {}}
    ]"#;
    let (format, text, notes) = gives(&list(MatchKind::Contains), "rmm_tools.json", tools);
    assert_eq!(format, Format::Lolrmm);
    assert_eq!(text, "edesk.exe\nedsvc.exe\nexample desk\nexampledesk.exe\nplain tool\nskyhost.exe\n");
    assert_eq!(notes.len(), 2, "{notes:?}");
}

#[test]
fn calling_codes_come_from_the_metadata_of_phones() {
    let metadata = r#"{"version": 4, "country_calling_codes": {"1": ["US", "CA"], "44": ["GB"], "800": ["001"]}, "countries": {}}"#;
    let (format, text, _) = gives(&table(&["country", "code"]), "metadata.min.json", metadata);
    assert_eq!((format, text.as_str()), (Format::Libphonenumber, "country,code\nCA,1\nGB,44\nUS,1\n"));
}

#[test]
fn time_zones_come_from_several_files() {
    let files = [
        ("zone.tab", "# comment\nIN\t+2232+08822\tAsia/Kolkata\nNO\t+5955+01045\tEurope/Oslo\n"),
        ("zone1970.tab", "DE,NO,SE\t+5230+01322\tEurope/Berlin\tmost\nIN\t+2232+08822\tAsia/Kolkata\n"),
        (
            "tzdata.zi",
            "# version 2026f\nR x\nL Asia/Kolkata Asia/Calcutta\nL Europe/Berlin Europe/Oslo\nL Etc/UTC UTC\n",
        ),
    ];
    let imported = run(&table(&["zone", "countries"]), &files, None).unwrap();
    assert_eq!(imported.format, Format::Tzdb);
    let expected = "zone,countries\nAsia/Calcutta,IN\nAsia/Kolkata,IN\nEurope/Berlin,DE NO SE\nEurope/Oslo,NO\n";
    assert_eq!(imported.entries.to_text(), expected);
    let missing = run(&table(&["zone", "countries"]), &files[2..], None).unwrap_err();
    assert!(matches!(missing, ImportError::Missing { .. }), "{missing}");
}

#[test]
fn area_codes_in_use_come_with_region_and_zones() {
    let report = "File Date,11/02/2026\nNPA_ID,type_of_code,USE,LOCATION,COUNTRY,IN_SERVICE,TIME_ZONE\n\
        602,General Purpose Code,G,AZ,US,Y,M\n850,General Purpose Code,G,FL,US,Y,EC\n907,x,G,AK,US,Y,AK\n\
        800,Easily Recognizable Code,N,,,Y,\n999,x,G,,,N,\n670,x,G,CNMI,US,Y,Z9\n";
    let (format, text, notes) = gives(&table(&["npa", "region", "country", "time_zone"]), "npa_report.csv", report);
    assert_eq!(format, Format::Nanpa);
    let expected = "npa,region,country,time_zone\n602,AZ,US,America/Phoenix\n670,CNMI,US,\n\
        850,FL,US,America/New_York America/Chicago\n907,AK,US,America/Anchorage\n";
    assert_eq!(text, expected);
    assert_eq!(notes.len(), 1, "{notes:?}");
}

const SDN: &str = "10,\"EXAMPLE TRADING CORPORATION\",-0- ,\"DPRK2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\
    11,\"EXEMPLE, Chol Su\",\"individual\",\"DPRK3] [CYBER2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1980; Digital Currency Address - ETH 0xAbC; alt. Digital Currency Address - XBT 1abc.\"\r\n\
    12,\"OTHER COMPANY\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\u{1a}";
const ALT: &str =
    "10,1,\"aka\",\"EXAMPLE GENERAL BUREAU\",-0- \r\n10,2,\"aka\",\"EGB\",-0- \r\n12,3,\"aka\",\"OTHER NAME\",-0- \r\n";

#[test]
fn sanctioned_names_and_wallets_are_those_of_the_programmes_on_north_korea() {
    let files = [("alt.csv", ALT), ("sdn.csv", SDN)];
    let names = run(&list(MatchKind::Exact), &files, None).unwrap();
    assert_eq!(names.format, Format::Ofac);
    assert_eq!(names.entries.to_text(), "chol su exemple\nexample general bureau\nexample trading corporation\n");
    let entities = run(&list(MatchKind::Contains), &files, Some(Format::OfacEntities)).unwrap();
    assert_eq!(entities.entries.to_text(), "example general bureau\nexample trading corporation\n");
    let wallets = run(&list(MatchKind::Caseless), &files[1..], Some(Format::OfacWallets)).unwrap();
    assert_eq!(wallets.entries.to_text(), "0xAbC\n1abc\n");
    let alone = run(&list(MatchKind::Exact), &files[..1], None).unwrap_err();
    assert!(matches!(alone, ImportError::Missing { .. }), "{alone}");
}

#[test]
fn completions_of_all_years_meet_the_names_of_schools() {
    let files = [
        ("HD2023.csv", "\u{feff}UNITID,INSTNM,IALIAS\n1,The Example College,EC | Example Institute\n2,Other School,\n"),
        ("C2022_A.csv", "UNITID,CIPCODE,MAJORNUM,AWLEVEL\n1,\"11.0701\",1,5\n1,99,1,5\n"),
        ("C2023_A.csv", "UNITID,CIPCODE,MAJORNUM,AWLEVEL\n1,\"9.0101\",1,05\n1,11.0701,1,7\n1,11.0701,1,1\n"),
    ];
    let columns = ["school", "years", "associate", "bachelor", "master", "doctorate"];
    let imported = run(&table(&columns), &files, None).unwrap();
    assert_eq!(imported.format, Format::Ipeds);
    let expected = "school,years,associate,bachelor,master,doctorate\nexample college,2022-2023,,09.01 11.07,11.07,\n\
        example institute,2022-2023,,09.01 11.07,11.07,\n";
    assert_eq!(imported.entries.to_text(), expected);
    let schools = run(&list(MatchKind::Exact), &files[..1], None).unwrap();
    assert_eq!(schools.entries.to_text(), "example college\nexample institute\nother school\n");
}

#[test]
fn csv_gives_the_declared_columns_and_quotes_what_needs_it() {
    let text = "extra,name,id\nx,\"b, \"\"c\"\"\",2\nx,a,1\nx,z,1\nx,q,\n";
    let (format, text, notes) = gives(&table(&["id", "name"]), "rows.csv", text);
    assert_eq!((format, text.as_str()), (Format::Csv, "id,name\n1,a\n2,\"b, \"\"c\"\"\"\n"));
    assert_eq!(notes.len(), 2, "{notes:?}");
    let column = Target::List { matching: MatchKind::Exact, column: Some("NAME".to_owned()) };
    let (format, text, _) = gives(&column, "rows.csv", "id,name\n1,b\n2,a\n");
    assert_eq!((format, text.as_str()), (Format::Csv, "a\nb\n"));
}

#[test]
fn what_cannot_be_imported_says_where_and_what_to_do() {
    let domains = list(MatchKind::Domain);
    let rows = table(&["id", "name"]);
    let cases: [(&Target, &str, &str); 12] = [
        (&domains, "<!DOCTYPE html><html>", "`f` is a web page or XML, not data"),
        (&domains, "[\"a.example\",\n 7]", "`f`, line 2, column 2: invalid type: integer `7`, expected a string"),
        (&domains, "[\"a.example\",\n", "`f`, line 2, column 1: the file breaks off"),
        (&domains, "{\"other\": 1}", "the format of `f` is not recognised"),
        (&domains, "[[1]]", "the format of `f` is not recognised"),
        (&domains, "[\"a.example\"] x", "`f`, line 1, column 15: trailing characters"),
        (&rows, "[\"a\"]", "a file of the format `json` cannot fill this table"),
        (&rows, HIPO, "a file of the format `hipo` cannot fill this table"),
        (&rows, "id\n1\n", "`f` has no column `name`; it has `id`"),
        (&rows, "", "`f` has no column `id`; it has none"),
        (&rows, "id,name\n1,a\n2\n", "`f`, line 3: the number of cells is 1, that of the line with the names 2"),
        (&domains, "NPA_ID,USE\n602,G\n", "`f` has no column `LOCATION`; it has `NPA_ID`, `USE`"),
    ];
    for (target, text, expected) in cases {
        let error = run(target, &[("f", text)], None).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(error.help().ends_with('.'), "{}", error.help());
    }
    let latin = Input { name: "f", bytes: b"a.example\nb\xfc.example\n" };
    let error = import(&domains, &[latin], None, &Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), "`f` is not UTF-8 text in line 2");
    let mixed = run(&domains, &[("a", "[]"), ("b", "a.example\n")], None).unwrap_err();
    assert_eq!(mixed.to_string(), "the files have different formats: `json` and `lines`");
}

#[test]
fn limits_are_kept() {
    let input = Input { name: "f", bytes: b"a\nb\nc\n" };
    let target = list(MatchKind::Exact);
    let with = |bytes, entries| import(&target, &[input], None, &Limits { bytes, entries });
    assert_eq!(with(6, 3).unwrap().entries.len(), 3);
    assert_eq!(with(5, 3).unwrap_err(), ImportError::TooLarge { name: "f".to_owned(), limit: 5 });
    assert_eq!(with(6, 2).unwrap_err(), ImportError::TooMany { limit: 2 });
}

#[test]
fn a_difference_counts_and_shows_a_few() {
    let of = |text: &str| run(&table(&["id", "name"]), &[("f", text)], None).unwrap().entries;
    let (old, new) = (of("id,name\n1,a\n2,b\n3,c\n"), of("id,name\n2,B\n3,c\n4,d\n5,e\n6,f\n7,g\n"));
    let difference = Difference::between(&old, &new);
    assert_eq!((difference.came, difference.went, difference.changed), (4, 1, 1));
    assert_eq!(difference.came_examples, ["4", "5", "6"]);
    assert_eq!(difference.went_examples, ["1"]);
    assert_eq!(Difference::between(&new, &new), Difference::default());
}

#[test]
fn names_of_formats_are_their_own() {
    for format in Format::ALL {
        assert_eq!(Format::named(format.name()), Some(format));
    }
    assert_eq!(Format::named("xml"), None);
}
