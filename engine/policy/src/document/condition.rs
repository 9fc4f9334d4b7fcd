//! The condition of a rule: a text, or a tree of `all`, `any` and `not` with texts as leaves.

use std::sync::Arc;

use hirewall_diagnostic::Diagnostic;
use hirewall_diagnostic::codes::document;

use crate::read::{Read, Reader, SourceText, Spanned, list};
use crate::suggest::suggest;
use crate::yaml::{Node, Value, brief};

/// When a rule matches.
#[derive(Debug, Default)]
pub(crate) enum ConditionDocument {
    /// Faulty, and reported.
    #[default]
    Broken,
    /// A condition, with the name that people call it.
    Leaf(SourceText, Option<Spanned<String>>),
    /// True when all are.
    All(Vec<ConditionDocument>),
    /// True when any is.
    Any(Vec<ConditionDocument>),
    /// True when the other is false.
    Not(Box<ConditionDocument>),
}

const FORMS: [&str; 4] = ["all", "any", "not", "when"];

impl Read for ConditionDocument {
    fn read(node: &Arc<Node>, reader: &mut Reader<'_>) -> Self {
        let mapping = match &node.value {
            Value::Broken => return Self::Broken,
            Value::Mapping(mapping) => mapping,
            Value::Sequence(_) => {
                let help = "Write `all:` or `any:` before the list, or put a condition that begins with `[` in quotes.";
                reader.expected("a condition", node, Some(help.to_owned()));
                return Self::Broken;
            }
            Value::Scalar(_) => {
                let text = SourceText::read(node, reader);
                return if text.text.is_empty() { Self::Broken } else { Self::Leaf(text, None) };
            }
        };
        let mut forms = mapping.entries.iter().filter(|entry| FORMS.contains(&&*entry.key));
        let Some(form) = forms.next() else {
            if mapping.complete {
                let near = mapping.entries.iter().find_map(|entry| suggest(&entry.key, FORMS));
                let help = match near {
                    Some(near) => format!("Did you mean `{near}`?"),
                    None => format!(
                        "Write {}, or put a condition that holds `: ` or begins with a brace in quotes.",
                        list(FORMS)
                    ),
                };
                let at = mapping.entries.first().map_or(node.span, |entry| entry.key_span);
                reader.report(Diagnostic::new(document::E116, "a condition of unknown form").help(help), at);
            }
            return Self::Broken;
        };
        if let Some(second) = forms.next() {
            reader.out.push(
                Diagnostic::new(document::E116, format!("`{}` beside `{}`", second.key, form.key))
                    .at(reader.source, second.key_span, "second form")
                    .related(reader.source, form.key_span, "first form")
                    .help("Put one inside the other: `all: [{any: […]}, {not: …}]`."),
            );
        }
        let leaf = &*form.key == "when";
        for entry in &mapping.entries {
            if FORMS.contains(&&*entry.key) || (leaf && &*entry.key == "label") {
                continue;
            }
            let help = if &*entry.key == "label" {
                "A label names one condition: `{label: …, when: …}`."
            } else {
                "A condition has `when` and `label`, or one of `all`, `any` and `not`."
            };
            let message = format!("a condition with `{}` has no key `{}`", form.key, brief(&entry.key));
            reader.report(Diagnostic::new(document::E102, message).help(help), entry.key_span);
        }
        if form.value.is_null() {
            reader.report(
                Diagnostic::new(document::E124, format!("`{}` has no value", form.key)).help("Write the condition."),
                form.key_span,
            );
            return Self::Broken;
        }
        match &*form.key {
            "not" => Self::Not(Box::new(Self::read(&form.value, reader))),
            "when" => {
                if form.value.scalar().is_none() {
                    reader.expected("a condition as text", &form.value, None);
                    return Self::Broken;
                }
                let label = mapping.get("label").map(|entry| Spanned::read(&entry.value, reader));
                let text = SourceText::read(&form.value, reader);
                if text.text.is_empty() { Self::Broken } else { Self::Leaf(text, label) }
            }
            key => {
                let parts: Vec<Self> = Vec::read(&form.value, reader);
                if parts.is_empty() {
                    if matches!(&form.value.value, Value::Sequence(_)) {
                        let diagnostic = Diagnostic::new(document::E116, format!("`{key}` has no condition in it"))
                            .help("Add one, or remove it: an empty `all` would always match.");
                        reader.report(diagnostic, form.value.head());
                    }
                    return Self::Broken;
                }
                if key == "all" { Self::All(parts) } else { Self::Any(parts) }
            }
        }
    }
}
