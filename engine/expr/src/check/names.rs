//! Names: macros' variables first, then the environment's by the longest prefix and the nearest container, as CEL has it.

use std::sync::Arc;

use hirewall_diagnostic::Span;
use hirewall_diagnostic::codes::condition::{E203, E212};

use super::checker::{Checker, Origin, Place};
use super::env::{Declared, Env};
use super::suggest::{did_you_mean, listed, nearest};
use crate::ir::{Ir, IrId};
use crate::syntax::{Node, NodeId};
use crate::{Problem, Type, Value};

/// The type that a name denotes as a value.
fn type_named(name: &str) -> Option<Type> {
    let ty = match name {
        "bool"
        | "int"
        | "uint"
        | "double"
        | "string"
        | "bytes"
        | "list"
        | "map"
        | "null_type"
        | "optional_type"
        | "net.IP"
        | "net.CIDR"
        | "google.protobuf.Timestamp"
        | "google.protobuf.Duration" => Type::parse(name)?,
        "type" => Type::Type(Arc::new(Type::Dyn)),
        _ => return None,
    };
    Some(ty)
}

/// The names under a first name.
fn members<'e>(env: &'e Env, first: &str) -> Vec<&'e str> {
    env.names.keys().filter_map(|name| name.strip_prefix(first)?.strip_prefix('.')).collect()
}

