//! Arithmetic, negation and membership. Comparisons stand in a file of their own.

use std::sync::Arc;

use hirewall_diagnostic::codes::condition::E204;

use super::checker::Checker;
use super::unify::{comparable, join};
use crate::ir::{Arithmetic, Comparison, Ir, IrId};
use crate::syntax::{BinaryOp, Node, NodeId};
use crate::{Problem, Type, Value};

/// Integers up to this are doubles without loss.
const EXACT: i64 = 1 << 53;

impl Checker<'_> {
    #[inline(never)]
    pub(super) fn binary(&mut self, id: NodeId) -> IrId {
        let Node::Binary { op, left, right } = self.ast.node(id) else { return IrId(0) };
        if *op == BinaryOp::In
            && let Some(found) = self.in_named(id, *left, *right)
        {
            return found;
        }
        let left = self.lower(*left);
        let right = self.lower(*right);
        self.operate(id, *op, left, right)
    }

    #[inline(never)]
    fn operate(&mut self, id: NodeId, op: BinaryOp, left: IrId, right: IrId) -> IrId {
        let arithmetic = match op {
            BinaryOp::Add => Arithmetic::Add,
            BinaryOp::Subtract => Arithmetic::Subtract,
            BinaryOp::Multiply => Arithmetic::Multiply,
            BinaryOp::Divide => Arithmetic::Divide,
            BinaryOp::Modulo => Arithmetic::Modulo,
            BinaryOp::Equal => return self.compare(id, Comparison::Equal, left, right),
            BinaryOp::NotEqual => return self.compare(id, Comparison::NotEqual, left, right),
            BinaryOp::Less => return self.compare(id, Comparison::Less, left, right),
            BinaryOp::LessEqual => return self.compare(id, Comparison::LessEqual, left, right),
            BinaryOp::Greater => return self.compare(id, Comparison::Greater, left, right),
            BinaryOp::GreaterEqual => return self.compare(id, Comparison::GreaterEqual, left, right),
            BinaryOp::In => return self.contained(id, left, right),
        };
        self.widen(left, right);
        let ty = match result(arithmetic, self.ty(left), self.ty(right)) {
            Some(ty) => ty,
            None => {
                self.no_arithmetic(id, op, left, right);
                Type::Error
            }
        };
        self.add(Ir::Arithmetic(arithmetic, left, right), ty, self.ast.span(id))
    }

    /// Makes a double of an int literal that stands beside a double.
    pub(super) fn widen(&mut self, left: IrId, right: IrId) {
        for (literal, other) in [(left, right), (right, left)] {
            if self.checked
                && matches!(self.ty(other), Type::Double)
                && let Some(Ir::Const(Value::Int(value))) = self.ir(literal)
                && (-EXACT..=EXACT).contains(value)
            {
                #[expect(clippy::cast_precision_loss, reason = "checked to be exact")]
                let value = *value as f64;
                self.replace(literal, Ir::Const(Value::Double(value)), Type::Double);
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn no_arithmetic(&mut self, id: NodeId, op: BinaryOp, left: IrId, right: IrId) {
        let (a, b) = (self.ty(left).clone(), self.ty(right).clone());
        let symbol = op.symbol();
        let (left_span, right_span) = (self.span(left), self.span(right));
        let (x, y) = (self.shown(left_span), self.shown(right_span));
        let text = format!("`{symbol}` cannot join {a} and {b}");
        let problem = Problem::new(E204, self.ast.span(id), text);
        let help = match (&a, &b, op) {
            (Type::Int, Type::Double, _) => Some(format!("Convert the integer: `double({x}) {symbol} {y}`.")),
            (Type::Double, Type::Int, _) => Some(format!("Convert the integer: `{x} {symbol} double({y})`.")),
            (Type::Uint, Type::Int, _) => Some(format!("Convert one of them: `int({x}) {symbol} {y}`.")),
            (Type::Int, Type::Uint, _) => Some(format!("Convert one of them: `{x} {symbol} int({y})`.")),
            (Type::String, other, BinaryOp::Add)
                if other.is_number() || matches!(other, Type::Bool | Type::Timestamp) =>
            {
                Some(format!("Convert it to text: `{x} + string({y})`."))
            }
            (other, Type::String, BinaryOp::Add)
                if other.is_number() || matches!(other, Type::Bool | Type::Timestamp) =>
            {
                Some(format!("Convert it to text: `string({x}) + {y}`."))
            }
            (Type::Timestamp, Type::Int | Type::Double, _) => {
                Some(format!("Give a duration: `{x} {symbol} days({y})`."))
            }
            (Type::Timestamp, Type::String, _) => Some(format!("Convert the text: `{x} {symbol} timestamp({y})`.")),
            (Type::String, Type::Timestamp, _) => Some(format!("Convert the text: `timestamp({x}) {symbol} {y}`.")),
            (Type::Optional(_), _, _) => Some(format!("Take its value: `{x}.orValue(…)`.")),
            (_, Type::Optional(_), _) => Some(format!("Take its value: `{y}.orValue(…)`.")),
            _ => None,
        };
        let problem = problem
            .related(left_span, format!("this is of type {a}"))
            .related(right_span, format!("this is of type {b}"))
            .maybe_help(help);
        self.report(problem);
    }

    #[inline(never)]
    pub(super) fn negate(&mut self, id: NodeId, operand: NodeId) -> IrId {
        let operand = self.lower(operand);
        let span = self.ast.span(id);
        let ty = self.ty(operand).clone();
        if !ty.is_dyn() && !matches!(ty, Type::Int | Type::Double) {
            let shown = self.shown(self.span(operand));
            let problem = Problem::new(E204, span, format!("`-` negates numbers, and `{shown}` is of type {ty}"));
            let help = match ty {
                Type::Bool => Some(format!("A condition is negated with `!`: `!{shown}`.")),
                Type::Uint => Some(format!("Convert it: `-int({shown})`.")),
                _ => None,
            };
            self.report(problem.maybe_help(help));
        }
        self.add(Ir::Negate(operand), ty, span)
    }

    /// `x in lists.name`, `x in tables.name`
    #[inline(never)]
    fn in_named(&mut self, id: NodeId, left: NodeId, right: NodeId) -> Option<IrId> {
        let Node::Select { operand, field, optional: false, .. } = self.ast.node(right) else { return None };
        let (span, whole) = (self.ast.span(right), self.ast.span(id));
        if self.is_reserved_root(*operand, "lists") {
            let value = self.lower(left);
            let Some(list) = self.find_list(field, span) else {
                return Some(self.add(Ir::Const(Value::Bool(false)), Type::Bool, whole));
            };
            let ty = self.ty(value).clone();
            if !ty.is_dyn() && !matches!(ty, Type::String | Type::Ip) {
                self.not_text(value, &ty);
            }
            return Some(self.add(Ir::InNamedList(value, list), Type::Bool, whole));
        }
        if self.is_reserved_root(*operand, "tables") {
            let key = self.lower(left);
            let Some(table) = self.find_table(field, span) else {
                return Some(self.add(Ir::Const(Value::Bool(false)), Type::Bool, whole));
            };
            let ty = self.ty(key).clone();
            self.table_key(&table, key, &ty);
            return Some(self.add(Ir::InTable(key, table), Type::Bool, whole));
        }
        None
    }

    #[cold]
    #[inline(never)]
    fn not_text(&mut self, value: IrId, ty: &Type) {
        let span = self.span(value);
        let shown = self.shown(span);
        let problem = Problem::new(E204, span, format!("a named list holds texts, and `{shown}` is of type {ty}"));
        let help = match ty {
            Type::List(_) => Some(format!("Ask for any of its elements: `{shown}.exists(x, x in lists.…)`.")),
            _ => None,
        };
        self.report(problem.maybe_help(help));
    }

    /// `x in list`, `x in map`
    #[inline(never)]
    fn contained(&mut self, id: NodeId, left: IrId, right: IrId) -> IrId {
        let span = self.ast.span(id);
        let (value, within) = (self.ty(left).clone(), self.ty(right).clone());
        let fits = match &within {
            Type::List(element) => comparable(&value, element),
            Type::Map(types) => comparable(&value, &types.0),
            ty => ty.is_dyn(),
        };
        if !fits {
            self.no_membership(left, right);
        }
        if let Some(set) = self.constant_set(right) {
            if let Node::Binary { right: written, .. } = self.ast.node(id) {
                self.check_allowed_set(left, right, *written);
            }
            return self.add(Ir::InConstants(left, set), Type::Bool, span);
        }
        self.add(Ir::In(left, right), Type::Bool, span)
    }

    #[cold]
    #[inline(never)]
    fn no_membership(&mut self, left: IrId, right: IrId) {
        let (value, within) = (self.ty(left).clone(), self.ty(right).clone());
        let (left_span, right_span) = (self.span(left), self.span(right));
        let (x, y) = (self.shown(left_span), self.shown(right_span));
        let problem = match &within {
            Type::List(element) => Problem::new(
                E204,
                left_span,
                format!("`{x}` is of type {value}, but the elements are of type {element}"),
            ),
            Type::Map(types) => {
                Problem::new(E204, left_span, format!("`{x}` is of type {value}, but the keys are of type {}", types.0))
            }
            Type::String => Problem::new(E204, right_span, format!("`in` needs a list, and `{y}` is a string"))
                .help(format!("Ask for a part of a text with `{y}.contains({x})`.")),
            Type::Cidr => Problem::new(E204, right_span, format!("`in` needs a list, and `{y}` is a CIDR block"))
                .help(format!("Write `{y}.containsIP({x})`.")),
            Type::Object(_) => {
                Problem::new(E204, right_span, format!("`in` needs a list, and `{y}` is an object of the record"))
                    .help(format!("Ask for a field with `has({y}.name)`."))
            }
            ty => Problem::new(E204, right_span, format!("`in` needs a list or map, and `{y}` is of type {ty}"))
                .help("Write a list as `[a, b]`."),
        };
        self.report(problem);
    }
}

/// The type of `a op b`; none if there is no such operation.
fn result(op: Arithmetic, a: &Type, b: &Type) -> Option<Type> {
    use Arithmetic as A;
    let plain = |ty: &Type| match op {
        A::Add => {
            ty.is_number()
                || matches!(ty, Type::String | Type::Bytes | Type::List(_) | Type::Timestamp | Type::Duration)
        }
        A::Subtract => ty.is_number() || matches!(ty, Type::Timestamp | Type::Duration),
        A::Multiply | A::Divide => ty.is_number(),
        A::Modulo => matches!(ty, Type::Int | Type::Uint),
    };
    if matches!(a, Type::Error) || matches!(b, Type::Error) {
        return Some(Type::Error);
    }
    match (a, b) {
        (a, b) if a.is_dyn() && b.is_dyn() => Some(Type::Dyn),
        (a, other) | (other, a) if a.is_dyn() => plain(other).then_some(Type::Dyn),
        (Type::Timestamp, Type::Duration) if matches!(op, A::Add | A::Subtract) => Some(Type::Timestamp),
        (Type::Duration, Type::Timestamp) if op == A::Add => Some(Type::Timestamp),
        (Type::Timestamp, Type::Timestamp) => (op == A::Subtract).then_some(Type::Duration),
        (Type::List(a), Type::List(b)) => (op == A::Add).then(|| Type::List(Arc::new(join(a, b)))),
        (a, b) => (a == b && plain(a)).then(|| a.clone()),
    }
}
