//! Macros over lists and maps. Elements of the record's lists are looked at where they are.

use std::sync::Arc;

use super::pipe::Piped;
use super::{Evaluator, Frame, Origin, Stop};
use crate::functions::Fault;
use crate::ir::{IrId, LocalId, Quantifier};
use crate::{Map, Value};

/// What a macro goes through.
pub(super) enum Range<'r> {
    List(Value<'r>, usize),
    Map(Arc<Map<'r>>),
    /// The entries of an object of the record, or of JSON.
    Entries(Vec<(Value<'r>, Value<'r>)>),
}

impl Range<'_> {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::List(_, len) => *len,
            Self::Map(map) => map.entries().len(),
            Self::Entries(entries) => entries.len(),
        }
    }
}

/// The variables of a macro.
pub(super) type Variables = (LocalId, Option<LocalId>);

impl<'r> Evaluator<'r> {
    /// The list or map that a macro goes through. Reading it is no reading of the record: the elements are what is read.
    pub(super) fn range(&mut self, frame: Frame<'r>, id: IrId, range: IrId) -> Result<Range<'r>, Stop> {
        let trace = self.trace.take();
        let value = self.value_of(frame, range);
        self.trace = trace;
        let value = value?;
        let range_of = match (value.list_len(), value) {
            (Some(len), value) => Range::List(value, len),
            (None, Value::Map(map)) => Range::Map(map),
            (None, value) if value.map_len().is_some() => Range::Entries(value.map_entries().collect()),
            (None, _) => return Err(self.fault(frame, id, Fault::NoOverload)),
        };
        if self.trace.is_some()
            && range_of.len() == 0
            && let Some(place) = self.place_of(frame, range)
        {
            self.note(place);
        }
        Ok(range_of)
    }

    /// Gives the variables of a macro the element at an index.
    pub(super) fn bind_element(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        range: IrId,
        elements: &Range<'r>,
        index: usize,
        variables: Variables,
    ) -> Result<(), Stop> {
        self.step(frame, id)?;
        let (first, second) = variables;
        match elements {
            Range::List(list, _) => {
                let value = match list {
                    Value::RecordList { record, element, first, .. } => u32::try_from(index)
                        .ok()
                        .and_then(|index| Value::from_cell(record, first + index * element.ty.width(), &element.ty)),
                    _ => list.list_get(index),
                };
                let origin = Origin::Element(range, index);
                match second {
                    None => self.bind(frame, first, value, origin),
                    Some(second) => {
                        let index = Value::Int(i64::try_from(index).unwrap_or(i64::MAX));
                        self.bind(frame, first, Some(index), Origin::Nowhere);
                        self.bind(frame, second, value, origin);
                    }
                }
            }
            Range::Map(map) => self.bind_entry(frame, map.entries().get(index), variables),
            Range::Entries(entries) => self.bind_entry(frame, entries.get(index), variables),
        }
        Ok(())
    }

    fn bind_entry(&mut self, frame: Frame<'r>, entry: Option<&(Value<'r>, Value<'r>)>, (first, second): Variables) {
        let Some((key, value)) = entry else { return };
        self.bind(frame, first, Some(key.clone()), Origin::Nowhere);
        if let Some(second) = second {
            self.bind(frame, second, Some(value.clone()), Origin::Nowhere);
        }
    }

    /// `all`, `exists` and `exists_one`. The first two absorb gaps and failures, the last does not.
    #[inline(never)]
    pub(super) fn quantify(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        quantifier: Quantifier,
        range: IrId,
        variables: Variables,
        body: IrId,
    ) -> Result<bool, Stop> {
        let elements = self.range(frame, id, range)?;
        let mark = self.reasons.mark();
        let mut open = false;
        let mut count = 0_usize;
        for index in 0..elements.len() {
            self.bind_element(frame, id, range, &elements, index, variables)?;
            match (self.truth_of(frame, body), quantifier) {
                (Ok(true), Quantifier::Exists) => {
                    self.reasons.reset(mark);
                    return Ok(true);
                }
                (Ok(false), Quantifier::All) => {
                    self.reasons.reset(mark);
                    return Ok(false);
                }
                (Ok(true), Quantifier::ExistsOne) => count += 1,
                (Ok(_), _) => {}
                (Err(Stop), Quantifier::ExistsOne) => return Err(Stop),
                (Err(Stop), _) => open = true,
            }
        }
        match quantifier {
            _ if open => Err(Stop),
            Quantifier::All => Ok(true),
            Quantifier::Exists => Ok(false),
            _ => Ok(count == 1),
        }
    }

    /// `filter`, `map`, `transformList`, `transformMap` and `transformMapEntry`.
    #[expect(clippy::too_many_arguments, reason = "the parts of a macro")]
    pub(super) fn comprehend(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        quantifier: Quantifier,
        range: IrId,
        variables: Variables,
        filter: Option<IrId>,
        body: IrId,
    ) -> Result<Value<'r>, Stop> {
        let failed = match self.piped(frame, id) {
            Piped::Made(list) => return Ok(list),
            Piped::No => false,
            Piped::Failed => true,
        };
        // What is inside is not tried once more: it would be twice for each macro around it.
        let plain = self.plain;
        self.plain |= failed;
        let made = self.gather(frame, id, (quantifier, range), variables, filter, body);
        self.plain = plain;
        made
    }

