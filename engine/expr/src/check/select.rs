//! Fields, keys and elements: `a.b`, `a.?b`, `a[0]`, `tables.name[key].column`, and the macros `has` and `missing`.

use std::sync::Arc;

use hirewall_diagnostic::Span;
use hirewall_diagnostic::codes::condition::{E203, E204, E209, E222};
use hirewall_model::{FieldType, Shape};

use super::checker::{Checker, Origin, Place};
use super::env::Declared;
use super::suggest::{did_you_mean, listed, nearest};
use crate::ir::{FieldRef, Ir, IrId};
use crate::syntax::{Node, NodeId};
use crate::{Problem, Type};

impl Checker<'_> {
    /// `operand.field` of a lowered operand.
    #[inline(never)]
    pub(super) fn select(&mut self, operand: IrId, id: NodeId) -> IrId {
        let Node::Select { field, field_span, optional, .. } = self.ast.node(id) else { return operand };
        let span = self.ast.span(id);
        let ty = self.ty(operand).clone();
        let key = || Ir::Select { operand, key: Arc::clone(field), optional: *optional };
        match &ty {
            Type::Object(shape) => match self.member(operand, shape, field, span) {
                Some(found) if *optional => self.optional_field(found, span),
                Some(found) => found,
                None => self.no_field(operand, shape, field, *field_span),
            },
            Type::Optional(inner) => match &**inner {
                Type::Object(shape) => match self.ir(operand) {
                    Some(Ir::OptionalField(inside)) => {
                        let inside = *inside;
                        match self.member(inside, shape, field, span) {
                            Some(found) => {
                                let ty = Type::Optional(Arc::new(self.ty(found).clone()));
                                self.replace(operand, Ir::OptionalField(found), ty);
                                if let Some(known) = self.spans.get_mut(operand.0 as usize) {
                                    *known = span;
                                }
                                operand
                            }
                            None => self.no_field(inside, shape, field, *field_span),
                        }
                    }
                    _ => match shape.field(field).map(|field| Type::of_field(&field.ty)) {
                        Some(ty) => self.add(key(), Type::Optional(Arc::new(ty)), span),
                        None => self.no_field(operand, shape, field, *field_span),
                    },
                },
                Type::Map(types) => self.add(key(), Type::Optional(Arc::new(types.1.clone())), span),
                inner if inner.is_dyn() => self.add(key(), Type::Optional(Arc::new(Type::Dyn)), span),
                _ => self.no_fields(operand, field, span, *field_span),
            },
            Type::Map(types) if *optional => self.add(key(), Type::Optional(Arc::new(types.1.clone())), span),
            Type::Map(types) => self.add(key(), types.1.clone(), span),
            ty if ty.is_dyn() => {
                let ty = match ty {
                    Type::Error => Type::Error,
                    _ if *optional => Type::Optional(Arc::new(Type::Dyn)),
                    _ => Type::Dyn,
                };
                let place = self.place(operand).cloned();
                self.add_at(key(), ty, span, place)
            }
            _ => self.no_fields(operand, field, span, *field_span),
        }
    }

    /// A declared field of an object.
    #[inline(never)]
    fn member(&mut self, object: IrId, shape: &Arc<Shape>, name: &str, span: Span) -> Option<IrId> {
        let index = shape.fields.iter().position(|field| &*field.name == name)?;
        let field = shape.fields.get(index)?;
        let owner = self.place(object);
        let found = if owner.is_none() { self.path_of(shape) } else { None };
        let (frame, path) = match (owner, &found) {
            (Some(place), _) => (place.frame, Some(&*place.path)),
            (None, Some((frame, path))) => (*frame, Some(path.as_str())),
            (None, None) => (0, None),
        };
        let path: Arc<str> = match path {
            None | Some("") => Arc::clone(&field.name),
            Some(path) => Arc::from(format!("{path}.{name}")),
        };
        let mut optional: Vec<Arc<str>> = owner.map_or_else(Vec::new, |place| place.optional.to_vec());
        if !field.required {
            optional.push(Arc::clone(&path));
        }
        let declared = FieldRef {
            path: Arc::clone(&path),
            shape: Arc::clone(shape),
            index: u32::try_from(index).unwrap_or(u32::MAX),
        };
        let place = Place { frame, path, origin: Origin::Field(declared.clone()), optional: optional.into() };
        let ty = Type::of_field(&field.ty);
        let longer = match self.ir(object) {
            Some(Ir::Field { frame, offset, .. }) => {
                Some(Ir::Field { frame: *frame, offset: offset + field.offset, field: Some(declared.clone()) })
            }
            Some(Ir::Member { object, offset, .. }) => {
                Some(Ir::Member { object: *object, offset: offset + field.offset, field: declared.clone() })
            }
            _ => None,
        };
        match longer {
            Some(ir) => {
                self.replace(object, ir, ty);
                let at = object.0 as usize;
                if let (Some(known), Some(known_place)) = (self.spans.get_mut(at), self.places.get_mut(at)) {
                    *known = span;
                    *known_place = Some(place);
                }
                Some(object)
            }
            None => {
                Some(self.add_at(Ir::Member { object, offset: field.offset, field: declared }, ty, span, Some(place)))
            }
        }
    }

    /// Where the record or a frame has objects of a shape, for objects that functions hand on.
    #[inline(never)]
    fn path_of(&self, shape: &Arc<Shape>) -> Option<(u32, String)> {
        self.env.names.values().find_map(|declared| {
            let (frame, schema) = match declared {
                Declared::Record(schema) => (0, schema),
                Declared::Frame(frame, schema) => (*frame, schema),
                _ => return None,
            };
            Some((frame, Self::path_in(schema.root(), shape)?))
        })
    }

    /// Where below an object there are objects of a shape.
    fn path_in(root: &Arc<Shape>, shape: &Arc<Shape>) -> Option<String> {
        let mut open = vec![(String::new(), root)];
        while let Some((path, inside)) = open.pop() {
            if Arc::ptr_eq(inside, shape) {
                return Some(path);
            }
            for field in &inside.fields {
                let mut path = if path.is_empty() { field.name.to_string() } else { format!("{path}.{}", field.name) };
                let mut ty = &field.ty;
                while let FieldType::List(element) = ty {
                    path.push_str(".*");
                    ty = &element.ty;
                }
                if let FieldType::Object(shape) = ty {
                    open.push((path, shape));
                }
            }
        }
        None
    }

    fn optional_field(&mut self, found: IrId, span: Span) -> IrId {
        let ty = Type::Optional(Arc::new(self.ty(found).clone()));
        self.add(Ir::OptionalField(found), ty, span)
    }

    /// A field that the schema does not declare.
    #[cold]
    #[inline(never)]
    fn no_field(&mut self, operand: IrId, shape: &Arc<Shape>, name: &str, span: Span) -> IrId {
        let operand_text = self.shown(self.span(operand));
        let mut problem = Problem::new(E203, span, format!("`{operand_text}` has no field `{name}`"));
        let fields = || shape.fields.iter().map(|field| &*field.name);
        if let Some(meant) = nearest(name, fields()) {
            problem = problem.label(did_you_mean(meant));
        }
        let help = self.elsewhere(name).unwrap_or_else(|| {
            if shape.fields.is_empty() {
                String::from("The schema declares no fields here.")
            } else {
                format!("Its fields are {}.", listed(fields(), 10))
            }
        });
        self.fail(problem.help(help))
    }

    /// Where the record or a frame has a field of that name, if at one place only.
    fn elsewhere(&self, name: &str) -> Option<String> {
        let roots = self.env.names.iter().filter_map(|(root, declared)| match declared {
            Declared::Record(schema) | Declared::Frame(_, schema) => Some((root.clone(), schema.root(), 0)),
            _ => None,
        });
        let mut open: Vec<_> = roots.collect();
        let mut found = Vec::new();
        while let Some((path, shape, depth)) = open.pop() {
            for field in &shape.fields {
                let path = format!("{path}.{}", field.name);
                if &*field.name == name {
                    found.push(path.clone());
                }
                if let FieldType::Object(shape) = &field.ty
                    && depth < 8
                {
                    open.push((path, shape, depth + 1));
                }
            }
        }
        match found.as_slice() {
            [only] => Some(format!("There is a field of this name elsewhere: `{only}`.")),
            _ => None,
        }
    }

    /// A field of a value that has none.
    #[cold]
    #[inline(never)]
    fn no_fields(&mut self, operand: IrId, field: &str, span: Span, field_span: Span) -> IrId {
        let shown = self.shown(self.span(operand));
        let ty = self.ty(operand).clone();
        let problem = match &ty {
            Type::List(element) => {
                let problem =
                    Problem::new(E204, field_span, format!("`{shown}` is a list, so it has no field `{field}`"));
                match &**element {
                    _ if matches!(field, "length" | "len" | "size" | "count") => {
                        problem.help(format!("Write `size({shown})`."))
                    }
                    Type::Object(shape) if shape.field(field).is_some() => {
                        problem.help(format!("Its elements have: write `{shown}.exists(x, x.{field} == …)`, or `{shown}[0].{field}` for the first."))
                    }
                    _ => problem.help(format!("Look at its elements: `{shown}.exists(x, …)`.")),
                }
            }
            Type::Timestamp => Problem::new(E204, field_span, format!("`{shown}` is of type {ty} and has no fields"))
                .help("A part of a timestamp is a function: `getFullYear()`, `getMonth()`, `getHours()`."),
            _ => {
                let problem = Problem::new(E204, field_span, format!("`{shown}` is of type {ty} and has no fields"));
                match field {
                    "length" | "len" | "size" | "count" => problem.help(format!("Write `size({shown})`.")),
                    _ => problem,
                }
            }
        };
        let id = self.fail(problem);
        if let Some(known) = self.spans.get_mut(id.0 as usize) {
            *known = span;
        }
        id
    }

    /// `operand[index]`
    #[inline(never)]
    pub(super) fn index(&mut self, id: NodeId) -> IrId {
        let Node::Index { operand, index, optional } = self.ast.node(id) else { return IrId(0) };
        let operand = self.lower(*operand);
        let index = self.lower(*index);
        let span = self.ast.span(id);
        let (given, inside) = match self.ty(operand).clone() {
            Type::Optional(inner) => ((*inner).clone(), true),
            ty => (ty, false),
        };
        let at = self.ty(index);
        let ty = match &given {
            Type::List(element) if at.is_dyn() || at.is_number() => (**element).clone(),
            Type::Map(types) if super::unify::comparable(at, &types.0) => types.1.clone(),
            Type::Error => Type::Error,
            given if given.is_dyn() => Type::Dyn,
            _ => return self.bad_index(operand, index, span),
        };
        let place = match (self.place(operand), &given) {
            (Some(place), Type::List(_)) => element_place(place, true),
            (Some(place), ty) if ty.is_dyn() => Some(place.clone()),
            _ => None,
        };
        let ty = if *optional || inside { Type::Optional(Arc::new(ty)) } else { ty };
        self.add_at(Ir::Index { operand, index, optional: *optional }, ty, span, place)
    }

    #[cold]
    #[inline(never)]
    fn bad_index(&mut self, operand: IrId, index: IrId, span: Span) -> IrId {
        let shown = self.shown(self.span(operand));
        let (ty, at) = (self.ty(operand).clone(), self.ty(index).clone());
        let problem = match &ty {
            Type::List(_) => {
                Problem::new(E204, self.span(index), format!("the index of a list is an int, not of type {at}"))
            }
            Type::Map(types) => {
                Problem::new(E204, self.span(index), format!("the keys of `{shown}` are of type {}, not {at}", types.0))
            }
            Type::Object(_) => Problem::new(E204, span, format!("`{shown}` is an object of the record, not a map"))
                .help(format!("Select a field: `{shown}.name`.")),
            _ => Problem::new(E204, span, format!("`{shown}` is of type {ty} and has no elements")),
        };
        self.fail(problem)
    }

    /// `tables.name[key].column`, if the base and its first selection are that.
    #[inline(never)]
    pub(super) fn table_cell(&mut self, base: NodeId, selects: &[NodeId]) -> Option<IrId> {
        let ast = self.ast;
        let Node::Index { operand, index, .. } = ast.node(base) else { return None };
        let Node::Select { operand: root, field: name, .. } = ast.node(*operand) else { return None };
        if !self.is_reserved_root(*root, "tables") {
            return None;
        }
        let Node::Select { field: column, field_span, .. } = ast.node(*selects.first()?) else { return None };
        let span = ast.span(*selects.first()?);
        let Some(table) = self.find_table(name, ast.span(*operand)) else {
            return Some(self.add(Ir::Const(crate::Value::Null), Type::Error, span));
        };
        let key = self.lower(*index);
        let ty = self.ty(key).clone();
        self.table_key(&table, key, &ty);
        let Some(at) = table.column(column) else {
            let known: Vec<&str> = table.columns().map(|(name, _)| name).collect();
            self.unknown_name(*field_span, "column", column, &known);
            return Some(self.add(Ir::Const(crate::Value::Null), Type::Error, span));
        };
        let ty = table.columns().nth(at as usize).map_or(Type::Dyn, |(_, column)| column.ty());
        Some(self.add(Ir::TableCell { table, key, column: at }, ty, span))
    }

    /// Reports a key of another type than the table's.
    pub(super) fn table_key(&mut self, table: &crate::named::Table, key: IrId, ty: &Type) {
        let wanted = table.key_type().ty();
        if !super::unify::comparable(ty, &wanted) {
            let text = format!("the keys of the table `{}` are of type {wanted}, not {ty}", table.name());
            let problem = Problem::new(E204, self.span(key), text);
            self.report(problem);
        }
    }

    /// Whether a node is the name `lists` or `tables` and nothing else is declared under it.
    pub(super) fn is_reserved_root(&self, id: NodeId, root: &str) -> bool {
        let Node::Ident { name, .. } = self.ast.node(id) else { return false };
        &**name == root && !self.env.names.contains_key(root) && !self.scopes.iter().any(|scope| scope.name == *name)
    }

    /// `has(a.b)`
    #[inline(never)]
    pub(super) fn has(&mut self, id: NodeId, args: &[NodeId]) -> IrId {
        let span = self.ast.span(id);
        let [arg] = args else {
            return self.fail(Problem::new(E209, span, "`has` takes one path").help("Write `has(a.b.c)`."));
        };
        if !matches!(self.ast.node(*arg), Node::Select { .. }) {
            let problem = Problem::new(E209, self.ast.span(*arg), "`has` takes a path that ends with a field");
            return self.fail(problem.help(
                "Write `has(a.b.c)`; whether a list has an element is asked with `size`, or with `missing(list[0])`.",
            ));
        }
        let path = self.path(*arg, true);
        self.redundant(path, span, "has", "true");
        self.add(Ir::Has(path), Type::Bool, span)
    }

    /// `missing(a.b[0])`
    #[inline(never)]
    pub(super) fn missing(&mut self, id: NodeId, args: &[NodeId]) -> IrId {
        let span = self.ast.span(id);
        let [arg] = args else {
            return self.fail(Problem::new(E209, span, "`missing` takes one path").help("Write `missing(a.b.c)`."));
        };
        if !matches!(self.ast.node(*arg), Node::Select { .. } | Node::Index { .. } | Node::Ident { .. }) {
            let problem = Problem::new(E209, self.ast.span(*arg), "`missing` takes a path");
            return self.fail(problem.help("Write `missing(a.b.c)` or `missing(a.list[0])`."));
        }
        let path = self.lower(*arg);
        self.redundant(path, span, "missing", "false");
        self.add(Ir::Missing(path), Type::Bool, span)
    }

    #[inline(never)]
    fn redundant(&mut self, path: IrId, span: Span, name: &str, value: &str) {
        let declared = matches!(self.ir(path), Some(Ir::Field { field: Some(_), .. } | Ir::Member { .. }));
        if declared && self.place(path).is_some_and(|place| place.optional.is_empty()) {
            let shown = self.shown(self.span(path));
            let problem =
                Problem::new(E222, span, format!("the schema requires `{shown}`, so `{name}` is always {value}"));
            self.warnings.push(problem.help("Leave the test out."));
        }
    }
}

/// The place of a list's elements: reached through an index they may be absent with the list, in a macro the list is there.
pub(super) fn element_place(list: &Place, indexed: bool) -> Option<Place> {
    let element = match &list.field()?.ty {
        FieldType::List(element) => Arc::clone(element),
        _ => return None,
    };
    let optional = if indexed { Arc::clone(&list.optional) } else { Arc::from([]) };
    let path = Arc::from(format!("{}.*", list.path));
    Some(Place { frame: list.frame, path, origin: Origin::Element(element), optional })
}
