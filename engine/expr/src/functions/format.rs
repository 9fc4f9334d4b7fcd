//! `format`

use super::{Call, Fault, Function, MAX_TEXT};
use crate::Value;
use crate::value::{text_of_double, to_text, type_name};

pub(super) const FUNCTION: Function = Function {
    name: "format",
    signatures: &["string.format(list(dyn)) -> string"],
    doc: "Text with values in it: `%s` any value, `%d` integers, `%f` and `%e` numbers (`%.2f` with two digits), `%b`, `%o`, `%x`, `%X` other bases, `%%` a percent sign.",
    example: r#""%s has %d, %.1f%%".format(["a", 3, 12.34]) == "a has 3, 12.3%""#,
    costly: false,
    call: run,
};

/// How deep values may nest in `%s`.
const DEPTH: u32 = 100;
/// The most digits after the point.
const PRECISION: usize = 1_000;

fn run<'r>(call: &mut Call<'_>, args: &[Value<'r>]) -> Result<Value<'r>, Fault> {
    let [template, list] = args else { return Err(Fault::NoOverload) };
    let template = template.as_str().ok_or(Fault::NoOverload)?;
    let mut values = list.list_items().ok_or(Fault::NoOverload)?;
    call.take_for_bytes(template.len())?;
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix('%') {
            out.push('%');
            rest = after;
            continue;
        }
        let (precision, after) = precision(after)?;
        let mut characters = after.chars();
        let clause = characters.next().ok_or(Fault::fixed("a formatting clause is not finished"))?;
        if !matches!(clause, 's' | 'd' | 'f' | 'e' | 'b' | 'o' | 'x' | 'X') {
            return Err(Fault::fixed("unknown formatting clause"));
        }
        let value = values.next().ok_or(Fault::fixed("fewer values than formatting clauses"))?;
        match clause {
            's' => write_any(call, &mut out, &value, DEPTH)?,
            'd' => out.push_str(&decimal(&value)?),
            'f' => out.push_str(&fixed(&value, precision)?),
            'e' => out.push_str(&scientific(&value, precision)?),
            _ => out.push_str(&based(&value, clause)?),
        }
        if out.len() > MAX_TEXT {
            return Err(Fault::TooLong);
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    call.text(&out)
}

/// The digits after the point that a clause asks for, 6 if it does not say, and what follows.
fn precision(clause: &str) -> Result<(usize, &str), Fault> {
    let Some(after) = clause.strip_prefix('.') else { return Ok((6, clause)) };
    let len = after.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = after.split_at_checked(len).unwrap_or(("", after));
    let precision = digits.parse().ok().filter(|precision| *precision <= PRECISION);
    precision.map(|precision| (precision, rest)).ok_or(Fault::fixed("the precision is no number up to 1000"))
}

fn write_any(call: &mut Call<'_>, out: &mut String, value: &Value<'_>, depth: u32) -> Result<(), Fault> {
    call.take(1)?;
    let depth = depth.checked_sub(1).ok_or(Fault::fixed("values nest too deeply to be formatted"))?;
    if out.len() > MAX_TEXT {
        return Err(Fault::TooLong);
    }
    if let Some(items) = value.list_items() {
        out.push('[');
        for (index, item) in items.enumerate() {
            out.push_str(if index > 0 { ", " } else { "" });
            write_any(call, out, &item, depth)?;
        }
        out.push(']');
        return Ok(());
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Double(value) => out.push_str(&double(*value)),
        Value::Type(ty) => out.push_str(type_name(ty)),
        Value::Bytes(bytes) => out.push_str(&String::from_utf8_lossy(bytes)),
        Value::Map(_) | Value::Object { .. } | Value::Json(_) => {
            let mut entries = Vec::new();
            for (key, value) in value.map_entries() {
                let mut text = String::new();
                write_any(call, &mut text, &key, depth)?;
                entries.push((text, value));
            }
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            out.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                out.push_str(key);
                out.push_str(": ");
                write_any(call, out, value, depth)?;
            }
            out.push('}');
        }
        _ => out.push_str(to_text(value)?.as_str().unwrap_or("")),
    }
    Ok(())
}

fn double(value: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    text_of_double(value)
}

fn decimal(value: &Value<'_>) -> Result<String, Fault> {
    match value {
        Value::Int(value) => Ok(value.to_string()),
        Value::Uint(value) => Ok(value.to_string()),
        Value::Double(value) if !value.is_finite() => Ok(double(*value)),
        _ => Err(Fault::fixed("`%d` takes integers")),
    }
}

#[expect(clippy::cast_precision_loss, reason = "the nearest double is what is printed")]
fn number(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Int(value) => Some(*value as f64),
        Value::Uint(value) => Some(*value as f64),
        Value::Double(value) => Some(*value),
        _ => None,
    }
}

fn fixed(value: &Value<'_>, precision: usize) -> Result<String, Fault> {
    let value = number(value).ok_or(Fault::fixed("`%f` takes numbers"))?;
    Ok(if value.is_finite() { format!("{value:.precision$}") } else { double(value) })
}

fn scientific(value: &Value<'_>, precision: usize) -> Result<String, Fault> {
    let value = number(value).ok_or(Fault::fixed("`%e` takes numbers"))?;
    if !value.is_finite() {
        return Ok(double(value));
    }
    let text = format!("{value:.precision$e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |rest| ('-', rest));
    Ok(format!("{digits}e{sign}{exponent:0>2}"))
}

/// `%b`, `%o`, `%x` and `%X`; negative numbers with a sign, strings and bytes as hexadecimal.
fn based(value: &Value<'_>, clause: char) -> Result<String, Fault> {
    let (sign, number) = match value {
        Value::Int(value) => (if *value < 0 { "-" } else { "" }, value.unsigned_abs()),
        Value::Uint(value) => ("", *value),
        Value::Bool(value) if clause == 'b' => ("", u64::from(*value)),
        _ if matches!(clause, 'x' | 'X') => {
            let bytes = match value {
                Value::Bytes(bytes) => bytes,
                _ => value.as_str().map(str::as_bytes).ok_or(Fault::fixed("`%x` takes integers, strings and bytes"))?,
            };
            let digit = |byte: &u8| if clause == 'x' { format!("{byte:02x}") } else { format!("{byte:02X}") };
            return Ok(bytes.iter().map(digit).collect());
        }
        _ => return Err(Fault::fixed("`%b` takes integers and bools, `%o` integers")),
    };
    Ok(match clause {
        'b' => format!("{sign}{number:b}"),
        'o' => format!("{sign}{number:o}"),
        'x' => format!("{sign}{number:x}"),
        _ => format!("{sign}{number:X}"),
    })
}
