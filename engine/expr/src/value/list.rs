//! Lists of all origins behind one face: made by the expression, declared in the record, undeclared JSON.

use std::sync::Arc;

use hirewall_model::{Cell, FieldType, Record};

use crate::Value;

impl<'r> Value<'r> {
    /// How many elements, if it is a list.
    #[must_use]
    pub fn list_len(&self) -> Option<usize> {
        match self {
            Self::List(items) => Some(items.len()),
            Self::RecordList { len, .. } => Some(*len as usize),
            Self::Json(serde_json::Value::Array(items)) => Some(items.len()),
            _ => None,
        }
    }

    /// The element at an index, if it is a list that long. An element of the record that is absent (given as `null`
    /// where the schema has no `null`) reads as `null` here; the evaluator tells it apart.
    #[must_use]
    pub fn list_get(&self, index: usize) -> Option<Value<'r>> {
        match self {
            Self::List(items) => items.get(index).cloned(),
            Self::RecordList { record, element, first, len } => {
                let index = u32::try_from(index).ok().filter(|index| index < len)?;
                let at = first + index * element.ty.width();
                Some(Self::from_cell(record, at, &element.ty).unwrap_or(Self::Null))
            }
            Self::Json(serde_json::Value::Array(items)) => items.get(index).map(Value::from_json),
            _ => None,
        }
    }

    /// The elements, if it is a list.
    pub fn list_items(&self) -> Option<impl Iterator<Item = Value<'r>> + '_> {
        let len = self.list_len()?;
        Some((0..len).filter_map(|index| self.list_get(index)))
    }

    /// The value of a record's cell; none if it is absent.
    #[must_use]
    #[inline]
    pub fn from_cell(record: &'r Record<'r>, at: u32, ty: &'r FieldType) -> Option<Value<'r>> {
        Self::from_cell_of(record, at, || Some(ty))
    }

    /// As [`Value::from_cell`], with the type asked for only where the cell does not say it: far away in memory, it is waited for.
    #[inline(always)]
    pub(crate) fn from_cell_of(
        record: &'r Record<'r>,
        at: u32,
        ty: impl FnOnce() -> Option<&'r FieldType>,
    ) -> Option<Value<'r>> {
        let cell = record.cell(at);
        Some(match cell {
            Cell::Absent => return None,
            Cell::Null => Self::Null,
            Cell::Bool(value) => Self::Bool(value),
            Cell::Int(value) => Self::Int(value),
            Cell::Double(value) => Self::Double(value),
            Cell::String { .. } => Self::Str(record.string(cell)),
            Cell::Time { seconds, nanos } => Self::Timestamp(hirewall_model::Time { seconds, nanos }),
            Cell::Object => match ty()? {
                FieldType::Object(shape) => Self::Object { record, shape, at },
                _ => return None,
            },
            Cell::List { first, len } => match ty()? {
                FieldType::List(element) => Self::RecordList { record, element, first, len },
                _ => return None,
            },
            Cell::Dyn(_) => Self::from_json(record.json(cell)),
        })
    }

    /// A list of one's own making, for functions that reorder or cut.
    pub(crate) fn to_items(&self) -> Option<Vec<Value<'r>>> {
        match self {
            Self::List(items) => Some(items.to_vec()),
            _ => self.list_items().map(Iterator::collect),
        }
    }
}

impl<'r> FromIterator<Value<'r>> for Value<'r> {
    fn from_iter<I: IntoIterator<Item = Value<'r>>>(items: I) -> Self {
        Self::List(items.into_iter().collect::<Arc<[_]>>())
    }
}
