//! The walk over the tree: one typed node for each part, problems on the way. What is said of each kind of part stands in
//! the files beside this one.

use std::sync::Arc;

use hirewall_diagnostic::Span;
use hirewall_diagnostic::codes::condition::E204;
use hirewall_model::{Attributes, Field};

use super::env::Env;
use super::unify::join;
use super::{contradiction, reads, repeats};
use crate::ir::{FieldRef, Ir, IrId, LocalId, Program};
use crate::syntax::{Ast, Literal, Node, NodeId};
use crate::{Problem, Type, Value};

/// Where in the record, or in a frame beside it, a value comes from.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The record is frame 0.
    pub(super) frame: u32,
    /// The path from the frame's root, `*` for any element; empty for the root.
    pub(super) path: Arc<str>,
    pub(super) origin: Origin,
    /// The links of the path that a record which fits its schema may lack; the empty one is the frame itself.
    pub(super) optional: Arc<[Arc<str>]>,
}

/// Who declares a place.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    Root,
    Field(FieldRef),
    Element(Arc<Field>),
}

impl Place {
    /// The declaration of the place.
    pub(super) fn field(&self) -> Option<&Field> {
        match &self.origin {
            Origin::Root => None,
            Origin::Field(field) => field.shape.fields.get(field.index as usize),
            Origin::Element(field) => Some(field),
        }
    }

    pub(super) fn attributes(&self) -> Option<&Attributes> {
        self.field().map(|field| &field.attributes)
    }
}

/// A name that a macro introduces.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) name: Arc<str>,
    pub(super) local: LocalId,
    pub(super) ty: Type,
    pub(super) place: Option<Place>,
}

