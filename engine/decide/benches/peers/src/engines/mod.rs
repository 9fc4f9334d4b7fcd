//! The engines, each in the form that its documentation gives for rules that are compiled once and evaluated often.

use crate::engine::{Engine, Rule};

mod a_tree;
mod cedar;
mod cel;
mod hirewall;
mod regorus;
mod zen;
mod zen_table;

/// Makes an engine of rules.
type Make = fn(&[Rule]) -> Box<dyn Engine>;

/// Their names, and how they are made. Ours is the first.
pub const ENGINES: &[(&str, Make)] = &[
    ("hirewall", |rules| Box::new(hirewall::Hirewall::new(rules.len()))),
    ("cel 0.15", |rules| Box::new(cel::Cel::new(rules))),
    ("regorus 0.14, interpreter", |rules| Box::new(regorus::Interpreter::new(rules))),
    ("regorus 0.14, virtual machine", |rules| Box::new(regorus::Machine::new(rules))),
    ("cedar-policy 4.14", |rules| Box::new(cedar::Cedar::new(rules))),
    ("zen-expression 2.1", |rules| Box::new(zen::Zen::new(rules))),
    ("zen-engine 2.1, decision table", |rules| Box::new(zen_table::Table::new(rules))),
    ("a-tree 0.6", |rules| Box::new(a_tree::Tree::new(rules))),
];
