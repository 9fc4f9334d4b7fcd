//! What a rule rests on: everything that its condition and its reason read, through named expressions and counters.

use std::collections::BTreeSet;

use hirewall_expr::ir::{Ir, Program};
use hirewall_policy::{Bundle, FrameOf, Piece, Policy, Rule};

/// What is read.
#[derive(Debug, Default)]
pub(super) struct Basis {
    /// Fields: record kind and path. Of a field and what lies in it only the inner one.
    pub(super) places: BTreeSet<(String, String)>,
    /// Signals: detector and path.
    pub(super) signals: BTreeSet<(String, String)>,
    /// Counters, by their full ids.
    pub(super) counters: BTreeSet<String>,
    /// Lists and tables, as conditions name them.
    pub(super) references: BTreeSet<String>,
    /// Named expressions that were looked at, by policy.
    seen: BTreeSet<(String, u32)>,
}

impl Basis {
    pub(super) fn of_rule(bundle: &Bundle, policy: &Policy, rule: &Rule) -> Self {
        let mut basis = Self::default();
        for program in rule.condition.programs() {
            basis.program(bundle, policy, program);
        }
        for piece in &rule.reason.pieces {
            if let Piece::Value(program) = piece {
                basis.program(bundle, policy, program);
            }
        }
        innermost(&mut basis.places);
        innermost(&mut basis.signals);
        basis
    }

    /// The detectors whose signals are read.
    pub(super) fn detectors(&self) -> impl Iterator<Item = &str> {
        self.signals.iter().map(|(detector, _)| detector.as_str())
    }

    /// Depth is bounded: a named expression reads those before it, a counter's expressions read no counter, and each is looked at once.
    fn program(&mut self, bundle: &Bundle, policy: &Policy, program: &Program) {
        for (_, node) in program.nodes() {
            match node {
                Ir::InNamedList(_, list) => {
                    self.references.insert(format!("lists.{}", list.name()));
                }
                Ir::InTable(_, table) | Ir::TableCell { table, .. } => {
                    self.references.insert(format!("tables.{}", table.name()));
                }
                Ir::Let(index) if self.seen.insert((policy.id.clone(), *index)) => {
                    if let Some(inner) = policy.let_programs.get(*index as usize) {
                        self.program(bundle, policy, inner);
                    }
                }
                _ => {}
            }
        }
        for read in program.reads() {
            let path = read.field.path.to_string();
            match bundle.frame(read.frame) {
                None => self.places.insert((policy.applies_to.clone(), path)),
                Some(FrameOf::Joined(schema)) => self.places.insert((schema.kind().name.clone(), path)),
                Some(FrameOf::Signals(detector)) => self.signals.insert((detector.id.clone(), path)),
                Some(FrameOf::Counters(owner)) => self.counter(bundle, owner, &path),
            };
        }
    }

    fn counter(&mut self, bundle: &Bundle, owner: &Policy, name: &str) -> bool {
        let Some(counter) = owner.counters.iter().find(|counter| counter.name() == name) else { return false };
        let new = self.counters.insert(counter.id.to_string());
        if new {
            for program in counter.keys.iter().chain(&counter.element).chain(&counter.filter) {
                self.program(bundle, owner, program);
            }
        }
        new
    }
}

/// Leaves out what holds something else that is there.
fn innermost(places: &mut BTreeSet<(String, String)>) {
    let all = places.clone();
    places.retain(|(of, path)| {
        let inside = |other: &str| other.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('.'));
        !all.iter().any(|(other_of, other)| other_of == of && inside(other))
    });
}
