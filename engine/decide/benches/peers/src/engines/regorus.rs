//! `regorus`: one Rego package, each rule a clause of the set of matching rules; in its interpreter, and in its virtual machine.

use std::fmt::Write as _;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine as Rego, Value};

use crate::condition::{Comparison, Condition, Path, TextTest, list, quoted};
use crate::engine::{Engine, Rule};

const ENTRY: &str = "data.workload.matching";

pub struct Interpreter {
    rego: Rego,
    held: Vec<bool>,
}

/// One machine after the other, as many as the rules need.
pub struct Machine {
    machines: Vec<RegoVM>,
    held: Vec<bool>,
}

impl Interpreter {
    pub fn new(rules: &[Rule]) -> Self {
        let mut rego = Rego::new();
        add(&mut rego, rules);
        Self { rego, held: vec![true; rules.len()] }
    }
}

/// Rules in one program of the machine, which holds no more than 65,535 instructions.
const RULES_PER_PROGRAM: usize = 2_000;

impl Machine {
    pub fn new(rules: &[Rule]) -> Self {
        let machine = |rules: &[Rule]| {
            let mut rego = Rego::new();
            add(&mut rego, rules);
            let policy = rego.compile_with_entrypoint(&ENTRY.into()).expect("it compiles");
            let program = Compiler::compile_from_policy(&policy, &[ENTRY]).expect("it compiles for the machine");
            let mut machine = RegoVM::new_with_policy(policy);
            machine.load_program(program);
            // More than any rule set here needs.
            machine.set_max_instructions(usize::MAX);
            machine
        };
        Self { machines: rules.chunks(RULES_PER_PROGRAM).map(machine).collect(), held: vec![true; rules.len()] }
    }
}

impl Engine for Interpreter {
    fn held(&self) -> &[bool] {
        &self.held
    }

    fn matching(&mut self, record: &str) -> Vec<u32> {
        self.rego.set_input(Value::from_json_str(record).expect("JSON"));
        numbers(&self.rego.eval_rule(ENTRY.to_owned()).expect("it answers"))
    }
}

impl Engine for Machine {
    fn held(&self) -> &[bool] {
        &self.held
    }

    fn matching(&mut self, record: &str) -> Vec<u32> {
        let record = Value::from_json_str(record).expect("JSON");
        let mut matching = Vec::new();
        for machine in &mut self.machines {
            machine.set_input(record.clone());
            matching.extend(numbers(&machine.execute().expect("it answers")));
        }
        matching
    }
}

fn numbers(found: &Value) -> Vec<u32> {
    let number = |value: &Value| value.as_u32().expect("a number");
    found.as_set().expect("a set").iter().map(number).collect()
}

/// Bytes of a module after which the next begins: it takes 20,000 lines a module, and 1,024 columns a line.
const MODULE: usize = 64 * 1024;

const HEAD: &str = "package workload\nimport rego.v1\n";

fn add(rego: &mut Rego, rules: &[Rule]) {
    let mut writer = Writer { module: HEAD.to_owned(), helpers: 0, variables: 0 };
    let mut modules = Vec::new();
    for rule in rules {
        for body in writer.bodies(&rule.condition, "") {
            writeln!(writer.module, "matching contains {} if {{\n{}\n}}", rule.number, body.join("\n"))
                .expect("a text");
        }
        if writer.module.len() > MODULE {
            modules.push(std::mem::replace(&mut writer.module, HEAD.to_owned()));
        }
    }
    modules.push(writer.module);
    for (at, module) in modules.into_iter().enumerate() {
        rego.add_policy(format!("workload-{at}.rego"), module).expect("it is Rego");
    }
}

struct Writer {
    module: String,
    helpers: usize,
    variables: usize,
}

impl Writer {
    /// The condition as bodies of which one must hold, each of statements that must all hold.
    fn bodies(&mut self, condition: &Condition, element: &str) -> Vec<Vec<String>> {
        let path = |path: &Path| path.below(if path.of_element { element } else { "input" });
        let one = |statement: String| vec![vec![statement]];
        match condition {
            Condition::All(parts) => {
                let mut all = vec![Vec::new()];
                for part in parts {
                    let part = self.bodies(part, element);
                    let with = |body: &Vec<String>| {
                        part.iter().map(|more| body.iter().chain(more).cloned().collect()).collect::<Vec<_>>()
                    };
                    all = all.iter().flat_map(with).collect();
                }
                all
            }
            Condition::Any(parts) => parts.iter().flat_map(|part| self.bodies(part, element)).collect(),
            Condition::Not(part) => match part.as_ref() {
                Condition::Compare(left, Comparison::Equal, right) => {
                    one(format!("{} != {}", path(left), right.quoted()))
                }
                part => {
                    let bodies = self.bodies(part, element);
                    if let [body] = bodies.as_slice()
                        && let [statement] = body.as_slice()
                        && !statement.starts_with("some ")
                    {
                        return one(format!("not {statement}"));
                    }
                    assert!(element.is_empty(), "a rule of its own cannot read the element");
                    let name = format!("helper_{}", self.helpers);
                    self.helpers += 1;
                    for body in bodies {
                        writeln!(self.module, "{name} if {{\n{}\n}}", body.join("\n")).expect("a text");
                    }
                    one(format!("not {name}"))
                }
            },
            Condition::Truth(field) => one(path(field)),
            Condition::Compare(left, comparison, right) => {
                one(format!("{} {} {}", path(left), comparison.symbol(), right.quoted()))
            }
            Condition::Fields(left, comparison, right) => {
                one(format!("{} {} {}", path(left), comparison.symbol(), path(right)))
            }
            Condition::OneOf(field, texts) => {
                one(format!("{} in {{{}}}", path(field), list(texts).replace(", ", ",\n")))
            }
            Condition::Holds(field, text) => one(format!("{} in {}", quoted(text), path(field))),
            Condition::Text(field, test, part) => {
                let (field, part) = (path(field), quoted(part));
                one(match test {
                    TextTest::StartsWith => format!("startswith({field}, {part})"),
                    TextTest::EndsWith => format!("endswith({field}, {part})"),
                    TextTest::Contains => format!("contains({field}, {part})"),
                    TextTest::Matches => format!("regex.match({part}, {field})"),
                })
            }
            Condition::Exists(field, body) => {
                let variable = format!("e{}", self.variables);
                self.variables += 1;
                let mut bodies = self.bodies(body, &variable);
                for statements in &mut bodies {
                    statements.insert(0, format!("some {variable} in {}", path(field)));
                }
                bodies
            }
        }
    }
}
