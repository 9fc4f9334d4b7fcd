//! A type as JSON Schema (draft 2020-12).

use super::text::Text;
use crate::schema::{Field, Literal, Shape};

/// Writes the schema of a type. `closed`: an object has no other members than those declared, whatever it says itself.
pub(super) const fn write<const N: usize>(shape: &Shape, description: &str, closed: bool, out: &mut Text<N>) {
    out.raw("{");
    let first = body(shape, closed, out);
    if !description.is_empty() {
        out.comma(!first);
        out.key("description");
        out.quoted(description);
    }
    out.raw("}");
}

/// The keywords of a type; whether there were none.
const fn body<const N: usize>(shape: &Shape, closed: bool, out: &mut Text<N>) -> bool {
    match shape {
        Shape::Any => return true,
        Shape::Boolean => kind("boolean", out),
        Shape::Integer { minimum } => {
            kind("integer", out);
            if !minimum.is_empty() {
                out.member("minimum");
                out.raw(minimum);
            }
        }
        Shape::Number => kind("number", out),
        Shape::Text => kind("string", out),
        Shape::Names(names) => {
            kind("string", out);
            out.member("enum");
            out.list(names);
        }
        Shape::List(items) => {
            kind("array", out);
            out.member("items");
            write(items, "", false, out);
        }
        Shape::Map(values) => {
            kind("object", out);
            out.member("additionalProperties");
            write(values, "", false, out);
        }
        Shape::Object { fields, open } => {
            kind("object", out);
            out.member("properties");
            out.raw("{");
            let (mut rest, mut needed): (&[Field], _) = (fields, false);
            while let [first, others @ ..] = rest {
                needed |= first.required;
                out.key(first.name);
                field(first, out);
                out.comma(!others.is_empty());
                rest = others;
            }
            out.raw("}");
            if needed {
                required(fields, out);
            }
            if closed || !*open {
                out.member("additionalProperties");
                out.raw("false");
            }
        }
    }
    false
}

const fn kind<const N: usize>(name: &str, out: &mut Text<N>) {
    out.key("type");
    out.quoted(name);
}

const fn required<const N: usize>(fields: &[Field], out: &mut Text<N>) {
    out.member("required");
    out.raw("[");
    let (mut rest, mut first) = (fields, true);
    while let [field, others @ ..] = rest {
        if field.required {
            out.comma(!first);
            out.quoted(field.name);
            first = false;
        }
        rest = others;
    }
    out.raw("]");
}

const fn field<const N: usize>(field: &Field, out: &mut Text<N>) {
    out.raw("{");
    // A bound in an attribute takes the place of the one that the type has.
    let shape = match field.shape {
        Shape::Integer { .. } if has(field.keywords, b"minimum") => Shape::Integer { minimum: "" },
        shape => shape,
    };
    let mut first = body(&shape, false, out);
    if !field.description.is_empty() {
        out.comma(!first);
        out.key("description");
        out.quoted(field.description);
        first = false;
    }
    if let Some(default) = &field.default {
        out.comma(!first);
        out.key("default");
        literal(default, out);
        first = false;
    }
    let mut rest = field.keywords;
    while let [(name, value), others @ ..] = rest {
        out.comma(!first);
        out.key(name);
        literal(value, out);
        first = false;
        rest = others;
    }
    out.raw("}");
}

const fn has(keywords: &[(&str, Literal)], name: &[u8]) -> bool {
    let mut rest = keywords;
    while let [(keyword, _), others @ ..] = rest {
        if crate::schema::same(keyword.as_bytes(), name) {
            return true;
        }
        rest = others;
    }
    false
}

const fn literal<const N: usize>(value: &Literal, out: &mut Text<N>) {
    match value {
        Literal::Boolean(text) | Literal::Integer(text) | Literal::Number(text) => out.raw(text),
        Literal::Text(text) => out.quoted(text),
        Literal::List(values) => {
            out.raw("[");
            let mut rest: &[Literal] = values;
            while let [first, others @ ..] = rest {
                literal(first, out);
                out.comma(!others.is_empty());
                rest = others;
            }
            out.raw("]");
        }
    }
}