impl Checker<'_> {
    /// A name and the fields selected from it, or fields selected from any operand. With `presence`, the last selection is
    /// the field whose presence is asked for, never part of a dotted name.
    #[inline(never)]
    pub(super) fn path(&mut self, id: NodeId, presence: bool) -> IrId {
        let ast = self.ast;
        let mut selects = Vec::new();
        let mut base = id;
        while let Node::Select { operand, .. } = ast.node(base) {
            selects.push(base);
            base = *operand;
        }
        selects.reverse();
        let (mut ir, used) = match ast.node(base) {
            Node::Ident { .. } => self.name(base, &selects, presence),
            _ => match self.table_cell(base, &selects) {
                Some(cell) => (cell, 1),
                None => (self.lower(base), 0),
            },
        };
        for select in selects.get(used..).unwrap_or(&[]) {
            ir = self.select(ir, *select);
        }
        ir
    }

    /// What a name denotes, and how many of the selections after it are part of the name.
    #[inline(never)]
    fn name(&mut self, base: NodeId, selects: &[NodeId], presence: bool) -> (IrId, usize) {
        let Node::Ident { name, absolute } = self.ast.node(base) else { return (IrId(0), 0) };
        if !absolute && let Some(local) = self.local(name, self.ast.span(base)) {
            return (local, 0);
        }
        if presence && let Some(found) = self.whole_frame(name, selects, *absolute) {
            return (found, selects.len());
        }
        let mut dotted = vec![name.to_string()];
        for select in selects {
            match self.ast.node(*select) {
                Node::Select { field, optional: false, .. } => {
                    let longer = format!("{}.{field}", dotted.last().map_or("", String::as_str));
                    dotted.push(longer);
                }
                _ => break,
            }
        }
        dotted.truncate(dotted.len().min(selects.len() + 1 - usize::from(presence && !selects.is_empty())).min(12));
        for (used, dotted) in dotted.iter().enumerate().rev() {
            let last = used.checked_sub(1).and_then(|at| selects.get(at)).copied().unwrap_or(base);
            if let Some(found) = self.declared(dotted, *absolute, self.ast.span(last)) {
                return (found, used);
            }
        }
        if self.checked && self.env.namespaces.contains_key(&**name) {
            return (self.unknown_member(name, self.ast.span(base), selects.first().copied()), selects.len());
        }
        if matches!(&**name, "lists" | "tables") && self.checked {
            let span = selects.first().map_or(self.ast.span(base), |select| self.ast.span(*select));
            return (self.misused(name, span, selects.first().copied()), selects.len());
        }
        (self.undeclared(name, self.ast.span(base)), 0)
    }

    /// A macro's variable.
    pub(super) fn local(&mut self, name: &str, span: Span) -> Option<IrId> {
        let scope = self.scopes.iter().rev().find(|scope| &*scope.name == name)?;
        let (ir, ty, place) = (Ir::Local(scope.local), scope.ty.clone(), scope.place.clone());
        Some(self.add_at(ir, ty, span, place))
    }

    /// The full names that a written one may stand for, the nearest container first.
    pub(super) fn candidates(&self, name: &str, absolute: bool) -> Vec<String> {
        let mut found = Vec::new();
        let mut container = if absolute { "" } else { self.env.container.as_str() };
        while !container.is_empty() {
            found.push(format!("{container}.{name}"));
            container = container.rsplit_once('.').map_or("", |(outer, _)| outer);
        }
        found.push(name.to_owned());
        found
    }

    /// The frame that a whole path names: of it alone the presence may be asked for.
    fn whole_frame(&mut self, name: &str, selects: &[NodeId], absolute: bool) -> Option<IrId> {
        let mut full = name.to_owned();
        for select in selects {
            let Node::Select { field, optional: false, .. } = self.ast.node(*select) else { return None };
            full = format!("{full}.{field}");
        }
        let frame = self
            .candidates(&full, absolute)
            .iter()
            .any(|full| matches!(self.env.names.get(full), Some(Declared::Frame(..) | Declared::Refused(..))));
        let span = selects.last().map(|select| self.ast.span(*select))?;
        if frame { self.declared(&full, absolute, span) } else { None }
    }

    fn declared(&mut self, name: &str, absolute: bool, span: Span) -> Option<IrId> {
        for full in self.candidates(name, absolute) {
            let (ir, ty, place) = match self.env.names.get(&full) {
                Some(Declared::Variable(index, ty)) => (Ir::Variable(*index), ty.clone(), None),
                Some(Declared::Let(index, ty)) => (Ir::Let(*index), ty.clone(), None),
                Some(Declared::Record(schema)) => {
                    let place = Place { frame: 0, path: Arc::from(""), origin: Origin::Root, optional: Arc::from([]) };
                    (
                        Ir::Field { frame: 0, offset: 0, field: None },
                        Type::Object(Arc::clone(schema.root())),
                        Some(place),
                    )
                }
                Some(Declared::Frame(frame, schema)) => {
                    let (frame, optional) = (*frame, Arc::from([Arc::from("")]));
                    let place = Place { frame, path: Arc::from(""), origin: Origin::Root, optional };
                    (Ir::Field { frame, offset: 0, field: None }, Type::Object(Arc::clone(schema.root())), Some(place))
                }
                Some(Declared::Refused(message, help)) => {
                    return Some(self.fail(Problem::new(E203, span, message.clone()).help(help.clone())));
                }
                None if full == "now" => (Ir::Now, Type::Timestamp, None),
                None => match type_named(&full) {
                    Some(ty) => (Ir::Const(Value::Type(Arc::new(ty.clone()))), Type::Type(Arc::new(ty)), None),
                    None => continue,
                },
            };
            return Some(self.add_at(ir, ty, span, place));
        }
        None
    }

    #[cold]
    #[inline(never)]
    fn undeclared(&mut self, name: &str, span: Span) -> IrId {
        let known: Vec<&str> = self
            .scopes
            .iter()
            .map(|scope| &*scope.name)
            .chain(self.env.names.keys().map(String::as_str))
            .chain(["now", "lists", "tables"])
            .chain(self.env.namespaces.keys().map(String::as_str).filter(|first| !members(self.env, first).is_empty()))
            .filter(|name| !name.starts_with('@'))
            .collect();
        let mut problem = Problem::new(E203, span, format!("`{name}` is not declared"));
        if let Some(meant) = nearest(name, known.iter().copied()) {
            problem = problem.label(did_you_mean(meant));
        }
        let record = self.env.names.iter().find_map(|(root, declared)| match declared {
            Declared::Record(schema) => Some((root, schema)),
            _ => None,
        });
        let inside = record.and_then(|(root, schema)| {
            schema.root().field(name).map(|_| format!("The record has such a field: write `{root}.{name}`."))
        });
        let help = inside.or_else(|| {
            if self.env.tables.contains_key(name) {
                Some(format!("There is a table of this name: write `tables.{name}[key].column`."))
            } else if self.env.lists.contains_key(name) {
                Some(format!("There is a list of this name: write `x in lists.{name}`."))
            } else if known.is_empty() {
                None
            } else {
                let mut known = known.clone();
                known.dedup();
                Some(format!("Declared are {}. A text stands in quotes: `\"{name}\"`.", listed(known, 8)))
            }
        });
        let id = self.fail(problem.maybe_help(help));
        if !self.checked {
            self.replace(id, Ir::Fault(Arc::from(format!("undeclared reference to '{name}'"))), Type::Dyn);
        }
        id
    }

    /// A name under a first name that is none of those declared, or the first name alone.
    #[cold]
    #[inline(never)]
    fn unknown_member(&mut self, first: &str, span: Span, select: Option<NodeId>) -> IrId {
        let what = self.env.namespaces.get(first).copied().unwrap_or("name");
        let known = members(self.env, first);
        match select.map(|select| self.ast.node(select)) {
            Some(Node::Select { field, field_span, .. }) => {
                self.unknown_name(*field_span, what, field, &known);
                self.add(Ir::Const(Value::Null), Type::Error, span)
            }
            _ => {
                let problem = Problem::new(E203, span, format!("`{first}` alone has no value"));
                let help = match known.as_slice() {
                    [] => format!("Name a {what}, as in `{first}.name`, when one is declared: `{what}: name`."),
                    known => {
                        let example = known.first().copied().unwrap_or_default();
                        let known = listed(known.iter().copied(), 8);
                        format!("Name a {what}, as in `{first}.{example}`; there are {known}.")
                    }
                };
                self.fail(problem.help(help))
            }
        }
    }

    /// A named list or table where neither can stand.
    #[cold]
    #[inline(never)]
    fn misused(&mut self, root: &str, span: Span, select: Option<NodeId>) -> IrId {
        let name = match select.map(|select| self.ast.node(select)) {
            Some(Node::Select { field, .. }) => Arc::clone(field),
            _ => Arc::from("name"),
        };
        if select.is_some() {
            let known = if root == "lists" {
                self.find_list(&name, span).is_some()
            } else {
                self.find_table(&name, span).is_some()
            };
            if !known {
                return self.add(Ir::Const(Value::Null), Type::Error, span);
            }
        }
        let problem = if root == "lists" {
            Problem::new(E212, span, "a named list can only stand right of `in`")
                .help(format!("Write `value in lists.{name}`."))
        } else {
            Problem::new(E212, span, "a table is read with a key and a column, or asked for a key")
                .help(format!("Write `tables.{name}[key].column` or `key in tables.{name}`."))
        };
        self.fail(problem)
    }

    /// The list of a name; reports a name that is none.
    pub(super) fn find_list(&mut self, name: &str, span: Span) -> Option<Arc<crate::named::NamedList>> {
        let found = self.env.lists.get(name).cloned();
        if found.is_none() {
            let known: Vec<&str> = self.env.lists.keys().map(String::as_str).collect();
            self.unknown_name(span, "list", name, &known);
        }
        found
    }

    /// The table of a name; reports a name that is none.
    pub(super) fn find_table(&mut self, name: &str, span: Span) -> Option<Arc<crate::named::Table>> {
        let found = self.env.tables.get(name).cloned();
        if found.is_none() {
            let known: Vec<&str> = self.env.tables.keys().map(String::as_str).collect();
            self.unknown_name(span, "table", name, &known);
        }
        found
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unknown_name(&mut self, span: Span, what: &str, name: &str, known: &[&str]) {
        let mut problem = Problem::new(E203, span, format!("there is no {what} `{name}`"));
        if let Some(meant) = nearest(name, known.iter().copied()) {
            problem = problem.label(did_you_mean(meant));
        }
        problem = if known.is_empty() {
            problem.help(format!("Declare it in a file of the policy directory: `{what}: {name}`."))
        } else {
            problem.help(match known {
                [only] => format!("There is only `{only}`."),
                known => format!("There are {}.", listed(known.iter().copied(), 8)),
            })
        };
        self.report(problem);
    }
}
