//! A record made of counts instead of text: what the engine itself puts beside a record need not be printed to be read again.

use std::sync::Arc;

use super::{Cell, Record};
use crate::{CountValue, Field, FieldType, Schema};

impl Record<'static> {
    /// The record that reading a JSON object of these counts would give, but for its text, which is empty: `count` says what the number
    /// at a field of the root is, or that there is none. Nothing when a count does not fit the type of its field, or the field is no number.
    ///
    /// Bounds and the other rules of the schema are not asked.
    pub fn of_counts(schema: &Arc<Schema>, mut count: impl FnMut(&Field) -> Option<CountValue>) -> Option<Self> {
        let mut cells = vec![Cell::Absent; schema.root().width as usize];
        if let Some(root) = cells.first_mut() {
            *root = Cell::Object;
        }
        for field in &schema.root().fields {
            let Some(value) = count(field) else { continue };
            if let Some(cell) = cells.get_mut(field.offset as usize) {
                *cell = number(value, &field.ty)?;
            }
        }
        let schema = Arc::clone(schema);
        Some(Self { schema, input: "", own: String::new(), cells, dynamic: Vec::new(), frames: Vec::new() })
    }
}

/// A count in a field of that type; absent where JSON has no such number.
fn number(value: CountValue, ty: &FieldType) -> Option<Cell> {
    // The first number beyond an `i64`.
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    match (value, ty) {
        (CountValue::Double(value), FieldType::Int | FieldType::Double) if !value.is_finite() => Some(Cell::Absent),
        (CountValue::Int(value), FieldType::Int) => Some(Cell::Int(value)),
        (CountValue::Double(value), FieldType::Double) => Some(Cell::Double(value)),
        #[expect(clippy::cast_precision_loss, reason = "as a whole number becomes one in a field of numbers")]
        (CountValue::Int(value), FieldType::Double) => Some(Cell::Double(value as f64)),
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 64 bits")]
        (CountValue::Double(value), FieldType::Int) if value.fract() == 0.0 && value.abs() < BEYOND => {
            Some(Cell::Int(value as i64))
        }
        _ => None,
    }
}
