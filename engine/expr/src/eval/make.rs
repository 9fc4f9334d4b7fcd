//! List and map literals.

use std::sync::Arc;

use super::{Evaluator, Frame, Stop};
use crate::functions::Fault;
use crate::ir::IrId;
use crate::{Map, Value};

impl<'r> Evaluator<'r> {
    pub(super) fn make_list(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        items: &'r [(IrId, bool)],
    ) -> Result<Value<'r>, Stop> {
        let mut list = self.spare.pop().unwrap_or_default();
        let filled = self.items(frame, id, items, &mut list);
        let made = filled.map(|()| Value::list_of(&mut list));
        list.clear();
        self.spare.push(list);
        made
    }

    fn items(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        items: &'r [(IrId, bool)],
        list: &mut Vec<Value<'r>>,
    ) -> Result<(), Stop> {
        for (item, optional) in items {
            let value = self.value_of(frame, *item)?;
            if let Some(value) = self.unless_empty(frame, id, value, *optional)? {
                list.push(value);
            }
        }
        Ok(())
    }

    pub(super) fn make_map(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        entries: &'r [(IrId, IrId, bool)],
    ) -> Result<Value<'r>, Stop> {
        let mut map = Map::new();
        for (key, value, optional) in entries {
            let key = self.value_of(frame, *key)?;
            let value = self.value_of(frame, *value)?;
            if let Some(value) = self.unless_empty(frame, id, value, *optional)? {
                map.insert(key, value).map_err(|fault| self.fault(frame, id, fault))?;
            }
        }
        Ok(Value::Map(Arc::new(map)))
    }

    /// The value itself, or with a `?` before it that of the optional.
    fn unless_empty(
        &mut self,
        frame: Frame<'r>,
        id: IrId,
        value: Value<'r>,
        optional: bool,
    ) -> Result<Option<Value<'r>>, Stop> {
        match value {
            Value::Optional(value) if optional => Ok(value.map(|value| value.as_ref().clone())),
            _ if optional => Err(self.fault(frame, id, Fault::NoOverload)),
            value => Ok(Some(value)),
        }
    }
}
