//! A plugin's JSON Schemas, compiled so that checking a value by them is bounded. Whether they are good schemas is the manifest's
//! business.
//!
//! A schema is the vendor's, and checking by it runs in the host, where no limit on time ends it. What could make it slow is
//! refused: schemas that refer to themselves, schemas that references blow up, expressions that backtrack.

use std::collections::HashMap;

use jsonschema::{PatternOptions, Validator};
use serde_json::Value;

/// Values and keywords of a schema, with all of its references written out.
const SIZE: u64 = 20_000;
/// Nesting, with all references written out.
const DEPTH: u32 = 128;
/// Expressions in a schema.
const PATTERNS: usize = 64;
/// Bytes of a compiled expression.
const PATTERN_BYTES: usize = 256 << 10;
/// The size of a schema times that of a value that is checked by it.
const EFFORT: u64 = 50_000_000;

/// Why a schema is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unusable {
    /// JSON pointer into the schema; empty for all of it.
    pub(crate) place: String,
    pub(crate) reason: String,
}

/// A schema made ready.
#[derive(Debug)]
pub(crate) struct Checker {
    validator: Validator,
    size: u64,
}

impl Checker {
    pub(crate) fn new(schema: &Value) -> Result<Self, Unusable> {
        let mut sizes = Sizes { root: schema, known: HashMap::new(), patterns: 0 };
        let size = sizes.of(schema, 0)?.all;
        let validator = jsonschema::draft202012::options()
            .with_pattern_options(PatternOptions::regex().size_limit(PATTERN_BYTES))
            .build(schema)
            .map_err(|error| Unusable {
                place: error.schema_path().to_string(),
                reason: "it cannot be compiled; expressions with look-around or back-references are not supported"
                    .into(),
            })?;
        Ok(Self { validator, size })
    }

    pub(crate) fn validator(&self) -> &Validator {
        &self.validator
    }

    /// Whether checking that value is bounded well enough.
    pub(crate) fn bears(&self, value: &Value) -> bool {
        self.size.saturating_mul(weight(value)) <= EFFORT
    }
}

/// How much there is to look at in a value. Depth is bounded by the reader of JSON.
fn weight(value: &Value) -> u64 {
    let inside: u64 = match value {
        Value::String(text) => text.len() as u64 / 16,
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(members) => members.iter().map(|(name, member)| name.len() as u64 / 16 + weight(member)).sum(),
        _ => 0,
    };
    1 + inside
}

struct Sizes<'s> {
    root: &'s Value,
    /// What references lead to, by reference; none while it is being looked at.
    known: HashMap<&'s str, Option<Size>>,
    patterns: usize,
}

/// How large something is with its references written out.
#[derive(Debug, Clone, Copy)]
struct Size {
    all: u64,
    height: u32,
}

impl Size {
    fn leaf(all: u64) -> Self {
        Self { all, height: 1 }
    }
}

impl<'s> Sizes<'s> {
    fn of(&mut self, schema: &'s Value, depth: u32) -> Result<Size, Unusable> {
        let whole = |reason: &str| Unusable { place: String::new(), reason: reason.to_owned() };
        if depth > DEPTH {
            return Err(whole("it is nested too deeply"));
        }
        let mut parts = Vec::new();
        match schema {
            Value::Object(members) => {
                for (keyword, value) in members {
                    parts.push(match (&**keyword, value) {
                        ("$ref", Value::String(to)) => self.of_reference(to, depth)?,
                        ("$dynamicRef" | "$recursiveRef" | "$anchor" | "$dynamicAnchor", Value::String(_)) => {
                            return Err(whole("it uses anchors; references by `#/$defs/…` are supported"));
                        }
                        ("$id", Value::String(_)) if depth > 0 => {
                            return Err(whole("a schema within it has an `$id`"));
                        }
                        // Definitions cost where they are referred to.
                        ("$defs" | "definitions", _) => Size::leaf(0),
                        ("pattern", Value::String(_)) => Size::leaf(self.count_patterns(1)?),
                        ("patternProperties", Value::Object(inside)) => {
                            self.count_patterns(inside.len())?;
                            self.of(value, depth + 1)?
                        }
                        _ => self.of(value, depth + 1)?,
                    });
                }
            }
            Value::Array(items) => {
                for item in items {
                    parts.push(self.of(item, depth + 1)?);
                }
            }
            _ => {}
        }
        let all = parts.iter().fold(1_u64, |all, part| all.saturating_add(part.all));
        let height = parts.iter().map(|part| part.height).max().unwrap_or(0) + 1;
        if all > SIZE {
            return Err(whole("it is too large with its references written out"));
        }
        if depth.saturating_add(height) > DEPTH {
            return Err(whole("it is nested too deeply"));
        }
        Ok(Size { all, height })
    }

