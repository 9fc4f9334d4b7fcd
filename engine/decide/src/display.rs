//! A value as a reader of a reason sees it. Whether it may be shown is not known here.

use std::fmt::Write as _;

use hirewall_expr::Value;

/// Characters of one text, beyond which it is cut.
const MOST_CHARACTERS: usize = 200;
/// Elements of one list, beyond which it is cut.
const MOST_ELEMENTS: usize = 20;

/// Writes a value: text as it is but for characters that steer a terminal or the direction of reading, which become spaces; lists as
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
        list if list.list_len().is_some() => return elements(list, text),
        other => write!(text, "[{}]", hirewall_expr::type_name(&other.type_of())),
    };
}

fn elements(list: &Value<'_>, text: &mut String) {
    for (at, item) in list.list_items().into_iter().flatten().enumerate() {
        if at > 0 {
            text.push_str(", ");
        }
        if at >= MOST_ELEMENTS {
            text.push('…');
            return;
        }
        scalar(&item, text);
    }
}

/// As [`display`], but for lists, so that nesting ends here.
fn scalar(value: &Value<'_>, text: &mut String) {
    match value {
        list if list.list_len().is_some() => text.push_str("[list]"),
        Value::Optional(Some(_)) => text.push_str("[optional]"),
        value => display(value, text),
    }
}

fn plain(value: &str, text: &mut String) -> std::fmt::Result {
    text.extend(value.chars().take(MOST_CHARACTERS).map(|letter| if steers(letter) { ' ' } else { letter }));
    if value.chars().nth(MOST_CHARACTERS).is_some() {
        text.push('…');
    }
    Ok(())
}

/// Whether a character changes how what follows is shown.
fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn shown(value: &Value<'_>) -> String {
        let mut text = String::new();
        display(value, &mut text);
        text
    }

    #[test]
    fn values_are_shown_as_people_read_them() {
        let list = |items: Vec<Value<'static>>| Value::List(Arc::from(items));
        for (value, expected) in [
            (Value::Null, "null"),
            (Value::Bool(true), "true"),
            (Value::Int(-7), "-7"),
            (Value::Double(0.5), "0.5"),
            (Value::Double(2.0), "2"),
            (Value::Str("Søren \"S\""), "Søren \"S\""),
            (Value::Duration(jiff::SignedDuration::from_hours(2)), "7200s"),
            (list(vec![Value::Int(1), Value::Str("x")]), "1, x"),
            (list(vec![list(vec![Value::Int(1)])]), "[list]"),
            (list(vec![Value::Int(0); 30]), "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, …"),
            (Value::Optional(None), "nothing"),
            (Value::Optional(Some(Arc::new(Value::Int(1)))), "1"),
        ] {
            assert_eq!(shown(&value), expected);
        }
    }

    #[test]
    fn what_steers_a_terminal_is_not_shown_and_long_text_is_cut() {
        assert_eq!(shown(&Value::Str("a\u{1b}[31mb\r\nc\u{202e}d")), "a [31mb  c d");
        let long = shown(&Value::Str(&"ü".repeat(1_000)));
        assert_eq!(long.chars().count(), 201);
        assert!(long.ends_with('…'));
    }
}
