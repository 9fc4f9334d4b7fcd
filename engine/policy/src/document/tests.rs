//! `tests:` cases that a policy must get right.

use std::sync::Arc;

use hirewall_diagnostic::Diagnostic;
use hirewall_diagnostic::codes::document;
use hirewall_model::{CountValue, Verdict};

use crate::read::{Fields, Moment, Named, Raw, Read, Reader, Spanned};
use crate::yaml::{Core, Node};

/// The tests of a policy.
#[derive(Debug, Default)]
pub(crate) struct TestsDocument {
    /// The policy that they test, by its id.
    pub(crate) tests: Spanned<String>,
    /// The cases.
    pub(crate) cases: Vec<CaseDocument>,
}

/// A case: a record and what is to come out.
#[derive(Debug, Default)]
pub(crate) struct CaseDocument {
    /// Its name, unique among the cases.
    pub(crate) name: Spanned<String>,
    /// The record. It must fit the schema of its kind; without `kind` it is of the kind that the policy judges.
    pub(crate) record: Raw,
    /// What else is given.
    pub(crate) given: Option<GivenDocument>,
    /// What is to come out.
    pub(crate) expect: ExpectDocument,
}

/// What a case gives beside the record.
#[derive(Debug, Default)]
pub(crate) struct GivenDocument {
    /// The time of evaluation. Default: the record's own time.
    pub(crate) now: Option<Moment>,
    /// What detectors say, by their ids; nothing for one that did not run.
    pub(crate) signals: Named<Option<Raw>>,
    /// Detectors that failed.
    pub(crate) failures: Vec<Spanned<String>>,
    /// What counters come to, by their names; nothing for one that could not be counted.
    pub(crate) counters: Named<Spanned<GivenCount>>,
    /// Records that arrived before, in their order: counters and joins see them.
    pub(crate) history: Vec<Raw>,
    /// Joined records, by their kinds; nothing where there is none.
    pub(crate) joined: Named<Option<Raw>>,
}

/// What a counter comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct GivenCount(pub(crate) Option<CountValue>);

/// What is to come out. Rules are named as in the policy, or as `policy/rule`.
#[derive(Debug, Default)]
pub(crate) struct ExpectDocument {
    /// Rules that must match.
    pub(crate) matched: Vec<Spanned<String>>,
    /// Rules that must not match.
    pub(crate) not_matched: Vec<Spanned<String>>,
    /// Rules that must be undetermined.
    pub(crate) undetermined: Vec<Spanned<String>>,
    /// The verdict of the record.
    pub(crate) verdict: Option<Spanned<Verdict>>,
    /// The summed score of the record.
    pub(crate) score: Option<Spanned<i64>>,
}

impl Read for TestsDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a document of tests", reader) else { return Self::default() };
        let document = Self { tests: fields.required("tests", reader), cases: fields.required("cases", reader) };
        fields.finish(reader);
        document
    }
}

impl Read for CaseDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "a test case", reader) else { return Self::default() };
        let document = Self {
            name: fields.required("name", reader),
            record: fields.required("record", reader),
            given: fields.optional("given", reader),
            expect: fields.required("expect", reader),
        };
        fields.finish(reader);
        document
    }
}

impl Read for GivenDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "what a case gives", reader) else { return Self::default() };
        let document = Self {
            now: fields.optional("now", reader),
            signals: fields.optional("signals", reader).unwrap_or_default(),
            failures: fields.optional("failures", reader).unwrap_or_default(),
            counters: fields.optional("counters", reader).unwrap_or_default(),
            history: fields.optional("history", reader).unwrap_or_default(),
            // Which kinds there are is not known yet, so that a misspelt key is told of later.
            joined: fields.others(reader),
        };
        fields.finish(reader);
        document
    }
}

impl Read for GivenCount {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        match node.scalar().map(crate::yaml::Scalar::core) {
            Some(Core::Null) => Self(None),
            Some(Core::Int(value)) => Self(Some(CountValue::Int(value))),
            Some(Core::Float(value)) if value.is_finite() => Self(Some(CountValue::Double(value))),
            Some(Core::BigInt) => {
                let diagnostic = Diagnostic::new(document::E110, "the number does not fit into 64 bits");
                reader.report(diagnostic.help("Choose a smaller one."), node.span);
                Self(None)
            }
            _ => {
                let help = "Write how many it counts, or `null` when it cannot be counted.";
                reader.expected("a number", node, Some(help.to_owned()));
                Self(None)
            }
        }
    }
}

impl Read for ExpectDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = Fields::of(node, "an expectation", reader) else { return Self::default() };
        let document = Self {
            matched: fields.optional("match", reader).unwrap_or_default(),
            not_matched: fields.optional("no_match", reader).unwrap_or_default(),
            undetermined: fields.optional("undetermined", reader).unwrap_or_default(),
            verdict: fields.optional("verdict", reader),
            score: fields.optional("score", reader),
        };
        fields.finish(reader);
        document
    }
}