    /// As [`Self::comprehend`], one macro after the other.
    fn gather(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        (quantifier, range): (Quantifier, IrId),
        variables: Variables,
        filter: Option<IrId>,
        body: IrId,
    ) -> Result<Value<'r>, Stop> {
        let elements = self.range(frame, id, range)?;
        match quantifier {
            Quantifier::All | Quantifier::Exists | Quantifier::ExistsOne => self.truth_of(frame, id).map(Value::Bool),
            Quantifier::Filter | Quantifier::Map => {
                let mut list = self.spare.pop().unwrap_or_default();
                let filled = self.fill(frame, id, (quantifier, range, &elements), variables, (filter, body), &mut list);
                let made = filled.map(|()| Value::list_of(&mut list));
                list.clear();
                self.spare.push(list);
                made
            }
            Quantifier::TransformMap | Quantifier::TransformMapEntry => {
                let mut map = Map::new();
                for index in 0..elements.len() {
                    self.bind_element(frame, id, range, &elements, index, variables)?;
                    if let Some(filter) = filter
                        && !self.truth_of(frame, filter)?
                    {
                        continue;
                    }
                    if quantifier == Quantifier::TransformMap {
                        let key = self.slot(frame, variables.0).and_then(|slot| slot.value.clone());
                        let value = self.value_of(frame, body)?;
                        map.insert(key.unwrap_or(Value::Null), value).map_err(|fault| self.fault(frame, id, fault))?;
                        continue;
                    }
                    let entries = self.value_of(frame, body)?;
                    let Some(len) = entries.map_len() else {
                        return Err(self.fault(frame, id, Fault::NoOverload));
                    };
                    self.charge(frame, id, len as u64)?;
                    for (key, value) in entries.map_entries() {
                        map.insert(key, value).map_err(|fault| self.fault(frame, id, fault))?;
                    }
                }
                Ok(Value::Map(Arc::new(map)))
            }
        }
    }

    /// The elements of the list that `filter` or `map` makes.
    fn fill(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        (quantifier, range, elements): (Quantifier, IrId, &Range<'r>),
        variables: Variables,
        (filter, body): (Option<IrId>, IrId),
        list: &mut Vec<Value<'r>>,
    ) -> Result<(), Stop> {
        for index in 0..elements.len() {
            self.bind_element(frame, id, range, elements, index, variables)?;
            if let Some(filter) = filter
                && !self.truth_of(frame, filter)?
            {
                continue;
            }
            if quantifier == Quantifier::Map {
                list.push(self.value_of(frame, body)?);
            } else if self.truth_of(frame, body)? {
                let kept = self.slot(frame, variables.0).and_then(|slot| slot.value.clone());
                list.push(kept.unwrap_or(Value::Null));
            }
        }
        Ok(())
    }
}
