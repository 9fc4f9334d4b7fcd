//! A value as a reader of a reason sees it. Whether it may be shown is not known here.

use std::fmt::Write as _;

use hirewall_expr::Value;

/// Characters of one text, beyond which it is cut.
const MOST_CHARACTERS: usize = 200;
/// Elements of one list, beyond which it is cut.
const MOST_ELEMENTS: usize = 20;

/// Writes a value: text as it is but for control characters, which could steer a terminal and become spaces; lists as
/// their elements with commas; durations in seconds. What has no plain form becomes the name of its type in brackets.
pub(crate) fn display(value: &Value<'_>, text: &mut String) {
    // Writing to a string cannot fail.
    let _ = match value {
        Value::Null => write!(text, "null"),
        Value::Bool(value) => write!(text, "{value}"),
        Value::Int(value) => write!(text, "{value}"),
        Value::Uint(value) => write!(text, "{value}"),
        Value::Double(value) => write!(text, "{value}"),
        Value::Timestamp(value) => write!(text, "{value}"),
        Value::Duration(value) => write!(text, "{}s", value.as_secs()),
        Value::Ip(value) => write!(text, "{value}"),
        Value::Cidr(address, prefix) => write!(text, "{address}/{prefix}"),
        Value::Str(value) => plain(value, text),
        Value::String(value) => plain(value, text),
        Value::Optional(None) => write!(text, "nothing"),
        Value::Optional(Some(value)) => return scalar(value, text),
        Value::List(items) => {
            for (at, item) in items.iter().enumerate().take(MOST_ELEMENTS) {
                if at > 0 {
                    text.push_str(", ");
                }
                scalar(item, text);
            }
            if items.len() > MOST_ELEMENTS { write!(text, ", …") } else { Ok(()) }
        }
        _ => write!(text, "[{}]", "value"),
    };
}

/// As [`display`], but for lists, so that nesting ends here.
fn scalar(value: &Value<'_>, text: &mut String) {
    match value {
        Value::List(_) => text.push_str("[list]"),
        Value::Optional(Some(_)) => text.push_str("[optional]"),
        value => display(value, text),
    }
}

fn plain(value: &str, text: &mut String) -> std::fmt::Result {
    text.extend(value.chars().take(MOST_CHARACTERS).map(|letter| if letter.is_control() { ' ' } else { letter }));
    if value.chars().nth(MOST_CHARACTERS).is_some() {
        text.push('…');
    }
    Ok(())
}
