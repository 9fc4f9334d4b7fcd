//! What is worked out once, when a condition is compiled: lists and sets of constants, constant timestamps, durations and
//! addresses, patterns. Nothing is folded whose failure `||` or `&&` could absorb, unless the failure is reported here.

use std::sync::Arc;

use hirewall_diagnostic::Span;
use hirewall_diagnostic::codes::condition::{E208, E210};

use super::checker::Checker;
use crate::functions::{Call, Function};
use crate::ir::{Ir, IrId};
use crate::named::ConstantSet;
use crate::syntax::literal;
use crate::{Problem, Type, Value};

/// The functions that are run on constants when a condition is compiled: those that make a value of a text or number.
const FOLDED: [&str; 7] = ["cidr", "days", "duration", "first_day", "ip", "last_day", "timestamp"];

/// Steps of fuel for folding one call.
const FUEL: u64 = 100_000;

impl Checker<'_> {
    pub(super) fn constant(&self, id: IrId) -> Option<&Value<'static>> {
        match self.ir(id) {
            Some(Ir::Const(value)) => Some(value),
            _ => None,
        }
    }

    /// The value of a list of constants.
    pub(super) fn constant_list(&self, elements: &[(IrId, bool)]) -> Option<Value<'static>> {
        let values: Option<Vec<Value<'static>>> =
            elements.iter().map(|(id, optional)| self.constant(*id).filter(|_| !optional).cloned()).collect();
        values.filter(|_| self.checked).map(|values| Value::List(Arc::from(values)))
    }

    /// The set of a constant list of scalars.
    pub(super) fn constant_set(&self, id: IrId) -> Option<Arc<ConstantSet>> {
        let Some(Value::List(items)) = self.constant(id) else { return None };
        ConstantSet::new(items.to_vec()).map(Arc::new)
    }

    /// The value of a call with constant arguments; reports a call that fails.
    #[inline(never)]
    pub(super) fn folded(&mut self, function: &Function, args: &[IrId], span: Span) -> Option<Value<'static>> {
        if !self.checked || args.is_empty() || !FOLDED.contains(&function.name) {
            return None;
        }
        let values: Vec<Value<'static>> = args.iter().map(|id| self.constant(*id).cloned()).collect::<Option<_>>()?;
        let mut fuel = FUEL;
        match (function.call)(&mut Call { fuel: &mut fuel }, &values) {
            Ok(value) => Some(value),
            Err(fault) => {
                let at = args.first().map_or(span, |id| self.span(*id));
                let shown = self.shown(at);
                let name = function.name;
                let problem = Problem::new(E210, at, format!("`{name}({shown})` fails: {fault}"));
                let help = advice(name, values.first());
                self.report(problem.maybe_help(help));
                None
            }
        }
    }

    /// `text.matches(pattern)` with a constant pattern, compiled.
    #[inline(never)]
    pub(super) fn pattern(&mut self, text: IrId, pattern: IrId, span: Span) -> Option<IrId> {
        let Some(Value::String(source)) = self.constant(pattern) else { return None };
        let source = Arc::clone(source);
        // One pattern is compiled once for a condition, and asked once of each text.
        let known = self.nodes.iter().find_map(|node| match node {
            Ir::Matches(_, regex) if regex.as_str() == &*source => Some(Arc::clone(regex)),
            _ => None,
        });
        if let Some(regex) = known {
            return Some(self.add(Ir::Matches(text, regex), Type::Bool, span));
        }
        let built = regex::RegexBuilder::new(&source).size_limit(self.env.limits.pattern_bytes).nest_limit(100).build();
        match built {
            Ok(regex) => {
                let regex = Arc::new(regex);
                Some(self.add(Ir::Matches(text, regex), Type::Bool, span))
            }
            Err(error) => {
                let at = self.span(pattern);
                let problem = self.bad_pattern(&source, &error, at);
                if self.checked {
                    self.report(problem);
                    return Some(self.add(Ir::Const(Value::Bool(false)), Type::Bool, span));
                }
                None
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn bad_pattern(&self, pattern: &str, error: &regex::Error, at: Span) -> Problem {
        if let regex::Error::CompiledTooBig(limit) = error {
            return Problem::new(E208, at, format!("the pattern needs more than {limit} bytes when compiled"))
                .help("Shorten it, above all its counted repetitions such as `{1,1000}` of large classes.");
        }
        let parsed = regex_syntax::ParserBuilder::new().nest_limit(100).build().parse(pattern);
        let (message, inside) = match parsed {
            Err(regex_syntax::Error::Parse(error)) => (error.kind().to_string(), Some(*error.span())),
            Err(regex_syntax::Error::Translate(error)) => (error.kind().to_string(), Some(*error.span())),
            _ => (String::from("it cannot be compiled"), None),
        };
        let source = self.text_at(at);
        let quoted = source.contains(['"', '\'']);
        let place = inside.filter(|_| quoted).map(|inside| {
            let offset = |at: usize| u32::try_from(literal::place_in_text(source, at)).unwrap_or(0);
            let (start, end) = (offset(inside.start.offset), offset(inside.end.offset));
            Span::new(at.start + start, at.start + end.max(start + 1).min(at.end - at.start))
        });
        let help = if message.contains("look-around") || message.contains("backreferences") {
            Some(String::from(
                "Patterns always take linear time, so there is no look-around and no back reference; split the condition instead, as in `a.matches(x) && !a.matches(y)`.",
            ))
        } else if message.contains("escape") {
            Some(String::from(
                "Write the pattern as a raw text, `r\"…\"`, and escape only what has a meaning in patterns.",
            ))
        } else {
            None
        };
        let text = message.trim_end_matches('.').to_owned();
        Problem::new(E208, place.unwrap_or(at), format!("the pattern is malformed: {text}")).maybe_help(help)
    }
}

/// What to write instead of a constant that a function does not understand.
fn advice(name: &str, value: Option<&Value<'static>>) -> Option<String> {
    let text = match value {
        Some(Value::String(text)) => text.trim(),
        _ => return None,
    };
    let units = |unit: char| {
        text.strip_suffix(unit).filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    match name {
        "duration" => Some(match (units('d'), units('w')) {
            (Some(days), _) => format!("CEL has no unit for days: write `days({days})`."),
            (_, Some(weeks)) => match weeks.parse::<i64>().ok().and_then(|weeks| weeks.checked_mul(7)) {
                Some(days) => format!("CEL has no unit for weeks: write `days({days})`."),
                None => String::from("CEL has no unit for weeks: write `days(…)`."),
            },
            _ => String::from(
                "Write a number with a unit, `h`, `m`, `s`, `ms`, `us` or `ns`, as in `duration(\"1h30m\")`; for days write `days(n)`.",
            ),
        }),
        "timestamp" if text.len() == 10 && text.bytes().filter(|b| *b == b'-').count() == 2 => {
            Some(format!("Give the time too, `timestamp(\"{text}T00:00:00Z\")`, or write `first_day(\"{text}\")`."))
        }
        "timestamp" => Some(String::from("Write RFC 3339 with a zone: `timestamp(\"2026-01-05T10:00:00Z\")`.")),
        "ip" => Some(String::from(
            "Write an address as `ip(\"192.0.2.1\")` or `ip(\"2001:db8::1\")`; a block is `cidr(\"192.0.2.0/24\")`.",
        )),
        "cidr" => Some(String::from("Write a block as `cidr(\"192.0.2.0/24\")`.")),
        "first_day" | "last_day" => Some(String::from("Write a date as `2019`, `2019-05` or `2019-05-01`.")),
        _ => None,
    }
}
