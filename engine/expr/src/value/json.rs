//! Values as plain JSON, for output. What JSON lacks becomes text: bytes (base64), timestamps, durations, addresses, types,
//! doubles without a finite value. An optional is its value, or `null`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Number, Value as Json};

use super::{text_of_double, to_text, type_name};
use crate::Value;

/// How deep values may nest in output; what lies deeper is left out.
const DEPTH: u32 = 200;

impl Value<'_> {
    /// As plain JSON.
    #[must_use]
    pub fn to_json(&self) -> Json {
        to_json(self, DEPTH)
    }
}

fn to_json(value: &Value<'_>, depth: u32) -> Json {
    let Some(depth) = depth.checked_sub(1) else { return Json::Null };
    match value {
        Value::Null | Value::Optional(None) => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Int(value) => Json::from(*value),
        Value::Uint(value) => Json::from(*value),
        Value::Double(value) => {
            Number::from_f64(*value).map_or_else(|| Json::String(text_of_double(*value)), Json::Number)
        }
        Value::Str(text) => Json::String((*text).to_owned()),
        Value::String(text) => Json::String(text.to_string()),
        Value::Bytes(bytes) => Json::String(STANDARD.encode(bytes)),
        Value::Type(ty) => Json::String(type_name(ty).to_owned()),
        Value::Optional(Some(value)) => to_json(value, depth),
        Value::Json(json) => (*json).clone(),
        Value::List(_) | Value::RecordList { .. } => {
            value.list_items().into_iter().flatten().map(|item| to_json(&item, depth)).collect()
        }
        Value::Map(_) | Value::Object { .. } => {
            let entries = value.map_entries().map(|(key, value)| (key_text(&key), to_json(&value, depth)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
        Value::Timestamp(_) | Value::Duration(_) | Value::Ip(_) | Value::Cidr(..) => Json::String(key_text(value)),
    }
}

fn key_text(key: &Value<'_>) -> String {
    to_text(key).ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
}
