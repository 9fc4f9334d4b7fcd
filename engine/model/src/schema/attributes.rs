//! Reads what a schema says of a field beside its type: description, `x-pii`, `x-protected`, `x-proxy`.

use serde_json::{Map, Value};

use super::problem::SchemaProblem;
use super::{Attributes, PiiClass};
use crate::json::child;

impl PiiClass {
    /// The class as written in schemas and decisions.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Indirect => "indirect",
            Self::Direct => "direct",
            Self::BiometricDerived => "biometric-derived",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::None, Self::Indirect, Self::Direct, Self::BiometricDerived]
            .into_iter()
            .find(|class| class.as_str() == name)
    }
}

/// The attributes of the schema at `pointer`; `allowed` and the bounds are left to the caller.
pub(super) fn read(schema: &Map<String, Value>, pointer: &str, problems: &mut Vec<SchemaProblem>) -> Attributes {
    let mut text = |key: &str| -> Option<String> {
        let value = schema.get(key)?;
        match value.as_str().map(str::trim) {
            Some(text) if !text.is_empty() => Some(text.to_owned()),
            _ => {
                problems.push(SchemaProblem::new(
                    child(pointer, key),
                    format!("`{key}` must name the attribute"),
                    format!("Write for example `\"{key}\": \"national-origin\"`."),
                ));
                None
            }
        }
    };
    let (protected, proxy) = (text("x-protected"), text("x-proxy"));
    let pii = schema.get("x-pii").and_then(|value| {
        let class = value.as_str().and_then(PiiClass::named);
        if class.is_none() {
            problems.push(SchemaProblem::new(
                child(pointer, "x-pii"),
                format!("`x-pii` cannot be {value}"),
                "Write `direct`, `indirect`, `biometric-derived` or `none`.",
            ));
        }
        class
    });
    Attributes {
        description: schema.get("description").and_then(Value::as_str).map(str::to_owned),
        pii,
        protected,
        proxy,
        allowed: None,
        minimum: schema.get("minimum").and_then(Value::as_f64),
        maximum: schema.get("maximum").and_then(Value::as_f64),
    }
}
