//! `a-tree`: an index of Boolean expressions over attributes. It compares an attribute with constants, by equality, order and membership:
//! texts have no parts there, two fields are not compared, and an element of a list is no more than a text of it.

use std::collections::BTreeMap;

use a_tree::{ATree, AttributeDefinition, EventBuilder};
use serde_json::Value;

use crate::condition::{Comparison, Condition, Constant, Path, list, quoted};
use crate::engine::{Engine, Rule};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Bool,
    Int,
    Text,
    Texts,
}

/// An attribute, by what it is read from: a pointer, and in the elements there another.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Source {
    field: String,
    of_element: Option<String>,
}

pub struct Tree {
    tree: ATree<u32>,
    attributes: Vec<(String, Source, Kind)>,
    held: Vec<bool>,
}

impl Tree {
    pub fn new(rules: &[Rule]) -> Self {
        let mut attributes = BTreeMap::new();
        let written: Vec<Option<String>> = rules.iter().map(|rule| write(&rule.condition, &mut attributes)).collect();
        let definitions: Vec<AttributeDefinition> = attributes
            .iter()
            .map(|(name, (_, kind))| match kind {
                Kind::Bool => AttributeDefinition::boolean(name),
                Kind::Int => AttributeDefinition::integer(name),
                Kind::Text => AttributeDefinition::string(name),
                Kind::Texts => AttributeDefinition::string_list(name),
            })
            .collect();
        let mut tree = ATree::new(&definitions).expect("attributes differ");
        for (rule, expression) in rules.iter().zip(&written) {
            if let Some(expression) = expression {
                tree.insert(&rule.number, expression).unwrap_or_else(|error| panic!("{expression}: {error:?}"));
            }
        }
        Self {
            tree,
            attributes: attributes.into_iter().map(|(name, (source, kind))| (name, source, kind)).collect(),
            held: written.iter().map(Option::is_some).collect(),
        }
    }
}

impl Engine for Tree {
    fn held(&self) -> &[bool] {
        &self.held
    }

    fn matching(&mut self, record: &str) -> Vec<u32> {
        let record: Value = serde_json::from_str(record).expect("JSON");
        let mut event = self.tree.make_event();
        for (name, source, kind) in &self.attributes {
            let value = record.pointer(&source.field).expect("every record of the workload has every field");
            tell(&mut event, name, *kind, value, source.of_element.as_deref());
        }
        let event = event.build().expect("an event");
        let report = self.tree.search(&event).expect("it answers");
        let mut matching: Vec<u32> = report.matches().iter().map(|number| **number).collect();
        matching.sort_unstable();
        matching
    }
}

fn tell(event: &mut EventBuilder<'_>, name: &str, kind: Kind, value: &Value, of_element: Option<&str>) {
    match kind {
        Kind::Bool => event.with_boolean(name, value.as_bool().expect("a bool")),
        Kind::Int => event.with_integer(name, value.as_i64().expect("an integer")),
        Kind::Text => event.with_string(name, value.as_str().expect("a text")),
        Kind::Texts => {
            let pointer = of_element.unwrap_or_default();
            let items = value.as_array().expect("a list").iter();
            let texts: Vec<&str> = items.filter_map(|item| item.pointer(pointer)?.as_str()).collect();
            event.with_string_list(name, &texts)
        }
    }
    .expect("the attribute is defined");
}

type Attributes = BTreeMap<String, (Source, Kind)>;

fn write(condition: &Condition, attributes: &mut Attributes) -> Option<String> {
    let mut joined = |parts: &[Condition], operator: &str| {
        let parts: Option<Vec<String>> = parts.iter().map(|part| write(part, attributes)).collect();
        parts.map(|parts| format!("({})", parts.join(operator)))
    };
    Some(match condition {
        Condition::All(parts) => joined(parts, " and ")?,
        Condition::Any(parts) => joined(parts, " or ")?,
        Condition::Not(part) => format!("not ({})", write(part, attributes)?),
        Condition::Truth(field) => attribute(attributes, field, None, Kind::Bool),
        Condition::Compare(left, comparison, right) => {
            let kind = match right {
                Constant::Text(_) => Kind::Text,
                Constant::Int(_) => Kind::Int,
            };
            let operator = match comparison {
                Comparison::Equal => "=",
                Comparison::NotEqual => "<>",
                other => other.symbol(),
            };
            format!("{} {operator} {}", attribute(attributes, left, None, kind), right.quoted())
        }
        Condition::OneOf(field, texts) => {
            format!("{} in [{}]", attribute(attributes, field, None, Kind::Text), list(texts))
        }
        Condition::Holds(field, text) => {
            format!("{} one of [{}]", attribute(attributes, field, None, Kind::Texts), quoted(text))
        }
        Condition::Exists(field, body) => {
            let (element, texts) = match body.as_ref() {
                Condition::OneOf(element, texts) => (element, list(texts)),
                Condition::Compare(element, Comparison::Equal, Constant::Text(text)) => (element, quoted(text)),
                _ => return None,
            };
            format!("{} one of [{texts}]", attribute(attributes, field, Some(element), Kind::Texts))
        }
        Condition::Fields(..) | Condition::Text(..) => return None,
    })
}

fn attribute(attributes: &mut Attributes, field: &Path, element: Option<&Path>, kind: Kind) -> String {
    let pointer = |path: &Path| path.names.iter().map(|name| format!("/{name}")).collect::<String>();
    let source = Source { field: pointer(field), of_element: element.map(pointer) };
    let names: Vec<&str> =
        field.names.iter().chain(element.into_iter().flat_map(|path| &path.names)).map(String::as_str).collect();
    let name = names.join("_");
    let known = attributes.entry(name.clone()).or_insert((source, kind));
    assert_eq!(known.1, kind, "{name} is of one kind");
    name
}
