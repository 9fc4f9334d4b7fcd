//! Text that comes from a plugin, made fit for a log or an error: one line, short, without control characters, and withheld
//! when it holds a value that the plugin was handed.

use serde_json::Value;

use crate::world::types::ValueParam;

/// Shorter values are in too many innocent texts.
const TELLING: usize = 4;
/// Bytes of a text that is searched for values. The search costs their number times that of the values, so that longer ones are
/// left out unread.
pub(crate) const SEARCHED: usize = 2 << 10;
/// Strings that are looked for. A subtree with more of them withholds all text.
const MOST: usize = 4_096;

/// At most so many characters, control characters and what reorders text escaped, a mark where it was cut.
pub(crate) fn line(text: &str, most: usize) -> String {
    let mut out = String::new();
    for (index, char) in text.chars().enumerate() {
        if index == most {
            out.push('…');
            break;
        }
        let hidden = char.is_control()
            || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        if hidden || char == '`' { out.extend(char.escape_unicode()) } else { out.push(char) }
    }
    out
}

/// Values that were handed over, ready to be looked for in many texts.
pub(crate) struct Values {
    /// In lower case. None: so many, or such, that every text counts as holding one.
    texts: Option<Vec<String>>,
}

impl Values {
    pub(crate) fn of(inputs: &[ValueParam<'_>]) -> Self {
        let mut values = Vec::new();
        for input in inputs {
            match input {
                ValueParam::Text(value) => values.push((*value).to_owned()),
                ValueParam::Integer(value) => values.push(value.to_string()),
                ValueParam::Number(value) => values.push(value.to_string()),
                ValueParam::Json(json) => match serde_json::from_str(json) {
                    Ok(value) => scalars(&value, &mut values),
                    Err(_) => return Self { texts: None },
                },
                ValueParam::None | ValueParam::Boolean(_) => {}
            }
            if values.len() > MOST {
                return Self { texts: None };
            }
        }
        values.retain(|value| value.chars().count() >= TELLING);
        Self { texts: Some(values.iter().map(|value| value.to_lowercase()).collect()) }
    }

    /// Whether a text holds one of them: a text of at least four characters, or a number of as many digits, whatever the case
    /// of its letters. Costs the length of the text times their number: the caller keeps texts short.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.texts.as_ref().is_none_or(|texts| texts.iter().any(|value| text.contains(value)))
    }
}

/// Depth is bounded by the reader of JSON.
fn scalars(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.push(text.clone()),
        Value::Number(number) => out.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| scalars(item, out)),
        Value::Object(members) => members.values().for_each(|member| scalars(member, out)),
        Value::Null | Value::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Values, line};
    use crate::world::types::ValueParam;

    #[test]
    fn a_line_is_one_line_and_short() {
        assert_eq!(line("plain text", 20), "plain text");
        assert_eq!(line("abcdef", 3), "abc…");
        assert_eq!(line("a\nb\u{1b}[31m`\u{202e}", 20), "a\\u{a}b\\u{1b}[31m\\u{60}\\u{202e}");
    }

    #[test]
    fn a_text_that_holds_a_value_is_found_out() {
        let inputs = [
            ValueParam::Text("Ann Example"),
            ValueParam::Text("Bo"),
            ValueParam::Integer(-12_345),
            ValueParam::Number(1.625),
            ValueParam::Json(r#"{"phones": [{"raw": "+47 555"}, {"year": 1999}]}"#),
            ValueParam::Boolean(true),
            ValueParam::None,
        ];
        let values = Values::of(&inputs);
        for text in ["x ann EXAMPLE x", "at -12345", "1.625", "call +47 555 now", "in 1999"] {
            assert!(values.are_in(text), "{text}");
        }
        for text in ["", "no value", "Bo", "true", "raw", "phones"] {
            assert!(!values.are_in(text), "{text}");
        }
        assert!(Values::of(&[ValueParam::Json("not JSON")]).are_in("anything"));
    }
}
