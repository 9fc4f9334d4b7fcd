//! Comparisons: types, the values that the schema allows, and those that its limits rule out.

use hirewall_diagnostic::Span;
use hirewall_diagnostic::codes::condition::{E204, E205, E221};

use super::checker::Checker;
use super::contradiction;
use super::suggest::{did_you_mean, listed, nearest};
use super::unify::{comparable, ordered};
use crate::ir::{Comparison, Ir, IrId};
use crate::syntax::{Node, NodeId};
use crate::{Problem, Type, Value};

impl Checker<'_> {
    #[inline(never)]
    pub(super) fn compare(&mut self, id: NodeId, op: Comparison, left: IrId, right: IrId) -> IrId {
        self.widen(left, right);
        let (a, b) = (self.ty(left), self.ty(right));
        let equality = matches!(op, Comparison::Equal | Comparison::NotEqual);
        let fits = if equality { comparable(a, b) || self.may_be_null(left, right) } else { ordered(a, b) };
        if !fits {
            self.no_comparison(op, left, right);
        } else if equality {
            self.check_allowed(left, right);
            self.check_allowed(right, left);
        }
        if fits {
            self.check_limits(id, op, left, right);
            contradiction::check_itself(self, op, left, right, self.ast.span(id));
        }
        self.add(Ir::Compare(op, left, right), Type::Bool, self.ast.span(id))
    }

    /// Whether one is `null` and the other may be.
    fn may_be_null(&self, left: IrId, right: IrId) -> bool {
        [(left, right), (right, left)].into_iter().any(|(null, other)| {
            matches!(self.ty(null), Type::Null)
                && (self.place(other).and_then(|place| place.field()).is_some_and(|field| field.nullable)
                    || matches!(self.ty(other), Type::Abstract(..)))
        })
    }

    #[cold]
    #[inline(never)]
    fn no_comparison(&mut self, op: Comparison, left: IrId, right: IrId) {
        let (a, b) = (self.ty(left).clone(), self.ty(right).clone());
        let (left_span, right_span) = (self.span(left), self.span(right));
        let (x, y) = (self.shown(left_span), self.shown(right_span));
        let symbol = symbol(op);
        let text = match (&a, &b) {
            (a, b) if a == b => format!("values of type {a} have no order"),
            (a, b) => format!("`{symbol}` cannot compare {a} with {b}"),
        };
        let help = match (&a, &b) {
            (Type::Timestamp, Type::String) => {
                Some(format!("Convert the text: `timestamp({y})`, or `first_day({y})` for a date."))
            }
            (Type::String, Type::Timestamp) => {
                Some(format!("Convert the text: `timestamp({x})`, or `first_day({x})` for a date."))
            }
            (Type::Duration, Type::Int | Type::Double) => {
                Some(format!("Give a duration: `days({y})` or `duration(\"1h\")`."))
            }
            (Type::Duration, Type::String) => Some(format!("Give a duration: `duration({y})`.")),
            (Type::Null, _) | (_, Type::Null) => {
                let path = if a == Type::Null { &y } else { &x };
                Some(format!(
                    "A field that is not given is absent, not null: write `missing({path})` or `has({path})`."
                ))
            }
            (Type::Optional(_), _) => Some(format!("Take its value: `{x}.orValue(…)`.")),
            (_, Type::Optional(_)) => Some(format!("Take its value: `{y}.orValue(…)`.")),
            (Type::List(element), other) if comparable(element, other) => {
                Some(format!("Ask for an element: `{y} in {x}`."))
            }
            (other, Type::List(element)) if comparable(element, other) => {
                Some(format!("Ask for an element: `{x} in {y}`."))
            }
            (number, Type::String) if number.is_number() && y.trim_matches(['"', '\'']).parse::<f64>().is_ok() => {
                Some(format!(
                    "Compare numbers with numbers: write `{}` without quotes, or convert with `string({x})`.",
                    y.trim_matches(['"', '\''])
                ))
            }
            (number, Type::String) if number.is_number() => Some(format!("Convert the number to text: `string({x})`.")),
            (Type::String, number) if number.is_number() && y.parse::<f64>().is_err() => {
                Some(format!("Convert the number to text: `string({y})`."))
            }
            (Type::String, number) if number.is_number() => {
                Some(format!("Write `\"{y}\"` in quotes, or convert the text with `int({x})`."))
            }
            (Type::Bool, Type::String) => Some(format!("`{x}` is true or false already.")),
            (Type::String, Type::Ip) => Some(format!("Convert the text: `ip({x})`.")),
            (Type::Ip, Type::String) => Some(format!("Convert the text: `ip({y})`.")),
            _ => None,
        };
        let problem = Problem::new(E204, left_span.to(right_span), text)
            .related(left_span, format!("this is of type {a}"))
            .related(right_span, format!("this is of type {b}"))
            .maybe_help(help);
        self.report(problem);
    }

    /// Reports a constant that the schema does not allow for the value beside it.
    fn check_allowed(&mut self, value: IrId, constant: IrId) {
        if self.place(value).and_then(|place| place.attributes()).is_some_and(|attributes| attributes.allowed.is_some())
            && let Some(Ir::Const(given)) = self.ir(constant)
        {
            let given = given.clone();
            self.not_allowed(value, &given, self.span(constant));
        }
    }

    /// The same for every element of a constant list.
    pub(super) fn check_allowed_set(&mut self, value: IrId, list: IrId, written: NodeId) {
        if self.place(value).and_then(|place| place.attributes()).is_none_or(|attributes| attributes.allowed.is_none())
        {
            return;
        }
        if let Some(Ir::Const(Value::List(items))) = self.ir(list) {
            let places: Vec<Span> = match self.ast.node(written) {
                Node::List(elements) => elements.iter().map(|element| self.ast.span(element.value)).collect(),
                _ => Vec::new(),
            };
            for (index, item) in items.to_vec().iter().enumerate() {
                let place = places.get(index).copied().unwrap_or_else(|| self.span(list));
                self.not_allowed(value, item, place);
            }
        }
    }

    #[inline(never)]
    fn not_allowed(&mut self, value: IrId, given: &Value<'static>, at: Span) {
        let Some(place) = self.place(value) else { return };
        let Some(allowed) = place.attributes().and_then(|attributes| attributes.allowed.as_ref()) else { return };
        let json = match given {
            Value::String(text) => serde_json::Value::from(&**text),
            Value::Int(number) => serde_json::Value::from(*number),
            Value::Double(number) => serde_json::Value::from(*number),
            Value::Bool(value) => serde_json::Value::from(*value),
            _ => return,
        };
        let same = |known: &serde_json::Value| {
            *known == json || known.as_f64().is_some_and(|known| Some(known) == json.as_f64())
        };
        if allowed.iter().any(same) {
            return;
        }
        let texts: Vec<String> =
            allowed.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect();
        let shown = self.shown(self.span(value));
        let written = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
        let mut problem = Problem::new(E205, at, format!("`{shown}` is never `{written}`"));
        if let Some(meant) = nearest(&written, texts.iter().map(String::as_str)) {
            problem = problem.label(did_you_mean(meant));
        }
        let help = format!("The schema allows {}.", listed(texts.iter().map(String::as_str), 12));
        self.report(problem.help(help));
    }

    /// Warns of a comparison that the schema's `minimum` or `maximum` decides.
    #[inline(never)]
    fn check_limits(&mut self, id: NodeId, op: Comparison, left: IrId, right: IrId) {
        let (value, constant, op) = match (self.ir(left), self.ir(right)) {
            (_, Some(Ir::Const(constant))) if self.place(left).is_some() => (left, constant, op),
            (Some(Ir::Const(constant)), _) if self.place(right).is_some() => (right, constant, mirrored(op)),
            _ => return,
        };
        #[expect(clippy::cast_precision_loss, reason = "a warning at the edge of 2^53 may be left out")]
        let number = match constant {
            Value::Int(number) => *number as f64,
            Value::Double(number) => *number,
            _ => return,
        };
        let Some(attributes) = self.place(value).and_then(|place| place.attributes()) else { return };
        let (low, high) =
            (attributes.minimum.unwrap_or(f64::NEG_INFINITY), attributes.maximum.unwrap_or(f64::INFINITY));
        let decided = match op {
            Comparison::Equal => (number < low || number > high).then_some(false),
            Comparison::NotEqual => (number < low || number > high).then_some(true),
            Comparison::Less if number <= low => Some(false),
            Comparison::Less if number > high => Some(true),
            Comparison::LessEqual if number < low => Some(false),
            Comparison::LessEqual if number >= high => Some(true),
            Comparison::Greater if number >= high => Some(false),
            Comparison::Greater if number < low => Some(true),
            Comparison::GreaterEqual if number > high => Some(false),
            Comparison::GreaterEqual if number <= low => Some(true),
            _ => None,
        };
        let Some(decided) = decided else { return };
        let span = self.ast.span(id);
        let text = format!("`{}` is always {decided}", self.shown(span));
        let range = match (attributes.minimum, attributes.maximum) {
            (Some(low), Some(high)) => format!("from {low} to {high}"),
            (Some(low), None) => format!("{low} or more"),
            (_, high) => format!("at most {}", high.unwrap_or_default()),
        };
        self.warnings.push(Problem::new(E221, span, text).help(format!("The schema says that the value is {range}.")));
    }
}

/// The comparison with its sides exchanged.
pub(super) fn mirrored(op: Comparison) -> Comparison {
    match op {
        Comparison::Less => Comparison::Greater,
        Comparison::LessEqual => Comparison::GreaterEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterEqual => Comparison::LessEqual,
        same => same,
    }
}

fn symbol(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => ">=",
    }
}
