//! What a store holds beside the guest: its limits, what it used of them, and what it may call.

use std::sync::Arc;

use wasmtime::ResourceLimiter;

use crate::Limits;
use crate::binding::{Grants, LogLevel};
use crate::failure::{Code, Fault};
use crate::http::{HttpClient, HttpUse};
use crate::spent::Spent;

/// Log lines of one record that are kept; those beyond are counted.
const LINES: usize = 16;
/// Characters of a log line.
pub(crate) const LINE: usize = 500;

/// What the imports of one detector reach. The same for all of its instances.
#[derive(Debug)]
pub(crate) struct Reach {
    pub(crate) grants: Grants,
    pub(crate) declared: hirewall_model::manifest::Capabilities,
    pub(crate) http: Option<HttpClient>,
}

/// The data of a store.
pub(crate) struct State {
    pub(crate) reach: Arc<Reach>,
    limits: Limits,
    used: Used,
    /// Whether it is not yet configured: while it starts, too, when it can call the host already.
    pub(crate) configuring: bool,
    /// Why the guest was ended by us, when it was.
    pub(crate) ended: Option<Fault>,
    /// As the guest wrote them: cut or escaped, a line could hold a value in a form that is not found.
    pub(crate) lines: Vec<(LogLevel, String)>,
    /// Lines beyond those that are kept, or too long to be searched.
    pub(crate) dropped: u32,
    /// Whether a list or table was asked while configuring: the configured state then rests on their contents.
    pub(crate) asked_data: bool,
    /// What the call has used of its time.
    pub(crate) spent: Spent,
    /// What calls of `http` used: they have limits of their own.
    pub(crate) http: HttpUse,
}

#[derive(Debug, Default)]
struct Used {
    memory: usize,
    elements: usize,
    calls: u32,
    memory_refused: bool,
    elements_refused: bool,
}

impl State {
    pub(crate) fn new(reach: Arc<Reach>, limits: Limits) -> Self {
        Self {
            reach,
            limits,
            used: Used::default(),
            configuring: true,
            ended: None,
            lines: Vec::new(),
            dropped: 0,
            asked_data: false,
            spent: Spent::not_begun(),
            http: HttpUse::default(),
        }
    }

    /// Begins anew what is counted by call: memory stays, as the guest keeps it.
    pub(crate) fn begin(&mut self) {
        self.used.calls = 0;
        self.used.memory_refused = false;
        self.used.elements_refused = false;
        self.ended = None;
        self.lines.clear();
        self.dropped = 0;
        self.http = HttpUse::default();
    }

    /// Counts a call of an import.
    pub(crate) fn count_call(&mut self) -> wasmtime::Result<()> {
        self.used.calls = self.used.calls.saturating_add(1);
        if self.used.calls > self.limits.host_calls {
            let most = self.limits.host_calls;
            return self.end(Fault::new(
                Code::HostCallLimit,
                format!("it called the host more than {most} times for one record"),
            ));
        }
        Ok(())
    }

    /// Room to read the guest's whole state: the reading itself takes a page of each memory.
    pub(crate) fn give_slack(&mut self) {
        self.used.memory = 0;
    }

    /// Ends the guest.
    pub(crate) fn end<T>(&mut self, fault: Fault) -> wasmtime::Result<T> {
        self.ended = Some(fault);
        Err(wasmtime::Error::msg("ended by the host"))
    }

    pub(crate) fn line(&mut self, level: LogLevel, text: &str) {
        if self.lines.len() < LINES && text.len() <= crate::untrusted::SEARCHED {
            self.lines.push((level, text.to_owned()));
        } else {
            self.dropped = self.dropped.saturating_add(1);
        }
    }

    pub(crate) fn memory_refused(&self) -> bool {
        self.used.memory_refused
    }

    pub(crate) fn elements_refused(&self) -> bool {
        self.used.elements_refused
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }
}

impl crate::world::types::Host for State {}

impl ResourceLimiter for State {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let total = self.used.memory.saturating_add(desired.saturating_sub(current));
        if total > self.limits.memory_bytes() {
            self.used.memory_refused = true;
            return Ok(false);
        }
        self.used.memory = total;
        Ok(true)
    }

    fn table_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let total = self.used.elements.saturating_add(desired.saturating_sub(current));
        if total > self.limits.table_elements as usize {
            self.used.elements_refused = true;
            return Ok(false);
        }
        self.used.elements = total;
        Ok(true)
    }

    fn instances(&self) -> usize {
        crate::host::CORE_INSTANCES as usize
    }

    fn memories(&self) -> usize {
        crate::host::MEMORIES as usize
    }

    fn tables(&self) -> usize {
        crate::host::TABLES as usize
    }
}