/// Compiles one tree.
pub(super) struct Checker<'a> {
    pub(super) env: &'a Env,
    pub(super) ast: &'a Ast,
    /// Whether types are checked and undeclared names are mistakes.
    pub(super) checked: bool,
    pub(super) nodes: Vec<Ir>,
    pub(super) spans: Vec<Span>,
    pub(super) types: Vec<Type>,
    pub(super) places: Vec<Option<Place>>,
    pub(super) scopes: Vec<Scope>,
    pub(super) locals: u32,
    pub(super) macros: u32,
    pub(super) problems: Vec<Problem>,
    pub(super) warnings: Vec<Problem>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(env: &'a Env, ast: &'a Ast, checked: bool) -> Self {
        Self {
            env,
            ast,
            checked,
            nodes: Vec::with_capacity(ast.len()),
            spans: Vec::with_capacity(ast.len()),
            types: Vec::with_capacity(ast.len()),
            places: Vec::with_capacity(ast.len()),
            scopes: Vec::new(),
            locals: 0,
            macros: 0,
            problems: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub(super) fn program(mut self) -> Result<Program, Vec<Problem>> {
        let root = self.lower(self.ast.root());
        if !self.problems.is_empty() {
            self.problems.sort_by_key(|problem| problem.span.start);
            self.problems.truncate(self.env.limits.problems.max(1));
            return Err(self.problems);
        }
        contradiction::check_whole(&mut self, root);
        let reads = reads::of(&self, root);
        let remembered = repeats::of(&self.nodes, root);
        self.warnings.sort_by_key(|problem| problem.span.start);
        Ok(Program {
            text: Arc::from(self.ast.text()),
            nodes: self.nodes,
            spans: self.spans,
            types: self.types,
            root,
            locals: self.locals,
            reads,
            remembered,
            warnings: self.warnings,
        })
    }

    /// The text of a node, for messages.
    pub(super) fn text_at(&self, span: Span) -> &'a str {
        self.ast.text().get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The text of a node for a message, shortened in the middle if it is long.
    pub(super) fn shown(&self, span: Span) -> String {
        let text: Vec<char> = self.text_at(span).split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
        let part = |part: &[char]| part.iter().collect::<String>();
        match (text.get(..30), text.get(text.len().saturating_sub(15)..)) {
            (Some(head), Some(tail)) if text.len() > 60 => format!("{}…{}", part(head), part(tail)),
            _ => part(&text),
        }
    }

    pub(super) fn add(&mut self, ir: Ir, ty: Type, span: Span) -> IrId {
        self.add_at(ir, ty, span, None)
    }

    pub(super) fn add_at(&mut self, ir: Ir, ty: Type, span: Span, place: Option<Place>) -> IrId {
        let id = IrId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(ir);
        self.spans.push(span);
        self.types.push(if self.checked { ty } else { Type::Dyn });
        self.places.push(place);
        id
    }

    pub(super) fn ty(&self, id: IrId) -> &Type {
        self.types.get(id.0 as usize).unwrap_or(&Type::Error)
    }

    pub(super) fn ir(&self, id: IrId) -> Option<&Ir> {
        self.nodes.get(id.0 as usize)
    }

    pub(super) fn span(&self, id: IrId) -> Span {
        self.spans.get(id.0 as usize).copied().unwrap_or_default()
    }

    pub(super) fn place(&self, id: IrId) -> Option<&Place> {
        self.places.get(id.0 as usize).and_then(Option::as_ref)
    }

    /// Puts another node in the place of one.
    pub(super) fn replace(&mut self, id: IrId, ir: Ir, ty: Type) {
        if let (Some(node), Some(known)) = (self.nodes.get_mut(id.0 as usize), self.types.get_mut(id.0 as usize)) {
            *node = ir;
            if self.checked {
                *known = ty;
            }
        }
    }

    /// Reports a mistake and gives a node whose type silences those that would follow from it. Without the checker, the
    /// node fails when it is evaluated.
    #[cold]
    #[inline(never)]
    pub(super) fn fail(&mut self, problem: Problem) -> IrId {
        let span = problem.span;
        let ir = if self.checked { Ir::Const(Value::Null) } else { Ir::Fault(Arc::from(problem.message.as_str())) };
        if self.checked && !self.problems.iter().any(|known| known.span == span && known.code == problem.code) {
            self.problems.push(problem);
        }
        self.add(ir, Type::Error, span)
    }

    /// Reports what is beyond a limit: a mistake also when types are not checked.
    #[cold]
    #[inline(never)]
    pub(super) fn refuse(&mut self, problem: Problem) -> IrId {
        let span = problem.span;
        self.problems.push(problem);
        self.add(Ir::Const(Value::Null), Type::Error, span)
    }

    /// Reports a mistake that does not change the node, if types are checked.
    #[cold]
    #[inline(never)]
    pub(super) fn report(&mut self, problem: Problem) {
        if self.checked {
            self.problems.push(problem);
        }
    }

    /// The typed node of a part of the tree.
    pub(super) fn lower(&mut self, id: NodeId) -> IrId {
        match self.ast.node(id) {
            Node::Literal(literal) => self.literal(literal, id),
            Node::Ident { .. } | Node::Select { .. } => self.path(id, false),
            Node::Index { .. } => self.index(id),
            Node::Call { .. } => self.call(id),
            Node::Not(operand) => self.not(id, *operand),
            Node::Negate(operand) => self.negate(id, *operand),
            Node::Binary { .. } => self.binary(id),
            Node::And(operands) => self.chain(id, operands, true),
            Node::Or(operands) => self.chain(id, operands, false),
            Node::Conditional { .. } => self.conditional(id),
            Node::List(_) => self.list(id),
            Node::Map(_) => self.map(id),
        }
    }

    #[inline(never)]
    fn literal(&mut self, literal: &Literal, id: NodeId) -> IrId {
        let (value, ty) = match literal {
            Literal::Null => (Value::Null, Type::Null),
            Literal::Bool(value) => (Value::Bool(*value), Type::Bool),
            Literal::Int(value) => (Value::Int(*value), Type::Int),
            Literal::Uint(value) => (Value::Uint(*value), Type::Uint),
            Literal::Double(value) => (Value::Double(*value), Type::Double),
            Literal::String(value) => (Value::String(Arc::clone(value)), Type::String),
            Literal::Bytes(value) => (Value::Bytes(Arc::clone(value)), Type::Bytes),
        };
        self.add(Ir::Const(value), ty, self.ast.span(id))
    }

    /// Reports an operand of `&&`, `||`, `!`, `? :` or a macro's condition that is no condition.
    pub(super) fn expect_bool(&mut self, operand: IrId, of: &str) {
        let ty = self.ty(operand);
        if !ty.is_dyn() && *ty != Type::Bool {
            self.not_bool(operand, of);
        }
    }

    #[cold]
    #[inline(never)]
    fn not_bool(&mut self, operand: IrId, of: &str) {
        let span = self.span(operand);
        let (shown, ty) = (self.shown(span), self.ty(operand).clone());
        let help = match ty {
            Type::String => format!("Compare it, as in `{shown} != \"\"`, or ask whether it is there with `has`."),
            Type::Int | Type::Uint | Type::Double => format!("Compare it, as in `{shown} > 0`."),
            Type::List(_) | Type::Map(_) => format!("Ask for its size, as in `size({shown}) > 0`."),
            Type::Object(_) => format!("Ask whether it is there with `has({shown})`."),
            Type::Optional(_) => format!("Take its value, as in `{shown}.orValue(false)`."),
            _ => String::from("Write something that is true or false."),
        };
        let problem = Problem::new(E204, span, format!("`{shown}` is no condition but of type {ty}"));
        self.report(problem.label(format!("{of} needs true or false")).help(help));
    }

    #[inline(never)]
    fn not(&mut self, id: NodeId, operand: NodeId) -> IrId {
        let operand = self.lower(operand);
        self.expect_bool(operand, "`!`");
        self.add(Ir::Not(operand), Type::Bool, self.ast.span(id))
    }

    #[inline(never)]
    fn chain(&mut self, id: NodeId, operands: &[NodeId], and: bool) -> IrId {
        let mut lowered = Vec::with_capacity(operands.len());
        for operand in operands {
            let operand = self.lower(*operand);
            self.expect_bool(operand, if and { "`&&`" } else { "`||`" });
            lowered.push(operand);
        }
        contradiction::check(self, operands, &lowered, and, self.ast.span(id));
        let ir = if and { Ir::And(lowered.into()) } else { Ir::Or(lowered.into()) };
        self.add(ir, Type::Bool, self.ast.span(id))
    }

    #[inline(never)]
    fn conditional(&mut self, id: NodeId) -> IrId {
        let Node::Conditional { condition, then, otherwise } = self.ast.node(id) else { return IrId(0) };
        let condition = self.lower(*condition);
        self.expect_bool(condition, "`? :`");
        let then = self.lower(*then);
        let otherwise = self.lower(*otherwise);
        self.join_branches(then, otherwise);
        let ty = join(self.ty(then), self.ty(otherwise));
        self.add(Ir::Conditional(condition, then, otherwise), ty, self.ast.span(id))
    }

    #[inline(never)]
    fn join_branches(&mut self, then: IrId, otherwise: IrId) {
        self.widen(then, otherwise);
        let (a, b) = (self.ty(then), self.ty(otherwise));
        if a == b
            || super::unify::comparable(a, b) && !a.is_number()
            || matches!(a, Type::Null)
            || matches!(b, Type::Null)
        {
            return;
        }
        if a.is_dyn() || b.is_dyn() {
            return;
        }
        let (text, span) = (format!("the branches of `? :` are of the types {a} and {b}"), self.span(otherwise));
        let (related, label) = (self.span(then), format!("this is of type {a}"));
        let problem = Problem::new(E204, span, text).label(format!("this is of type {b}")).related(related, label);
        self.report(problem.help("Give both branches one type, or put one in `dyn(…)` if any type will do."));
    }

    #[inline(never)]
    fn list(&mut self, id: NodeId) -> IrId {
        let Node::List(elements) = self.ast.node(id) else { return IrId(0) };
        let mut lowered = Vec::with_capacity(elements.len());
        let mut of: Option<Type> = None;
        for element in elements {
            let value = self.lower(element.value);
            let ty = self.element_type(value, element.optional);
            of = Some(of.map_or_else(|| ty.clone(), |of| join(&of, &ty)));
            lowered.push((value, element.optional));
        }
        let ty = Type::List(Arc::new(of.unwrap_or(Type::Dyn)));
        let ir = self.constant_list(&lowered).map_or_else(|| Ir::MakeList(lowered.into()), Ir::Const);
        self.add(ir, ty, self.ast.span(id))
    }

    /// The type of an element, or of what a `?` element holds.
    #[inline(never)]
    fn element_type(&mut self, value: IrId, optional: bool) -> Type {
        match (self.ty(value).clone(), optional) {
            (ty, false) => ty,
            (Type::Optional(ty), true) => (*ty).clone(),
            (ty, true) if ty.is_dyn() => Type::Dyn,
            (ty, true) => {
                let span = self.span(value);
                let shown = self.shown(span);
                let problem = Problem::new(E204, span, format!("`{shown}` is no optional but of type {ty}"));
                self.report(
                    problem.label("`?` before it needs an optional").help("Delete the `?`, or write `optional.of(…)`."),
                );
                Type::Error
            }
        }
    }

    #[inline(never)]
    fn map(&mut self, id: NodeId) -> IrId {
        let Node::Map(entries) = self.ast.node(id) else { return IrId(0) };
        let mut lowered = Vec::with_capacity(entries.len());
        let mut of: Option<(Type, Type)> = None;
        for entry in entries {
            let key = self.lower(entry.key);
            self.expect_key(key);
            let value = self.lower(entry.value);
            let (k, v) = (self.ty(key).clone(), self.element_type(value, entry.optional));
            of = Some(match of {
                None => (k, v),
                Some((keys, values)) => (join(&keys, &k), join(&values, &v)),
            });
            lowered.push((key, value, entry.optional));
        }
        let (key, value) = of.unwrap_or((Type::Dyn, Type::Dyn));
        self.add(Ir::MakeMap(lowered.into()), Type::map(key, value), self.ast.span(id))
    }

    #[inline(never)]
    fn expect_key(&mut self, key: IrId) {
        let ty = self.ty(key);
        if ty.is_dyn() || matches!(ty, Type::Bool | Type::Int | Type::Uint | Type::String | Type::Double) {
            return;
        }
        let problem = Problem::new(E204, self.span(key), format!("a value of type {ty} cannot be the key of a map"));
        self.report(problem.help("Keys are strings, integers or booleans."));
    }
}
