//! A record in the making: values move from the input to their place in the record, and what remains of the input is kept below
//! `custom`. A value that does not fit its place stays in the input, so that nothing is lost and every record fits its schema.

use hirewall_model::Time;
use serde_json::{Map, Value};

use crate::ledger::{Ledger, Reason, below};
use crate::read::{self, Reader};
use crate::sensitive;

/// Input and record.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) input: Value,
    pub(crate) record: Value,
}

impl Draft {
    pub(crate) fn new(input: Value) -> Self {
        Self { input, record: Value::Object(Map::new()) }
    }

    /// A value of the input.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Value> {
        self.input.pointer(pointer)
    }

    /// A text of the input.
    pub(crate) fn text_at(&self, pointer: &str) -> Option<&str> {
        self.at(pointer).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// Whether the record has a value at a place.
    pub(crate) fn has(&self, pointer: &str) -> bool {
        self.record.pointer(pointer).is_some()
    }

    /// Moves a value when it can be read and its place is free.
    pub(crate) fn take(&mut self, from: &str, to: &str, read: Reader) {
        if self.has(to) {
            return;
        }
        if let Some(slot) = self.input.pointer_mut(from)
            && let Some(value) = read(slot)
        {
            *slot = Value::Null;
            self.put(to, value);
        }
    }

    /// Moves several values.
    pub(crate) fn take_all(&mut self, fields: &[(&str, &str, Reader)]) {
        for (from, to, read) in fields {
            self.take(from, to, *read);
        }
    }

    /// Moves the time at which the application's state was reached, unless that is before the application, or when that was is not told.
    pub(crate) fn take_update(&mut self, from: &str, read: Reader) {
        let time = |value: &Value| value.as_str().and_then(|text| text.parse::<Time>().ok());
        let applied = self.record.pointer("/applied_at").and_then(time);
        let updated = self.at(from).and_then(read).as_ref().and_then(time);
        if let (Some(applied), Some(updated)) = (applied, updated)
            && updated >= applied
        {
            self.take(from, "/updated_at", read);
        }
    }

    /// Copies a value when it can be read and its place is free: for what has a second meaning, or loses something on the way.
    pub(crate) fn copy(&mut self, from: &str, to: &str, read: Reader) {
        if let Some(value) = self.at(from).and_then(read) {
            self.put(to, value);
        }
    }

    /// Copies a value within the record when the second place is free.
    pub(crate) fn repeat(&mut self, from: &str, to: &str) {
        if let Some(value) = self.record.pointer(from).cloned() {
            self.put(to, value);
        }
    }

    /// Sets a field of the record when it is free. Objects on the way are made, arrays are not.
    pub(crate) fn put(&mut self, to: &str, value: Value) {
        let mut names = to.split('/').skip(1).peekable();
        let mut place = &mut self.record;
        while let Some(name) = names.next() {
            let Value::Object(fields) = place else { return };
            place = fields.entry(name).or_insert(Value::Null);
            if place.is_null() && names.peek().is_some() {
                *place = Value::Object(Map::new());
            }
        }
        if place.is_null() {
            *place = value;
        }
    }

    /// Adds an element to an array of the record.
    pub(crate) fn push(&mut self, to: &str, value: Value) {
        if !self.has(to) {
            self.put(to, Value::Array(Vec::new()));
        }
        if let Some(Value::Array(items)) = self.record.pointer_mut(to) {
            items.push(value);
        }
    }

    /// Makes an element of the record of each element of the input; `required` names what makes it one, and without that the
    /// element of the input stays as it was.
    pub(crate) fn each(&mut self, from: &str, to: &str, required: &str, make: impl Fn(&mut Self)) {
        let Some(Value::Array(items)) = self.input.pointer_mut(from) else { return };
        let mut items = std::mem::take(items);
        for item in &mut items {
            let mut draft = Self::new(item.clone());
            make(&mut draft);
            let made = draft.record.as_object().is_some_and(|fields| !fields.is_empty());
            if made && (required.is_empty() || draft.has(required)) {
                *item = draft.input;
                self.push(to, draft.record);
            }
        }
        if let Some(place) = self.input.pointer_mut(from) {
            *place = Value::Array(items);
        }
    }

    /// Drops a part of the input.
    pub(crate) fn drop(&mut self, pointer: &str, reason: Reason, ledger: &mut Ledger) {
        if let Some(place) = self.input.pointer_mut(pointer) {
            ledger.drop_all(pointer, &std::mem::take(place), reason);
        }
    }

    /// Drops a field of each element of an array.
    pub(crate) fn drop_each(&mut self, array: &str, field: &str, reason: Reason, ledger: &mut Ledger) {
        if let Some(Value::Array(items)) = self.input.pointer_mut(array) {
            let path = format!("{}/[]{field}", array.replace("/0", "/[]"));
            for item in items {
                if let Some(place) = item.pointer_mut(field) {
                    ledger.drop_all(&path, &std::mem::take(place), reason);
                }
            }
        }
    }

    /// What applicants have in common: the first e-mail address and phone number stand in `basics` too, and those of `basics`
    /// in the lists.
    pub(crate) fn complete_contacts(&mut self, phones_normalised: Option<bool>) {
        self.repeat("/emails/0/address", "/basics/email");
        self.repeat("/phones/0/raw", "/basics/phone");
        for (from, list, field) in [("/basics/email", "/emails", "address"), ("/basics/phone", "/phones", "raw")] {
            if !self.has(list)
                && let Some(value) = self.record.pointer(from).cloned()
            {
                self.push(list, Value::Object(Map::from_iter([(field.to_owned(), value)])));
            }
        }
        if let (Some(normalised), Some(Value::Array(phones))) = (phones_normalised, self.record.pointer_mut("/phones"))
        {
            for phone in phones.iter_mut().filter_map(Value::as_object_mut) {
                phone.entry("source_normalised").or_insert(Value::Bool(normalised));
            }
        }
        let given = self.record.pointer("/basics/given_name").and_then(Value::as_str);
        let family = self.record.pointer("/basics/family_name").and_then(Value::as_str);
        if let (Some(given), Some(family)) = (given, family) {
            let name = format!("{given} {family}");
            self.put("/basics/name", Value::from(name));
        }
    }

    /// Keeps what remains of the input below `custom`, without what must not be kept.
    pub(crate) fn keep_rest(&mut self, name: &str, protected: bool, ledger: &mut Ledger) {
        let mut rest = std::mem::take(&mut self.input);
        sensitive::remove("", &mut rest, protected, ledger);
        if let Some(rest) = prune(rest) {
            ledger.keep_all("", &rest);
            self.put(&below("/custom", name), rest);
        }
    }
}

