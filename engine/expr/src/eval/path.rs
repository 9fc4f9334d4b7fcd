//! Paths: fields, members, keys, indexes and variables; what is there and what is not.

use hirewall_model::{Cell, FieldType, Record};

use super::{Evaluator, Frame, Origin, Place, Slot, Stop};
use crate::Value;
use crate::functions::{Fault, split};
use crate::ir::{FieldRef, Ir, IrId};
use crate::value::Number;

/// What a step of a path found.
enum Found<'r> {
    Value(Value<'r>),
    /// A part of the record that is not there.
    Absent,
    /// A key or element that a value made by the expression does not have.
    Nothing(Fault),
}

const NO_KEY: Fault = Fault::fixed("no such key");
const NO_INDEX: Fault = Fault::fixed("index out of range");

impl<'r> Evaluator<'r> {
    /// The value of a path node.
    pub(super) fn path_value(&mut self, frame: Frame<'r>, id: IrId) -> Result<Value<'r>, Stop> {
        match frame.program.node(id) {
            Ir::Field { frame: of, offset, field: Some(field) } => self.field_value(frame, id, (*of, *offset), field),
            Ir::Field { frame: of, field: None, .. } => {
                let Some(record) = self.record(*of) else { return Err(self.no_record(frame, id, *of)) };
                Ok(Value::Object { record, shape: record.schema().root(), at: 0 })
            }
            Ir::Member { object, offset, field } => self.member_value(frame, id, (*object, *offset), field),
            _ => self.longer_path(frame, id),
        }
    }

    /// The value of a field.
    // A value is made where the caller wants it: one that is moved right after it was made part by part is waited for.
    #[inline]
    pub(super) fn field_value(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        (of, offset): (u32, u32),
        field: &'r FieldRef,
    ) -> Result<Value<'r>, Stop> {
        let Some(record) = self.record(of) else { return Err(self.no_record(frame, id, of)) };
        let value = read(record, offset, field);
        if value.is_err() {
            self.missing(Place::of(of, offset));
        }
        value
    }