    fn of_reference(&mut self, to: &'s str, depth: u32) -> Result<Size, Unusable> {
        let here = |reason: &str| {
            let place = to.strip_prefix('#').unwrap_or(to);
            Unusable { place: crate::untrusted::line(place, 120), reason: reason.to_owned() }
        };
        let pointer = to.strip_prefix('#').filter(|pointer| pointer.is_empty() || pointer.starts_with('/'));
        let pointer = pointer.ok_or_else(|| here("it refers to something outside of the schema"))?;
        match self.known.get(to) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => return Err(here("it refers to itself")),
            None => {}
        }
        let target = self.root.pointer(pointer).ok_or_else(|| here("it refers to what is not there"))?;
        self.known.insert(to, None);
        let size = self.of(target, depth + 1)?;
        self.known.insert(to, Some(size));
        Ok(size)
    }

    fn count_patterns(&mut self, count: usize) -> Result<u64, Unusable> {
        self.patterns = self.patterns.saturating_add(count);
        if self.patterns > PATTERNS {
            let reason = format!("it has more than {PATTERNS} expressions");
            return Err(Unusable { place: String::new(), reason });
        }
        Ok(count as u64)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Checker, weight};
    use serde_json::{Map, Value, json};

    #[test]
    fn what_could_make_a_check_endless_is_refused() {
        let mut doubling = Map::new();
        for level in 0..40 {
            let next = json!({"$ref": format!("#/$defs/l{}", level + 1)});
            doubling.insert(format!("l{level}"), json!({"allOf": [next, next]}));
        }
        doubling.insert("l40".to_owned(), json!({"type": "string"}));
        let mut chain = Map::new();
        for level in 0..10_000 {
            chain.insert(format!("l{level}"), json!({"$ref": format!("#/$defs/l{}", level + 1)}));
        }
        chain.insert("l10000".to_owned(), json!({}));
        // Each reference is looked at when what it leads to is known.
        let backwards: Vec<Value> =
            (0..=5_000).rev().map(|level| json!({"$ref": format!("#/$defs/l{level}")})).collect();
        let patterns: Vec<Value> = (0..65).map(|_| json!({"pattern": "a"})).collect();
        let cases = [
            (json!({"$ref": "#"}), "refers to itself"),
            (
                json!({"properties": {"a": {"$ref": "#/$defs/n"}}, "$defs": {"n": {"items": {"$ref": "#/$defs/n"}}}}),
                "refers to itself",
            ),
            (json!({"properties": {"a": {"$ref": "#/$defs/l0"}}, "$defs": doubling}), "too large"),
            (json!({"properties": {"a": {"$ref": "#/$defs/l0"}}, "$defs": chain}), "nested too deeply"),
            (
                json!({"anyOf": backwards, "$defs": chain.iter().take(5_000).map(|(name, to)| (name.clone(), to.clone())).chain([("l5000".to_owned(), json!({}))]).collect::<Map<_, _>>()}),
                "nested too deeply",
            ),
            (json!({"properties": {"a": {"$ref": "https://example.com/x"}}}), "outside of the schema"),
            (json!({"properties": {"a": {"$ref": "#/$defs/n"}}}), "not there"),
            (json!({"properties": {"a": {"$dynamicRef": "#n"}}}), "anchors"),
            (json!({"properties": {"a": {"$id": "https://example.com/x"}}}), "`$id`"),
            (json!({"anyOf": patterns}), "more than 64 expressions"),
            (json!({"properties": {"a": {"pattern": "(?=x)y"}}}), "look-around"),
            (json!({"properties": {"a": {"pattern": "(\\w{100}){100}"}}}), "cannot be compiled"),
        ];
        for (schema, reason) in cases {
            let found = Checker::new(&schema).unwrap_err();
            assert!(found.reason.contains(reason), "{found:?}, not {reason}");
        }
    }

    #[test]
    fn a_schema_as_they_are_is_used_and_its_effort_is_bounded() {
        let text = json!({"$ref": "#/$defs/text"});
        let schema = json!({
            "type": "object",
            "properties": {"a": text, "b": {"type": "array", "items": text}},
            "$defs": {"text": {"type": "string", "pattern": "^(a+)+$", "maxLength": 10}},
        });
        let checker = Checker::new(&schema).unwrap();
        let good = json!({"a": "aaa", "b": ["a"]});
        assert!(checker.bears(&good) && checker.validator().is_valid(&good));
        assert!(!checker.validator().is_valid(&json!({"a": "aaaaaaaaab"})));
        let wide = json!(["x".repeat(16 * 5_000_000)]);
        assert_eq!(weight(&wide), 5_000_002);
        assert!(!checker.bears(&wide));
    }
}
