//! What an example says against what came. It runs no detector.

use std::fmt;

use serde_json::{Map, Value};

use super::{Example, Manifest, ManifestProblem};
use crate::{Time, TimeError};

/// Characters of a value that is shown.
const SHOWN: usize = 120;

/// A signal that came out otherwise than the example says. What examples hold is invented, so that their values may be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The signal.
    pub signal: String,
    /// What the example says; `null` for no signal.
    pub expected: Value,
    /// What came; `null` for no signal.
    pub found: Value,
}

impl Example {
    /// The time of the decision where an example names none.
    pub const NOW: &str = "2026-01-01T00:00:00Z";

    /// The time of the decision.
    ///
    /// # Errors
    /// When `now` is no time.
    pub fn time(&self) -> Result<Time, TimeError> {
        self.now.as_deref().unwrap_or(Self::NOW).parse()
    }

    /// The signals that came out otherwise. Numbers are compared by value: `1` and `1.0` are one number.
    #[must_use]
    pub fn differences(&self, signals: &Map<String, Value>) -> Vec<Difference> {
        let differing = self.signals.iter().filter_map(|(name, expected)| {
            let found = signals.get(name).unwrap_or(&Value::Null);
            (!same(expected, found)).then(|| Difference {
                signal: name.clone(),
                expected: expected.clone(),
                found: found.clone(),
            })
        });
        differing.collect()
    }
}

impl Manifest {
    /// Everything that is wrong with an example of this plugin; pointers are from the example on.
    #[must_use]
    pub fn check(&self, example: &Example) -> Vec<ManifestProblem> {
        let Some(inputs) = self.inputs(&example.kind) else {
            let help = "Use a record kind that the manifest declares.";
            return vec![ManifestProblem::new("", "the example's record kind is not declared", help)];
        };
        let mut out = Vec::new();
        for path in example.inputs.keys().filter(|path| !inputs.iter().any(|input| input.path == **path)) {
            let message = format!("the example gives `{path}`, which is not a declared input");
            out.push(ManifestProblem::new("/inputs", message, "Declare it, or take it out."));
        }
        let known = self.signals.get("properties").and_then(Value::as_object);
        for name in example.signals.keys().filter(|name| known.is_some_and(|known| !known.contains_key(*name))) {
            let message = format!("the example expects `{name}`, which is not a declared signal");
            out.push(ManifestProblem::new("/signals", message, "Declare it, or take it out."));
        }
        for (what, given, declared) in [
            ("list", example.lists.keys().collect::<Vec<_>>(), &self.capabilities.lists),
            ("table", example.tables.keys().collect(), &self.capabilities.tables),
        ] {
            for name in given.into_iter().filter(|name| !declared.contains(*name)) {
                let message = format!("the example gives the {what} `{name}`, which the manifest does not ask for");
                let help = format!("Name it under the capability `{what}s`, or take it out.");
                out.push(ManifestProblem::new(format!("/{what}s"), message, help));
            }
        }
        if example.time().is_err() {
            let help = format!("Write it in RFC 3339: `{}`.", Example::NOW);
            out.push(ManifestProblem::new("/now", "the example's `now` is no time", help));
        }
        out
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (expected, found) = (Shown(&self.expected), Shown(&self.found));
        write!(formatter, "`{}` should be {expected}, and is {found}", self.signal)
    }
}

/// A value on one line: cut, and without what could upset a terminal.
struct Shown<'a>(&'a Value);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_null() {
            return formatter.write_str("no signal");
        }
        let text = self.0.to_string();
        formatter.write_str("`")?;
        for letter in text.chars().take(SHOWN) {
            let hidden = letter.is_control()
                || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            if hidden { write!(formatter, "{}", letter.escape_unicode())? } else { write!(formatter, "{letter}")? }
        }
        formatter.write_str(if text.chars().nth(SHOWN).is_some() { "…`" } else { "`" })
    }
}

/// Equal as JSON. Depth is bounded by the reader of JSON.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || (!(one.is_i64() && other.is_i64()) && one.as_f64() == other.as_f64())
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, one)| other.get(name).is_some_and(|other| same(one, other)))
        }
        _ => one == other,
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use serde_json::json;

    use super::*;

    fn example(signals: &Value) -> Example {
        serde_json::from_value(json!({"name": "a", "kind": "applicant", "signals": signals})).unwrap_or_else(|error| {
            panic!("{error}");
        })
    }

    #[test]
    fn signals_are_compared_by_value() {
        let cases = [
            (json!({"a": 1}), json!({"a": 1.0, "other": true}), true),
            (json!({"a": null}), json!({}), true),
            (json!({"a": null}), json!({"a": false}), false),
            (json!({"a": [{"b": 2}]}), json!({"a": [{"b": 2.0}]}), true),
            (json!({"a": [1, 2]}), json!({"a": [2, 1]}), false),
            (json!({"a": {"b": 1}}), json!({"a": {"b": 1, "c": 2}}), false),
            (json!({"a": 9_007_199_254_740_993_i64}), json!({"a": 9_007_199_254_740_992_i64}), false),
            (json!({"a": "1"}), json!({"a": 1}), false),
            (json!({"a": true}), json!({}), false),
        ];
        for (expected, found, fits) in cases {
            let differences = example(&expected).differences(found.as_object().unwrap_or(&Map::new()));
            assert_eq!(differences.is_empty(), fits, "{expected} against {found}");
        }
    }

    #[test]
    fn a_difference_is_one_harmless_line() {
        let long = "x".repeat(500);
        let found = json!({"a": format!("\u{1b}[31m\u{202e}{long}\n")});
        let differences = example(&json!({"a": null})).differences(found.as_object().unwrap_or(&Map::new()));
        let text: String = differences.iter().map(ToString::to_string).collect();
        assert!(text.starts_with("`a` should be no signal, and is `\"\\u001b[31m\\u{202e}xx"), "{text}");
        assert!(text.ends_with("x…`") && text.chars().count() < 200, "{text}");
    }
}