    /// The value of a field of an object.
    #[inline]
    pub(super) fn member_value(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        (object, offset): (IrId, u32),
        field: &'r FieldRef,
    ) -> Result<Value<'r>, Stop> {
        let (record, at) = self.object(frame, id, object)?;
        let value = read(record, at + offset, field);
        if value.is_err() {
            let of = self.frame_of(record);
            self.missing(Place::of(of, at + offset));
        }
        value
    }

    /// The value of a path node that is no field.
    fn longer_path(&mut self, frame: Frame<'r>, id: IrId) -> Result<Value<'r>, Stop> {
        match frame.program.node(id) {
            Ir::Local(local) => {
                let origin = match self.slot(frame, *local) {
                    Some(Slot { value: Some(value), .. }) => return Ok(value.clone()),
                    Some(slot) => slot.origin,
                    None => Origin::Nowhere,
                };
                match origin {
                    Origin::Node(node) => self.value_of(frame, node),
                    Origin::Element(..) => {
                        let place = self.place_of(frame, id).unwrap_or(Place::cell(0));
                        Err(self.missing(place))
                    }
                    Origin::Nowhere => Err(self.fault(frame, id, Fault::fixed("the variable has no value"))),
                }
            }
            Ir::Select { operand, key, optional } => {
                let value = self.value_of(frame, *operand)?;
                let found = select(&value, key);
                self.conclude(frame, id, &value, found, *optional)
            }
            Ir::Index { operand, index, optional } => {
                if let (Ir::Const(Value::Int(at)), false) = (frame.program.node(*index), *optional)
                    && let Ok(at) = usize::try_from(*at)
                    && let Some((call, args)) = self.split(frame, *operand)
                {
                    let part = self.of_split(frame, call, args, |call, args| split::part(call, args, at))?;
                    return part.ok_or_else(|| self.fault(frame, id, NO_INDEX));
                }
                let value = self.value_of(frame, *operand)?;
                let index = self.value_of(frame, *index)?;
                let found = element(&value, &index);
                self.conclude(frame, id, &value, found, *optional)
            }
            _ => self.value_of(frame, id),
        }
    }

    fn conclude(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        operand: &Value<'r>,
        found: Result<Found<'r>, Fault>,
        optional: bool,
    ) -> Result<Value<'r>, Stop> {
        let chained = matches!(operand, Value::Optional(_));
        match found.map_err(|fault| self.fault(frame, id, fault))? {
            Found::Value(value @ Value::Optional(None)) if chained => Ok(value),
            Found::Value(value) if optional || chained => Ok(Value::some(value)),
            Found::Value(value) => Ok(value),
            Found::Absent | Found::Nothing(_) if optional || chained => Ok(Value::Optional(None)),
            Found::Absent => {
                let place = self.place_of(frame, id).unwrap_or(Place::cell(0));
                Err(self.missing(place))
            }
            Found::Nothing(fault) => Err(self.fault(frame, id, fault)),
        }
    }

    /// The record and the cell of an object.
    fn object(&mut self, frame: Frame<'r>, id: IrId, object: IrId) -> Result<(&'r Record<'r>, u32), Stop> {
        if self.trace.is_none()
            && let Some(found) = self.variable(frame, object)
        {
            self.step(frame, object)?;
            return Ok(found);
        }
        match self.value_of(frame, object)? {
            Value::Object { record, at, .. } => Ok((record, at)),
            _ => Err(self.fault(frame, id, Fault::NoOverload)),
        }
    }

    /// The record and the cell of a macro's variable that is an object of the record: looked at where it stands.
    fn variable(&self, frame: Frame<'r>, node: IrId) -> Option<(&'r Record<'r>, u32)> {
        let Ir::Local(local) = frame.program.node(node) else { return None };
        match self.slot(frame, *local) {
            Some(Slot { value: Some(Value::Object { record, at, .. }), .. }) => Some((*record, *at)),
            _ => None,
        }
    }

    /// Notes that the record, or a frame beside it, is not there.
    #[cold]
    fn no_record(&mut self, frame: Frame<'r>, id: IrId, of: u32) -> Stop {
        if of > 0 { self.missing(Place::of(of, 0)) } else { self.fault(frame, id, Fault::fixed("there is no record")) }
    }

    /// Whether there is something at a path whose presence is asked for.
    pub(super) fn present(&mut self, frame: Frame<'r>, path: IrId) -> Result<bool, Stop> {
        if self.trace.is_none() {
            match frame.program.node(path) {
                Ir::Member { object, offset, .. } => {
                    if let Some((record, at)) = self.variable(frame, *object) {
                        self.charge(frame, path, 2)?;
                        return Ok(!matches!(record.cell(at + offset), Cell::Absent));
                    }
                }
                Ir::Field { frame: of, offset, field: Some(_) } => {
                    if let Some(record) = self.record(*of) {
                        self.step(frame, path)?;
                        return Ok(!matches!(record.cell(*offset), Cell::Absent));
                    }
                }
                _ => {}
            }
        }
        Ok(self.asked(frame, path)?.is_some())
    }

    /// The value of a field; none when it is not there.
    pub(super) fn field(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        (of, offset): (u32, u32),
        field: Option<&'r FieldRef>,
    ) -> Result<Option<Value<'r>>, Stop> {
        let Some(record) = self.record(of) else {
            return if of > 0 { Ok(None) } else { Err(self.no_record(frame, id, of)) };
        };
        match field {
            None => Ok(Some(Value::Object { record, shape: record.schema().root(), at: 0 })),
            Some(field) => Ok(read(record, offset, field).ok()),
        }
    }

    /// The value of a path, or none when a link of it is absent. The `last` link may also be a key or element that a
    /// value made by the expression does not have; before it that is a fault, as CEL has it.
    pub(super) fn link(&mut self, frame: Frame<'r>, id: IrId, last: bool) -> Result<Option<Value<'r>>, Stop> {
        let (operand, found, optional) = match frame.program.node(id) {
            Ir::Field { frame: of, offset, field } => {
                self.step(frame, id)?;
                return self.field(frame, id, (*of, *offset), field.as_ref());
            }
            Ir::Member { object, offset, field } => {
                self.step(frame, id)?;
                return match self.link(frame, *object, false)? {
                    None => Ok(None),
                    Some(Value::Object { record, at, .. }) => Ok(read(record, at + offset, field).ok()),
                    Some(_) => Err(self.fault(frame, id, Fault::NoOverload)),
                };
            }
            Ir::Local(local) => {
                self.step(frame, id)?;
                if let Some(slot) = self.slot(frame, *local)
                    && slot.value.is_none()
                    && matches!(slot.origin, Origin::Element(..))
                {
                    return Ok(None);
                }
                return self.value_of(frame, id).map(Some);
            }
            Ir::Select { operand, key, optional } => {
                self.step(frame, id)?;
                let Some(value) = self.link(frame, *operand, false)? else { return Ok(None) };
                let found = select(&value, key);
                (value, found, *optional)
            }
            Ir::Index { operand, index, optional } => {
                self.step(frame, id)?;
                let Some(value) = self.link(frame, *operand, false)? else { return Ok(None) };
                let index = self.value_of(frame, *index)?;
                let found = element(&value, &index);
                (value, found, *optional)
            }
            Ir::TableCell { table, key, column } => {
                self.step(frame, id)?;
                let Some(key) = self.link(frame, *key, false)? else { return Ok(None) };
                return Ok(table.row(&key).and_then(|row| table.cell(row, *column)));
            }
            Ir::OptionalField(path) => {
                let value = self.link(frame, *path, last)?;
                return Ok(Some(Value::Optional(value.map(std::sync::Arc::new))));
            }
            _ => return self.value_of(frame, id).map(Some),
        };
        let chained = optional || matches!(operand, Value::Optional(_));
        match found.map_err(|fault| self.fault(frame, id, fault))? {
            Found::Value(Value::Optional(None)) if chained => Ok(None),
            Found::Value(value) if chained && !last => Ok(Some(Value::some(value))),
            Found::Value(value) => Ok(Some(value)),
            Found::Absent => Ok(None),
            Found::Nothing(_) if last || chained => Ok(None),
            Found::Nothing(fault) => Err(self.fault(frame, id, fault)),
        }
    }
}

