//! Which fields a condition reads, and what is known of their absence there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

fn reads(text: &str) -> Vec<String> {
    let program = fixture::env().compile(text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    program
        .reads()
        .iter()
        .map(|read| {
            let mut shown = read.field.path.to_string();
            for (flag, name) in [
                (read.optional, "optional"),
                (read.guarded, "guarded"),
                (read.negated, "negated"),
                (read.presence, "presence"),
            ] {
                if flag {
                    shown.push(' ');
                    shown.push_str(name);
                }
            }
            shown
        })
        .collect()
}

#[test]
fn reads_tell_path_absence_guard_and_polarity() {
    for (text, expected) in [
        ("applicant.id == 'a'", vec!["id guarded"]),
        ("applicant.job.country == 'US'", vec!["job.country guarded"]),
        ("applicant.basics.name == 'a'", vec!["basics.name optional"]),
        ("!(applicant.basics.name == 'a')", vec!["basics.name optional negated"]),
        ("applicant.basics.name != 'a'", vec!["basics.name optional negated"]),
        ("!(applicant.basics.name != 'a')", vec!["basics.name optional"]),
        ("!(applicant.basics.name in ['a'])", vec!["basics.name optional negated"]),
        ("!(applicant.basics.email in lists.remote_tools)", vec!["basics.email optional negated"]),
        (
            "has(applicant.basics.name) && applicant.basics.name != 'a'",
            vec!["basics.name optional guarded presence", "basics.name optional guarded negated"],
        ),
        (
            "missing(applicant.basics.name) || applicant.basics.name != 'a'",
            vec!["basics.name optional guarded presence", "basics.name optional guarded negated"],
        ),
        (
            "!has(applicant.basics.name) ? true : applicant.basics.name == 'a'",
            vec!["basics.name optional guarded negated presence", "basics.name optional guarded"],
        ),
        (
            "has(applicant.basics.location) && applicant.basics.location.city == 'a'",
            vec!["basics.location optional guarded presence", "basics.location.city optional"],
        ),
        (
            "has(applicant.basics.name) || applicant.basics.name == 'a'",
            vec!["basics.name optional guarded presence", "basics.name optional"],
        ),
        ("applicant.?basics.name.orValue('') != 'a'", vec!["basics.name optional guarded negated presence"]),
        ("applicant.phones.exists(p, p.raw == 'a')", vec!["phones optional", "phones.*.raw guarded"]),
        (
            "applicant.phones.all(p, has(p.kind) && p.kind != 'voip')",
            vec![
                "phones optional",
                "phones.*.kind optional guarded presence",
                "phones.*.kind optional guarded negated",
            ],
        ),
        ("applicant.phones[0].raw == 'a'", vec!["phones optional", "phones.*.raw optional"]),
        (
            "applicant.phones.filter(p, p.raw != '')[0].kind == 'voip'",
            vec!["phones optional", "phones.*.kind optional", "phones.*.raw guarded negated"],
        ),
        (
            "applicant.?basics.optMap(b, b.name).orValue('') == ''",
            vec!["basics optional guarded presence", "basics.name optional"],
        ),
        ("applicant.phones.first().value().raw == ''", vec!["phones optional", "phones.*.raw guarded"]),
        ("claims_us && now > timestamp(0)", vec![]),
    ] {
        assert_eq!(reads(text), expected, "{text}");
    }
}

#[test]
fn a_path_through_objects_is_one_read_of_its_last_field() {
    assert_eq!(reads("applicant.basics.location.city == ''"), ["basics.location.city optional"]);
}
