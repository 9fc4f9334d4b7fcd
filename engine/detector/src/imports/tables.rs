//! Look-ups in the operator's tables.

use std::sync::Arc;

use crate::failure::{Code, Fault};
use crate::state::State;
use crate::world::tables::Host;

impl Host for State {
    fn get(&mut self, table_name: String, key: String) -> wasmtime::Result<Option<String>> {
        self.count_call()?;
        self.asked_data |= self.configuring;
        let declared = self.reach.declared.tables.contains(&table_name);
        let table = self.reach.grants.tables.get(&table_name).filter(|_| declared).map(Arc::clone);
        match table {
            Some(table) => Ok(table.get(&key)),
            None => {
                self.end(Fault::said(Code::ForbiddenCall, "it asked for a table that it was not granted", &table_name))
            }
        }
    }
}