/// The value of a declared field's cell. When it is absent, it is for the caller to note where.
#[inline]
fn read<'r>(record: &'r Record<'r>, at: u32, field: &'r FieldRef) -> Result<Value<'r>, Stop> {
    Value::from_cell_of(record, at, || declared(field)).ok_or(Stop)
}

/// The declared type of a field.
pub(super) fn declared(field: &FieldRef) -> Option<&FieldType> {
    field.shape.fields.get(field.index as usize).map(|field| &field.ty)
}

fn select<'r>(value: &Value<'r>, key: &str) -> Result<Found<'r>, Fault> {
    match value {
        Value::Optional(None) => Ok(Found::Value(Value::Optional(None))),
        Value::Optional(Some(inner)) => select_plain(inner, key),
        _ => select_plain(value, key),
    }
}

fn select_plain<'r>(value: &Value<'r>, key: &str) -> Result<Found<'r>, Fault> {
    match value {
        Value::Map(_) => Ok(value.field_get(key).map_or(Found::Nothing(NO_KEY), Found::Value)),
        Value::Object { shape, .. } if shape.field(key).is_none() => Err(NO_KEY),
        Value::Object { .. } | Value::Json(serde_json::Value::Object(_)) => {
            Ok(value.field_get(key).map_or(Found::Absent, Found::Value))
        }
        _ => Err(Fault::fixed("the value has no fields")),
    }
}

fn element<'r>(value: &Value<'r>, index: &Value<'r>) -> Result<Found<'r>, Fault> {
    match value {
        Value::Optional(None) => return Ok(Found::Value(Value::Optional(None))),
        Value::Optional(Some(inner)) => return element(inner, index),
        _ => {}
    }
    if let Some(len) = value.list_len() {
        let Some(index) = Number::of(index).and_then(Number::exact_int) else {
            return Err(Fault::fixed("a list is indexed with a whole number"));
        };
        let Some(index) = usize::try_from(index).ok().filter(|index| *index < len) else {
            return Ok(match value {
                Value::List(_) => Found::Nothing(NO_INDEX),
                _ if index < 0 => Found::Nothing(NO_INDEX),
                _ => Found::Absent,
            });
        };
        if let Value::RecordList { record, element, first, .. } = value {
            let at = u32::try_from(index).ok().map(|index| first + index * element.ty.width());
            return Ok(at.and_then(|at| Value::from_cell(record, at, &element.ty)).map_or(Found::Absent, Found::Value));
        }
        return Ok(value.list_get(index).map_or(Found::Nothing(NO_INDEX), Found::Value));
    }
    if value.map_len().is_some() {
        return Ok(match value.map_get(index) {
            Some(value) => Found::Value(value),
            None if matches!(value, Value::Map(_)) => Found::Nothing(NO_KEY),
            None => Found::Absent,
        });
    }
    Err(Fault::NoOverload)
}
