//! Stands in for the evaluator: every condition fails, so that every rule asks for a person.

use std::borrow::Cow;
use std::sync::Arc;

use hirewall_expr::Value;
use hirewall_expr::condition::Condition;
use hirewall_expr::functions::Fault;
use hirewall_expr::ir::Program;
use hirewall_model::{Record, Time};

pub(crate) const DEFAULT_FUEL: u64 = 1;

#[derive(Debug)]
#[expect(dead_code, reason = "the evaluator reads it")]
pub(crate) struct Inputs<'r> {
    pub(crate) record: Option<&'r Record<'r>>,
    pub(crate) variables: &'r [Value<'r>],
    pub(crate) lets: &'r [Program],
    pub(crate) now: Time,
    pub(crate) fuel: u64,
}

#[derive(Debug)]
pub(crate) struct Evaluator<'r> {
    inputs: Inputs<'r>,
}

#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) cell: u32,
    pub(crate) rest: Option<Arc<str>>,
}

#[derive(Debug, Clone)]
pub(crate) struct FaultAt {
    pub(crate) fault: Fault,
}

#[derive(Debug, Clone)]
pub(crate) struct Undetermined {
    pub(crate) missing: Vec<Place>,
    pub(crate) fault: Option<FaultAt>,
}

#[expect(dead_code, reason = "the evaluator makes them")]
pub(crate) enum Truth {
    True,
    False,
    Undetermined(Undetermined),
}

#[derive(Debug)]
pub(crate) struct Witness {
    pub(crate) label: Option<Arc<str>>,
    pub(crate) text: Arc<str>,
    pub(crate) places: Vec<Place>,
}

impl<'r> Evaluator<'r> {
    pub(crate) fn new(inputs: Inputs<'r>) -> Self {
        Self { inputs }
    }

    fn fault(&self) -> Undetermined {
        let _ = &self.inputs;
        let fault = Fault::Failed(Cow::Borrowed("conditions cannot be evaluated yet"));
        Undetermined { missing: Vec::new(), fault: Some(FaultAt { fault }) }
    }

    pub(crate) fn truth(&mut self, _: &'r Condition) -> Truth {
        Truth::Undetermined(self.fault())
    }

    pub(crate) fn witnesses(&mut self, _: &'r Condition) -> Vec<Witness> {
        let _ = self.fault();
        Vec::new()
    }

    pub(crate) fn value_and_places(&mut self, _: &'r Program) -> (Result<Value<'r>, Undetermined>, Vec<Place>) {
        (Err(self.fault()), Vec::new())
    }
}
