//! Holds what a plugin answered against its manifest: names, types, values, evidence. It does not ask plugins.

use std::collections::{BTreeMap, HashMap};

use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

use crate::evidence::Ground;
use crate::failure::{Code, Fault};
use crate::project::Place;
use crate::schema::Checker;
use crate::world::types::{Signal, ValueResult};
use crate::{Limits, LoadError};

/// The signals schema of a manifest, made ready.
#[derive(Debug)]
pub(crate) struct SignalRules {
    names: HashMap<String, Simple>,
    /// For what the types alone do not say.
    checker: Option<Checker>,
}

/// The type of a signal, where its schema says nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Simple {
    Bool,
    Int,
    Number,
    Text,
    /// Left to the validator.
    Other,
}

/// Checked signals, as an answer has them.
pub(crate) struct Checked {
    pub(crate) signals: Box<RawValue>,
    pub(crate) evidence: BTreeMap<String, Vec<String>>,
}

impl SignalRules {
    pub(crate) fn new(schema: &Value) -> Result<Self, LoadError> {
        let checker = Checker::new(schema)
            .map_err(|unusable| LoadError::SignalsSchema { place: unusable.place, reason: unusable.reason })?;
        let properties = schema.get("properties").and_then(Value::as_object);
        let names: HashMap<String, Simple> =
            properties.into_iter().flatten().map(|(name, schema)| (name.clone(), simple(schema))).collect();
        let plain_root = schema.as_object().is_some_and(|root| {
            root.keys()
                .all(|key| is_note(key) || matches!(&**key, "type" | "properties" | "additionalProperties" | "$defs"))
        });
        let plain = plain_root && names.values().all(|simple| *simple != Simple::Other);
        Ok(Self { names, checker: (!plain).then_some(checker) })
    }

    /// Checks an answer.
    pub(crate) fn check(
        &self,
        signals: Vec<Signal>,
        limits: &Limits,
        ground: &Ground<'_>,
        places: &[Place],
    ) -> Result<Checked, Fault> {
        if signals.len() > limits.signals as usize {
            let (found, most) = (signals.len(), limits.signals);
            return Err(Fault::new(Code::SignalLimit, format!("it gave {found} signals, more than {most}")));
        }
        let mut object = Map::new();
        let mut evidence = BTreeMap::new();
        let (mut pointers, mut named) = (0_usize, std::collections::BTreeSet::new());
        for signal in signals {
            let Some(simple) = self.names.get(&signal.name) else {
                return Err(Fault::said(
                    Code::UnknownSignal,
                    "it gave a signal that its manifest does not declare",
                    &signal.name,
                ));
            };
            if !named.insert(signal.name.clone()) {
                return Err(Fault::new(Code::DuplicateSignal, format!("it gave the signal `{}` twice", signal.name)));
            }
            let name = signal.name;
            let Some(value) = value(signal.value, *simple, &name, limits)? else { continue };
            pointers = pointers.saturating_add(signal.evidence.len());
            if pointers > limits.evidence as usize {
                let most = limits.evidence;
                return Err(Fault::new(Code::BadEvidence, format!("it gave more than {most} pointers as evidence")));
            }
            if signal.evidence.iter().any(|pointer| !ground.bears(pointer, places)) {
                let reason = format!("the evidence of the signal `{name}` is nothing that it was handed");
                return Err(Fault::new(Code::BadEvidence, reason));
            }
            if !signal.evidence.is_empty() {
                evidence.insert(name.clone(), signal.evidence);
            }
            object.insert(name, value);
        }
        let object = Value::Object(object);
        if let Some(checker) = &self.checker
            && !checker.bears(&object)
        {
            return Err(Fault::new(Code::BadSignals, "the signals are too large to be checked by their schema"));
        }
        if let Some(checker) = &self.checker
            && let Err(error) = checker.validator().validate(&object)
        {
            // The first step of the path is the signal; what follows could be a key of the plugin's making.
            let path = error.instance_path().to_string();
            let name = path.split('/').nth(1).filter(|name| self.names.contains_key(*name)).unwrap_or_default();
            let keyword = error.kind().keyword();
            let of = if name.is_empty() { String::new() } else { format!(" of the signal `{name}`") };
            return Err(Fault::new(Code::BadSignals, format!("the value{of} breaks the schema's rule `{keyword}`")));
        }
        let signals = serde_json::value::to_raw_value(&object)
            .map_err(|_| Fault::new(Code::HostError, "the signals could not be written down"))?;
        Ok(Checked { signals, evidence })
    }
}

/// The JSON of a value; none for no signal.
fn value(value: ValueResult, simple: Simple, name: &str, limits: &Limits) -> Result<Option<Value>, Fault> {
    let bad = |what: &str| Err(Fault::new(Code::BadSignals, format!("the value of the signal `{name}` {what}")));
    let fits = match (&value, simple) {
        (ValueResult::None, _) => return Ok(None),
        (_, Simple::Other)
        | (ValueResult::Boolean(_), Simple::Bool)
        | (ValueResult::Integer(_), Simple::Int | Simple::Number)
        | (ValueResult::Number(_), Simple::Number)
        | (ValueResult::Text(_), Simple::Text) => true,
        _ => false,
    };
    if !fits {
        return bad("has another type than the manifest declares");
    }
    Ok(Some(match value {
        ValueResult::None => return Ok(None),
        ValueResult::Boolean(value) => value.into(),
        ValueResult::Integer(value) => value.into(),
        ValueResult::Number(value) => match Number::from_f64(value) {
            Some(number) => Value::Number(number),
            None => return bad("is not a finite number"),
        },
        ValueResult::Text(text) => text.into(),
        ValueResult::Json(text) => match serde_json::from_str::<Value>(&text) {
            Ok(Value::Null) => return Ok(None),
            Ok(value) if depth(&value) > limits.json_depth => return bad("is nested too deeply"),
            Ok(value) => value,
            Err(_) => return bad("is not JSON"),
        },
    }))
}

/// Nesting of lists and objects; bounded by the reader of JSON.
fn depth(value: &Value) -> u32 {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// The type of a signal whose schema says nothing more.
fn simple(schema: &Value) -> Simple {
    let Some(schema) = schema.as_object() else { return Simple::Other };
    if schema.keys().any(|key| key != "type" && !is_note(key)) {
        return Simple::Other;
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => Simple::Bool,
        Some("integer") => Simple::Int,
        Some("number") => Simple::Number,
        Some("string") => Simple::Text,
        _ => Simple::Other,
    }
}

/// A keyword that checks nothing.
fn is_note(key: &str) -> bool {
    key.starts_with("x-")
        || matches!(
            key,
            "title" | "description" | "examples" | "default" | "deprecated" | "$schema" | "$id" | "$comment"
        )
}
