//! The constants of `x in [1, 2, 3]`: found without comparing one by one when there are many.

use hashbrown::HashSet;

use crate::Value;
use crate::value::{Number, equal};

/// Sets up to this size are searched in order: faster than hashing.
const SMALL: usize = 8;

/// A set of scalar constants. Equality is that of conditions: numbers are compared across types.
#[derive(Debug, Default)]
pub struct ConstantSet {
    ints: Vec<i64>,
    strings: Vec<Box<str>>,
    many_strings: HashSet<Box<str>>,
    /// What is neither a whole number nor a string.
    others: Vec<Value<'static>>,
    items: Vec<Value<'static>>,
}

impl ConstantSet {
    /// A set of these constants; none if one of them is not a scalar.
    #[must_use]
    pub fn new(items: Vec<Value<'static>>) -> Option<Self> {
        let mut set = Self::default();
        for item in &items {
            if item.list_len().is_some() || item.map_len().is_some() || matches!(item, Value::Optional(_)) {
                return None;
            }
            if let Some(text) = item.as_str() {
                set.strings.push(text.into());
            } else if let Some(number) = Number::of(item).and_then(Number::exact_int) {
                set.ints.push(number);
            } else {
                set.others.push(item.clone());
            }
        }
        set.ints.sort_unstable();
        set.ints.dedup();
        if set.strings.len() > SMALL {
            set.many_strings = set.strings.drain(..).collect();
        }
        set.items = items;
        Some(set)
    }

    /// The constants as they were given.
    #[must_use]
    pub fn items(&self) -> &[Value<'static>] {
        &self.items
    }

    /// Whether it holds an equal constant.
    #[must_use]
    pub fn contains(&self, value: &Value<'_>) -> bool {
        if let Value::Int(number) = value {
            return self.contains_int(*number);
        }
        if let Some(text) = value.as_str() {
            return self.contains_str(text);
        }
        if let Some(number) = Number::of(value).and_then(Number::exact_int) {
            return self.contains_int(number);
        }
        // Scalars compare in one step.
        self.others.iter().any(|item| equal(item, value, &mut 1).unwrap_or(false))
    }

    fn contains_int(&self, number: i64) -> bool {
        if self.ints.len() <= SMALL { self.ints.contains(&number) } else { self.ints.binary_search(&number).is_ok() }
    }

    fn contains_str(&self, text: &str) -> bool {
        if self.many_strings.is_empty() {
            self.strings.iter().any(|item| &**item == text)
        } else {
            self.many_strings.contains(text)
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failure is the test's answer")]
mod tests {
    use super::*;

    #[test]
    fn membership_is_that_of_a_list_for_small_and_large_sets() {
        for size in [2_i64, 40] {
            let mut items: Vec<Value<'static>> = (0..size).map(Value::Int).collect();
            items.extend((0..size).map(|number| Value::string(&format!("s{number}"))));
            items.extend([
                Value::Double(0.5),
                Value::Uint(u64::MAX),
                Value::Null,
                Value::Bool(true),
                Value::Double(f64::NAN),
            ]);
            let list = Value::list(items.clone());
            let set = ConstantSet::new(items.clone()).unwrap();
            items.extend([
                Value::Int(-1),
                Value::Uint(1),
                Value::Double(1.0),
                Value::Double(1.5),
                Value::string("s"),
                Value::string("s1"),
                Value::Bool(false),
                Value::Double(f64::INFINITY),
                Value::Bytes([].into()),
                Value::list(Vec::new()),
            ]);
            for item in &items {
                let naive = crate::value::contains(&list, item, &mut 10_000).unwrap();
                assert_eq!(Some(set.contains(item)), naive, "{item:?}");
            }
        }
        assert!(ConstantSet::new(vec![Value::list(Vec::new())]).is_none());
    }
}
