//! `cedar-policy`: a permission for each rule; the answer names those that hold. It has neither regular expressions nor conditions on the
//! elements of a list beyond membership.

use std::str::FromStr as _;

use cedar_policy::{Authorizer, Context, Entities, EntityUid, Policy, PolicyId, PolicySet, Request};

use crate::condition::{Condition, Path, TextTest, list, quoted};
use crate::engine::{Engine, Rule};

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    uid: EntityUid,
    held: Vec<bool>,
}

impl Cedar {
    pub fn new(rules: &[Rule]) -> Self {
        let written: Vec<Option<String>> = rules.iter().map(|rule| write(&rule.condition)).collect();
        let policies = rules.iter().zip(&written).filter_map(|(rule, when)| {
            let text = format!("permit(principal, action, resource) when {{ {} }};", when.as_ref()?);
            Some(Policy::parse(Some(PolicyId::new(rule.number.to_string())), text).expect("it is Cedar"))
        });
        Self {
            authorizer: Authorizer::new(),
            policies: PolicySet::from_policies(policies).expect("ids differ"),
            entities: Entities::empty(),
            uid: EntityUid::from_str("Any::\"one\"").expect("an id"),
            held: written.iter().map(Option::is_some).collect(),
        }
    }
}

impl Engine for Cedar {
    fn held(&self) -> &[bool] {
        &self.held
    }

    fn matching(&mut self, record: &str) -> Vec<u32> {
        let context = Context::from_json_str(record, None).expect("values that Cedar has");
        let uid = || self.uid.clone();
        let request = Request::new(uid(), uid(), uid(), context, None).expect("a request");
        let response = self.authorizer.is_authorized(&request, &self.policies, &self.entities);
        let number = |id: &PolicyId| AsRef::<str>::as_ref(id).parse().expect("a number");
        let mut matching: Vec<u32> = response.diagnostics().reason().map(number).collect();
        matching.sort_unstable();
        matching
    }
}

fn write(condition: &Condition) -> Option<String> {
    let join = |parts: &[Condition], operator: &str| {
        let parts: Option<Vec<String>> = parts.iter().map(write).collect();
        parts.map(|parts| format!("({})", parts.join(operator)))
    };
    let path = |path: &Path| path.below("context");
    Some(match condition {
        Condition::All(parts) => join(parts, " && ")?,
        Condition::Any(parts) => join(parts, " || ")?,
        Condition::Not(part) => format!("!({})", write(part)?),
        Condition::Truth(field) => path(field),
        Condition::Compare(left, comparison, right) => {
            format!("{} {} {}", path(left), comparison.symbol(), right.quoted())
        }
        Condition::Fields(left, comparison, right) => {
            format!("{} {} {}", path(left), comparison.symbol(), path(right))
        }
        Condition::OneOf(field, texts) => format!("[{}].contains({})", list(texts), path(field)),
        Condition::Holds(field, text) => format!("{}.contains({})", path(field), quoted(text)),
        Condition::Text(field, test, part) => {
            assert!(!part.contains('*') || matches!(test, TextTest::Matches), "no escapes: {part}");
            let pattern = match test {
                TextTest::StartsWith => format!("{part}*"),
                TextTest::EndsWith => format!("*{part}"),
                TextTest::Contains => format!("*{part}*"),
                TextTest::Matches => return None,
            };
            format!("{} like {}", path(field), quoted(&pattern))
        }
        Condition::Exists(field, body) => match body.as_ref() {
            Condition::OneOf(element, texts) if element.names.is_empty() => {
                format!("{}.containsAny([{}])", path(field), list(texts))
            }
            _ => return None,
        },
    })
}
