//! Functions: by name, form and types. Macros are tried first.

use hirewall_diagnostic::Span;
use hirewall_diagnostic::codes::condition::{E204, E206};

use super::checker::Checker;
use super::signature::{self, Overload};
use super::suggest::{did_you_mean, nearest};
use super::unify::{Bindings, join};
use crate::functions::{self, Function};
use crate::ir::{Ir, IrId};
use crate::syntax::{Node, NodeId};
use crate::{Problem, Type};

/// What other languages call a function of the library.
const FOREIGN: [(&str, &str); 22] = [
    ("len", "size(x)"),
    ("length", "size(x)"),
    ("count", "size(x)"),
    ("lower", "x.lowerAscii()"),
    ("toLower", "x.lowerAscii()"),
    ("toLowerCase", "x.lowerAscii()"),
    ("lowercase", "x.lowerAscii()"),
    ("upper", "x.upperAscii()"),
    ("toUpper", "x.upperAscii()"),
    ("toUpperCase", "x.upperAscii()"),
    ("includes", "x.contains(y)"),
    ("regex", "x.matches(pattern)"),
    ("match", "x.matches(pattern)"),
    ("starts_with", "x.startsWith(y)"),
    ("ends_with", "x.endsWith(y)"),
    ("any", "list.exists(x, condition)"),
    ("some", "list.exists(x, condition)"),
    ("every", "list.all(x, condition)"),
    ("date", "first_day(\"2026-01-05\")"),
    ("max", "math.greatest(a, b)"),
    ("min", "math.least(a, b)"),
    ("exists", "list.exists(x, condition)` or, for a field, `has(a.b)"),
];

