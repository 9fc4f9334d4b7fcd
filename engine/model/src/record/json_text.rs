//! Writes a value of a record as JSON text, straight from its cells. What is absent is left out.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Number, Value};

use super::{Cell, Record};
use crate::{Field, FieldType, Shape, Time};

impl Record<'_> {
    /// Appends the value of a cell of that type as JSON text. Of an object, or of the objects in a list, only the members
    /// that are named, when some are. An absent cell is `null`.
    pub fn write_json(&self, cell: u32, ty: &FieldType, only: Option<&BTreeSet<String>>, out: &mut String) {
        let value = self.cell(cell);
        match (value, ty) {
            (Cell::Bool(value), _) => out.push_str(if value { "true" } else { "false" }),
            (Cell::Int(value), _) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "{value}");
            }
            (Cell::Double(value), _) => match Number::from_f64(value) {
                Some(number) => {
                    let _ = write!(out, "{number}");
                }
                None => out.push_str("null"),
            },
            (Cell::String { .. }, _) => write_text(self.string(value), out),
            (Cell::Time { seconds, nanos }, _) => {
                let _ = write!(out, "\"{}\"", Time { seconds, nanos });
            }
            (Cell::Dyn(_), _) => write_value(self.json(value), only, out),
            (Cell::Object, FieldType::Object(shape)) => self.write_object(cell, shape, only, out),
            (Cell::List { first, len }, FieldType::List(item)) => {
                let width = item.ty.width();
                out.push('[');
                for index in 0..len {
                    if index > 0 {
                        out.push(',');
                    }
                    self.write_json(first + index * width, &item.ty, only, out);
                }
                out.push(']');
            }
            (Cell::Absent | Cell::Null | Cell::Object | Cell::List { .. }, _) => out.push_str("null"),
        }
    }

    fn write_object(&self, at: u32, shape: &Shape, only: Option<&BTreeSet<String>>, out: &mut String) {
        let wanted = |field: &&Field| only.is_none_or(|only| only.contains(&*field.name));
        out.push('{');
        let mut first = true;
        for field in shape.fields.iter().filter(wanted) {
            if self.cell(at + field.offset) == Cell::Absent {
                continue;
            }
            if !first {
                out.push(',');
            }
            first = false;
            write_text(&field.name, out);
            out.push(':');
            self.write_json(at + field.offset, &field.ty, None, out);
        }
        out.push('}');
    }
}

/// Depth is bounded by the reader of records.
fn write_value(value: &Value, only: Option<&BTreeSet<String>>, out: &mut String) {
    match (value, only) {
        (Value::Object(members), Some(only)) => {
            out.push('{');
            let kept = members.iter().filter(|(name, _)| only.contains(*name));
            for (index, (name, member)) in kept.enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_text(name, out);
                out.push(':');
                write_value(member, None, out);
            }
            out.push('}');
        }
        (Value::Array(items), Some(_)) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(item, only, out);
            }
            out.push(']');
        }
        _ => {
            let _ = write!(out, "{value}");
        }
    }
}

/// Appends a text as a JSON string.
fn write_text(text: &str, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(text.get(plain..at).unwrap_or_default());
        plain = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
    }
    out.push_str(text.get(plain..).unwrap_or_default());
    out.push('"');
}
