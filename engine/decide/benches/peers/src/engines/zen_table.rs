//! `zen-engine`: one decision table with a row for each rule, all matching rows collected. What a rule asks of a single field stands in that
//! field's column, where the engine's index sees it; the rest is an expression in a column of its own.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use zen_engine::Decision;
use zen_engine::model::GraphContent;
use zen_expression::Variable;

use crate::condition::{Comparison, Condition, Constant, Path, list, quoted};
use crate::engine::{Engine, Rule};
use crate::engines::zen::write;

pub struct Table {
    decision: Decision,
    held: Vec<bool>,
}

impl Table {
    pub fn new(rules: &[Rule]) -> Self {
        let mut columns = BTreeMap::new();
        let rows: Vec<Value> = rules.iter().map(|rule| row(rule, &mut columns)).collect();
        let field = |(name, id): (&String, &String)| json!({"id": id, "name": name, "field": name});
        let mut inputs: Vec<Value> = columns.iter().map(field).collect();
        inputs.push(json!({"id": "rest", "name": "rest"}));
        let graph = json!({
            "nodes": [
                {"id": "in", "name": "in", "type": "inputNode", "content": {}},
                {"id": "table", "name": "table", "type": "decisionTableNode", "content": {
                    "hitPolicy": "collect",
                    "inputs": inputs,
                    "outputs": [{"id": "number", "name": "number", "field": "number"}],
                    "rules": rows,
                }},
                {"id": "out", "name": "out", "type": "outputNode", "content": {}},
            ],
            "edges": [
                {"id": "a", "type": "edge", "sourceId": "in", "targetId": "table"},
                {"id": "b", "type": "edge", "sourceId": "table", "targetId": "out"},
            ],
        });
        let content: GraphContent = serde_json::from_value(graph).expect("it is a decision graph");
        let mut decision = Decision::from(content);
        decision.compile();
        Self { decision, held: vec![true; rules.len()] }
    }
}

impl Engine for Table {
    fn held(&self) -> &[bool] {
        &self.held
    }

    fn matching(&mut self, record: &str) -> Vec<u32> {
        let record: Variable = serde_json::from_str(record).expect("JSON");
        let response = pollster::block_on(self.decision.evaluate(record)).expect("it answers");
        let number = |row: &Variable| {
            let number = row.dot("number").expect("the output");
            u32::try_from(number.as_number().expect("a number")).expect("a rule")
        };
        response.result.as_array().expect("rows").borrow().iter().map(number).collect()
    }
}

/// A row, with the columns that it fills.
fn row(rule: &Rule, columns: &mut BTreeMap<String, String>) -> Value {
    let parts = match &rule.condition {
        Condition::All(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut row = Map::from_iter([
        ("_id".to_owned(), Value::from(rule.number.to_string())),
        ("number".to_owned(), Value::from(rule.number.to_string())),
    ]);
    let mut rest: Vec<String> = Vec::new();
    for part in parts {
        match cell(part) {
            Some((field, cell)) => {
                let next = format!("c{}", columns.len());
                let column = columns.entry(field.below("")).or_insert(next);
                if row.contains_key(column) {
                    rest.push(write(part));
                } else {
                    row.insert(column.clone(), Value::from(cell));
                }
            }
            None => rest.push(write(part)),
        }
    }
    if !rest.is_empty() {
        row.insert("rest".to_owned(), Value::from(rest.join(" and ")));
    }
    Value::Object(row)
}

/// What a cell of the field's column says.
fn cell(part: &Condition) -> Option<(&Path, String)> {
    Some(match part {
        Condition::Truth(field) => (field, "true".to_owned()),
        Condition::Compare(field, Comparison::Equal, Constant::Text(text)) => (field, quoted(text)),
        Condition::Compare(field, comparison, Constant::Int(int)) => (field, format!("{} {int}", comparison.symbol())),
        Condition::OneOf(field, texts) => (field, list(texts)),
        Condition::Not(part) => match part.as_ref() {
            Condition::Truth(field) => (field, "false".to_owned()),
            _ => return None,
        },
        _ => return None,
    })
}
