//! A comparison of a counter with a number that every count fits, or none.

use hirewall_counter::{Limits, Measure};
use hirewall_diagnostic::Diagnostic;
use hirewall_diagnostic::codes::lint::L430;
use hirewall_expr::Type;
use hirewall_expr::ir::{Comparison, Ir, IrId, Program};

use super::shadowed_threshold::{programs, value};
use super::{Findings, Subject};
use crate::compile::Expression;
use crate::{Counter, FrameOf};

pub(super) fn lint(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    programs(subject, &mut |program, expression| {
        for (id, node) in program.nodes() {
            if let Ir::Compare(comparison, left, right) = node {
                comparison_of(subject, program, expression, (id, *comparison, *left, *right), findings);
            }
        }
    });
}

fn comparison_of(
    subject: &Subject<'_>,
    program: &Program,
    expression: &Expression,
    (id, comparison, left, right): (IrId, Comparison, IrId, IrId),
    findings: &mut Findings<'_>,
) {
    use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    let (found, number, comparison) = match (counter(subject, program, left), counter(subject, program, right)) {
        (Some(found), None) => (found, value(program.node(right)), comparison),
        (None, Some(found)) => {
            let flipped = match comparison {
                Less => Greater,
                LessEqual => GreaterEqual,
                Greater => Less,
                GreaterEqual => LessEqual,
                Equal | NotEqual => comparison,
            };
            (found, value(program.node(left)), flipped)
        }
        _ => return,
    };
    let (Some(number), false) = (number, matches!(found.measure, Measure::Sum(_))) else { return };
    // The record itself counts where it has a key for certain and nothing leaves it out.
    let listed = found.keys.iter().any(|key| matches!(key.ty(), Type::List(_) | Type::Dyn));
    let least = if listed || found.filter.is_some() { 0.0 } else { 1.0 };
    #[expect(clippy::cast_precision_loss, reason = "a limit is a small number")]
    let most = Limits::OBSERVATIONS_PER_KEY as f64;
    let (never, always) = match comparison {
        Less => (number <= least, false),
        LessEqual => (number < least, false),
        Greater => (number >= most, number < least),
        GreaterEqual => (number > most, number <= least),
        Equal => (number < least || number > most || number.fract() != 0.0, false),
        NotEqual => (false, number < least || number > most || number.fract() != 0.0),
    };
    let told = if never {
        "no count fits"
    } else if always {
        "every count fits"
    } else {
        return;
    };
    let name = found.name();
    let help = if never && number >= most {
        format!("Counts of one key are kept exactly up to {}; choose a smaller number.", Limits::OBSERVATIONS_PER_KEY)
    } else if least > 0.0 {
        format!("The record itself counts, so that `counters.{name}` is at least 1; correct the number.")
    } else {
        format!("`counters.{name}` is 0 or more; correct the number.")
    };
    let diagnostic = Diagnostic::new(L430, format!("{told} this comparison")).help(help);
    findings.add_in(expression, program.span(id), diagnostic, told);
}

/// The counter that a node is.
fn counter<'a>(subject: &Subject<'a>, program: &Program, id: IrId) -> Option<&'a Counter> {
    let Ir::Field { frame, field: Some(field), .. } = program.node(id) else { return None };
    match subject.bundle.frame(*frame)? {
        FrameOf::Counters(policy) => policy.counters.iter().find(|counter| counter.name() == &*field.path),
        _ => None,
    }
}
