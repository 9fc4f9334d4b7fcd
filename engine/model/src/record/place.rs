//! From a cell back to where it stands: its JSON pointer, its declared field, its class, its JSON.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value};

use super::{Cell, Record};
use crate::{Field, FieldType, PiiClass, Shape};

/// One step from the root to a cell.
enum Step<'s> {
    Field(&'s Field),
    /// An element; its type and attributes stand in the list's nameless field.
    Element(&'s Field, u32),
}

impl Record<'_> {
    /// The JSON pointer of a cell, such as `/phones/0/raw`; empty for the record itself and for cells that it has not.
    #[must_use]
    pub fn pointer(&self, cell: u32) -> String {
        let mut pointer = String::new();
        self.write_pointer(cell, &mut pointer);
        pointer
    }

    /// Writes the JSON pointer of a cell behind what `out` holds.
    pub fn write_pointer(&self, cell: u32, out: &mut String) {
        if cell < self.schema.root().width {
            return out.push_str(self.schema.describe(cell));
        }
        let begin = out.len();
        let found = self.walk(cell, &mut |step| match step {
            Step::Field(field) => crate::json::push_key(out, &field.name),
            Step::Element(_, index) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "/{index}");
            }
        });
        if found.is_none() {
            out.truncate(begin);
        }
    }

    /// Where a JSON pointer leads: a cell, and for a place inside a dynamic value the pointer from there on. Nothing when the
    /// record has no value there.
    #[must_use]
    pub fn find<'p>(&self, pointer: &'p str) -> Option<(u32, Option<&'p str>)> {
        let (mut at, mut ty) = (0, None);
        let mut rest = pointer;
        while !rest.is_empty() {
            if let cell @ Cell::Dyn(_) = self.cell(at) {
                self.json(cell).pointer(rest)?;
                return Some((at, Some(rest)));
            }
            let tail = rest.strip_prefix('/')?;
            let end = tail.find('/').unwrap_or(tail.len());
            let token = tail.get(..end)?;
            rest = tail.get(end..)?;
            let root = FieldType::Object(self.schema.root().clone());
            match (self.cell(at), ty.as_ref().unwrap_or(&root)) {
                (Cell::Object, FieldType::Object(shape)) => {
                    let field = shape.field(&token.replace("~1", "/").replace("~0", "~"))?;
                    at += field.offset;
                    ty = Some(field.ty.clone());
                }
                (Cell::List { first, len }, FieldType::List(item)) => {
                    let index: u32 = token.parse().ok().filter(|index| *index < len)?;
                    at = first + index * item.ty.width();
                    ty = Some(item.ty.clone());
                }
                _ => return None,
            }
        }
        (self.cell(at) != Cell::Absent).then_some((at, None))
    }

    /// The cell of an element of the list at a cell, when the list is that long.
    #[must_use]
    pub fn element(&self, list: u32, index: u32) -> Option<u32> {
        let Cell::List { first, len } = self.cell(list) else { return None };
        let at = self.frames.binary_search_by_key(&first, |frame| frame.first).ok()?;
        (index < len).then_some(first + index * self.frames.get(at)?.width)
    }

    /// The declared field of a cell; for an element of a list the list's nameless element field. None for the record
    /// itself.
    #[must_use]
    pub fn field_at(&self, cell: u32) -> Option<&Field> {
        self.walk(cell, &mut |_| {})?
    }

    /// How near the value of a cell is to a person: the gravest class of what it lies in, of itself, and of what lies in
    /// it. `rest` leads on into a dynamic value, whose parts are all as grave as the whole.
    #[must_use]
    pub fn pii_at(&self, cell: u32, rest: Option<&str>) -> PiiClass {
        let mut around = PiiClass::None;
        let last = self.walk(cell, &mut |step| {
            let (Step::Field(field) | Step::Element(field, _)) = step;
            around = around.max(field.attributes.pii.unwrap_or_default());
        });
        let inside = match last {
            _ if rest.is_some() => PiiClass::None,
            Some(Some(field)) => field.gravest_class(),
            Some(None) => self.schema.root().gravest_class(),
            None => return self.schema.root().gravest_class(),
        };
        around.max(inside)
    }

    /// The value of a cell as JSON, with what lies in it. Absent values are left out; an absent cell is `null`.
    #[must_use]
    pub fn json_at(&self, cell: u32) -> Value {
        match self.field_at(cell) {
            Some(field) => self.json_of(cell, &field.ty),
            None => self.json_of(cell, &FieldType::Object(self.schema.root().clone())),
        }
    }

    /// Depth is bounded by the nesting of schemas.
    fn json_of(&self, at: u32, ty: &FieldType) -> Value {
        let cell = self.cell(at);
        match (cell, ty) {
            (Cell::Bool(value), _) => value.into(),
            (Cell::Int(value), _) => value.into(),
            (Cell::Double(value), _) => Number::from_f64(value).map_or(Value::Null, Value::Number),
            (Cell::String { .. }, _) => self.string(cell).into(),
            (Cell::Time { seconds, nanos }, _) => crate::Time { seconds, nanos }.to_string().into(),
            (Cell::Dyn(_), _) => self.json(cell).clone(),
            (Cell::Object, FieldType::Object(shape)) => self.object_of(at, shape),
            (Cell::List { first, len }, FieldType::List(item)) => {
                let width = item.ty.width();
                (0..len).map(|index| self.json_of(first + index * width, &item.ty)).collect()
            }
            // The cells of objects and lists fit their types: what is left has no value.
            (Cell::Absent | Cell::Null | Cell::Object | Cell::List { .. }, _) => Value::Null,
        }
    }

    fn object_of(&self, at: u32, shape: &Shape) -> Value {
        let given = shape.fields.iter().filter(|field| self.cell(at + field.offset) != Cell::Absent);
        let map: Map<String, Value> =
            given.map(|field| (field.name.to_string(), self.json_of(at + field.offset, &field.ty))).collect();
        Value::Object(map)
    }

    /// Goes the steps from the root to a cell, and gives the field of the last: none in it for the root, none at all for a cell beyond the
    /// end. Depth is bounded by the nesting of schemas.
    fn walk<'s>(&'s self, cell: u32, visit: &mut dyn FnMut(Step<'s>)) -> Option<Option<&'s Field>> {
        let root = self.schema.root();
        if cell < root.width {
            return Some(root.path_to(cell).inspect(|field| visit(Step::Field(field))).last());
        }
        let after = self.frames.partition_point(|frame| frame.first <= cell);
        let frame = after.checked_sub(1).and_then(|index| self.frames.get(index))?;
        let offset = cell - frame.first;
        if offset / frame.width >= frame.len {
            return None;
        }
        let FieldType::List(item) = &self.walk(frame.owner, visit)??.ty else { return None };
        visit(Step::Element(item, offset / frame.width));
        let inside = match &item.ty {
            FieldType::Object(shape) => {
                shape.path_to(offset % frame.width).inspect(|field| visit(Step::Field(field))).last()
            }
            _ => None,
        };
        Some(Some(inside.unwrap_or(item)))
    }
}
