//! A place in a record as a mapping writes it: `basics.name`, `phones[0].raw`.

use serde_json::{Map, Value};

/// A step of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Field(String),
    Element(usize),
}

/// A place in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target(Vec<Step>);

/// Elements of a list that a mapping may name, and steps of a path: a mapping is written by hand.
const MOST_ELEMENTS: usize = 100;
const MOST_STEPS: usize = 16;

impl Target {
    /// Reads a place.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut steps = Vec::new();
        for part in text.split('.') {
            let (name, mut rest) = part.find('[').map_or((part, ""), |at| part.split_at(at));
            let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            if name.is_empty() || !name.chars().all(fits) {
                return None;
            }
            steps.push(Step::Field(name.to_owned()));
            while !rest.is_empty() {
                let (number, more) = rest.strip_prefix('[')?.split_once(']')?;
                let number: usize = number.parse().ok().filter(|number| *number < MOST_ELEMENTS)?;
                steps.push(Step::Element(number));
                rest = more;
            }
        }
        (steps.len() <= MOST_STEPS).then_some(Self(steps))
    }

    /// Sets the place in a record; whether it was free and fits what is there.
    pub(super) fn set(&self, record: &mut Value, value: Value) -> bool {
        let mut place = record;
        for step in &self.0 {
            match step {
                Step::Field(name) => {
                    if place.is_null() {
                        *place = Value::Object(Map::new());
                    }
                    let Value::Object(fields) = place else { return false };
                    place = fields.entry(name.as_str()).or_insert(Value::Null);
                }
                Step::Element(number) => {
                    if place.is_null() {
                        *place = Value::Array(Vec::new());
                    }
                    let Value::Array(items) = place else { return false };
                    if items.len() <= *number {
                        items.resize(number + 1, Value::Null);
                    }
                    let Some(item) = items.get_mut(*number) else { return false };
                    place = item;
                }
            }
        }
        let free = place.is_null();
        if free {
            *place = value;
        }
        free
    }
}

/// Takes out elements that no column of this row gave a value.
pub(super) fn close_gaps(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(close_gaps);
        }
        Value::Object(fields) => fields.values_mut().for_each(close_gaps),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use serde_json::json;

    use super::*;

    #[test]
    fn places_are_made_and_gaps_closed() {
        let mut record = json!({});
        for (path, value) in [("basics.name", "Kim"), ("phones[2].raw", "2"), ("phones[0].raw", "0")] {
            assert!(Target::parse(path).unwrap().set(&mut record, value.into()), "{path}");
        }
        assert!(!Target::parse("basics").unwrap().set(&mut record, "x".into()), "it is taken");
        assert!(!Target::parse("phones.raw").unwrap().set(&mut record, "x".into()), "it is a list");
        close_gaps(&mut record);
        assert_eq!(record, json!({"basics": {"name": "Kim"}, "phones": [{"raw": "0"}, {"raw": "2"}]}));
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for text in ["", ".", "a..b", "a[", "a[x]", "a[-1]", "a[100]", "a]b", "a b", "[0]", "a[0]b"] {
            assert_eq!(Target::parse(text), None, "{text}");
        }
    }
}
