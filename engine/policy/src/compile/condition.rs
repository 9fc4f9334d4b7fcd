//! The condition of a rule or exception: its leaves compiled, its tree as written.

use hirewall_diagnostic::codes::condition;
use hirewall_diagnostic::{Diagnostic, SourceId};
use hirewall_expr::condition::Condition;
use hirewall_expr::{Env, Type};

use super::{Context, Expression, Owner, expression};
use crate::document::ConditionDocument;

/// Compiles a condition; none when any part of it is faulty, after all parts were looked at.
pub(crate) fn compile(
    environment: &Env,
    document: &ConditionDocument,
    source: SourceId,
    owner: Owner,
    expressions: &mut Vec<Expression>,
    context: &mut Context<'_>,
) -> Option<Condition> {
    match document {
        ConditionDocument::Broken => None,
        ConditionDocument::Leaf(text, label) => {
            let program = expression::compile(environment, text, None, source, owner, expressions, context)?;
            if !matches!(program.ty(), Type::Bool | Type::Dyn | Type::Error) {
                let message = format!("a condition is true or false, this is `{}`", program.ty());
                let diagnostic = Diagnostic::new(condition::E204, message)
                    .help("Compare it with something, as in `… == \"US\"` or `… > 3`, or ask `has(…)`.");
                context.report(source, text.span(), diagnostic);
                return None;
            }
            Some(Condition::Leaf { program, label: label.as_ref().map(|label| label.value.as_str().into()) })
        }
        ConditionDocument::Not(inner) => {
            let inner = compile(environment, inner, source, owner, expressions, context)?;
            Some(Condition::Not(Box::new(inner)))
        }
        ConditionDocument::All(parts) | ConditionDocument::Any(parts) => {
            let compiled: Vec<Condition> = parts
                .iter()
                .filter_map(|part| compile(environment, part, source, owner, expressions, context))
                .collect();
            if compiled.len() < parts.len() {
                return None;
            }
            let all = matches!(document, ConditionDocument::All(_));
            Some(if all { Condition::All(compiled) } else { Condition::Any(compiled) })
        }
    }
}
