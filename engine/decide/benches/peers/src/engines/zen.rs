//! `zen-expression`: an expression for each rule, all of them evaluated.

use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{Expression, Scope, Variable, compile_expression};

use crate::condition::{Condition, Path, TextTest, list, quoted};
use crate::engine::{Engine, Rule};

pub struct Zen {
    expressions: Vec<Expression<Standard>>,
    machine: VM,
    held: Vec<bool>,
}

impl Zen {
    pub fn new(rules: &[Rule]) -> Self {
        let compile = |rule: &Rule| compile_expression(&write(&rule.condition)).expect("it is an expression");
        Self { expressions: rules.iter().map(compile).collect(), machine: VM::new(), held: vec![true; rules.len()] }
    }
}

impl Engine for Zen {
    fn held(&self) -> &[bool] {
        &self.held
    }

    fn matching(&mut self, record: &str) -> Vec<u32> {
        let record: Variable = serde_json::from_str(record).expect("JSON");
        let scope = Scope::new(record);
        let mut matching = Vec::new();
        for (number, expression) in (0..).zip(&self.expressions) {
            let answer = expression.evaluate_with_scope(&scope, &mut self.machine).expect("it answers");
            if answer.as_bool() == Some(true) {
                matching.push(number);
            }
        }
        matching
    }
}

/// A condition in the language of Zen.
pub fn write(condition: &Condition) -> String {
    let join = |parts: &[Condition], operator: &str| {
        format!("({})", parts.iter().map(write).collect::<Vec<_>>().join(operator))
    };
    match condition {
        Condition::All(parts) => join(parts, " and "),
        Condition::Any(parts) => join(parts, " or "),
        Condition::Not(part) => format!("not ({})", write(part)),
        Condition::Truth(field) => path(field),
        Condition::Compare(left, comparison, right) => {
            format!("{} {} {}", path(left), comparison.symbol(), right.quoted())
        }
        Condition::Fields(left, comparison, right) => {
            format!("{} {} {}", path(left), comparison.symbol(), path(right))
        }
        Condition::OneOf(field, texts) => format!("{} in [{}]", path(field), list(texts)),
        Condition::Holds(field, text) => format!("contains({}, {})", path(field), quoted(text)),
        Condition::Text(field, test, part) => {
            let function = match test {
                TextTest::StartsWith => "startsWith",
                TextTest::EndsWith => "endsWith",
                TextTest::Contains => "contains",
                TextTest::Matches => "matches",
            };
            format!("{function}({}, {})", path(field), quoted(part))
        }
        Condition::Exists(field, body) => format!("some({}, {})", path(field), write(body)),
    }
}

fn path(path: &Path) -> String {
    path.below(if path.of_element { "#" } else { "" })
}
