//! `cel`: a program for each rule, all of them executed.

use cel::{Context, Program, Value};

use crate::engine::{Engine, Rule};

pub struct Cel {
    programs: Vec<Program>,
    held: Vec<bool>,
}

impl Cel {
    pub fn new(rules: &[Rule]) -> Self {
        let programs = rules.iter().map(|rule| Program::compile(&rule.text).expect("it is CEL")).collect();
        Self { programs, held: vec![true; rules.len()] }
    }
}

impl Engine for Cel {
    fn held(&self) -> &[bool] {
        &self.held
    }

    fn matching(&mut self, record: &str) -> Vec<u32> {
        let record: serde_json::Value = serde_json::from_str(record).expect("JSON");
        let mut context = Context::default();
        context.add_variable("applicant", record).expect("a value");
        let holds = |program: &Program| program.execute(&context) == Ok(Value::Bool(true));
        (0..).zip(&self.programs).filter(|(_, program)| holds(program)).map(|(number, _)| number).collect()
    }
}
