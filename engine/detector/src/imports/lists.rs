//! Look-ups in the operator's lists.

use std::sync::Arc;

use crate::failure::{Code, Fault};
use crate::state::State;
use crate::world::lists::Host;

impl Host for State {
    fn contains(&mut self, list_name: String, key: String) -> wasmtime::Result<bool> {
        self.count_call()?;
        self.asked_data |= self.configuring;
        let declared = self.reach.declared.lists.contains(&list_name);
        let list = self.reach.grants.lists.get(&list_name).filter(|_| declared).map(Arc::clone);
        match list {
            Some(list) => Ok(list.contains(&key)),
            None => {
                self.end(Fault::said(Code::ForbiddenCall, "it asked for a list that it was not granted", &list_name))
            }
        }
    }
}