/// A value without what says nothing: null, empty text, empty arrays and objects. Elements of an array keep their places.
pub(crate) fn prune(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::Array(items) => {
            let items: Vec<Option<Value>> = items.into_iter().map(prune).collect();
            let kept = items.iter().any(Option::is_some);
            kept.then(|| Value::Array(items.into_iter().map(Option::unwrap_or_default).collect()))
        }
        Value::Object(fields) => {
            let fields: Map<String, Value> =
                fields.into_iter().filter_map(|(name, value)| Some((name, prune(value)?))).collect();
            (!fields.is_empty()).then_some(Value::Object(fields))
        }
        other => Some(other),
    }
}

/// Rows of a network profile: address, network and user name as far as the address tells.
pub(crate) fn profile(draft: &mut Draft, from: &str) {
    if let Some(url) = draft.text_at(from).map(str::to_owned) {
        draft.take(from, "/url", read::text);
        if let Some((network, username)) = crate::profile::of(&url) {
            draft.put("/network", Value::from(network));
            if let Some(username) = username {
                draft.put("/username", Value::from(username));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_moves_once_and_only_where_it_fits() {
        let mut draft = Draft::new(json!({"a": "x", "b": 5, "c": "y"}));
        draft.take_all(&[
            ("/a", "/name/a/name", read::text),
            ("/b", "/other", read::text),
            ("/c", "/name/a/name", read::text),
        ]);
        assert_eq!(draft.record, json!({"name": {"a": {"name": "x"}}}));
        assert_eq!(draft.input, json!({"a": null, "b": 5, "c": "y"}));
    }

    #[test]
    fn an_element_without_what_it_needs_stays_as_it_was() {
        let mut draft = Draft::new(json!({"phones": [{"value": "1", "type": "home"}, {"value": "", "type": "work"}]}));
        draft.each("/phones", "/phones", "/raw", |phone| {
            phone.take_all(&[("/value", "/raw", read::text), ("/type", "/type", read::text)]);
        });
        assert_eq!(draft.record, json!({"phones": [{"raw": "1", "type": "home"}]}));
        assert_eq!(draft.input, json!({"phones": [{"value": null, "type": null}, {"value": "", "type": "work"}]}));
    }

    #[test]
    fn nothing_that_says_nothing_is_kept() {
        assert_eq!(prune(json!({"a": [null, {}], "b": "", "c": {"d": []}})), None);
        assert_eq!(prune(json!({"a": [null, {"x": 0}], "f": false})), Some(json!({"a": [null, {"x": 0}], "f": false})));
    }
}
