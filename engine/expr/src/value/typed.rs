//! Values as typed JSON, `{"t": "int", "v": "1"}`: nothing is lost. The form of conformance cases.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

use super::{Map, moment, parse_duration, to_text, type_name};
use crate::{Type, Value};

/// How deep values may nest.
const DEPTH: u32 = 100;

/// A value as typed JSON; `null` for a value that nests too deeply.
#[must_use]
pub fn to_typed_json(value: &Value<'_>) -> Json {
    write(value, DEPTH)
}

/// A value from typed JSON; the text says what is wrong with it.
pub fn from_typed_json(json: &Json) -> Result<Value<'static>, String> {
    read(json, DEPTH)
}

fn write(value: &Value<'_>, depth: u32) -> Json {
    let Some(depth) = depth.checked_sub(1) else { return Json::Null };
    if let Some(items) = value.list_items() {
        return json!({"t": "list", "v": items.map(|item| write(&item, depth)).collect::<Vec<_>>()});
    }
    match value {
        Value::Null => json!({"t": "null"}),
        Value::Bool(value) => json!({"t": "bool", "v": value}),
        Value::Int(value) => json!({"t": "int", "v": value.to_string()}),
        Value::Uint(value) => json!({"t": "uint", "v": value.to_string()}),
        Value::Double(value) => json!({"t": "double", "v": double(*value)}),
        Value::Bytes(bytes) => json!({"t": "bytes", "v": STANDARD.encode(bytes)}),
        Value::Type(ty) => json!({"t": "type", "v": type_name(ty)}),
        Value::Optional(None) => json!({"t": "optional"}),
        Value::Optional(Some(value)) => json!({"t": "optional", "v": write(value, depth)}),
        Value::Map(_) | Value::Object { .. } | Value::Json(_) => {
            let entries = value.map_entries().map(|(key, value)| json!([write(&key, depth), write(&value, depth)]));
            json!({"t": "map", "v": entries.collect::<Vec<_>>()})
        }
        _ => {
            let name = match value {
                Value::Timestamp(_) => "timestamp",
                Value::Duration(_) => "duration",
                Value::Ip(_) => "ip",
                Value::Cidr(..) => "cidr",
                _ => "string",
            };
            let text = to_text(value).ok();
            json!({"t": name, "v": text.as_ref().and_then(Value::as_str)})
        }
    }
}

/// Doubles as Python's `repr` prints them, the form of the specification's converted cases: `0.0`, `1e+20`,
/// but `Infinity`.
fn double(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let size = value.abs();
    if size != 0.0 && !(1e-4..1e16).contains(&size) {
        let text = format!("{value:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |rest| ('-', rest));
        return format!("{digits}e{sign}{exponent:0>2}");
    }
    format!("{value:?}")
}

fn read(json: &Json, depth: u32) -> Result<Value<'static>, String> {
    let depth = depth.checked_sub(1).ok_or("the value nests too deeply")?;
    let kind = json.get("t").and_then(Json::as_str).ok_or("a typed value needs a `t`")?;
    let value = json.get("v");
    let text = || value.and_then(Json::as_str).ok_or_else(|| format!("`v` of a typed `{kind}` must be a string"));
    let wrong = || format!("`v` is no {kind}");
    Ok(match kind {
        "null" => Value::Null,
        "bool" => Value::Bool(value.and_then(Json::as_bool).ok_or_else(wrong)?),
        "int" => Value::Int(text()?.parse().map_err(|_| wrong())?),
        "uint" => Value::Uint(text()?.parse().map_err(|_| wrong())?),
        "double" => Value::Double(text()?.parse().map_err(|_| wrong())?),
        "string" => Value::string(text()?),
        "bytes" => Value::Bytes(STANDARD.decode(text()?).map_err(|_| wrong())?.into()),
        "timestamp" => Value::Timestamp(moment::parse(text()?).map_err(|_| wrong())?),
        "duration" => Value::Duration(parse_duration(text()?).ok_or_else(wrong)?),
        "type" => Value::Type(Arc::new(type_named(text()?))),
        "optional" => match value {
            None => Value::Optional(None),
            Some(value) => Value::some(read(value, depth)?),
        },
        "list" => {
            let items = value.and_then(Json::as_array).ok_or_else(wrong)?;
            Value::list(items.iter().map(|item| read(item, depth)).collect::<Result<_, _>>()?)
        }
        "map" => {
            let mut map = Map::new();
            for entry in value.and_then(Json::as_array).ok_or_else(wrong)? {
                let (Some(key), Some(value)) = (entry.get(0), entry.get(1)) else { return Err(wrong()) };
                map.insert(read(key, depth)?, read(value, depth)?).map_err(|fault| fault.to_string())?;
            }
            Value::Map(Arc::new(map))
        }
        _ => return Err(format!("unknown kind of value `{kind}`")),
    })
}

/// The type of that name; one without a meaning of its own for other names.
fn type_named(name: &str) -> Type {
    let any = || Arc::new(Type::Dyn);
    match name {
        "dyn" => Type::Dyn,
        "null_type" => Type::Null,
        "bool" => Type::Bool,
        "int" => Type::Int,
        "uint" => Type::Uint,
        "double" => Type::Double,
        "string" => Type::String,
        "bytes" => Type::Bytes,
        "google.protobuf.Timestamp" => Type::Timestamp,
        "google.protobuf.Duration" => Type::Duration,
        "net.IP" => Type::Ip,
        "net.CIDR" => Type::Cidr,
        "type" => Type::Type(any()),
        "list" => Type::List(any()),
        "map" => Type::Map(Arc::new((Type::Dyn, Type::Dyn))),
        "optional_type" => Type::Optional(any()),
        _ => Type::Abstract(Arc::from(name), Arc::from([])),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failure is the test's answer")]
mod tests {
    use super::*;

    #[test]
    fn typed_json_survives_a_round_trip() {
        let json = json!({"t": "map", "v": [
            [{"t": "string", "v": "a"}, {"t": "list", "v": [{"t": "double", "v": "0.0"}, {"t": "null"}]}],
            [{"t": "uint", "v": "1"}, {"t": "bytes", "v": "YWJj"}],
            [{"t": "bool", "v": true}, {"t": "duration", "v": "1.5s"}],
            [{"t": "int", "v": "-3"}, {"t": "timestamp", "v": "2009-02-13T23:31:30Z"}],
            [{"t": "string", "v": "o"}, {"t": "optional", "v": {"t": "type", "v": "int"}}],
        ]});
        assert_eq!(to_typed_json(&from_typed_json(&json).unwrap()), json);
    }

    #[test]
    fn doubles_print_as_the_cases_have_them() {
        for text in
            ["0.0", "-0.0", "1.5", "1e+20", "-843200000.0", "6.02214e+23", "1.38e-23", "1000000000000.0", "Infinity"]
        {
            assert_eq!(double(text.parse().unwrap()), text);
        }
    }
}
