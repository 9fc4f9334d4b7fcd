//! Where in the record a path leads: for reasons and evidence, so only when somebody asks.

use hirewall_model::Cell;

use super::{Evaluator, Frame, Origin, Place, Stop};
use crate::Value;
use crate::ir::{Ir, IrId};
use crate::value::Number;

impl<'r> Evaluator<'r> {
    /// The place that a path node leads to; none for a value that the expression made.
    pub(super) fn place_of(&mut self, frame: Frame<'r>, id: IrId) -> Option<Place> {
        let trace = self.trace.take();
        let mark = self.reasons.mark();
        let place = self.follow(frame, id);
        self.reasons.reset(mark);
        self.trace = trace;
        place
    }

    fn follow(&mut self, frame: Frame<'r>, id: IrId) -> Option<Place> {
        self.step(frame, id).ok()?;
        match frame.program.node(id) {
            Ir::Field { frame, offset, .. } => Some(self.field_place(*frame, *offset)),
            Ir::Member { object, offset, .. } => {
                let place = self.follow(frame, *object)?;
                if place.cell == 0 && self.record(place.frame).is_none() {
                    return Some(place);
                }
                place.rest.is_none().then(|| Place::of(place.frame, place.cell + offset))
            }
            Ir::Select { operand, key, .. } => {
                let place = self.follow(frame, *operand)?;
                self.within(&place, key)
            }
            Ir::Index { operand, index, .. } => {
                let place = self.follow(frame, *operand)?;
                let index = self.value_of(frame, *index).ok()?;
                match (Number::of(&index).and_then(Number::exact_int), index.as_str()) {
                    (Some(index), _) => self.element_of(&place, index),
                    (_, Some(key)) => self.within(&place, key),
                    _ => None,
                }
            }
            Ir::Local(local) => match self.slot(frame, *local)?.origin {
                Origin::Nowhere => None,
                Origin::Node(node) => self.follow(frame, node),
                Origin::Element(range, index) => {
                    let place = self.follow(frame, range)?;
                    self.element_of(&place, i64::try_from(index).ok()?)
                }
            },
            Ir::OptionalField(path) | Ir::Has(path) | Ir::Missing(path) => self.follow(frame, *path),
            Ir::Bind { local, value, body } => {
                self.bind_node(frame, *local, *value);
                self.follow(frame, *body)
            }
            Ir::Conditional(condition, then, otherwise) => {
                let branch = if self.truth_of(frame, *condition).ok()? { *then } else { *otherwise };
                self.follow(frame, branch)
            }
            // `dyn(x)` is the same place; so are `x.value()` and the like.
            Ir::Call(function, args) if matches!(function.name, "dyn" | "value" | "optional.of" | "orValue") => {
                self.follow(frame, *args.first()?)
            }
            _ => None,
        }
    }

    /// The place of a field; of a frame that is not there the frame itself.
    pub(super) fn field_place(&self, frame: u32, offset: u32) -> Place {
        Place::of(frame, if frame > 0 && self.record(frame).is_none() { 0 } else { offset })
    }

    /// The place of an element of a list.
    fn element_of(&self, place: &Place, index: i64) -> Option<Place> {
        let found = || {
            let record = self.record(place.frame).filter(|_| place.rest.is_none())?;
            record.element(place.cell, u32::try_from(index).ok()?)
        };
        match found() {
            Some(cell) => Some(Place::of(place.frame, cell)),
            None => self.within(place, &index.to_string()),
        }
    }

    /// The place of a key or element inside another place. In a frame that is not there, it is the frame.
    fn within(&self, place: &Place, key: &str) -> Option<Place> {
        let Some(record) = self.record(place.frame) else { return Some(place.clone()) };
        if place.rest.is_none() {
            match record.cell(place.cell) {
                Cell::List { first, len } => {
                    let index: u32 = key.parse().ok()?;
                    if index < len {
                        let field = record.field_at(place.cell);
                        let width = match field.map(|field| &field.ty) {
                            Some(hirewall_model::FieldType::List(element)) => element.ty.width(),
                            _ => return Some(place.inside(key)),
                        };
                        return Some(Place::of(place.frame, first + index * width));
                    }
                }
                Cell::Object => {
                    let shape = if place.cell == 0 {
                        record.schema().root()
                    } else {
                        match record.field_at(place.cell).map(|field| &field.ty) {
                            Some(hirewall_model::FieldType::Object(shape)) => shape,
                            _ => return Some(place.inside(key)),
                        }
                    };
                    if let Some(field) = shape.field(key) {
                        return Some(Place::of(place.frame, place.cell + field.offset));
                    }
                }
                _ => {}
            }
        }
        Some(place.inside(key))
    }

    /// The value of a path node, its place noted instead of those of its parts.
    pub(super) fn traced_path(&mut self, frame: Frame<'r>, id: IrId) -> Result<Value<'r>, Stop> {
        let place = self.place_of(frame, id);
        match place {
            Some(place) => {
                self.note(place);
                let trace = self.trace.take();
                let value = self.path_value(frame, id);
                self.trace = trace;
                value
            }
            None => {
                // A binding is no place, but what it is made of is read.
                if let Ir::Local(local) = frame.program.node(id)
                    && let Some(Origin::Node(node)) = self.slot(frame, *local).map(|slot| slot.origin)
                {
                    return self.value_of(frame, node);
                }
                self.path_value(frame, id)
            }
        }
    }

    /// What stands at a path whose presence is asked for; the path is noted, there or not.
    pub(super) fn asked(&mut self, frame: Frame<'r>, path: IrId) -> Result<Option<Value<'r>>, Stop> {
        if self.trace.is_none() {
            return self.link(frame, path, true);
        }
        if let Some(place) = self.place_of(frame, path) {
            self.note(place);
        }
        self.silently(|this| this.link(frame, path, true))
    }

    /// Notes that a place was read, if anybody wants to know.
    pub(super) fn note(&mut self, place: Place) {
        const MOST: usize = 256;
        if let Some(trace) = &mut self.trace
            && trace.len() < MOST
            && !trace.contains(&place)
        {
            trace.push(place);
        }
    }
}
