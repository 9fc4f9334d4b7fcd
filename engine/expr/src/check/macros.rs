//! Macros: calls whose arguments are names and conditions rather than values.

use std::sync::Arc;

use hirewall_diagnostic::codes::condition::{E204, E207, E209};

use super::checker::{Checker, Place, Scope};
use super::select::element_place;
use crate::ir::{Ir, IrId, LocalId, Quantifier};
use crate::syntax::{Literal, Node, NodeId};
use crate::{Problem, Type};

impl Checker<'_> {
    /// The node of a macro call; none if the call is no macro's.
    #[inline(never)]
    pub(super) fn macro_call(&mut self, id: NodeId) -> Option<IrId> {
        let ast = self.ast;
        let Node::Call { target, name, absolute, args, .. } = ast.node(id) else { return None };
        let Some(target) = target else {
            return match &**name {
                "has" if !absolute => Some(self.has(id, args)),
                "missing" if !absolute => Some(self.missing(id, args)),
                _ => None,
            };
        };
        if let Node::Ident { name: space, .. } = ast.node(*target)
            && &**space == "cel"
        {
            return match &**name {
                "bind" => Some(self.nested(id, |checker| checker.bind(id, args))),
                "block" => Some(self.nested(id, |checker| checker.block(id, args))),
                "index" | "iterVar" | "accuVar" => {
                    let name = self.variable_name(id)?;
                    let found = self.local(&name, ast.span(id));
                    Some(
                        found.unwrap_or_else(|| {
                            self.fail(Problem::new(E209, ast.span(id), "there is no such slot here"))
                        }),
                    )
                }
                _ => None,
            };
        }
        let flat = &**name == "optFlatMap";
        if flat || &**name == "optMap" {
            return Some(self.nested(id, |checker| checker.optional_map(id, *target, args, flat)));
        }
        let two = args.len() == 3;
        let (quantifier, least, most, two) = match &**name {
            "all" => (Quantifier::All, 2, 3, two),
            "exists" => (Quantifier::Exists, 2, 3, two),
            "exists_one" | "existsOne" => (Quantifier::ExistsOne, 2, 3, two),
            "filter" => (Quantifier::Filter, 2, 2, false),
            "map" => (Quantifier::Map, 2, 3, false),
            "transformList" => (Quantifier::Map, 3, 4, true),
            "transformMap" => (Quantifier::TransformMap, 3, 4, true),
            "transformMapEntry" => (Quantifier::TransformMapEntry, 3, 4, true),
            _ => return None,
        };
        if !(least..=most).contains(&args.len()) {
            return Some(self.wrong_form(id, name));
        }
        Some(self.nested(id, |checker| checker.comprehension(id, quantifier, *target, args, two)))
    }

    /// Runs the work of a macro, counted against the limit.
    #[inline(never)]
    fn nested(&mut self, id: NodeId, work: impl FnOnce(&mut Self) -> IrId) -> IrId {
        if self.macros >= self.env.limits.macros {
            let most = self.env.limits.macros;
            let problem = Problem::new(E207, self.ast.span(id), "too many macros stand inside one another");
            return self.refuse(problem.note(format!("The limit is {most} levels.")));
        }
        self.macros += 1;
        let scopes = self.scopes.len();
        let found = work(self);
        self.scopes.truncate(scopes);
        self.macros -= 1;
        found
    }

    #[cold]
    #[inline(never)]
    fn wrong_form(&mut self, id: NodeId, name: &str) -> IrId {
        let form = match name {
            "all" | "exists" | "exists_one" | "existsOne" => {
                format!("`list.{name}(x, condition)` or `map.{name}(key, value, condition)`")
            }
            "filter" => String::from("`list.filter(x, condition)`"),
            "map" => String::from("`list.map(x, value)` or `list.map(x, condition, value)`"),
            "cel.bind" => String::from("`cel.bind(name, value, expression)`"),
            "cel.block" => String::from("`cel.block([values], expression)`"),
            "optMap" | "optFlatMap" => format!("`optional.{name}(x, value)`"),
            _ => format!("`list.{name}(index, value, result)` or `list.{name}(index, value, condition, result)`"),
        };
        let problem = Problem::new(E209, self.ast.span(id), format!("`{name}` is given the wrong arguments"));
        self.fail(problem.help(format!("Write {form}.")))
    }

    /// The name that an argument gives to a variable.
    fn variable_name(&self, id: NodeId) -> Option<Arc<str>> {
        match self.ast.node(id) {
            Node::Ident { name, absolute: false } => Some(Arc::clone(name)),
            Node::Call { target: Some(target), name, args, .. } => {
                let Node::Ident { name: space, .. } = self.ast.node(*target) else { return None };
                let slots: Option<Vec<String>> = args
                    .iter()
                    .map(|arg| match self.ast.node(*arg) {
                        Node::Literal(Literal::Int(slot)) => Some(slot.to_string()),
                        _ => None,
                    })
                    .collect();
                let known = matches!((&**name, args.len()), ("index", 1) | ("iterVar" | "accuVar", 2));
                (&**space == "cel" && known)
                    .then(|| Arc::from(format!("@{name}:{}", slots.unwrap_or_default().join(":"))))
            }
            _ => None,
        }
    }

    /// Introduces a variable; reports an argument that is no name.
    #[inline(never)]
    fn introduce(&mut self, id: NodeId, ty: Type, place: Option<Place>) -> LocalId {
        let name = self.variable_name(id).unwrap_or_else(|| {
            let span = self.ast.span(id);
            let shown = self.shown(span);
            let problem = Problem::new(E209, span, format!("`{shown}` is no name for a variable"));
            self.report(problem.label("expected a name, such as `x`"));
            Arc::from("@")
        });
        self.introduce_named(name, ty, place)
    }

    fn introduce_named(&mut self, name: Arc<str>, ty: Type, place: Option<Place>) -> LocalId {
        let local = LocalId(self.locals);
        self.locals += 1;
        let ty = if self.checked { ty } else { Type::Dyn };
        self.scopes.push(Scope { name, local, ty, place });
        local
    }

    #[inline(never)]
    fn comprehension(
        &mut self,
        id: NodeId,
        quantifier: Quantifier,
        target: NodeId,
        args: &[NodeId],
        two: bool,
    ) -> IrId {
        let range = self.lower(target);
        let Some((first, second, place)) = self.range_types(range, id, two) else {
            return self.add(Ir::Const(crate::Value::Null), Type::Error, self.ast.span(id));
        };
        let (names, rest) = args.split_at_checked(if two { 2 } else { 1 }).unwrap_or((args, &[]));
        let [first_name, second_name @ ..] = names else { return range };
        if let ([other], true) = (second_name, self.checked)
            && self.variable_name(*first_name).is_some()
            && self.variable_name(*first_name) == self.variable_name(*other)
        {
            let problem = Problem::new(E209, self.ast.span(*other), "both variables have the same name");
            self.report(problem);
        }
        let first_local = self.introduce(*first_name, first, if two { None } else { place.clone() });
        let second_local = second_name.first().map(|name| self.introduce(*name, second, place));
        let (filter, body) = match rest {
            [filter, body] => (Some(self.lower(*filter)), self.lower(*body)),
            [body] => (None, self.lower(*body)),
            _ => (None, range),
        };
        if let Some(filter) = filter {
            self.expect_bool(filter, "the condition");
        }
        let ty = self.comprehension_type(quantifier, range, body);
        let ir = Ir::Comprehension { quantifier, range, first: first_local, second: second_local, filter, body };
        let place = self.place(range).filter(|_| quantifier == Quantifier::Filter).cloned();
        self.add_at(ir, ty, self.ast.span(id), place)
    }

    #[inline(never)]
    fn comprehension_type(&mut self, quantifier: Quantifier, range: IrId, body: IrId) -> Type {
        match quantifier {
            Quantifier::All | Quantifier::Exists | Quantifier::ExistsOne => {
                self.expect_bool(body, "the macro");
                Type::Bool
            }
            Quantifier::Filter => {
                self.expect_bool(body, "`filter`");
                match self.ty(range) {
                    Type::Map(types) => Type::List(Arc::new(types.0.clone())),
                    Type::List(element) => Type::List(Arc::clone(element)),
                    _ => Type::List(Arc::new(Type::Dyn)),
                }
            }
            Quantifier::Map => Type::List(Arc::new(self.ty(body).clone())),
            Quantifier::TransformMap => {
                let key = match self.ty(range) {
                    Type::Map(types) => types.0.clone(),
                    Type::List(_) => Type::Int,
                    _ => Type::Dyn,
                };
                Type::map(key, self.ty(body).clone())
            }
            Quantifier::TransformMapEntry => match self.ty(body) {
                Type::Map(types) => Type::Map(Arc::clone(types)),
                ty if ty.is_dyn() => Type::map(Type::Dyn, Type::Dyn),
                ty => {
                    let text = format!("`transformMapEntry` makes map entries, and this is of type {ty}");
                    let problem = Problem::new(E204, self.span(body), text);
                    self.report(problem.help("Write an entry as `{key: value}`."));
                    Type::Error
                }
            },
        }
    }

    /// The types of a macro's variables, and the place of the elements; with one variable, that of a map is its key.
    #[inline(never)]
    fn range_types(&mut self, range: IrId, id: NodeId, two: bool) -> Option<(Type, Type, Option<Place>)> {
        let place = self.place(range).and_then(|place| element_place(place, false));
        match self.ty(range) {
            Type::List(element) if two => Some((Type::Int, (**element).clone(), place)),
            Type::List(element) => Some(((**element).clone(), Type::Dyn, place)),
            Type::Map(types) => Some((types.0.clone(), types.1.clone(), None)),
            Type::Error => Some((Type::Error, Type::Error, None)),
            ty if ty.is_dyn() => Some((Type::Dyn, Type::Dyn, None)),
            _ => {
                self.no_range(range, id);
                None
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn no_range(&mut self, range: IrId, id: NodeId) {
        let Node::Call { name, .. } = self.ast.node(id) else { return };
        let (span, ty) = (self.span(range), self.ty(range).clone());
        let shown = self.shown(span);
        let problem = Problem::new(E204, span, format!("`{name}` needs a list or map, and `{shown}` is of type {ty}"));
        let help = match ty {
            Type::Optional(_) => Some(format!("Take its value first: `{shown}.orValue([])`.")),
            Type::Object(_) => Some(String::from("An object of the record is no map: select its fields.")),
            _ => None,
        };
        self.report(problem.maybe_help(help));
    }

    #[inline(never)]
    fn bind(&mut self, id: NodeId, args: &[NodeId]) -> IrId {
        let [name, value, body] = args else { return self.wrong_form(id, "cel.bind") };
        let value = self.lower(*value);
        let (ty, place) = (self.ty(value).clone(), self.place(value).cloned());
        let local = self.introduce(*name, ty, place);
        let body = self.lower(*body);
        let ty = self.ty(body).clone();
        self.add(Ir::Bind { local, value, body }, ty, self.ast.span(id))
    }

    #[inline(never)]
    fn block(&mut self, id: NodeId, args: &[NodeId]) -> IrId {
        let [list, body] = args else { return self.wrong_form(id, "cel.block") };
        let Node::List(elements) = self.ast.node(*list) else { return self.wrong_form(id, "cel.block") };
        let span = self.ast.span(id);
        if elements.len() as u64 > u64::from(self.env.limits.nesting) / 2 {
            return self.refuse(Problem::new(E207, span, "`cel.block` has too many values"));
        }
        let mut values = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            let value = self.lower(element.value);
            let ty = self.ty(value).clone();
            values.push((self.introduce_named(Arc::from(format!("@index:{index}")), ty, None), value));
        }
        let mut whole = self.lower(*body);
        for (local, value) in values.into_iter().rev() {
            let ty = self.ty(whole).clone();
            whole = self.add(Ir::Bind { local, value, body: whole }, ty, span);
        }
        whole
    }

    #[inline(never)]
    fn optional_map(&mut self, id: NodeId, target: NodeId, args: &[NodeId], flat: bool) -> IrId {
        let [name, body] = args else { return self.wrong_form(id, if flat { "optFlatMap" } else { "optMap" }) };
        let operand = self.lower(target);
        let ty = match self.ty(operand).clone() {
            Type::Optional(inner) => (*inner).clone(),
            Type::Error => Type::Error,
            ty if ty.is_dyn() => Type::Dyn,
            ty => {
                let span = self.span(operand);
                let problem =
                    Problem::new(E204, span, format!("`{}` is no optional but of type {ty}", self.shown(span)));
                self.report(problem.help("Make an optional of a path with `.?`, as in `a.?b`."));
                Type::Error
            }
        };
        // Inside, the value is there, so no link of its path is optional.
        let place = match self.ir(operand) {
            Some(Ir::OptionalField(inner)) => self.place(*inner).cloned(),
            _ => None,
        };
        let place = place.map(|place| Place { optional: Arc::from([]), ..place });
        let local = self.introduce(*name, ty, place);
        let body = self.lower(*body);
        let ty = match self.ty(body).clone() {
            ty if !flat => Type::Optional(Arc::new(ty)),
            ty if ty.is_dyn() || matches!(ty, Type::Optional(_)) => ty,
            ty => {
                let problem = Problem::new(
                    E204,
                    self.span(body),
                    format!("`optFlatMap` needs an optional, and this is of type {ty}"),
                );
                self.report(problem.help("Write `optMap`, or `optional.of(…)`."));
                Type::Error
            }
        };
        self.add(Ir::OptionalMap { operand, local, body, flat }, ty, self.ast.span(id))
    }
}
