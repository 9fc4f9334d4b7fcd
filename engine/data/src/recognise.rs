//! Recognises the format of a file by its beginning and its shape. It does not read the entries.

use serde::de::IgnoredAny;
use serde_json::Value;

use crate::formats::{ipeds, json, nanpa, ofac, tzdb};
use crate::{Format, ImportError, Input, Target};

/// The format of all the files.
pub(crate) fn all(target: &Target, inputs: &[Input<'_>]) -> Result<Format, ImportError> {
    let mut formats = inputs.iter().map(|input| one(target, input));
    let first = formats.next().unwrap_or(Ok(Format::Lines))?;
    for format in formats {
        let second = format?;
        if second != first {
            return Err(ImportError::Mixed { first, second });
        }
    }
    Ok(first)
}

fn one(target: &Target, input: &Input<'_>) -> Result<Format, ImportError> {
    let bytes = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes);
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(b'[') => array(input),
        Some(b'{') => object(input),
        Some(b'<') => Err(ImportError::Markup { name: input.name.to_owned() }),
        _ => text(target, input),
    }
}

fn array(input: &Input<'_>) -> Result<Format, ImportError> {
    let mut shape = None;
    json::each(input, |value: Value, _| {
        shape.get_or_insert_with(|| of_element(&value));
        Ok(())
    })?;
    // An empty array has no entries in any format.
    shape.unwrap_or(Some(Format::Json)).ok_or_else(|| ImportError::Unknown { name: input.name.to_owned() })
}

fn of_element(value: &Value) -> Option<Format> {
    match value {
        Value::String(_) => Some(Format::Json),
        Value::Object(object) if object.contains_key("domains") && object.contains_key("name") => Some(Format::Hipo),
        Value::Object(object) if object.contains_key("Details") && object.contains_key("Name") => Some(Format::Lolrmm),
        _ => None,
    }
}

#[derive(serde::Deserialize)]
struct Keys {
    list: Option<IgnoredAny>,
    country_calling_codes: Option<IgnoredAny>,
}

fn object(input: &Input<'_>) -> Result<Format, ImportError> {
    let keys: Keys = json::whole(input)?;
    match keys {
        Keys { list: Some(_), .. } => Ok(Format::Misp),
        Keys { country_calling_codes: Some(_), .. } => Ok(Format::Libphonenumber),
        _ => Err(ImportError::Unknown { name: input.name.to_owned() }),
    }
}

fn text(target: &Target, input: &Input<'_>) -> Result<Format, ImportError> {
    // The beginning tells; half a letter at its end does not matter.
    let head = String::from_utf8_lossy(input.bytes.get(..8_192).unwrap_or(input.bytes));
    let head = head.trim_start_matches('\u{feff}');
    if nanpa::is(head) {
        return Ok(Format::Nanpa);
    }
    if ipeds::is(head) {
        return Ok(Format::Ipeds);
    }
    if ofac::is(head) {
        return Ok(Format::Ofac);
    }
    if tzdb::is(head) {
        return Ok(Format::Tzdb);
    }
    Ok(match target {
        Target::List { column: None, .. } => Format::Lines,
        Target::List { column: Some(_), .. } | Target::Table { .. } => Format::Csv,
    })
}
