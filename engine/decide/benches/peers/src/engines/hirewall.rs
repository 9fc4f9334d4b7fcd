//! Ours, as a decision uses it: bytes checked against the schema, then the plan of all rules.

use std::sync::Arc;

use hirewall_decide::{Decider, Given};
use hirewall_model::{DecodeOptions, Record, Schema, Scratch};

use crate::engine::Engine;
use crate::workload;

pub struct Hirewall {
    decider: Decider,
    schema: Arc<Schema>,
    given: Given,
    scratch: Scratch,
    held: Vec<bool>,
}

impl Hirewall {
    pub fn new(rules: usize) -> Self {
        let decider = workload::decider(rules);
        let schema = decider.bundle().schemas["applicant"].clone();
        let given = Given::at("2026-02-01T00:00:00Z".parse().expect("a time"));
        Self { decider, schema, given, scratch: Scratch::default(), held: vec![true; rules] }
    }
}

impl Engine for Hirewall {
    fn held(&self) -> &[bool] {
        &self.held
    }

    fn matching(&mut self, record: &str) -> Vec<u32> {
        let options = DecodeOptions::default();
        let decoded = Record::decode_with(&self.schema, record.as_bytes(), &options, &mut self.scratch);
        let record = decoded.expect("the record fits its schema").record;
        let matching = self.decider.matching(&record, &self.given).expect("the record is of the bundle's schema");
        self.scratch.reclaim(record);
        matching
    }
}