impl Checker<'_> {
    #[inline(never)]
    pub(super) fn call(&mut self, id: NodeId) -> IrId {
        if let Some(found) = self.macro_call(id) {
            return found;
        }
        let Node::Call { target, name, name_span, absolute, args } = self.ast.node(id) else { return IrId(0) };
        if let Some(target) = target
            && let Some(full) = self.namespaced(*target, name)
        {
            return self.apply(id, &full, *name_span, None, args);
        }
        if target.is_none() {
            let full = self.candidates(name, *absolute).into_iter().find(|full| self.is_function(full));
            return self.apply(id, full.as_deref().unwrap_or(name), *name_span, None, args);
        }
        self.apply(id, name, *name_span, *target, args)
    }

    fn is_function(&self, name: &str) -> bool {
        self.env.functions.contains_key(name) || functions::find(name).is_some()
    }

    /// The full name of `a.b.f` if that is a function.
    #[inline(never)]
    fn namespaced(&self, target: NodeId, name: &str) -> Option<String> {
        let mut parts = vec![name];
        let mut node = target;
        let absolute = loop {
            if parts.len() > 8 {
                return None;
            }
            match self.ast.node(node) {
                Node::Select { operand, field, optional: false, .. } => {
                    parts.push(field);
                    node = *operand;
                }
                Node::Ident { name, absolute } => {
                    if !absolute && self.scopes.iter().any(|scope| scope.name == *name) {
                        return None;
                    }
                    parts.push(name);
                    break *absolute;
                }
                _ => return None,
            }
        };
        parts.reverse();
        let dotted = parts.join(".");
        self.candidates(&dotted, absolute).into_iter().find(|full| self.is_function(full))
    }

    /// Lowers the arguments and makes the call.
    #[inline(never)]
    fn apply(&mut self, id: NodeId, name: &str, name_span: Span, target: Option<NodeId>, args: &[NodeId]) -> IrId {
        if !self.is_function(name) {
            return self.unknown_function(id, name, name_span, target, args);
        }
        let mut lowered = Vec::with_capacity(args.len() + 1);
        for arg in target.iter().chain(args) {
            lowered.push(self.lower(*arg));
        }
        self.resolve(id, name, name_span, target.is_some(), lowered)
    }

    #[inline(never)]
    fn resolve(&mut self, id: NodeId, name: &str, name_span: Span, receiver: bool, args: Vec<IrId>) -> IrId {
        let span = self.ast.span(id);
        let types: Vec<Type> = args.iter().map(|arg| self.ty(*arg).clone()).collect();
        let known = signature::find(name);
        let own: &[Overload] = self.env.functions.get(name).map_or(&[], Vec::as_slice);
        let overloads = own.iter().chain(known.map_or(&[][..], |(_, overloads)| overloads));
        let ty = overload(overloads, receiver, &types);
        let Some((function, _)) = known else {
            if ty.is_none() {
                self.no_overload(name, name_span, span, receiver, &types, &[]);
            }
            return self.add(Ir::Fault(std::sync::Arc::from("unbound function")), ty.unwrap_or(Type::Error), span);
        };
        let Some(ty) = ty else {
            self.no_overload(name, name_span, span, receiver, &types, function.signatures);
            return self.add(Ir::Call(function, args.into()), Type::Error, span);
        };
        self.make(function, args, ty, span)
    }

    /// The node of a call: a compiled pattern, a constant, or the call itself.
    #[inline(never)]
    fn make(&mut self, function: &'static Function, args: Vec<IrId>, ty: Type, span: Span) -> IrId {
        if function.name == "matches"
            && let [text, pattern] = args.as_slice()
            && let Some(found) = self.pattern(*text, *pattern, span)
        {
            return found;
        }
        if let Some(value) = self.folded(function, &args, span) {
            return self.add(Ir::Const(value), ty, span);
        }
        self.add(Ir::Call(function, args.into()), ty, span)
    }

    #[inline(never)]
    fn unknown_function(
        &mut self,
        id: NodeId,
        name: &str,
        span: Span,
        target: Option<NodeId>,
        args: &[NodeId],
    ) -> IrId {
        if self.checked {
            // The arguments have mistakes of their own to tell; the name of a namespace is none.
            let full = self.in_namespace(target, name);
            for arg in target.iter().filter(|_| full.is_none()).chain(args) {
                self.lower(*arg);
            }
            return self.no_such_function(name, span, full.as_deref());
        }
        let text = format!("unbound function '{name}'");
        self.add(Ir::Fault(std::sync::Arc::from(text)), Type::Dyn, self.ast.span(id))
    }

    /// `math.x`, if the target is the namespace of other functions.
    #[inline(never)]
    fn in_namespace(&self, target: Option<NodeId>, name: &str) -> Option<String> {
        let Node::Ident { name: space, .. } = self.ast.node(target?) else { return None };
        let within = |known: &str| known.strip_prefix(&**space).is_some_and(|rest| rest.starts_with('.'));
        let known = functions::all().iter().any(|function| within(function.name));
        (known && !self.env.names.contains_key(&**space)).then(|| format!("{space}.{name}"))
    }

    #[cold]
    #[inline(never)]
    fn no_such_function(&mut self, name: &str, span: Span, full: Option<&str>) -> IrId {
        let names = || functions::all().iter().map(|function| function.name);
        let mut problem = Problem::new(E206, span, format!("there is no function `{}`", full.unwrap_or(name)));
        let macros = ["has", "missing", "all", "exists", "exists_one", "filter", "map"];
        let help = if let Some((_, form)) = FOREIGN.iter().find(|(foreign, _)| *foreign == name) {
            Some(format!("Write `{form}`."))
        } else if macros.contains(&name) {
            Some(match name {
                "has" | "missing" => format!("Write `{name}(a.b)`."),
                "map" => String::from("Write `list.map(x, value)`."),
                _ => format!("Write `list.{name}(x, condition)`."),
            })
        } else {
            None
        };
        let meant = full.and_then(|full| nearest(full, names())).or_else(|| nearest(name, names().chain(macros)));
        if let Some(meant) = meant.filter(|_| help.is_none()) {
            problem = problem.label(did_you_mean(meant));
        }
        self.fail(problem.maybe_help(help))
    }

    #[cold]
    #[inline(never)]
    fn no_overload(
        &mut self,
        name: &str,
        name_span: Span,
        span: Span,
        receiver: bool,
        types: &[Type],
        signatures: &[&str],
    ) {
        if types.iter().any(|ty| matches!(ty, Type::Error)) {
            return;
        }
        let shown: Vec<String> = types.iter().map(ToString::to_string).collect();
        let given = match shown.split_first() {
            Some((first, rest)) if receiver => format!("{first}.{name}({})", rest.join(", ")),
            _ => format!("{name}({})", shown.join(", ")),
        };
        // The same types with the value left of the dot, or among the arguments.
        let other = signature::find(name).and_then(|(_, overloads)| overload(overloads, !receiver, types));
        let code = if other.is_some() { E206 } else { E204 };
        let problem =
            Problem::new(code, if other.is_some() { name_span } else { span }, format!("there is no `{given}`"));
        let optional = types.first().is_some_and(|ty| matches!(ty, Type::Optional(_)));
        let help = match other {
            Some(_) if receiver => Some(format!("Write the value among the arguments: `{name}(value, …)`.")),
            Some(_) => Some(format!("Write the value before the dot: `value.{name}(…)`.")),
            None if optional => Some(String::from("Take the value of the optional first, with `.orValue(…)`.")),
            None => None,
        };
        let mut problem = problem.maybe_help(help);
        if !signatures.is_empty() {
            let forms: Vec<String> = signatures.iter().take(8).map(|text| format!("`{text}`")).collect();
            let forms = forms.join(", ");
            problem = if problem.help.is_some() {
                problem.note(format!("There are {forms}."))
            } else {
                problem.help(format!("There are {forms}."))
            };
        }
        self.report(problem);
    }
}

/// The type of a call that fits at least one overload; that of all that fit.
fn overload<'o>(overloads: impl IntoIterator<Item = &'o Overload>, receiver: bool, types: &[Type]) -> Option<Type> {
    let mut found: Option<Type> = None;
    for overload in overloads {
        if overload.receiver != receiver {
            continue;
        }
        let params = &overload.params;
        let many = overload.repeated && types.len() >= params.len();
        if !many && types.len() != params.len() {
            continue;
        }
        let mut bindings = Bindings::default();
        let formals =
            params.iter().chain(std::iter::repeat_n(params.last().unwrap_or(&Type::Dyn), types.len() - params.len()));
        if !types.iter().zip(formals).all(|(actual, formal)| bindings.fits(actual, formal)) {
            continue;
        }
        let ty = bindings.apply(&overload.result);
        let exact = !types.iter().any(Type::is_dyn);
        found = Some(found.map_or_else(|| ty.clone(), |found| join(&found, &ty)));
        if exact {
            break;
        }
    }
    found
}
