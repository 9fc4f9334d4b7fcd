//! The report of the policies' tests as JUnit's XML: a suite a policy, a case a case; rules without tests are cases that fail.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use hirewall::testing::{CaseReport, TestReport};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::output::safe;
use crate::output::test_report::{lack, place};

/// A case, and what is wrong with it: a line and more lines.
struct Case {
    name: String,
    place: String,
    wrong: Option<(String, String)>,
}

/// The report as XML.
pub(crate) fn junit(report: &TestReport, directory: &Path) -> io::Result<String> {
    let mut suites: BTreeMap<&str, Vec<Case>> = BTreeMap::new();
    for case in &report.cases {
        let wrong = case.differences.first().map(|first| (first.message.clone(), details(case)));
        let found = Case { name: case.name.clone(), place: place(&case.place, directory), wrong };
        suites.entry(&case.policy).or_default().push(found);
    }
    if !report.filtered {
        for rule in report.untested() {
            let told = format!("{}: {}", rule.rule, lack(rule));
            let name = format!("{} is tested", rule.rule);
            let found = Case { name, place: place(&rule.place, directory), wrong: Some((told.clone(), told)) };
            suites.entry(&rule.policy).or_default().push(found);
        }
    }
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let tests = suites.values().map(Vec::len).sum::<usize>().to_string();
    let failures = suites.values().flatten().filter(|case| case.wrong.is_some()).count().to_string();
    writer
        .create_element("testsuites")
        .with_attributes([("name", "hirewall"), ("tests", tests.as_str()), ("failures", failures.as_str())])
        .write_inner_content(|writer| suites.iter().try_for_each(|(policy, cases)| suite(writer, policy, cases)))?;
    let mut text = String::from_utf8(writer.into_inner()).unwrap_or_default();
    text.push('\n');
    Ok(text)
}

fn suite(writer: &mut Writer<Vec<u8>>, policy: &str, cases: &[Case]) -> io::Result<()> {
    let (tests, failures) =
        (cases.len().to_string(), cases.iter().filter(|case| case.wrong.is_some()).count().to_string());
    writer
        .create_element("testsuite")
        .with_attributes([("name", &*safe::line(policy)), ("tests", tests.as_str()), ("failures", failures.as_str())])
        .write_inner_content(|writer| cases.iter().try_for_each(|found| case(writer, policy, found)))?;
    Ok(())
}

fn case(writer: &mut Writer<Vec<u8>>, policy: &str, case: &Case) -> io::Result<()> {
    let element = writer.create_element("testcase").with_attributes([
        ("name", &*safe::line(&case.name)),
        ("classname", &*safe::line(policy)),
        ("file", &*safe::line(&case.place)),
    ]);
    match &case.wrong {
        None => element.write_empty()?,
        Some((message, details)) => element.write_inner_content(|writer| {
            writer
                .create_element("failure")
                .with_attribute(("message", &*safe::line(message)))
                .write_text_content(BytesText::new(&safe::block(details)))?;
            Ok(())
        })?,
    };
    Ok(())
}

fn details(case: &CaseReport) -> String {
    let mut lines = vec![format!("{}:{}", case.place.file, case.place.line)];
    for difference in &case.differences {
        lines.push(difference.message.clone());
        lines.extend(difference.because.iter().map(|sentence| format!("  {sentence}")));
    }
    lines.join("\n")
}
